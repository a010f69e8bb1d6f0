import { fill } from '../ops/fill.js'
import { defineInitializer } from './initializer.js'

/** Ones. */
export const ones = defineInitializer({ kind: 'ones', options: {}, apply: (shape) => fill([...shape], 1) })
