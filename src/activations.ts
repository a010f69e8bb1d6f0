import { abs } from './ops/abs.js'
import { add } from './ops/add.js'
import { div } from './ops/div.js'
import { elu } from './ops/elu.js'
import { erf } from './ops/erf.js'
import { exp } from './ops/exp.js'
import { logSoftmax } from './ops/logSoftmax.js'
import { mul } from './ops/mul.js'
import { relu } from './ops/relu.js'
import { relu6 } from './ops/relu6.js'
import { selu } from './ops/selu.js'
import { sigmoid } from './ops/sigmoid.js'
import { softmax } from './ops/softmax.js'
import { softplus } from './ops/softplus.js'
import { tanh } from './ops/tanh.js'
import type { AnyTensor } from './tensor.js'

export type Activation = (x: AnyTensor) => AnyTensor

// Keras 3's functions, under the names of tfjs-layers. None of them changes the shape.
export const activations = {
  linear: (x) => x,
  relu: (x) => relu(x),
  relu6: (x) => relu6(x),
  sigmoid: (x) => sigmoid(x),
  hardSigmoid: (x) => div(relu6(add(x, 3)), 6),
  tanh: (x) => tanh(x),
  softmax: (x) => softmax(x),
  logSoftmax: (x) => logSoftmax(x),
  softplus: (x) => softplus(x),
  softsign: (x) => div(x, add(abs(x), 1)),
  elu: (x) => elu(x),
  selu: (x) => selu(x),
  exponential: (x) => exp(x),
  swish: (x) => mul(x, sigmoid(x)),
  silu: (x) => mul(x, sigmoid(x)),
  gelu: (x) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1)),
  mish: (x) => mul(x, tanh(softplus(x))),
} as const satisfies { readonly [name: string]: Activation }

export type ActivationName = keyof typeof activations
