import { showValue } from '../shape/show.js'
import { ruled, type fits, type isNot, type Option, type OptionRule, type Ruled } from './option.js'

export interface TextRule extends OptionRule {
  readonly answer: this['given'] extends '' ? isNot<this, 'a text'> : fits<this, string, 'a text'>
}
/** Any text, such as a layer's name. */
export function text(): Option<string, string | undefined, undefined> & Ruled<TextRule>
export function text<const Default extends string>(fallback: Default): Option<string, string, Default> & Ruled<TextRule>
export function text(fallback?: string): Option<string, string | undefined, string | undefined> & Ruled<TextRule> {
  return ruled<TextRule, Option<string, string | undefined, string | undefined>>({
    fallback,
    wrong: (given, name) =>
      typeof given === 'string' && given !== '' ? undefined : `${name} is a text, got ${showValue(given)}`,
    resolve: (given) => given,
    write: (value) => value ?? null,
    read: (json) => json as string,
    samples: { right: ['a', 'b_1'], wrong: [1, '', {}] },
  })
}
