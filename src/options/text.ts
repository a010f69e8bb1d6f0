import { showValue } from '../shape/show.js'
import type { Option } from './option.js'

/** Any text, such as a layer's name. */
export function text(): Option<string, string | undefined, undefined>
export function text<const Default extends string>(fallback: Default): Option<string, string, Default>
export function text(fallback?: string): Option<string, string | undefined, string | undefined> {
  return {
    fallback,
    wrong: (given, name) =>
      typeof given === 'string' && given !== '' ? undefined : `${name} is a text, got ${showValue(given)}`,
    resolve: (given) => given,
    write: (value) => value ?? null,
    read: (json) => json as string,
    samples: { right: ['a', 'b_1'], wrong: [1, '', {}] },
  }
}
