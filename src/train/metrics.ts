import { argMax } from '../ops/argMax.js'
import { cast } from '../ops/cast.js'
import { equal } from '../ops/equal.js'
import { greater } from '../ops/greater.js'
import { reshape } from '../ops/reshape.js'
import type { AnyTensor } from '../tensor.js'
import { losses, type LossFunction } from './losses.js'

/**
 * The share of right answers. As in Keras 3 the shapes say what an answer is: one number is right on its side of 0.5, a
 * row of numbers is right where the largest one is; labels are class numbers or rows.
 */
const accuracy: LossFunction = (labels, predictions) => {
  const classes = predictions.shape.at(-1)
  if (classes === 1) return same(cast(labels, 'int32'), reshape(cast(greater(predictions, 0.5), 'int32'), labels.shape))
  const answers = argMax(predictions, -1)
  const sparse = labels.shape.length < predictions.shape.length || labels.shape.at(-1) === 1
  return same(sparse ? reshape(cast(labels, 'int32'), answers.shape) : argMax(labels, -1), answers)
}
const same = (a: AnyTensor, b: AnyTensor) => cast(equal(a, b), 'float32')

export const metrics = { accuracy, acc: accuracy, ...losses } as const satisfies {
  readonly [name: string]: LossFunction
}

export type MetricName = keyof typeof metrics
