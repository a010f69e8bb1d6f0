import { sqrt } from '../ops/sqrt.js'
import { square } from '../ops/square.js'
import { sum } from '../ops/sum.js'
import { number } from '../options/number.js'
import type { AnyTensor } from '../tensor.js'

// What the constraints on lengths have in common.

/** Keras' epsilon: what has no length stays as it is. */
export const tiny = 1e-7
/** The axis along which lengths are measured; 0, that of the inputs, unless it is given. */
export const axis = () => number({ integer: true }, 0)
export function normOf(weights: AnyTensor, axis: number): AnyTensor {
  return sqrt(sum(square(weights), axis, true))
}
