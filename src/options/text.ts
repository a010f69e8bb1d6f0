import type { Option, OptionRule } from './option.js'
import { shown } from './option.js'

/** Any text, such as a layer's name. */
export interface TextRule extends OptionRule {
  readonly answer: this['given']
}
export function text(): Option<string, string | undefined, undefined, TextRule>
export function text<const Default extends string>(fallback: Default): Option<string, string, Default, TextRule>
export function text(fallback?: string): Option<string, string | undefined, string | undefined, TextRule> {
  return {
    fallback,
    wrong: (given, name) =>
      typeof given === 'string' && given !== '' ? undefined : `${name} is a text, got ${shown(given)}`,
    resolve: (given) => given,
    write: (value) => value ?? null,
    read: (json) => json as string,
    samples: { right: ['a', 'b_1'], wrong: [1, '', {}] },
  }
}
