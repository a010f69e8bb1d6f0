import * as regularizers from '../regularizers/index.js'
import { Regularizer, type RegularizerFunction } from '../regularizers/regularizer.js'
import type { ChoiceRule, Name } from './choice.js'
import { answering, thing, type Kind } from './definition.js'
import { optional, type Option, type Ruled } from './option.js'

export const regularizerKind = {
  what: 'a regularizer',
  Thing: Regularizer,
  makers: regularizers,
  own: (f: RegularizerFunction) =>
    new Regularizer({ kind: f.name || 'regularizer', options: {}, apply: answering('a regularizer', f) }, {}),
} satisfies Kind<Regularizer, typeof regularizers, RegularizerFunction>

type RegularizerName = keyof typeof regularizers
export interface RegularizerOption
  extends
    Option<Name<RegularizerName> | Regularizer | RegularizerFunction, Regularizer | undefined, undefined>,
    Ruled<ChoiceRule<RegularizerName>> {}
/** What a weight, or what a layer gives, adds to the loss: a name, `tf.regularizers.…`, or a function; else nothing. */
export function regularizer(): RegularizerOption {
  return optional(thing(regularizerKind))
}
