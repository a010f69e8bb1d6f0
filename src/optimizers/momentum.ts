import { add } from '../ops/add.js'
import { mul } from '../ops/mul.js'
import { sub } from '../ops/sub.js'
import { flag } from '../options/flag.js'
import { number } from '../options/number.js'
import { defineOptimizer } from './optimizer.js'
import { rate, type Rate } from './rate.js'

/** Gradient descent with momentum, Nesterov's on request. The learning rate acts inside the velocity, as in Keras. */
export const momentum = defineOptimizer({
  kind: 'momentum',
  options: {
    /** A number or a schedule; 0.01 unless it is given. */
    learningRate: rate(0.01),
    /** 0.9 unless it is given. */
    momentum: number({ least: 0, most: 1 }, 0.9),
    /** False unless it is given. */
    useNesterov: flag(false),
  },
  positional: (learningRate?: Rate, momentum?: number, useNesterov?: boolean) => ({
    learningRate,
    momentum,
    useNesterov,
  }),
  slots: () => ({ velocity: 0 }),
  update({ weight, gradient, slots: { velocity }, rate }, { momentum, useNesterov }) {
    const step = mul(rate, gradient)
    const next = sub(mul(velocity, momentum), step)
    return { weight: add(weight, useNesterov ? sub(mul(next, momentum), step) : next), velocity: next }
  },
})
