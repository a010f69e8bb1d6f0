import { assertClasses } from '../losses/classes.js'
import { argMax } from '../ops/argMax.js'
import { cast } from '../ops/cast.js'
import { equal } from '../ops/equal.js'
import { greater } from '../ops/greater.js'
import { reshape } from '../ops/reshape.js'
import type { AnyTensor } from '../tensor.js'

// When an answer is right: 1, else 0.

function same(a: AnyTensor, b: AnyTensor): AnyTensor {
  return cast(equal(cast(a, 'float32'), cast(b, 'float32')), 'float32')
}
/** On its side of the threshold. */
export function rightSide(labels: AnyTensor, predictions: AnyTensor, threshold: number): AnyTensor {
  return same(labels, greater(predictions, threshold))
}
/** The largest one is where it is in the labels. */
export function rightRow(labels: AnyTensor, predictions: AnyTensor): AnyTensor {
  return same(argMax(labels, -1), argMax(predictions, -1))
}
/** The largest one is where the class number says. */
export function rightClass(labels: AnyTensor, predictions: AnyTensor): AnyTensor {
  const answers = argMax(predictions, -1)
  assertClasses('sparseCategoricalAccuracy', 'labels', labels, predictions.shape.at(-1))
  return same(reshape(labels, answers.shape), answers)
}
