import type { LossFunction } from '../losses/loss.js'
import { answering, type Kind } from '../options/definition.js'
import * as metrics from './index.js'
import { meanOf } from './mean.js'
import { ConfiguredMetric } from './metric.js'

export const metricKind = {
  what: 'a metric' as const,
  Thing: ConfiguredMetric,
  makers: metrics,
  own: (f: LossFunction) =>
    new ConfiguredMetric(meanOf({ kind: f.name || 'metric', options: {}, each: answering('a metric', f) }), {}),
} satisfies Kind<ConfiguredMetric, typeof metrics, LossFunction>
