import { randomUniform as draw } from '../ops/randomUniform.js'
import { number } from '../options/number.js'
import { seed } from '../options/seed.js'
import { defineInitializer } from './initializer.js'

/** Uniform in [minval, maxval). */
export const randomUniform = defineInitializer({
  kind: 'randomUniform',
  options: {
    /** -0.05 unless it is given. */
    minval: number({}, -0.05),
    /** 0.05 unless it is given. */
    maxval: number({}, 0.05),
    seed: seed(),
  },
  apply: (shape, { minval, maxval, seed }) => draw([...shape], minval, maxval, 'float32', seed),
})
