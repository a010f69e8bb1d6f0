import { add } from '../ops/add.js'
import { log } from '../ops/log.js'
import { mean } from '../ops/mean.js'
import { mul } from '../ops/mul.js'
import { neg } from '../ops/neg.js'
import { softplus } from '../ops/softplus.js'
import { sub } from '../ops/sub.js'
import type { AnyTensor } from '../tensor.js'
import { defineLoss } from './loss.js'
import { fromLogits, labelSmoothing, probable } from './probability.js'

/** For labels that are 0 or 1, each for itself. */
export const binaryCrossentropy = defineLoss({
  kind: 'binaryCrossentropy',
  options: { fromLogits: fromLogits(), labelSmoothing: labelSmoothing() },
  labels: 'like the output',
  apply(labels, predictions, { fromLogits, labelSmoothing: s }) {
    const smooth = s === 0 ? labels : add(mul(labels, 1 - s), s / 2)
    const [right, wrong] = fromLogits ? logsOfLogits(predictions) : logsOf(probable(predictions))
    return neg(mean(add(mul(smooth, right), mul(sub(1, smooth), wrong)), -1))
  },
})
/** The logarithms of a probability and of what it leaves. */
function logsOf(p: AnyTensor): readonly [AnyTensor, AnyTensor] {
  return [log(p), log(sub(1, p))]
}
function logsOfLogits(x: AnyTensor): readonly [AnyTensor, AnyTensor] {
  return [neg(softplus(neg(x))), neg(softplus(x))]
}
