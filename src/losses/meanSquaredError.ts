import { mean } from '../ops/mean.js'
import { squaredDifference } from '../ops/squaredDifference.js'
import { defineLoss } from './loss.js'

/** The mean of the squared differences. */
export const meanSquaredError = defineLoss({
  kind: 'meanSquaredError',
  options: {},
  labels: 'like the output',
  apply: (labels, predictions) => mean(squaredDifference(labels, predictions), -1),
})
