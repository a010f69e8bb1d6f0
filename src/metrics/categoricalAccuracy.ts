import { meanMetric } from './mean.js'
import { rightRow } from './right.js'

/** The share of rows whose largest value is where it is in the labels. */
export const categoricalAccuracy = meanMetric({
  kind: 'categoricalAccuracy',
  better: 'more',
  options: {},
  each: rightRow,
})
