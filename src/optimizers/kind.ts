import * as optimizers from './index.js'
import { Optimizer } from './optimizer.js'

export const optimizerKind = { what: 'an optimizer', Thing: Optimizer, makers: optimizers }
