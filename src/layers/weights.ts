import * as core from '@tensorflow/tfjs-core'
import type { State } from '../graph/sources.js'
import { notATensor } from '../operand.js'
import { showValue } from '../shape/show.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'
import { refuse } from '../stack.js'

/** Sets weights after all of them have been checked, so that a mistake changes none. */
export function setWeights(what: string, weights: readonly State[], values: readonly core.Tensor[]): void {
  if (!Array.isArray(values))
    refuse(new TypeError(`${what}: setWeights takes a list of tensors, got ${showValue(values)}`))
  for (const [i, value] of Array.from(values as readonly unknown[]).entries()) {
    if (!(value instanceof core.Tensor))
      refuse(new TypeError(`${what}: setWeights: ${notATensor(`values[${i}]`, value)}`))
  }
  if (weights.length !== values.length) {
    refuse(new RangeError(`${what}: setWeights needs ${weights.length} tensors, got ${values.length}`))
  }
  weights.forEach(({ name, shape, dtype }, i) => {
    if (String(shape) !== String(values[i]!.shape)) {
      refuse(new RangeError(`${what}: weight ${i} ('${name}') is [${shape}], got [${values[i]!.shape}]`))
    }
    if (values[i]!.isDisposed) refuse(new Error(`${what}: the value for weight ${i} ('${name}') was disposed before`))
    if (dtype !== values[i]!.dtype) {
      refuse(new TypeError(`${what}: weight ${i} ('${name}') is ${dtype}, got ${values[i]!.dtype}`))
    }
  })
  weights.forEach((weight, i) => weight.write(core.keep(values[i]!.clone()) as Tensor<number[], DType>))
}
