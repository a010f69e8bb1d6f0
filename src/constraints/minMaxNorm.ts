import { add } from '../ops/add.js'
import { clipByValue } from '../ops/clipByValue.js'
import { div } from '../ops/div.js'
import { mul } from '../ops/mul.js'
import { number } from '../options/number.js'
import { defineConstraint } from './constraint.js'
import { axis, normOf, tiny } from './norm.js'

/** Lengths are brought towards [minValue, maxValue]: at a `rate` of 1 all the way. */
export const minMaxNorm = defineConstraint({
  kind: 'minMaxNorm',
  options: {
    /** 0 unless it is given. */
    minValue: number({ least: 0 }, 0),
    /** 1 unless it is given. */
    maxValue: number({ above: 0 }, 1),
    /** 1 unless it is given. */
    rate: number({ least: 0, most: 1 }, 1),
    axis: axis(),
  },
  apply(weights, { minValue, maxValue, rate, axis }) {
    const norm = normOf(weights, axis)
    const wanted = add(mul(clipByValue(norm, minValue, maxValue), rate), mul(norm, 1 - rate))
    return mul(weights, div(wanted, add(norm, tiny)))
  },
})
