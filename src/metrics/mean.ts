import type { ConfiguredLoss, LossDefinition } from '../losses/loss.js'
import { add } from '../ops/add.js'
import { div } from '../ops/div.js'
import { mean } from '../ops/mean.js'
import { mul } from '../ops/mul.js'
import type { Definition, Maker } from '../options/definition.js'
import type { Options, ValuesOf } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'
import type { Shape } from '../shape/dimension.js'
import { defineMetric, type Better, type MetricDefinition } from './metric.js'

/** What a mean is made of. */
interface MeanDefinition<O extends Options> extends Definition<O> {
  readonly better?: Better
  classes?(labels: Shape, predictions: Shape): boolean
  /** A number for each sample. */
  each(labels: AnyTensor, predictions: AnyTensor, values: ValuesOf<O>): AnyTensor
}

/** A metric that is a mean over all rows. */
export function meanMetric<const Kind extends string, const O extends Options>(
  definition: MeanDefinition<O> & { readonly kind: Kind },
) {
  return defineMetric(meanOf(definition))
}
export function meanOf<const Kind extends string, O extends Options>({
  kind,
  options,
  better,
  classes,
  each,
}: MeanDefinition<O> & { readonly kind: Kind }): MetricDefinition<O, 'total' | 'rows'> & { readonly kind: Kind } {
  return {
    kind,
    options,
    better,
    ...(classes && { classes }),
    slots: () => ({ total: { shape: [], initial: 0 }, rows: { shape: [], initial: 0 } }),
    update(labels, predictions, { total, rows }, values) {
      const count = (predictions.shape[0] ?? 1) as number
      return { total: add(total, mul(mean(each(labels, predictions, values)), count)), rows: add(rows, count) }
    },
    result: ({ total, rows }) => div(total, rows),
  }
}

/** A loss as a metric. */
export function lossMetric<const Kind extends string, O extends Options>({
  definition: { kind, options, labels, apply },
}: Maker<LossDefinition<O> & { readonly kind: Kind }, ConfiguredLoss>) {
  return meanMetric({ kind, options, better: 'less', classes: () => labels === 'class numbers', each: apply })
}
