import { mul } from '../ops/mul.js'
import { sub } from '../ops/sub.js'
import { defineOptimizer } from './optimizer.js'
import { rate, type Rate } from './rate.js'

/** Plain gradient descent. */
export const sgd = defineOptimizer({
  kind: 'sgd',
  options: {
    /** A number or a schedule; 0.01 unless it is given. */
    learningRate: rate(0.01),
  },
  positional: (learningRate?: Rate) => ({ learningRate }),
  slots: () => ({}),
  update: ({ weight, gradient, rate }) => ({ weight: sub(weight, mul(rate, gradient)) }),
})
