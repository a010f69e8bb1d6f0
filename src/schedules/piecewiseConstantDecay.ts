import { lessEqual } from '../ops/lessEqual.js'
import { where } from '../ops/where.js'
import { fill } from '../ops/fill.js'
import { numbers } from '../options/numbers.js'
import type { AnyTensor } from '../tensor.js'
import { defineSchedule } from './schedule.js'

/** The first value up to the first boundary, inclusively, the next one up to the next, the last one after the last. */
export const piecewiseConstantDecay = defineSchedule({
  kind: 'piecewiseConstantDecay',
  options: {
    /** Numbers of steps, in ascending order. */
    boundaries: numbers(),
    /** One more than boundaries. */
    values: numbers(),
  },
  wrong({ boundaries, values }) {
    if (values.length !== boundaries.length + 1)
      return `values are one more than boundaries, got ${values.length} and ${boundaries.length}`
    return boundaries.every((each, i) => i === 0 || boundaries[i - 1]! < each) ? undefined : (
        `boundaries are in ascending order, got [${boundaries.join(', ')}]`
      )
  },
  value: (step, { boundaries, values }) =>
    boundaries.reduceRight<AnyTensor>(
      (later, boundary, i) => where(lessEqual(step, boundary), values[i]!, later),
      fill([], values.at(-1)!),
    ),
})
