import * as initializers from '../initializers/index.js'
import { Initializer, type InitializerFunction } from '../initializers/initializer.js'
import type { Name } from './choice.js'
import { answering, thing, type Kind, type ThingRule } from './definition.js'
import type { Option, Ruled } from './option.js'

export const initializerKind = {
  what: 'an initializer' as const,
  Thing: Initializer,
  makers: initializers,
  own: (f: InitializerFunction) =>
    new Initializer({ kind: f.name || 'initializer', options: {}, apply: answering('an initializer', f) }, {}),
} satisfies Kind<Initializer, typeof initializers, InitializerFunction>

type InitializerName = keyof typeof initializers
export interface InitializerOption<Default>
  extends
    Option<Name<InitializerName> | Initializer | InitializerFunction, Initializer, Default>,
    Ruled<ThingRule<InitializerName, Initializer, InitializerFunction, 'an initializer'>> {}
/** What makes the first value of a weight: a name, `tf.initializers.…`, or a function of the shape. */
export function initializer<const Default extends InitializerName>(fallback: Default): InitializerOption<Default> {
  return thing(initializerKind, fallback)
}
