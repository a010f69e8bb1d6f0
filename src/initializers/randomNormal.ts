import { randomNormal as draw } from '../ops/randomNormal.js'
import { number } from '../options/number.js'
import { seed } from '../options/seed.js'
import { defineInitializer } from './initializer.js'

/** Normal. */
export const randomNormal = defineInitializer({
  kind: 'randomNormal',
  options: {
    /** 0 unless it is given. */
    mean: number({}, 0),
    /** The standard deviation; 0.05 unless it is given. */
    stddev: number({ least: 0 }, 0.05),
    seed: seed(),
  },
  apply: (shape, { mean, stddev, seed }) => draw([...shape], mean, stddev, 'float32', seed),
})
