import { showValue } from '../shape/show.js'
import type { Whole } from '../shape/identity.js'
import type { isLiteral } from '../shape/literal.js'
import {
  required,
  ruled,
  type fits,
  type isNot,
  type Option,
  type OptionRule,
  type Required,
  type Ruled,
} from './option.js'

/** Bounds of a number: `least` belongs to the range, `below` and `above` do not. */
export interface Bounds {
  readonly least?: number
  readonly above?: number
  readonly below?: number
  readonly most?: number
  readonly integer?: true
}
/** A number within bounds; of a literal they are known while it is typed. */
export interface NumberRule<B> extends OptionRule {
  readonly answer: Whole<this['given']> extends Whole<number> ?
    isOutside<this['given'], B> extends true ?
      isNot<this, describe<B>>
    : this['given']
  : fits<this, number, describe<B>>
}
export interface Numeric<Default, B> extends Option<number, number, Default>, Ruled<NumberRule<B>> {}

export function number<const B extends Bounds = {}>(bounds?: B): Numeric<Required, B>
export function number<const B extends Bounds, const Default extends number>(
  bounds: B,
  fallback: Default,
): Numeric<Default, B>
export function number(
  bounds: Bounds = {},
  fallback: number | Required = required,
): Numeric<number | Required, Bounds> {
  return ruled<NumberRule<Bounds>, Option<number, number, number | Required>>({
    fallback,
    wrong: (given, name) =>
      isWithin(given, bounds) ? undefined : `${name} is ${describe(bounds)}, got ${showValue(given)}`,
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as number,
    samples: { right: rightOf(bounds), wrong: [Number.NaN, '0.5', ...wrongOf(bounds)] },
  })
}

/** Is the literal out of bounds? Bounds other than 0 and 1 are looked at when run. */
export type isOutside<N, B> =
  isLiteral<N> extends true ?
    true extends Violations<`${N & number}`, B> ?
      true
    : false
  : false
type Violations<Text extends string, B> =
  | (B extends { readonly integer: true } ?
      Text extends `${string}.${string}` | Small ?
        true
      : false
    : false)
  | (B extends { readonly least: 0 } ?
      Text extends Negative ?
        true
      : false
    : false)
  | (B extends { readonly above: 0 } ?
      Text extends Negative | '0' ?
        true
      : false
    : false)
  | (B extends { readonly below: 1 } ? isFromOne<Text> : false)
  | (B extends { readonly most: 1 } ?
      Text extends '1' ?
        false
      : isFromOne<Text>
    : false)
type isFromOne<Text extends string> = Text extends Negative | `0${string}` | Small ? false : true
type Negative = `-${string}`
type Small = `${string}e-${string}`

export function isWithin(given: unknown, { least, above, below, most, integer }: Bounds): boolean {
  if (typeof given !== 'number' || Number.isNaN(given) || (integer && !Number.isSafeInteger(given))) return false
  return (
    (least === undefined || given >= least) &&
    (above === undefined || given > above) &&
    (below === undefined || given < below) &&
    (most === undefined || given <= most)
  )
}
/** The words for a range, in types. */
type describe<B, Low = LowOf<B>, High = HighOf<B>> =
  [High] extends [never] ?
    [Low] extends [never] ?
      Noun<B>
    : `${Noun<B>} ${B extends { readonly above: number } ? 'above' : 'of at least'} ${Low & number}`
  : [Low] extends [never] ?
    `${Noun<B>} ${B extends { readonly below: number } ? 'below' : 'of at most'} ${High & number}`
  : `${Noun<B>} in ${B extends { readonly above: number } ? '(' : '['}${Low & number}, ${High & number}${B extends { readonly below: number } ? ')' : ']'}`
type Noun<B> = B extends { readonly integer: true } ? 'an integer' : 'a number'
type LowOf<B> = B extends { readonly least: infer N } | { readonly above: infer N } ? N : never
type HighOf<B> = B extends { readonly below: infer N } | { readonly most: infer N } ? N : never
/** `a number in [0, 1)`, `a number of at least 0`, `an integer`. */
function describe({ least, above, below, most, integer }: Bounds): string {
  const what = integer ? 'an integer' : 'a number'
  const low = least ?? above
  const high = below ?? most
  if (low === undefined)
    return high === undefined ? what : `${what} ${below === undefined ? 'of at most' : 'below'} ${high}`
  if (high === undefined) return `${what} ${least === undefined ? 'above' : 'of at least'} ${low}`
  return `${what} in ${least === undefined ? '(' : '['}${low}, ${high}${below === undefined ? ']' : ')'}`
}
function rightOf(bounds: Bounds): number[] {
  const some = bounds.integer ? [-1, 0, 1, 2, 3] : [-1.5, 0, 1e-7, 1e-3, 0.25, 0.5, 0.9, 1, 2, 7.5]
  return some.filter((each) => isWithin(each, bounds))
}
function wrongOf(bounds: Bounds): number[] {
  const { least, above, below, most, integer } = bounds
  return [
    ...(least === undefined ? [] : [least - 1]),
    ...(above === undefined ? [] : [above]),
    ...(below === undefined ? [] : [below]),
    ...(most === undefined ? [] : [most + 1]),
    ...(integer ? [0.5] : []),
  ]
}
