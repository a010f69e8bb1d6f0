import { add } from '../ops/add.js'
import { div } from '../ops/div.js'
import { defineConstraint } from './constraint.js'
import { axis, normOf, tiny } from './norm.js'

/** All get the length 1. */
export const unitNorm = defineConstraint({
  kind: 'unitNorm',
  options: { axis: axis() },
  apply: (weights, { axis }) => div(weights, add(normOf(weights, axis), tiny)),
})
