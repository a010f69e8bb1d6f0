import * as core from '@tensorflow/tfjs-core'
import { Configured, maker, type Definition, type Maker } from '../options/definition.js'
import type { Options, ValuesOf } from '../options/option.js'
import { showValue } from '../shape/show.js'

export interface InitializerDefinition<O extends Options = Options> extends Definition<O> {
  /** The first value of a weight. The caller's to dispose. */
  apply(shape: readonly number[], values: ValuesOf<O>): core.Tensor
}

/** Makes the first value of a weight: the same for the same seed. */
export class Initializer extends Configured<InitializerDefinition> {
  apply(shape: readonly number[]): core.Tensor {
    const value = this.definition.apply(shape, this.values)
    if (value instanceof core.Tensor && String(value.shape) === String(shape)) return value
    const what = value instanceof core.Tensor ? `[${value.shape}]` : showValue(value)
    throw new TypeError(
      `${this.kind}: the first value of a weight of [${shape}] is a tensor of that shape, got ${what}`,
    )
  }
}
/** A function of the user's. */
export type InitializerFunction = (shape: readonly number[]) => core.Tensor

export function defineInitializer<const Kind extends string, const O extends Options>(
  definition: InitializerDefinition<O> & { readonly kind: Kind },
): Maker<InitializerDefinition<O> & { readonly kind: Kind }, Initializer> {
  return maker(definition, Initializer)
}
