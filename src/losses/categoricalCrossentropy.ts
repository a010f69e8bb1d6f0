import { add } from '../ops/add.js'
import { mul } from '../ops/mul.js'
import { defineLoss } from './loss.js'
import { crossentropy, fromLogits, labelSmoothing } from './probability.js'

/** For labels that are rows: one 1 and zeros, or probabilities. */
export const categoricalCrossentropy = defineLoss({
  kind: 'categoricalCrossentropy',
  options: { fromLogits: fromLogits(), labelSmoothing: labelSmoothing() },
  labels: 'like the output',
  apply(labels, predictions, { fromLogits, labelSmoothing: s }) {
    const classes = predictions.shape.at(-1) as number
    const smooth = s === 0 ? labels : add(mul(labels, 1 - s), s / classes)
    return crossentropy(smooth, predictions, fromLogits)
  },
})
