import { required, ruled, shown, type Option, type OptionRule, type Required, type Ruled } from './option.js'

/** How many of something: an integer of at least 1. */
export interface CountRule extends OptionRule {
  readonly answer: countAnswer<this['op'], this['name'], this['given']>
}
export type countAnswer<Op extends string, Name, N> =
  N extends number ?
    `${N}` extends NoCount ?
      `${Op}: ${Name & string} is an integer of at least 1, got ${N}`
    : N
  : N
export type NoCount = '0' | `-${string}` | `${string}.${string}` | `${string}e-${string}`

type Count<Default> = Option<number, number, Default> & Ruled<CountRule>
export function count(): Count<Required>
export function count<const Default extends number>(fallback: Default): Count<Default>
export function count(fallback: number | Required = required): Count<number | Required> {
  return ruled<CountRule, Option<number, number, number | Required>>({
    fallback,
    wrong: (given, name) =>
      Number.isSafeInteger(given) && (given as number) >= 1 ?
        undefined
      : `${name} is an integer of at least 1, got ${shown(given)}`,
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as number,
    samples: { right: [1, 2, 3, 5], wrong: [0, -1, 1.5, Number.NaN, '2'] },
  })
}
