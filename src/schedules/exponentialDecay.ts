import { cast } from '../ops/cast.js'
import { div } from '../ops/div.js'
import { mul } from '../ops/mul.js'
import { pow } from '../ops/pow.js'
import { count } from '../options/count.js'
import { flag } from '../options/flag.js'
import { number } from '../options/number.js'
import { defineSchedule } from './schedule.js'

/** The rate is multiplied by `decayRate` over each `decaySteps` steps. */
export const exponentialDecay = defineSchedule({
  kind: 'exponentialDecay',
  options: {
    initialLearningRate: number({ least: 0 }),
    decaySteps: count(),
    decayRate: number({ above: 0 }),
    /** All at once at the end of `decaySteps` steps; false unless it is given. */
    staircase: flag(false),
  },
  value(step, { initialLearningRate, decaySteps, decayRate, staircase }) {
    const gone = div(step, decaySteps)
    return mul(pow(decayRate, staircase ? cast(cast(gone, 'int32'), 'float32') : gone), initialLearningRate)
  },
})
