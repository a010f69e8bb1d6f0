import { reshape } from '../ops/reshape.js'
import type { Shape } from '../shape/dimension.js'
import { meanMetric } from './mean.js'
import { rightClass, rightRow, rightSide } from './right.js'

/** Are the labels class numbers? */
function areClasses(labels: Shape, predictions: Shape): boolean {
  return predictions.at(-1) !== 1 && (labels.length < predictions.length || labels.at(-1) === 1)
}

/**
 * The share of right answers. As in Keras 3 the shapes say what an answer is: one number is right on its side of 0.5, a
 * row of numbers is right where the largest one is; labels are class numbers or rows.
 */
export const accuracy = meanMetric({
  kind: 'accuracy',
  better: 'more',
  options: {},
  classes: areClasses,
  each(labels, predictions) {
    if (predictions.shape.at(-1) === 1) return rightSide(reshape(labels, predictions.shape), predictions, 0.5)
    return areClasses(labels.shape, predictions.shape) ? rightClass(labels, predictions) : rightRow(labels, predictions)
  },
})
