import * as regularizers from '../regularizers/index.js'
import { Regularizer, type RegularizerFunction } from '../regularizers/regularizer.js'
import type { Name } from './choice.js'
import { answering, thing, type Kind, type ThingRule } from './definition.js'
import { optional, type Option, type Ruled } from './option.js'

export const regularizerKind = {
  what: 'a regularizer' as const,
  Thing: Regularizer,
  makers: regularizers,
  own: (f: RegularizerFunction) =>
    new Regularizer({ kind: f.name || 'regularizer', options: {}, apply: answering('a regularizer', f) }, {}),
} satisfies Kind<Regularizer, typeof regularizers, RegularizerFunction>

type RegularizerName = keyof typeof regularizers
export interface RegularizerOption
  extends
    Option<Name<RegularizerName> | Regularizer | RegularizerFunction, Regularizer | undefined, undefined>,
    Ruled<ThingRule<RegularizerName, Regularizer, RegularizerFunction, 'a regularizer'>> {}
/** What a weight, or what a layer gives, adds to the loss: a name, `tf.regularizers.…`, or a function; else nothing. */
export function regularizer(): RegularizerOption {
  return optional(thing(regularizerKind))
}
