import { argMax } from '../ops/argMax.js'
import { cast } from '../ops/cast.js'
import { equal } from '../ops/equal.js'
import { greater } from '../ops/greater.js'
import { reshape } from '../ops/reshape.js'
import type { AnyTensor } from '../tensor.js'
import { losses, type LossFunction } from './losses.js'

const same = (a: AnyTensor, b: AnyTensor) => cast(equal(cast(a, 'float32'), cast(b, 'float32')), 'float32')

const binaryAccuracy: LossFunction = (labels, predictions) => same(labels, greater(predictions, 0.5))
const categoricalAccuracy: LossFunction = (labels, predictions) => same(argMax(labels, -1), argMax(predictions, -1))
const sparseCategoricalAccuracy: LossFunction = (labels, predictions) => {
  const answers = argMax(predictions, -1)
  return same(reshape(labels, answers.shape), answers)
}

/**
 * The share of right answers. As in Keras 3 the shapes say what an answer is: one number is right on its side of 0.5, a
 * row of numbers is right where the largest one is; labels are class numbers or rows.
 */
const accuracy: LossFunction = (labels, predictions) => {
  if (predictions.shape.at(-1) === 1) return binaryAccuracy(reshape(labels, predictions.shape), predictions)
  const sparse = labels.shape.length < predictions.shape.length || labels.shape.at(-1) === 1
  return sparse ? sparseCategoricalAccuracy(labels, predictions) : categoricalAccuracy(labels, predictions)
}

export const metrics = {
  accuracy,
  acc: accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  ...losses,
} as const satisfies {
  readonly [name: string]: LossFunction
}

export type MetricName = keyof typeof metrics
