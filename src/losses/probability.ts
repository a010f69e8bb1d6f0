import { clipByValue } from '../ops/clipByValue.js'
import { div } from '../ops/div.js'
import { log } from '../ops/log.js'
import { logSoftmax } from '../ops/logSoftmax.js'
import { mul } from '../ops/mul.js'
import { neg } from '../ops/neg.js'
import { sum } from '../ops/sum.js'
import { flag } from '../options/flag.js'
import { number } from '../options/number.js'
import type { AnyTensor } from '../tensor.js'

// What the losses on probabilities have in common.

/** Are the predictions logits, and no probabilities? False unless it is given. */
export const fromLogits = () => flag(false)
/** How far labels are moved towards all classes alike; 0 unless it is given. */
export const labelSmoothing = () => number({ least: 0, most: 1 }, 0)

/** Keras' epsilon: a probability of 0 or 1 costs much, not infinitely much. */
const EPSILON = 1e-7
export function probable(p: AnyTensor): AnyTensor {
  return clipByValue(p, EPSILON, 1 - EPSILON)
}

/** What rows of labels cost: the predictions are rows of probabilities, which need not sum to 1, or logits. */
export function crossentropy(labels: AnyTensor, predictions: AnyTensor, fromLogits: boolean): AnyTensor {
  const logs = fromLogits ? logSoftmax(predictions) : log(probable(div(predictions, sum(predictions, -1, true))))
  return neg(sum(mul(labels, logs), -1))
}
