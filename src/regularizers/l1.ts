import { abs } from '../ops/abs.js'
import { mul } from '../ops/mul.js'
import { sum } from '../ops/sum.js'
import { number } from '../options/number.js'
import { defineRegularizer } from './regularizer.js'

/** `l1` times the sum of the magnitudes. */
export const l1 = defineRegularizer({
  kind: 'l1',
  options: {
    /** 0.01 unless it is given. */
    l1: number({ least: 0 }, 0.01),
  },
  apply: (x, { l1 }) => mul(sum(abs(x)), l1),
})
