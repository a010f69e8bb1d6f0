import { add } from '../ops/add.js'
import { cos } from '../ops/cos.js'
import { div } from '../ops/div.js'
import { less } from '../ops/less.js'
import { minimum } from '../ops/minimum.js'
import { mul } from '../ops/mul.js'
import { sub } from '../ops/sub.js'
import { where } from '../ops/where.js'
import { count } from '../options/count.js'
import { number } from '../options/number.js'
import { optional } from '../options/option.js'
import { defineSchedule } from './schedule.js'

/** Half a cosine, from the rate down to `alpha` of it, after a warm-up along a line if one is wanted. */
export const cosineDecay = defineSchedule({
  kind: 'cosineDecay',
  options: {
    initialLearningRate: number({ least: 0 }),
    decaySteps: count(),
    /** The share of the rate that is left at the end; 0 unless it is given. */
    alpha: number({ least: 0 }, 0),
    /** The rate to which the warm-up leads, and at which the decay begins; without it there is no warm-up. */
    warmupTarget: optional(number({ least: 0 })),
    /** How many steps the warm-up takes; 0 unless it is given. */
    warmupSteps: number({ integer: true, least: 0 }, 0),
  },
  value(step, { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps }) {
    const warming = warmupTarget === undefined ? 0 : warmupSteps
    const top = warmupTarget ?? initialLearningRate
    const gone = div(minimum(sub(step, warming), decaySteps), decaySteps)
    const wave = mul(add(cos(mul(gone, Math.PI)), 1), 0.5)
    const decayed = mul(add(mul(wave, 1 - alpha), alpha), top)
    if (warming === 0) return decayed
    const warm = add(mul(div(step, warming), top - initialLearningRate), initialLearningRate)
    return where(less(step, warming), warm, decayed)
  },
})
