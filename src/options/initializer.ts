import * as initializers from '../initializers/index.js'
import { Initializer, type InitializerFunction } from '../initializers/initializer.js'
import { thing, type Kind } from './definition.js'

export const initializerKind = {
  what: 'an initializer',
  Thing: Initializer,
  makers: initializers,
  own: (f: InitializerFunction) => new Initializer({ kind: f.name || 'initializer', options: {}, apply: f }, {}),
} satisfies Kind<Initializer, typeof initializers, InitializerFunction>

/** What makes the first value of a weight: a name, `tf.initializers.…`, or a function of the shape. */
export function initializer<const Name extends keyof typeof initializers>(fallback: Name) {
  return thing(initializerKind, fallback)
}
