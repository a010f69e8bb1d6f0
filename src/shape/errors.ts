import { atUser } from '../stack.js'
import type { Shape } from './dimension.js'
import type { FailureDetails, RunTimeFailure } from './outcome.js'

/**
 * A shape, dtype or option that an op refuses. The message is the sentence that TypeScript shows in the editor; the
 * fields are for programs.
 *
 * @example
 * ```ts
 * try {
 *   tf.reshape(tf.zeros([2, 3]) as tf.Tensor, [4, 2])
 * } catch (error) {
 *   if (error instanceof tf.ShapeError) console.log(error.op, error.code, error.shapes)
 * }
 * ```
 */
export class ShapeError extends Error implements FailureDetails {
  override readonly name = 'ShapeError'
  /** The op or layer that refuses, as the sentence names it. */
  readonly op: string
  readonly code: string
  readonly shapes: readonly Shape[]
  readonly sizes: readonly (number | string | null)[]
  declare readonly axis?: number
  declare readonly index?: number
  /** The name of the layer in which the clash was found, when there is one. */
  declare readonly layer?: string

  constructor(op: string, failed: RunTimeFailure, layer?: string) {
    super(`${op}: ${failed.message}`)
    const { code, shapes = [], sizes = [], axis, index } = failed.details
    this.op = op
    this.code = code
    this.shapes = shapes
    this.sizes = sizes
    if (axis !== undefined) this.axis = axis
    if (index !== undefined) this.index = index
    if (layer !== undefined) this.layer = layer
    atUser(this, ShapeError)
  }
}
