import * as core from '@tensorflow/tfjs-core'
import { readsAtOnce } from '../backend.js'
import type { AnyTensor } from '../tensor.js'

/**
 * Class numbers are integers from 0, below the number of classes: any other would count for nothing. Looked at where that
 * is cheap: not in a graph.
 *
 * @param where What the labels are called.
 */
export function assertClasses(what: string, where: string, labels: AnyTensor, classes: unknown): void {
  if (!(labels instanceof core.Tensor) || typeof classes !== 'number' || !readsAtOnce()) return
  const values: ArrayLike<number> = (labels as core.Tensor).dataSync()
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isInteger(value) && value >= 0 && value < classes) continue
    throw new RangeError(`${what}: ${where} holds ${value}, but class numbers are integers from 0 to ${classes - 1}`)
  }
}
