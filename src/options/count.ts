import { countRule, type Doubtful } from '../shape/count.js'
import type { Whole } from '../shape/identity.js'
import type { Arg } from '../shape/outcome.js'
import { required, ruled, sentenceOf, type Option, type OptionRule, type Required, type Ruled } from './option.js'

/** How many of something: an integer of at least 1. */
export interface CountRule extends OptionRule {
  // Without strict null checks, `null` extends every type.
  readonly answer: Whole<this['given']> extends Whole<null | undefined> ? this['given']
  : countAnswer<this['op'], this['name'], this['given']>
}
export type countAnswer<Op extends string, Name, N> = Arg<countRule<Name & string, N, 1>, Op, N>
/** Surely a count is what is none of these texts. */
export type DoubtfulCount = Doubtful[1]

export interface Count<Default> extends Option<number, number, Default>, Ruled<CountRule> {}
export function count(): Count<Required>
export function count<const Default extends number>(fallback: Default): Count<Default>
export function count(fallback: number | Required = required): Count<number | Required> {
  return ruled<CountRule, Option<number, number, number | Required>>({
    fallback,
    wrong: (given, name) => sentenceOf(countRule(name, given, 1)),
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as number,
    samples: { right: [1, 2, 3, 5], wrong: [0, -1, 1.5, Number.NaN, '2'] },
  })
}
