import { answering, type Kind } from '../options/definition.js'
import * as losses from './index.js'
import { ConfiguredLoss, type LossFunction } from './loss.js'

export const lossKind = {
  what: 'a loss' as const,
  Thing: ConfiguredLoss,
  makers: losses,
  own: (f: LossFunction) =>
    new ConfiguredLoss({ kind: f.name || 'loss', options: {}, labels: 'any', apply: answering('a loss', f) }, {}),
} satisfies Kind<ConfiguredLoss, typeof losses, LossFunction>
