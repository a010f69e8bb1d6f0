import { showValue } from '../shape/show.js'
import type { Option, Required } from './option.js'
import { required } from './option.js'

/** Bounds of a number: `least` belongs to the range, `below` and `above` do not. */
export interface Bounds {
  readonly least?: number
  readonly above?: number
  readonly below?: number
  readonly most?: number
  readonly integer?: true
}
/** A number; what is wrong with one is said when run. */
type Numeric<Default> = Option<number, number, Default>

export function number(bounds?: Bounds): Numeric<Required>
export function number<const Default extends number>(bounds: Bounds, fallback: Default): Numeric<Default>
export function number(bounds: Bounds = {}, fallback: number | Required = required): Numeric<number | Required> {
  return {
    fallback,
    wrong: (given, name) =>
      isWithin(given, bounds) ? undefined : `${name} is ${describe(bounds)}, got ${showValue(given)}`,
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as number,
    samples: { right: rightOf(bounds), wrong: [Number.NaN, '0.5', ...wrongOf(bounds)] },
  }
}

export function isWithin(given: unknown, { least, above, below, most, integer }: Bounds): boolean {
  if (typeof given !== 'number' || Number.isNaN(given) || (integer && !Number.isSafeInteger(given))) return false
  return (
    (least === undefined || given >= least) &&
    (above === undefined || given > above) &&
    (below === undefined || given < below) &&
    (most === undefined || given <= most)
  )
}
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
