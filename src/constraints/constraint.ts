import { Configured, maker, type Definition, type Maker } from '../options/definition.js'
import type { Options, ValuesOf } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'

export interface ConstraintDefinition<O extends Options = Options> extends Definition<O> {
  /** The nearest weights that are allowed, of the same shape. */
  apply(weights: AnyTensor, values: ValuesOf<O>): AnyTensor
}

/** What weights are brought to after each training step. */
export class Constraint extends Configured<ConstraintDefinition> {
  apply(weights: AnyTensor): AnyTensor {
    return this.definition.apply(weights, this.values)
  }
}
/** A function of the user's. */
export type ConstraintFunction = (weights: AnyTensor) => AnyTensor

export function defineConstraint<const Kind extends string, const O extends Options>(
  definition: ConstraintDefinition<O> & { readonly kind: Kind },
): Maker<ConstraintDefinition<O> & { readonly kind: Kind }, Constraint> {
  return maker(definition, Constraint)
}
