import { fill } from '../ops/fill.js'
import { number } from '../options/number.js'
import { defineInitializer } from './initializer.js'

/** One number everywhere. */
export const constant = defineInitializer({
  kind: 'constant',
  options: {
    /** 0 unless it is given. */
    value: number({}, 0),
  },
  apply: (shape, { value }) => fill([...shape], value),
})
