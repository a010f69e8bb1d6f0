import { number } from '../options/number.js'
import { meanMetric } from './mean.js'
import { rightSide } from './right.js'

/** The share of predictions that are on the side of the threshold where the label is. */
export const binaryAccuracy = meanMetric({
  kind: 'binaryAccuracy',
  better: 'more',
  options: {
    /** 0.5 unless it is given. */
    threshold: number({}, 0.5),
  },
  each: (labels, predictions, { threshold }) => rightSide(labels, predictions, threshold),
})
