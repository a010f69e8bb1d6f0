import { abs } from '../ops/abs.js'
import { add } from '../ops/add.js'
import { mul } from '../ops/mul.js'
import { square } from '../ops/square.js'
import { sum } from '../ops/sum.js'
import { number } from '../options/number.js'
import { defineRegularizer } from './regularizer.js'

/** `l1` times the sum of the magnitudes, and `l2` times the sum of the squares. */
export const l1l2 = defineRegularizer({
  kind: 'l1l2',
  options: {
    /** 0.01 unless it is given. */
    l1: number({ least: 0 }, 0.01),
    /** 0.01 unless it is given. */
    l2: number({ least: 0 }, 0.01),
  },
  apply: (x, { l1, l2 }) => add(mul(sum(abs(x)), l1), mul(sum(square(x)), l2)),
})
