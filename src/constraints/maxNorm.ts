import { div } from '../ops/div.js'
import { add } from '../ops/add.js'
import { minimum } from '../ops/minimum.js'
import { mul } from '../ops/mul.js'
import { number } from '../options/number.js'
import { defineConstraint } from './constraint.js'
import { axis, normOf, tiny } from './norm.js'

/** What is longer than `maxValue` is shortened to it. */
export const maxNorm = defineConstraint({
  kind: 'maxNorm',
  options: {
    /** 2 unless it is given. */
    maxValue: number({ above: 0 }, 2),
    axis: axis(),
  },
  apply(weights, { maxValue, axis }) {
    const norm = normOf(weights, axis)
    return mul(weights, div(minimum(norm, maxValue), add(norm, tiny)))
  },
})
