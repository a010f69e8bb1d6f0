import { Configured, maker, type Definition, type Maker } from '../options/definition.js'
import type { Options, ValuesOf } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'

export interface RegularizerDefinition<O extends Options = Options> extends Definition<O> {
  /** What a weight, or what a layer gives, adds to the loss: one number. */
  apply(x: AnyTensor, values: ValuesOf<O>): AnyTensor
}

/** Adds to the loss what weights cost. */
export class Regularizer extends Configured<RegularizerDefinition> {
  apply(x: AnyTensor): AnyTensor {
    return this.definition.apply(x, this.values)
  }
}
/** A function of the user's. */
export type RegularizerFunction = (x: AnyTensor) => AnyTensor

export function defineRegularizer<const Kind extends string, const O extends Options>(
  definition: RegularizerDefinition<O> & { readonly kind: Kind },
): Maker<RegularizerDefinition<O> & { readonly kind: Kind }, Regularizer> {
  return maker(definition, Regularizer)
}
