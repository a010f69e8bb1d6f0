import type { Shape } from './dimension.js'
import type { IsSingle } from './identity.js'
import type { isSafeInteger, SixteenCharacters } from './integer.js'
import type { isLiteral } from './literal.js'
import { failure, ok, type Failure, type Ok } from './outcome.js'
import { showValue } from './show.js'

// Integers of at least some number: sizes, strides, depths, units. All who ask for one ask here.

/**
 * Is this no integer of at least `Least`? What is not one literal (`number`, a union, `any`) is not known, and is checked
 * when run. Past 2^53 - 1 a number is not exact, and no count.
 */
export type isBadCount<N, Least extends keyof Doubtful = 0> = true extends someBadCount<N, Least> ? IsSingle<N> : false
export function isBadCount(n: unknown, least = 0): boolean {
  return !(Number.isSafeInteger(n) && (n as number) >= least)
}
/** The same of a union: `boolean` when some of its members are none. */
export type someBadCount<N, Least extends keyof Doubtful = 0> =
  N extends number ?
    `${N}` extends Doubtful[Least] ?
      isNotExact<`${N}`>
    : false
  : isNoNumber<N>
/** Of sixteen digits some are exact, some are not. */
type isNotExact<Text extends string> =
  Text extends `-${string}` ? true
  : Text extends SixteenDigits ?
    isSafeInteger<Text> extends true ?
      false
    : true
  : true
type SixteenDigits = SixteenCharacters & `${bigint}`
type isNoNumber<T> =
  unknown extends T ? false
  : T extends string ?
    {} extends Record<T, 0> ?
      false
    : true
  : T extends boolean | null | undefined ? true
  : false
/** The texts of numbers that may be no count: what is none of them surely is one. */
export interface Doubtful {
  0: NotDigits
  1: NotDigits | '0'
  2: NotDigits | '0' | '1'
}
type NotDigits = `-${string}` | `${string}.${string}` | `${string}e${string}` | 'NaN' | 'Infinity' | SixteenCharacters

/** An argument that counts something; `What` is its name. */
export type countRule<What extends string, N, Least extends keyof Doubtful> =
  isBadCount<N, Least> extends true ? notACount<What, N, Least>
  : isLiteral<N> extends true ? Ok<[N]>
  : Ok<[number]>
export function countRule(what: string, n: unknown, least: 0 | 1 | 2): Ok<Shape> | Failure {
  return isBadCount(n, least) ? notACount(what, n, least) : ok([n as number])
}
export interface notACount<What extends string, N, Least extends number> extends Failure {
  readonly message: `${What} is an integer of at least ${Least}, got ${showValue<N>}`
}
export function notACount(what: string, n: unknown, least: number) {
  return failure(`${what} is an integer of at least ${least}, got ${showValue(n)}`, {
    code: 'notACount',
    sizes: typeof n === 'number' ? [n] : [],
  })
}

/** The entry of a list, or the default past its end. A union of lists gives a union of entries. */
export type entryOf<L, I extends number, Default> = `${I}` extends keyof L ? L[`${I}`] : Default
