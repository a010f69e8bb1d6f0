/**
 * Integers in types: signed decimal digit strings without leading zeros, exact at any length.
 *
 * Digits are reversed before adding and multiplying, so that the carry runs forward, and looked up in the tables of
 * `digits.ts`. Lower-case names are signed, the capitalised ones inside work on digits alone. What most sizes are, numbers
 * below 10,000, has a short way of its own.
 */
import type { Differences, Products, Quotients, Sums } from './digits.js'
import type { Whole } from './identity.js'

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
type Bit = '0' | '1'

export type addIntegers<A extends string, B extends string> =
  `${A}${B}` extends `${string}-${string}` ?
    A extends `-${infer P}` ?
      B extends `-${infer Q}` ?
        `-${Sum<P, Q>}`
      : SignedDifference<B, P>
    : B extends `-${infer Q}` ? SignedDifference<A, Q>
    : never
  : Sum<A, B>

export type subIntegers<A extends string, B extends string> =
  `${A}${B}` extends `${string}-${string}` ? addIntegers<A, negateInteger<B>> : SignedDifference<A, B>

export type negateInteger<A extends string> =
  A extends '0' ? A
  : A extends `-${infer P}` ? P
  : `-${A}`

export type mulIntegers<A extends string, B extends string> =
  `${A}${B}` extends `${string}-${string}` ?
    A extends `-${infer P}` ?
      B extends `-${infer Q}` ?
        Product<P, Q>
      : negateInteger<Product<P, B>>
    : B extends `-${infer Q}` ? negateInteger<Product<A, Q>>
    : never
  : Product<A, B>

/** Rounded towards minus infinity. K is positive. */
export type floorDivInteger<A extends string, K extends string> =
  A extends `-${infer P}` ?
    Division<P, K> extends [infer Quotient extends string, infer Rest] ?
      Rest extends '0' ?
        negateInteger<Quotient>
      : `-${Sum<Quotient, '1'>}`
    : never
  : Division<A, K>[0]

/** A modulo K, in 0 ... K-1. K is positive. */
export type modInteger<A extends string, K extends string> =
  A extends `-${infer P}` ?
    Division<P, K>[1] extends infer Rest extends string ?
      Rest extends '0' ?
        '0'
      : Difference<K, Rest>
    : never
  : Division<A, K>[1]

/** Does K divide A? K is positive. */
export type dividesInteger<K extends string, A extends string> =
  K extends '1' ? true
  : A extends `-${infer P}` ? dividesInteger<K, P>
  : Division<A, K>[1] extends '0' ? true
  : false

/** Of A's and B's absolute values. B is positive. */
export type gcdIntegers<A extends string, B extends string> =
  A extends `-${infer P}` ? gcdIntegers<P, B>
  : B extends '0' ? A
  : gcdIntegers<B, Division<A, B>[1]>

export type compareIntegers<A extends string, B extends string> =
  A extends `-${infer P}` ?
    B extends `-${infer Q}` ?
      Compare<Q, P>
    : 'less'
  : B extends `-${string}` ? 'greater'
  : Compare<A, B>

/** Can a JavaScript number hold it exactly? */
export type isSafeInteger<A extends string> =
  A extends SixteenCharacters ?
    A extends `-${infer P}` ?
      IsSafe<P>
    : IsSafe<A>
  : true
/**
 * At least as many. Neighbouring placeholders take one character each, and without `infer` there is nothing to
 * instantiate; `Nothing` keeps them from collapsing into one `string`.
 */
export type SixteenCharacters =
  `${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${Any}${string}`
type Any = string & Nothing
/** Has a name because TypeScript instantiates a `{}` wherever it stands. */
interface Nothing {}
type IsSafe<A extends string> = Compare<A, '9007199254740991'> extends 'greater' ? false : true

/** The number, or `number` when it is past 2^53 - 1. */
export type Num<A extends string> =
  isSafeInteger<A> extends true ?
    A extends `${infer N extends number}` ?
      N
    : number
  : number

// ──────────────────────────────────────────────────────────────────────────────────────────── numbers below 10,000

/** A + B for two numbers from 0 to 9,999; `never` for anything else: larger ones, names, unions, `any`. */
export type smallSum<A, B> = SmallNumber<Calculate<`${FourDigits<A>}${FourDigits<B>}`, Sums>>
/** A - B, likewise. */
export type smallDifference<A, B> =
  Calculate<`${FourDigits<A>}${FourDigits<B>}`, Differences> extends infer S ?
    S extends `1${string}` ?
      NegativeNumber<SmallNumber<Calculate<`${FourDigits<B>}${FourDigits<A>}`, Differences>>>
    : SmallNumber<S>
  : never

/** A / K rounded down, for an A from 0 to 9,999 and a K from 1 to 9; `never` for anything else. */
export type smallQuotient<A, K> = DivideFourDigits<`${FourDigits<K>}${FourDigits<A>}`>

/** 28 is '0028'. */
type FourDigits<D, All = D> =
  D extends number ?
    [All] extends [D] ?
      Padded<`${D}`>
    : never
  : never
