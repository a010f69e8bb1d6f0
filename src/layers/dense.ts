import { add } from '../ops/add.js'
import { matMul, type byMatrix, type matMulRule } from '../ops/matMul.js'
import { activationOf, type ActivationName } from './activations.js'
import { checked, type Config, type Name } from './config.js'
import { initializer, type Initializer, type InitializerName } from './initializers.js'
import { configKeys, knownSize, makeLayer, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

/** A product with a matrix of weights, whose rows are the features that come in. */
export type denseRule<S, Units extends number> =
  S extends readonly [...infer Rows, infer Features] ?
    byMatrix<[...Rows, Features], [Features, Units], Rows, Features, Features, Units>
  : matMulRule<number[], number[]>
export interface Dense<Units extends number> extends LayerRule {
  readonly op: 'dense'
  readonly output: denseRule<this['input'], Units>
}

export interface DenseConfig extends LayerConfig {
  /** The number of features that come out. */
  readonly units: number
  readonly activation?: Name<ActivationName>
  readonly useBias?: boolean
  readonly kernelInitializer?: Name<InitializerName> | Initializer
  readonly biasInitializer?: Name<InitializerName> | Initializer
}
const options = ['units', 'activation', 'useBias', 'kernelInitializer', 'biasInitializer', ...configKeys] as const

/**
 * A fully connected layer over the last axis: `activation(x · kernel + bias)`.
 *
 * Shapes: [..., features] to [..., units], of rank 2 or more. Weights: `kernel` [features, units], `bias` [units].
 *
 * @throws ShapeError `dense: needs rank 2 or more, got [10]`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [10] })
 * const h = tf.layers.dense({ units: 16, activation: 'relu' })(x) // SymbolicTensor<['batch', 16]>
 * ```
 */
export function dense<const C extends DenseConfig>(
  config: Config<'dense', C, DenseConfig>,
): LayerOf<Dense<C['units']>, C> {
  const given = checked<DenseConfig>('dense', config, options, ['units'])
  const { units, useBias = true, kernelInitializer = 'glorotUniform', biasInitializer = 'zeros' } = given
  const activation = activationOf('dense', given.activation ?? 'linear')
  const kernel = initializer('dense', 'kernelInitializer', kernelInitializer)
  const bias = initializer('dense', 'biasInitializer', biasInitializer)
  return makeLayer({
    kind: 'dense',
    config: given,
    weights: ([x]) => ({
      kernel: { shape: [knownSize('dense', x!, -1), units], initializer: kernel },
      ...(useBias && { bias: { shape: [units], initializer: bias } }),
    }),
    call([x], { kernel, bias }) {
      const product = matMul(x!, kernel!)
      return activation(bias === undefined ? product : add(product, bias))
    },
  })
}
