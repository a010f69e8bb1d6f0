import { Configured, maker, type Definition, type Maker } from '../options/definition.js'
import type { Options, ValuesOf } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'

/** The labels that a loss takes: in the shape of the output, class numbers in place of its last axis, or any. */
export type LabelForm = 'like the output' | 'class numbers' | 'any'

export interface LossDefinition<
  O extends Options = Options,
  Labels extends LabelForm = LabelForm,
> extends Definition<O> {
  readonly labels: Labels
  /** What each sample costs; the loss is their mean. Made of ops, so that it has a gradient. */
  apply(labels: AnyTensor, predictions: AnyTensor, values: ValuesOf<O>): AnyTensor
}

/** Compares labels with predictions. */
export class ConfiguredLoss<Labels extends LabelForm = LabelForm> extends Configured<LossDefinition<Options, Labels>> {
  apply(labels: AnyTensor, predictions: AnyTensor): AnyTensor {
    return this.definition.apply(labels, predictions, this.values)
  }
}
/** A function of the user's; the mean of what it returns is the loss. */
export type LossFunction = (labels: AnyTensor, predictions: AnyTensor) => AnyTensor

export function defineLoss<const Kind extends string, const O extends Options, const Labels extends LabelForm>(
  definition: LossDefinition<O, Labels> & { readonly kind: Kind },
): Maker<LossDefinition<O, Labels> & { readonly kind: Kind }, ConfiguredLoss<Labels>> {
  return maker(definition, ConfiguredLoss<Labels>)
}
