import { aFlag, wrongArgument } from '../shape/given.js'
import { ruled, type Option, type Ruled, type TypeRule } from './option.js'

export interface FlagRule extends TypeRule<boolean, 'true or false'> {}
/** Yes or no. */
export function flag<const Default extends boolean>(
  fallback: Default,
): Option<boolean, boolean, Default> & Ruled<FlagRule> {
  return ruled<FlagRule, Option<boolean, boolean, Default>>({
    fallback,
    wrong: (given, name) => wrongArgument(name, given, aFlag),
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as boolean,
    samples: { right: [true, false], wrong: ['no', 0, []] },
  })
}
