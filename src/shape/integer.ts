/**
 * Integers in types: signed decimal digit strings without leading zeros, exact at any length.
 *
 * Digits are reversed before adding and multiplying, so that the carry runs forward, and looked up in the tables of
 * `digits.ts`. Lower-case names are signed, the capitalised ones inside work on digits alone.
 */
import type { Differences, Products, Quotients, Sums } from './digits.js'

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
type Bit = '0' | '1'

export type addIntegers<A extends string, B extends string> =
  A extends `-${infer P}` ?
    B extends `-${infer Q}` ?
      `-${Sum<P, Q>}`
    : SignedDifference<B, P>
  : B extends `-${infer Q}` ? SignedDifference<A, Q>
  : Sum<A, B>

export type subIntegers<A extends string, B extends string> = addIntegers<A, negateInteger<B>>

export type negateInteger<A extends string> =
  A extends '0' ? A
  : A extends `-${infer P}` ? P
  : `-${A}`

export type mulIntegers<A extends string, B extends string> =
  A extends `-${infer P}` ?
    B extends `-${infer Q}` ?
      Product<P, Q>
    : negateInteger<Product<P, B>>
  : B extends `-${infer Q}` ? negateInteger<Product<A, Q>>
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
  A extends (
    `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _7}${infer _8}${infer _9}${infer _10}${infer _11}${infer _12}${infer _13}${infer _14}${infer _15}${infer _16}${infer _17}`
  ) ?
    A extends `-${infer P}` ?
      IsSafe<P>
    : IsSafe<A>
  : true
type IsSafe<A extends string> = Compare<A, '9007199254740991'> extends 'greater' ? false : true

/** The number, or `number` when it is past 2^53 - 1. */
export type Num<A extends string> =
  isSafeInteger<A> extends true ?
    A extends `${infer N extends number}` ?
      N
    : number
  : number

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
  : Reverse<MulReversed<Reverse<A>, Reverse<B>>>

/** [quotient, remainder] */
type Division<A extends string, K extends string> =
  K extends '1' ? [A, '0']
  : A extends K ? ['1', '0']
  : K extends keyof Quotients ? DivByDigit<A, K>
  : Compare<A, K> extends 'less' ? ['0', A]
  : LongDivision<A, Multiples<K>>

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
  S extends `0${infer Rest}` ?
    Rest extends '' ?
      '0'
    : TrimZeros<Rest>
  : S

type AddReversed<A extends string, B extends string, Carry extends Bit = '0', Done extends string = ''> =
  A extends `${infer a extends Digit}${infer A2}` ?
    B extends `${infer b extends Digit}${infer B2}` ?
      Sums[Carry][a][b] extends `${infer c extends Bit}${infer s}` ?
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
      Differences[Borrow][a][b] extends `${infer c extends Bit}${infer s}` ?
        SubReversed<A2, B2, c, `${Done}${s}`>
      : never
    : Borrow extends '0' ? `${Done}${A}`
    : SubReversed<A, '1', '0', Done>
  : Done

/** A times one digit from 2 to 9. */
type MulByDigit<
  A extends string,
  F extends keyof Products,
  Carry extends string = '0',
  Done extends string = '',
  Table = Products[F],
> =
  A extends `${infer a extends Digit}${infer A2}` ?
    At<Table, Carry, a> extends `${infer c}${infer s}` ?
      MulByDigit<A2, F, c, `${Done}${s}`, Table>
    : never
  : Carry extends '0' ? Done
  : `${Done}${Carry}`
type At<Table, Row extends string, Column extends string> =
  Table[Row & keyof Table] extends infer Line ? Line[Column & keyof Line] : never
type MulRow<A extends string, F extends string> =
  F extends keyof Products ? MulByDigit<A, F>
  : F extends '1' ? A
  : ''
/** As at school: `Above` is the sum of the rows so far; its lowest digit is final after each step. */
type MulReversed<A extends string, B extends string, Above extends string = '', Done extends string = ''> =
  B extends `${infer b}${infer B2}` ?
    AddReversed<Above, MulRow<A, b>> extends infer Total extends string ?
      B2 extends '' ? `${Done}${Total}`
      : Total extends `${infer t}${infer Rest}` ? MulReversed<A, B2, Rest, `${Done}${t}`>
      : MulReversed<A, B2, '', `${Done}0`>
    : never
  : Done

type DivByDigit<
  A extends string,
  K extends keyof Quotients,
  Rest extends string = '0',
  Done extends string = '',
  Table = Quotients[K],
> =
  A extends `${infer a extends Digit}${infer A2}` ?
    At<Table, Rest, a> extends `${infer r}${infer q}` ?
      DivByDigit<A2, K, r, `${Done}${q}`, Table>
    : never
  : [TrimZeros<Done>, Rest]

/** 0 to 9 times K. */
type Multiples<K extends string, R extends string = Reverse<K>> = [
  '0',
  K,
  Reverse<MulByDigit<R, '2'>>,
  Reverse<MulByDigit<R, '3'>>,
  Reverse<MulByDigit<R, '4'>>,
  Reverse<MulByDigit<R, '5'>>,
  Reverse<MulByDigit<R, '6'>>,
  Reverse<MulByDigit<R, '7'>>,
  Reverse<MulByDigit<R, '8'>>,
  Reverse<MulByDigit<R, '9'>>,
]
type Fits<M extends string, A extends string> = Compare<A, M> extends 'less' ? false : true
type QuotientDigit<A extends string, M extends string[]> =
  Fits<M[5], A> extends true ?
    Fits<M[7], A> extends true ?
      Fits<M[8], A> extends true ?
        Fits<M[9], A> extends true ?
          '9'
        : '8'
      : '7'
    : Fits<M[6], A> extends true ? '6'
    : '5'
  : Fits<M[2], A> extends true ?
    Fits<M[3], A> extends true ?
      Fits<M[4], A> extends true ?
        '4'
      : '3'
    : '2'
  : Fits<M[1], A> extends true ? '1'
  : '0'
type LongDivision<A extends string, M extends string[], Rest extends string = '0', Done extends string = ''> =
  A extends `${infer a}${infer A2}` ?
    (Rest extends '0' ? a : `${Rest}${a}`) extends infer Part extends string ?
      QuotientDigit<Part, M> extends infer q extends Digit ?
        LongDivision<A2, M, Difference<Part, M[q & keyof M] & string>, `${Done}${q}`>
      : never
    : never
  : [TrimZeros<Done>, Rest]
