import { meanMetric } from './mean.js'
import { rightClass } from './right.js'

/** The share of rows whose largest value is where the class number says. */
export const sparseCategoricalAccuracy = meanMetric({
  kind: 'sparseCategoricalAccuracy',
  better: 'more',
  options: {},
  classes: () => true,
  each: rightClass,
})
