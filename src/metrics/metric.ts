import { Configured, maker, type Definition, type Maker } from '../options/definition.js'
import type { Shape } from '../shape/dimension.js'
import type { Options, ValuesOf } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'

export type Better = 'more' | 'less'
/** Something that a metric counts over the batches. */
export interface Slot {
  readonly shape: readonly number[]
  readonly initial: number
}
export type Counted<Slots extends string = string> = { readonly [Name in Slots]: AnyTensor }

export interface MetricDefinition<O extends Options = Options, Slots extends string = string> extends Definition<O> {
  /** Is more of it better, or less? */
  readonly better?: Better | undefined
  /** Does it take labels of this shape as class numbers? */
  classes?(labels: Shape, predictions: Shape): boolean
  /** What it counts, and from where. */
  slots(values: ValuesOf<O>): { readonly [Name in Slots]: Slot }
  /** What has been counted after one more batch. */
  update(labels: AnyTensor, predictions: AnyTensor, slots: Counted<Slots>, values: ValuesOf<O>): Counted<Slots>
  /** One number, of what has been counted. */
  result(slots: Counted<Slots>, values: ValuesOf<O>): AnyTensor
}

/** A number that tells how good predictions are, over any number of batches. */
export class ConfiguredMetric extends Configured<MetricDefinition> {
  get slots(): { readonly [name: string]: Slot } {
    return this.definition.slots(this.values)
  }
  update(labels: AnyTensor, predictions: AnyTensor, slots: Counted): Counted {
    return this.definition.update(labels, predictions, slots, this.values)
  }
  result(slots: Counted): AnyTensor {
    return this.definition.result(slots, this.values)
  }
}

export function defineMetric<const Kind extends string, const O extends Options, Slots extends string>(
  definition: MetricDefinition<O, Slots> & { readonly kind: Kind },
): Maker<MetricDefinition<O, Slots> & { readonly kind: Kind }, ConfiguredMetric> {
  return maker(definition, ConfiguredMetric)
}
