import { mul } from '../ops/mul.js'
import { square } from '../ops/square.js'
import { sum } from '../ops/sum.js'
import { number } from '../options/number.js'
import { defineRegularizer } from './regularizer.js'

/** `l2` times the sum of the squares. */
export const l2 = defineRegularizer({
  kind: 'l2',
  options: {
    /** 0.01 unless it is given. */
    l2: number({ least: 0 }, 0.01),
  },
  apply: (x, { l2 }) => mul(sum(square(x)), l2),
})
