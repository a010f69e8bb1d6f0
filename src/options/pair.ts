import { showValue } from '../shape/show.js'
import { isBadCount, type someBadCount } from '../shape/count.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { Pair } from '../shape/window.js'
import { required, ruled, type isNot, type Option, type OptionRule, type Required, type Ruled } from './option.js'

/** A count for height and width, or one of each. */
export interface PairRule extends OptionRule {
  readonly answer: Whole<opennessOf<this['given']>> extends AllKnown ? answerToPair<this> : this['given']
}
type answerToPair<R extends OptionRule> =
  Whole<R['given']> extends Whole<Pair | null | undefined> ?
    true extends someBadCount<SidesOf<NonNullable<R['given']>>, 1> ?
      isNot<R, 'an integer of at least 1, or two of them'>
    : R['given']
  : isNot<R, 'an integer of at least 1, or two of them'>
type SidesOf<Given> = Given extends readonly (infer Side)[] ? Side : Given
export interface PairOption<Default> extends Option<Pair, Pair, Default>, Ruled<PairRule> {}
export function pair(): PairOption<Required>
export function pair<const Default extends Pair>(fallback: Default): PairOption<Default>
export function pair(fallback: Pair | Required = required): PairOption<Pair | Required> {
  return ruled<PairRule, Option<Pair, Pair, Pair | Required>>({
    fallback,
    wrong: (given, name) =>
      isPair(given) ? undefined : `${name} is an integer of at least 1, or two of them, got ${showValue(given)}`,
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as number | [number, number],
    samples: { right: [1, 2, [2, 1], [3, 2]], wrong: [0, 1.5, [2], [1, 2, 3], [1, 0], '2'] },
  })
}
function isPair(given: unknown): given is Pair {
  const sides: readonly unknown[] = Array.isArray(given) ? given : [given, given]
  return sides.length === 2 && !sides.some((side) => isBadCount(side, 1))
}
