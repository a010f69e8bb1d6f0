import { add } from '../ops/add.js'
import { div } from '../ops/div.js'
import { mul } from '../ops/mul.js'
import { sqrt } from '../ops/sqrt.js'
import { square } from '../ops/square.js'
import { sub } from '../ops/sub.js'
import { flag } from '../options/flag.js'
import { number } from '../options/number.js'
import type { AnyTensor } from '../tensor.js'
import { defineOptimizer } from './optimizer.js'
import type { Rate } from './rate.js'

/** RMSProp (Hinton, 2012): steps are divided by the root of the mean square of recent gradients. */
export const rmsprop = defineOptimizer({
  kind: 'rmsprop',
  options: {
    /** What is kept of the mean square in each step; 0.9 unless it is given. */
    decay: number({ least: 0, below: 1 }, 0.9),
    /** What is kept of the last step; 0 unless it is given. */
    momentum: number({ least: 0, most: 1 }, 0),
    /** 1e-7 unless it is given. */
    epsilon: number({ least: 0 }, 1e-7),
    /** By the variance of recent gradients, not their mean square; false unless it is given. */
    centered: flag(false),
  },
  positional: (learningRate?: Rate, decay?: number, momentum?: number, epsilon?: number, centered?: boolean) => ({
    learningRate,
    decay,
    momentum,
    epsilon,
    centered,
  }),
  slots: ({ momentum, centered }) => ({
    square: 0,
    ...(momentum > 0 && { moment: 0 }),
    ...(centered && { mean: 0 }),
  }),
  update({ weight, gradient, slots, rate }, { decay, momentum, epsilon }) {
    const recent = (before: AnyTensor, now: AnyTensor) => add(mul(before, decay), mul(now, 1 - decay))
    const nextSquare = recent(slots.square, square(gradient))
    const nextMean = slots.mean && recent(slots.mean, gradient)
    const spread = nextMean ? sub(nextSquare, square(nextMean)) : nextSquare
    const step = div(mul(gradient, rate), sqrt(add(spread, epsilon)))
    const nextMoment = slots.moment && add(mul(slots.moment, momentum), step)
    return {
      weight: sub(weight, nextMoment ?? step),
      square: nextSquare,
      ...(nextMoment && { moment: nextMoment }),
      ...(nextMean && { mean: nextMean }),
    }
  },
})
