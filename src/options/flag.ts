import { showValue } from '../shape/show.js'
import type { Option } from './option.js'

/** Yes or no. */
export function flag<const Default extends boolean>(fallback: Default): Option<boolean, boolean, Default> {
  return {
    fallback,
    wrong: (given, name) =>
      typeof given === 'boolean' ? undefined : `${name} is true or false, got ${showValue(given)}`,
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as boolean,
    samples: { right: [true, false], wrong: ['no', 0, []] },
  }
}