/** Asked as a whole: else TypeScript works with all that A could be, thousands of texts. */
type Padded<A extends string> =
  Whole<A> extends Whole<Digit> ? `000${A}`
  : Whole<A> extends Whole<TwoDigits> ? `00${A}`
  : Whole<A> extends Whole<ThreeDigits> ? `0${A}`
  : A extends `${Digit}${infer Rest}` ?
    Whole<Rest> extends Whole<ThreeDigits> ?
      A
    : never
  : never
type TwoDigits = `${Digit}${Digit}`
type ThreeDigits = `${Digit}${TwoDigits}`

/** The four digits of A and the four of B, all in one match. The carry or borrow stands in front of the result. */
type Calculate<AB extends string, Table extends { readonly [digits: string]: string }> =
  AB extends `${infer a}${infer b}${infer c}${infer d}${infer e}${infer f}${infer g}${infer h}` ?
    Table[`0${d}${h}`] extends `${infer x}${infer s}` ?
      Table[`${x}${c}${g}`] extends `${infer y}${infer t}` ?
        Table[`${y}${b}${f}`] extends `${infer z}${infer u}` ?
          `${Table[`${z}${a}${e}`]}${u}${t}${s}`
        : never
      : never
    : never
  : never
/** The four digits of K and those of A. */
type DivideFourDigits<KA extends string> =
  KA extends `0000${string}` ? never
  : KA extends `000${infer k}${infer a}${infer b}${infer c}${infer d}` ?
    Quotients[`${k}0${a}`] extends `${infer x}${infer p}` ?
      Quotients[`${k}${x}${b}`] extends `${infer y}${infer q}` ?
        Quotients[`${k}${y}${c}`] extends `${infer z}${infer r}` ?
          Quotients[`${k}${z}${d}`] extends `${string}${infer s}` ?
            SmallNumber<`0${p}${q}${r}${s}`>
          : never
        : never
      : never
    : never
  : never
/** '00048' is 48. A match with leading zeros gives the wide `number`. */
type SmallNumber<S> =
  S extends `000${infer N extends number}` ?
    number extends N ?
      S extends `0000${infer One extends number}` ?
        One
      : never
    : N
  : S extends `00${infer N extends number}` ? N
  : S extends `0${infer N extends number}` ? N
  : S extends `${infer N extends number}` ? N
  : never
type NegativeNumber<N extends number> = `-${N}` extends `${infer Negative extends number}` ? Negative : never

// ──────────────────────────────────────────────────────────────────────────────────────────────── of any length

type SignedDifference<A extends string, B extends string> =
  Compare<A, B> extends 'less' ? `-${Difference<B, A>}` : Difference<A, B>

type Sum<A extends string, B extends string> =
  A extends '0' ? B
  : B extends '0' ? A
  : Reverse<AddReversed<Reverse<A>, Reverse<B>>>

/** A is not less than B. */
type Difference<A extends string, B extends string> =
  B extends '0' ? A : TrimZeros<Reverse<SubReversed<Reverse<A>, Reverse<B>>>>

type Product<A extends string, B extends string> =
  A extends '0' ? '0'
  : B extends '0' ? '0'
  : A extends '1' ? B
  : B extends '1' ? A
  : B extends Digit ? Reverse<MulByDigit<Reverse<A>, B>>
  : A extends Digit ? Reverse<MulByDigit<Reverse<B>, A>>
  : Reverse<MulReversed<Reverse<A>, Reverse<B>>>

/** [quotient, remainder] */
type Division<A extends string, K extends string> =
  K extends '1' ? [A, '0']
  : A extends K ? ['1', '0']
  : K extends Digit ? DivByDigit<A, K>
  : Compare<A, K> extends 'less' ? ['0', A]
  : LongDivision<A, Multiples<Reverse<K>>>

type Compare<A extends string, B extends string> =
  A extends B ? 'equal'
  : CompareLengths<A, B> extends infer Length ?
    Length extends 'equal' ?
      CompareDigits<A, B>
    : Length
  : never
type CompareLengths<A extends string, B extends string> =
  A extends `${string}${infer A2}` ?
    B extends `${string}${infer B2}` ?
      CompareLengths<A2, B2>
    : 'greater'
  : B extends '' ? 'equal'
  : 'less'
type CompareDigits<A extends string, B extends string> =
  A extends `${infer a}${infer A2}` ?
    B extends `${a}${infer B2}` ? CompareDigits<A2, B2>
    : B extends `${infer b}${string}` ?
      '0123456789' extends `${string}${a}${string}${b}${string}` ?
        'less'
      : 'greater'
    : never
  : 'equal'

/** Four characters a step. */
type Reverse<S extends string, Done extends string = ''> =
  S extends `${infer a}${infer b}${infer c}${infer d}${infer Rest}` ? Reverse<Rest, `${d}${c}${b}${a}${Done}`>
  : S extends `${infer a}${infer b}${infer c}` ? `${c}${b}${a}${Done}`
  : S extends `${infer a}${infer b}` ? `${b}${a}${Done}`
  : `${S}${Done}`

