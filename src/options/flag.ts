import type { Option, OptionRule } from './option.js'
import { shown } from './option.js'

/** Yes or no. */
export interface FlagRule extends OptionRule {
  readonly answer: this['given']
}
export function flag<const Default extends boolean>(fallback: Default): Option<boolean, boolean, Default, FlagRule> {
  return {
    fallback,
    wrong: (given, name) => (typeof given === 'boolean' ? undefined : `${name} is true or false, got ${shown(given)}`),
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as boolean,
    samples: { right: [true, false], wrong: ['no', 0, []] },
  }
}
