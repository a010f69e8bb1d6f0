import { relu } from '../ops/relu.js'
import { defineConstraint } from './constraint.js'

/** What is below 0 becomes 0. */
export const nonNeg = defineConstraint({ kind: 'nonNeg', options: {}, apply: (weights) => relu(weights) })
