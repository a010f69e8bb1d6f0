import type { Kind } from '../options/definition.js'
import * as optimizers from './index.js'
import { Optimizer } from './optimizer.js'

export const optimizerKind = {
  what: 'an optimizer' as const,
  Thing: Optimizer,
  makers: optimizers,
} satisfies Kind<Optimizer, typeof optimizers, never>
