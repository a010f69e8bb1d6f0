import { add } from '../ops/add.js'
import { cast } from '../ops/cast.js'
import { clipByValue } from '../ops/clipByValue.js'
import { div } from '../ops/div.js'
import { log } from '../ops/log.js'
import { mean } from '../ops/mean.js'
import { mul } from '../ops/mul.js'
import { neg } from '../ops/neg.js'
import { oneHot } from '../ops/oneHot.js'
import { reshape } from '../ops/reshape.js'
import { squaredDifference } from '../ops/squaredDifference.js'
import { sub } from '../ops/sub.js'
import { sum } from '../ops/sum.js'
import type { AnyTensor } from '../tensor.js'

/** Compares labels with predictions; the mean of what it returns is the loss. Made of ops, so that it has a gradient. */
export type LossFunction = (labels: AnyTensor, predictions: AnyTensor) => AnyTensor

/** Keras' epsilon: a probability of 0 or 1 costs much, not infinitely much. */
const EPSILON = 1e-7
const probable = (p: AnyTensor) => clipByValue(p, EPSILON, 1 - EPSILON)

/** Labels of class numbers as one-hot rows, in the shape of the predictions. */
function hot(labels: AnyTensor, predictions: AnyTensor): AnyTensor {
  const classes = predictions.shape.at(-1) as number
  const ids = reshape(cast(labels, 'int32'), predictions.shape.slice(0, -1))
  return oneHot(ids, classes)
}

const categorical: LossFunction = (labels, predictions) => {
  const rows = div(predictions, sum(predictions, -1, true))
  return neg(sum(mul(labels, log(probable(rows))), -1))
}

// Keras 3's formulas, on probabilities.
export const losses = {
  meanSquaredError: (labels, predictions) => mean(squaredDifference(labels, predictions), -1),
  categoricalCrossentropy: categorical,
  sparseCategoricalCrossentropy: (labels, predictions) => categorical(hot(labels, predictions), predictions),
  binaryCrossentropy: (labels, predictions) => {
    const p = probable(predictions)
    const right = mul(labels, log(p))
    const wrong = mul(sub(1, labels), log(sub(1, p)))
    return neg(mean(add(right, wrong), -1))
  },
} as const satisfies { readonly [name: string]: LossFunction }

export type LossName = keyof typeof losses