type TrimZeros<S extends string> =
  S extends `000${infer Rest}` ?
    Rest extends '' ?
      '0'
    : TrimZeros<Rest>
  : S extends `0${infer Rest}` ?
    Rest extends '' ?
      '0'
    : TrimZeros<Rest>
  : S

type AddReversed<A extends string, B extends string, Carry extends Bit = '0', Done extends string = ''> =
  A extends `${infer a extends Digit}${infer A2}` ?
    B extends `${infer b extends Digit}${infer B2}` ?
      Sums[`${Carry}${a}${b}`] extends `${infer c extends Bit}${infer s}` ?
        AddReversed<A2, B2, c, `${Done}${s}`>
      : never
    : Carry extends '0' ? `${Done}${A}`
    : AddReversed<A, '1', '0', Done>
  : B extends '' ?
    Carry extends '0' ?
      Done
    : `${Done}1`
  : Carry extends '0' ? `${Done}${B}`
  : AddReversed<B, '1', '0', Done>

type SubReversed<A extends string, B extends string, Borrow extends Bit = '0', Done extends string = ''> =
  A extends `${infer a extends Digit}${infer A2}` ?
    B extends `${infer b extends Digit}${infer B2}` ?
      Differences[`${Borrow}${a}${b}`] extends `${infer c extends Bit}${infer s}` ?
        SubReversed<A2, B2, c, `${Done}${s}`>
      : never
    : Borrow extends '0' ? `${Done}${A}`
    : SubReversed<A, '1', '0', Done>
  : Done

type MulByDigit<A extends string, F extends Digit, Carry extends Digit = '0', Done extends string = ''> =
  A extends `${infer a extends Digit}${infer A2}` ?
    Products[`${F}${Carry}${a}`] extends `${infer c extends Digit}${infer s}` ?
      MulByDigit<A2, F, c, `${Done}${s}`>
    : never
  : Carry extends '0' ? Done
  : `${Done}${Carry}`
type MulRow<A extends string, F extends string> =
  F extends '0' ? ''
  : F extends '1' ? A
  : F extends Digit ? MulByDigit<A, F>
  : never
/** As at school: `Above` is the sum of the rows so far; its lowest digit is final after each step. */
type MulReversed<A extends string, B extends string, Above extends string = '', Done extends string = ''> =
  B extends `${infer b}${infer B2}` ?
    AddReversed<Above, MulRow<A, b>> extends infer Total extends string ?
      B2 extends '' ? `${Done}${Total}`
      : Total extends `${infer t}${infer Rest}` ? MulReversed<A, B2, Rest, `${Done}${t}`>
      : MulReversed<A, B2, '', `${Done}0`>
    : never
  : Done

type DivByDigit<A extends string, K extends Digit, Rest extends Digit = '0', Done extends string = ''> =
  A extends `${infer a extends Digit}${infer A2}` ?
    Quotients[`${K}${Rest}${a}`] extends `${infer r extends Digit}${infer q}` ?
      DivByDigit<A2, K, r, `${Done}${q}`>
    : never
  : [TrimZeros<Done>, Rest]

/** 0 to 9 times K, reversed here. A member is computed when it is asked for. */
interface Multiples<K extends string> {
  '0': '0'
  '1': Reverse<K>
  '2': Reverse<MulByDigit<K, '2'>>
  '3': Reverse<MulByDigit<K, '3'>>
  '4': Reverse<MulByDigit<K, '4'>>
  '5': Reverse<MulByDigit<K, '5'>>
  '6': Reverse<MulByDigit<K, '6'>>
  '7': Reverse<MulByDigit<K, '7'>>
  '8': Reverse<MulByDigit<K, '8'>>
  '9': Reverse<MulByDigit<K, '9'>>
}
type Fits<M extends string, A extends string> = Compare<A, M> extends 'less' ? false : true
type QuotientDigit<A extends string, M extends Multiples<string>> =
  Fits<M['1'], A> extends false ? '0'
  : Fits<M['5'], A> extends true ?
    Fits<M['7'], A> extends true ?
      Fits<M['8'], A> extends true ?
        Fits<M['9'], A> extends true ?
          '9'
        : '8'
      : '7'
    : Fits<M['6'], A> extends true ? '6'
    : '5'
  : Fits<M['2'], A> extends true ?
    Fits<M['3'], A> extends true ?
      Fits<M['4'], A> extends true ?
        '4'
      : '3'
    : '2'
  : '1'
type LongDivision<A extends string, M extends Multiples<string>, Rest extends string = '0', Done extends string = ''> =
  A extends `${infer a}${infer A2}` ?
    (Rest extends '0' ? a : `${Rest}${a}`) extends infer Part extends string ?
      QuotientDigit<Part, M> extends infer q extends Digit ?
        LongDivision<A2, M, q extends '0' ? Part : Difference<Part, M[q]>, `${Done}${q}`>
      : never
    : never
  : [TrimZeros<Done>, Rest]
