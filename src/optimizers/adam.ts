import { add } from '../ops/add.js'
import { div } from '../ops/div.js'
import { mul } from '../ops/mul.js'
import { pow } from '../ops/pow.js'
import { sqrt } from '../ops/sqrt.js'
import { square } from '../ops/square.js'
import { sub } from '../ops/sub.js'
import { number } from '../options/number.js'
import { defineOptimizer } from './optimizer.js'
import type { Rate } from './rate.js'

/** Adam (Kingma and Ba, 2015), with epsilon where Keras has it: beside the uncorrected root. */
export const adam = defineOptimizer({
  kind: 'adam',
  options: {
    /** 0.9 unless it is given. */
    beta1: number({ least: 0, below: 1 }, 0.9),
    /** 0.999 unless it is given. */
    beta2: number({ least: 0, below: 1 }, 0.999),
    /** 1e-7 unless it is given. */
    epsilon: number({ least: 0 }, 1e-7),
  },
  positional: (learningRate?: Rate, beta1?: number, beta2?: number, epsilon?: number) => ({
    learningRate,
    beta1,
    beta2,
    epsilon,
  }),
  slots: () => ({ m: 0, v: 0 }),
  update({ weight, gradient, slots: { m, v }, rate, time }, { beta1, beta2, epsilon }) {
    const correction = div(sqrt(sub(1, pow(beta2, time))), sub(1, pow(beta1, time)))
    const nextM = add(m, mul(sub(gradient, m), 1 - beta1))
    const nextV = add(v, mul(sub(square(gradient), v), 1 - beta2))
    const step = div(mul(mul(rate, correction), nextM), add(sqrt(nextV), epsilon))
    return { weight: sub(weight, step), m: nextM, v: nextV }
  },
})
