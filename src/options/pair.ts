import { showValue } from '../shape/show.js'
import { isBadCount } from '../shape/count.js'
import type { Pair } from '../shape/window.js'
import type { Option, Required } from './option.js'
import { required } from './option.js'

/** A count for height and width, or one of each. What is wrong with literal ones the op's own rule says in types. */
type PairOption<Default> = Option<Pair, Pair, Default>
export function pair(): PairOption<Required>
export function pair<const Default extends Pair>(fallback: Default): PairOption<Default>
export function pair(fallback: Pair | Required = required): PairOption<Pair | Required> {
  return {
    fallback,
    wrong: (given, name) =>
      isPair(given) ? undefined : `${name} is an integer of at least 1, or two of them, got ${showValue(given)}`,
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as number | [number, number],
    samples: { right: [1, 2, [2, 1], [3, 2]], wrong: [0, 1.5, [2], [1, 2, 3], [1, 0], '2'] },
  }
}
function isPair(given: unknown): given is Pair {
  const sides: readonly unknown[] = Array.isArray(given) ? given : [given, given]
  return sides.length === 2 && !sides.some((side) => isBadCount(side, 1))
}
