import { fill } from '../ops/fill.js'
import { defineInitializer } from './initializer.js'

/** Zeros. */
export const zeros = defineInitializer({ kind: 'zeros', options: {}, apply: (shape) => fill([...shape], 0) })
