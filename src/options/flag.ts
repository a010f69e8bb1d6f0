import { aFlag, wrongArgument } from '../shape/given.js'
import type { Option } from './option.js'

/** Yes or no. */
export function flag<const Default extends boolean>(fallback: Default): Option<boolean, boolean, Default> {
  return {
    fallback,
    wrong: (given, name) => wrongArgument(name, given, aFlag),
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as boolean,
    samples: { right: [true, false], wrong: ['no', 0, []] },
  }
}
