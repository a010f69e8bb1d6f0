/**
 * Dimensions: what a size can be, and arithmetic with sizes. Every concept is a type and a function of one name, and
 * both give the same answer.
 *
 * A size is a number, a polynomial of named sizes written in canonical form, or unknown. **Canonical form**: each term is
 * its coefficient, then its factors in ASCII order, then the terms in ASCII order of their factors, the constant last,
 * no spaces: `'49*batch'`, `'seq-2'`, `'2*a+a*b+3'`. A factor is a name or a floor division `(p)//k`; in a product it has
 * parentheses of its own, `'3*((seq+1)//2)'`, and it is sorted by that text. In `(p)//k` no coefficient of `p` is a
 * multiple of `k`, nothing divides `k` and all coefficients, the constant is in 0 ... k-1, and `p` does not hold exactly
 * one plain floor division (`((q)//a+r)//b` is `(q+a*r)//(a*b)`). Equal canonical forms are equal sizes.
 *
 * Past the limits below a size is unknown. So is the result of arithmetic with what is not one exact size: a union,
 * `any`, `never`, a fraction, an integer past 2^53 - 1. Negative integers are exact, so that a caller can see that a
 * window does not fit.
 */
import type { IsSingle, Same } from './identity.js'
import type {
  Num,
  SixteenCharacters,
  addIntegers,
  compareIntegers,
  dividesInteger,
  floorDivInteger,
  gcdIntegers,
  isSafeInteger,
  modInteger,
  mulIntegers,
  negateInteger,
  smallDifference,
  smallQuotient,
  smallSum,
  subIntegers,
} from './integer.js'

/** 28 · `'batch'` · `'16*h-2'` · unknown: `null` or, in types, `number` */
export type Dim = number | string | null
export type Shape = readonly Dim[]

/**
 * Past these a dimension is unknown: terms, factors of a term, floor divisions inside one another, characters. The types
 * count the same in `TooManyTerms`, `JoinFactors`, `MakeFloor` and `LongerThan512`.
 */
const MAX_TERMS = 12
const MAX_DEGREE = 6
const MAX_FLOORS = 4
const MAX_LENGTH = 512

// ───────────────────────────────────────────────────────────────────────────────────────────────────────── one size

/** Is this not one exact size? So is a text past the limits, and a pattern such as `` `a${string}` ``. */
export type isUnknown<D> = [D] extends [never] ? true : NotOneSize<D, D>
/** Asked of each member of a union by itself: of one exact size there is no other member. */
type NotOneSize<D, All> =
  D extends number ?
    number extends D ? true
    : [All] extends [D] ?
      `${D}` extends `${bigint}` ?
        `${D}` extends SixteenCharacters ?
          isSafeInteger<`${D}`> extends true ?
            false
          : true
        : false
      : true
    : true
  : D extends string ?
    [All] extends [D] ?
      {} extends Record<D, 0> ?
        true
      : LongerThan512<D>
    : true
  : true
export function isUnknown(dim: Dim): dim is null {
  return typeof dim === 'string' ? dim.length > MAX_LENGTH : !Number.isSafeInteger(dim)
}

/** Equal, or one of the two is unknown. */
export type sameDim<A, B> =
  Same<A, B> extends true ? true
  : isUnknown<A> extends true ? true
  : isUnknown<B>
export function sameDim(a: Dim, b: Dim): boolean {
  return a === b || isUnknown(a) || isUnknown(b)
}

/** The better known of two dimensions that are the same. */
export type knownDim<A, B> = isUnknown<A> extends true ? B : A
export function knownDim(a: Dim, b: Dim): Dim {
  return isUnknown(a) ? b : a
}

// ─────────────────────────────────────────────────────────────────────────────────────────────────────── arithmetic

export type addDims<A, B> =
  [A, B] extends [number, number] ?
    smallSum<A, B> extends infer Sum ?
      [Sum] extends [never] ?
        AddDims<A, B>
      : Sum
    : never
  : AddDims<A, B>
type AddDims<A, B> =
  isUnknown<A> extends true ? number
  : isUnknown<B> extends true ? number
  : A extends 0 ? B
  : B extends 0 ? A
  : A extends number ?
    B extends number ?
      `${B}` extends `-${infer N extends number}` ?
        subDims<A, N>
      : Num<addIntegers<`${A}`, `${B}`>>
    : AddNumber<B, A>
  : B extends number ? AddNumber<A, B>
  : Write<AddTerms<Read<A>, Read<B>>>
/** A single term and a number need no reading and sorting. */
type AddNumber<Named, N extends number> =
  Named extends Several ? Write<AddTerms<Read<Named>, Read<N>>>
  : WithinLimit<`${N}` extends `-${string}` ? `${Named & string}${N}` : `${Named & string}+${N}`>
type WithinLimit<Text extends string> = LongerThan512<Text> extends true ? number : Text
export function addDims(a: Dim, b: Dim): Dim {
  return isExact(a) && isExact(b) ? exactly(a + b) : calculate(a, b, add)
}

export type subDims<A, B> =
  [A, B] extends [number, number] ?
    smallDifference<A, B> extends infer Difference ?
      [Difference] extends [never] ?
        SubDims<A, B>
      : Difference
    : never
  : SubDims<A, B>
type SubDims<A, B> =
  isUnknown<A> extends true ? number
  : isUnknown<B> extends true ? number
  : B extends 0 ? A
  : Same<A, B> extends true ? 0
  : A extends number ?
    B extends number ?
      `${B}` extends `-${infer N extends number}` ?
        addDims<A, N>
      : Num<subIntegers<`${A}`, `${B}`>>
    : Write<AddTerms<NegateTerms<Read<B>>, Read<A>>>
  : B extends number ? AddNumber<A, Num<negateInteger<`${B}`>>>
  : Write<AddTerms<Read<A>, NegateTerms<Read<B>>>>
export function subDims(a: Dim, b: Dim): Dim {
  return isExact(a) && isExact(b) ? exactly(a - b) : calculate(a, b, subtract)
}

export type mulDims<A, B> =
  isUnknown<A> extends true ? number
  : isUnknown<B> extends true ? number
  : A extends 1 ? B
  : B extends 1 ? A
  : A extends number ?
    B extends number ?
      Num<mulIntegers<`${A}`, `${B}`>>
    : Write<ScaleTerms<Read<B>, `${A}`>>
  : B extends number ? Write<ScaleTerms<Read<A>, `${B}`>>
  : Write<MulTerms<Read<A>, Read<B>>>
export function mulDims(a: Dim, b: Dim): Dim {
  return isExact(a) && isExact(b) ? exactly(a * b) : calculate(a, b, multiply)
}

/** D / K rounded towards minus infinity; unknown when K is not an integer of at least 1. */
export type floorDivDim<D, K> =
  [D, K] extends [number, number] ?
    smallQuotient<D, K> extends infer Quotient ?
      [Quotient] extends [never] ?
        FloorDivDim<D, K>
      : Quotient
    : never
  : FloorDivDim<D, K>
type FloorDivDim<D, K> =
  IsDivisor<K> extends true ?
    isUnknown<D> extends true ? number
    : K extends 1 ? D
    : D extends number ? Num<floorDivInteger<`${D}`, `${K & number}`>>
    : DivideTerm<D, `${K & number}`> extends infer Term extends string ? Term
    : Write<FloorTerms<Read<D>, `${K & number}`>>
  : number
/** '16*h' by 2, as a user promises who halves it: such a term needs no reading. Any other is `false`. */
type DivideTerm<D, K extends string> =
  D extends Several | `${string}(${string}` ? false
  : D extends `${infer C extends number}*${infer Key}` ?
    dividesInteger<K, `${C}`> extends true ?
      WriteTerm<[Key, floorDivInteger<`${C}`, K>]>
    : false
  : false
export function floorDivDim(dim: Dim, divisor: Dim): Dim {
  return isDivisor(divisor) ? calculate(dim, 0, (p) => floorDivide(p, BigInt(divisor))) : null
}

/** D / K rounded towards infinity, `(D+K-1)//K`. */
export type ceilDivDim<D, K> =
  IsDivisor<K> extends true ?
    isUnknown<D> extends true ? number
    : K extends 1 ? D
    : DivideTerm<D, `${K & number}`> extends infer Term extends string ? Term
    : floorDivDim<addDims<D, subDims<K, 1>>, K>
  : number
export function ceilDivDim(dim: Dim, divisor: Dim): Dim {
  return isDivisor(divisor) ? floorDivDim(addDims(dim, divisor - 1), divisor) : null
}

type IsDivisor<K> =
  isUnknown<K> extends true ? false
  : K extends number ?
    K extends 0 ? false
    : `${K}` extends `-${string}` ? false
    : true
  : false
function isDivisor(divisor: Dim): divisor is number {
  return typeof divisor === 'number' && Number.isSafeInteger(divisor) && divisor >= 1
}

/** The number of elements. */
export type productOf<S> =
  S extends readonly unknown[] ?
    number extends S['length'] ?
      number
    : ProductOf<S>
  : number
/** Numbers first: they are cheap, and a name then meets only one of them. */
type ProductOf<S extends readonly unknown[], Numbers = 1, Named = 1> =
  S extends readonly [infer D, ...infer Rest] ?
    [D] extends [number] ?
      ProductOf<Rest, mulDims<Numbers, D>, Named>
    : ProductOf<Rest, Numbers, mulDims<Named, D>>
  : mulDims<Numbers, Named>
export function productOf(shape: Shape): Dim {
  const known = shape.filter((dim) => typeof dim !== 'string').reduce<Dim>(mulDims, 1)
  return mulDims(known, shape.filter((dim) => typeof dim === 'string').reduce<Dim>(mulDims, 1))
}

export type sumOf<L> =
  L extends readonly unknown[] ?
    number extends L['length'] ?
      number
    : SumOf<L>
  : number
type SumOf<L extends readonly unknown[], Sum = 0> =
  L extends readonly [infer D, ...infer Rest] ? SumOf<Rest, addDims<Sum, D>> : Sum
export function sumOf(dims: Shape): Dim {
  return dims.reduce<Dim>(addDims, 0)
}

/**
 * How A relates to B for every value of the names, each at least 1: `'less'`, `'equal'` or `'greater'`; `'unknown'`
 * when that depends on the names.
 */
export type compareDims<A, B> =
  isUnknown<A> extends true ? 'unknown'
  : isUnknown<B> extends true ? 'unknown'
  : A extends number ?
    B extends number ?
      compareIntegers<`${A}`, `${B}`>
    : SignOf<subDims<B, A>>
  : SignOf<subDims<B, A>>
type SignOf<Rest> =
  isUnknown<Rest> extends true ? 'unknown'
  : Rest extends 0 ? 'equal'
  : LeastIsPositive<Read<Rest>> extends true ? 'less'
  : LeastIsPositive<NegateTerms<Read<Rest>>> extends true ? 'greater'
  : 'unknown'
export function compareDims(a: Dim, b: Dim): 'less' | 'equal' | 'greater' | 'unknown' {
  const rest = typeof a === 'number' && typeof b === 'number' ? Math.sign(b - a) : subDims(b, a)
  if (isUnknown(a) || isUnknown(b) || rest === null) return 'unknown'
  if (rest === 0) return 'equal'
  if (typeof rest === 'number') return rest > 0 ? 'less' : 'greater'
  if (leastIsPositive(read(rest))) return 'less'
  return leastIsPositive(scale(read(rest), -1n)) ? 'greater' : 'unknown'
}
/** When nothing is subtracted but the constant, the least value is the one with every name 1: the sum of all coefficients. */
type LeastIsPositive<L extends Terms, Sum extends string = '0'> =
  L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    T[0] extends '' ? LeastIsPositive<[], addIntegers<Sum, T[1]>>
    : `${T[0]}${T[1]}` extends `${string}${'(' | '-'}${string}` ? false
    : LeastIsPositive<Rest, addIntegers<Sum, T[1]>>
  : Sum extends '0' | `-${string}` ? false
  : true
function leastIsPositive(p: Polynomial): boolean {
  const free = [...p].every(([key, coefficient]) => key === '' || (coefficient > 0n && !key.includes('(')))
  return free && [...p.values()].reduce((sum, coefficient) => sum + coefficient, 0n) > 0n
}

/** A / B when that is a whole size for every value of the names, `'no'` when it is not, unknown when that is open. */
export type divideExactly<A, B> =
  isUnknown<A> extends true ? number
  : isUnknown<B> extends true ? number
  : B extends 0 ? 'no'
  : B extends 1 ? A
  : Same<A, B> extends true ? 1
  : A extends 0 ? 0
  : B extends number ?
    A extends number ?
      DivideNumbers<`${A}`, `${B}`>
    : Quotient<DivideTerms<Read<A>, [['', `${B}`]]>, A, B>
  : Quotient<DivideTerms<Read<A>, Read<B>>, A, B>
type DivideNumbers<A extends string, B extends string> =
  B extends `-${infer K}` ? DivideNumbers<negateInteger<A>, K>
  : dividesInteger<B, A> extends true ? Num<floorDivInteger<A, B>>
  : 'no'
/**
 * A division that fails as a division of polynomials may still hold for every value: `h*h+h` is even, and a floor
 * division is not free of its names. Where that can be, one value for which it fails decides.
 */
type Quotient<Z, A, B> =
  Z extends 'remainder' ?
    `${A & Dim}${B & Dim}` extends `${string}(${string}` ?
      Refuted<A, B>
    : 'no'
  : Z extends 'fraction' ?
    `${A & Dim}${B & Dim}` extends `${string}(${string}` ? Refuted<A, B>
    : HasSquare<Read<A>> extends true ? Refuted<A, B>
    : 'no'
  : Write<Z>
export function divideExactly(a: Dim, b: Dim): Dim | 'no' {
  if (isUnknown(a) || isUnknown(b)) return null
  if (b === 0) return 'no'
  if (a === b) return 1
  if (isExact(a) && isExact(b)) return a % b === 0 ? exactly(a / b) : 'no'
  return attempt(() => {
    const quotient = divide(read(a), read(b))
    if (typeof quotient !== 'string') return write(quotient)
    const open = `${a}${b}`.includes('(') || (quotient === 'fraction' && hasSquare(read(a)))
    return open ? refuted(a, b) : 'no'
  })
}

// ──────────────────────────────────────────────────────────────────────────────────────────────────── canonical form

/**
 * A user's spelling in canonical form: `'batch*49'` is `'49*batch'`, `'5'` is 5. Whatever is not a sum of products of
 * names, integers, parentheses and floor divisions by an integer is `'invalid'`: spaces, a size that is not an integer,
 * and the names `no` and `invalid`, which are answers here. A sign belongs to its whole term.
 */
export type canonicalDim<D> =
  isUnknown<D> extends true ?
    IsInexact<D> extends true ?
      'invalid'
    : number
  : D extends string ?
    IsName<D> extends true ? D
    : D extends `${string}#${string}` ? 'invalid'
    : WriteParsed<Parse<D>>
  : D
export function canonicalDim(dim: Dim): Dim | 'invalid' {
  if (typeof dim === 'number') return Number.isSafeInteger(dim) ? dim : 'invalid'
  if (isUnknown(dim)) return null
  if (dim.includes('#')) return 'invalid'
  return attemptOr(
    () => write(parse(dim)),
    (stop) => stop.answer,
  )
}

export type canonicalShape<S extends readonly unknown[]> = { -readonly [I in keyof S]: canonicalDim<S[I]> }
export function canonicalShape(shape: Shape): Dim[] {
  return shape.map(canonicalDim)
}

/** A number that is not wide, a union or `never`, and still not exact. */
type IsInexact<D> =
  [D] extends [never] ? false
  : [D] extends [number] ?
    number extends D ?
      false
    : IsSingle<D>
  : false
type WriteParsed<L> = L extends 'invalid' ? L : Write<L>

/** Each name of D replaced by its size, the first element of `Env[name]`; a name that is not in Env is unknown. */
export type substituteDim<D, Env> =
  isUnknown<D> extends true ? number
  : D extends string ?
    D extends Composite ?
      SubstituteTerms<Read<D>, Env>
    : SizeOf<D, Env>
  : D
type SizeOf<Name, Env> =
  Name extends keyof Env ?
    Env[Name] extends readonly [infer Size, ...unknown[]] ?
      isUnknown<Size> extends true ?
        number
      : Size
    : number
  : number
type SubstituteTerms<L, Env, Sum = 0> =
  L extends readonly [infer T extends Term, ...infer Rest] ?
    SubstituteTerms<Rest, Env, addDims<Sum, SubstituteFactors<Factors<T[0]>, Env, Num<T[1]>>>>
  : Sum
type SubstituteFactors<L, Env, Product> =
  L extends readonly [infer F, ...infer Rest] ?
    SubstituteFactors<
      Rest,
      Env,
      mulDims<
        Product,
        FloorOf<F> extends [infer P, infer K extends string] ? floorDivDim<substituteDim<P, Env>, Num<K>>
        : SizeOf<F, Env>
      >
    >
  : Product
export function substituteDim(
  dim: Dim,
  env: { readonly [name: string]: readonly [size: Dim, ...rest: unknown[]] },
): Dim {
  if (isUnknown(dim)) return null
  if (typeof dim === 'number') return dim
  const sizeOf = (name: string) => (Object.hasOwn(env, name) ? knownDim(env[name]![0], null) : null)
  return attempt(() => replaceNames(dim, sizeOf))
}
function replaceNames(dim: string, sizeOf: (name: string) => Dim): Dim {
  let sum: Dim = 0
  for (const [key, coefficient] of sorted(read(dim))) {
    let product: Dim = Number(coefficient)
    for (const factor of factorsOf(key)) {
      const floor = floorOf(factor)
      product = mulDims(product, floor ? floorDivDim(replaceNames(floor[0], sizeOf), Number(floor[1])) : sizeOf(factor))
    }
    sum = addDims(sum, product)
  }
  return sum
}

/** The names in a dimension, each once, in the order of its text. */
export type namesOf<D, Found extends string[] = []> =
  D extends string ?
    D extends Composite ? NamesInTerms<Read<D>, Found>
    : D extends Found[number] ? Found
    : [...Found, D]
  : Found
type NamesInTerms<L, Found extends string[]> =
  L extends readonly [infer T extends Term, ...infer Rest] ? NamesInTerms<Rest, NamesInFactors<Factors<T[0]>, Found>>
  : Found
type NamesInFactors<L, Found extends string[]> =
  L extends readonly [infer F, ...infer Rest] ?
    NamesInFactors<Rest, FloorOf<F> extends [infer P, unknown] ? namesOf<P, Found> : namesOf<F, Found>>
  : Found
export function namesOf(dim: Dim): string[] {
  if (typeof dim !== 'string') return []
  return attempt(() => [...new Set(sorted(read(dim)).flatMap(([key]) => namesOfKey(key)))]) ?? []
}
function namesOfKey(key: string): string[] {
  return factorsOf(key).flatMap((factor) => (floorOf(factor) ? namesOf(floorOf(factor)![0]) : factor))
}

/** [c, r] with D = c * Name + r, neither of them with that name in it; `'no'` when there is no such thing. */
export type linearIn<D, Name extends string> =
  D extends Name ? [1, 0]
  : D extends string ? SplitByName<Read<D>, Name>
  : 'no'
type SplitByName<L, Name extends string, C extends Term[] = [], R extends Term[] = []> =
  L extends readonly [infer T extends Term, ...infer Rest] ?
    Factors<T[0]> extends infer F extends string[] ?
      Name extends NamesInFactors<F, []>[number] ?
        DropFactor<F, Name> extends infer Left extends string[] ?
          Name extends NamesInFactors<Left, []>[number] ? 'no'
          : JoinFactors<Left> extends infer Key extends string ? SplitByName<Rest, Name, [...C, [Key, T[1]]], R>
          : never
        : 'no'
      : SplitByName<Rest, Name, C, [...R, T]>
    : never
  : C extends [] ? 'no'
  : [Write<AddTerms<[], C>>, Write<R>]
export function linearIn(dim: Dim, name: string): [factor: Dim, rest: Dim] | 'no' {
  return isUnknown(dim) ? 'no' : (attempt(() => splitByName([...read(dim)], name)) ?? 'no')
}
function splitByName(terms: [string, bigint][], name: string): [factor: Dim, rest: Dim] | 'no' {
  const withName = terms.filter(([key]) => namesOfKey(key).includes(name))
  const factor: [string, bigint][] = []
  for (const [key, coefficient] of withName) {
    const factors = factorsOf(key)
    const at = factors.indexOf(name)
    if (at < 0) return 'no'
    factors.splice(at, 1)
    if (factors.some((left) => namesOfKey(left).includes(name))) return 'no'
    factor.push([factors.join('*'), coefficient])
  }
  if (factor.length === 0) return 'no'
  return [write(polynomial(factor)), write(polynomial(terms.filter((term) => !withName.includes(term))))]
}

// ────────────────────────────────────────────────────────────────────────────────── polynomials, as types

/** 3*h is ['h', '3'], the constant 7 is ['', '7']. A polynomial is a sorted list of terms, none of them 0. */
type Term = readonly [key: string, coefficient: string]
type Terms = readonly Term[]

/** More than one term, or a negative one. */
type Several = `${string}${'+' | '-'}${string}`
/** More than a bare name. */
type Composite = `${string}${'+' | '-' | '*' | '('}${string}`
/** The terms of a dimension in canonical form. */
type Read<D> =
  D extends number ?
    D extends 0 ?
      []
    : [['', `${D}`]]
  : D extends string ? ReadText<D>
  : []
type ReadText<S extends string> =
  S extends Composite ?
    S extends `${string}(${string}` ?
      Mask<S> extends [infer Text extends string, infer Groups extends string[]] ?
        FillTerms<ReadSum<PlusMinus<Text>>, Groups>
      : []
    : S extends `${string}-${string}` ? ReadSum<PlusMinus<S>>
    : ReadSum<S>
  : [[S, '1']]
type ReadSum<S extends string, Done extends Term[] = []> =
  S extends `${infer T}+${infer Rest}` ? ReadSum<Rest, [...Done, ReadTerm<T>]> : [...Done, ReadTerm<S>]
type ReadTerm<T extends string> =
  T extends `${bigint}` ? ['', T]
  : T extends `${infer K extends bigint}*${infer Key}` ? [Key, `${K}`]
  : T extends `-${infer Key}` ? [Key, '-1']
  : [T, '1']
/** 'a-b' is 'a+-b': then one character divides the terms. */
type PlusMinus<S extends string, Done extends string = ''> =
  S extends `${infer A}-${infer Rest}` ? PlusMinus<Rest, `${Done}${A}` extends '' ? '-' : `${Done}${A}+-`>
  : `${Done}${S}`

/** 'a*((p)//2)+b' is ['a*#+b', ['(p)//2']]: no parenthesis is left, so that it can be split. */
type Mask<S extends string, Done extends string = '', Groups extends string[] = []> =
  S extends `${infer A}(${infer Rest}` ?
    CloseGroup<Rest> extends [infer Group extends string, infer After extends string] ?
      Mask<After, `${Done}${A}#`, [...Groups, Group]>
    : 'invalid'
  : [`${Done}${S}`, Groups]
/** [what is before the closing parenthesis, what is after it] */
type CloseGroup<S extends string, Open extends 0[] = [], Done extends string = ''> =
  S extends `${infer A})${infer Rest}` ?
    A extends `${infer B}(${infer C}` ? CloseGroup<`${C})${Rest}`, [...Open, 0], `${Done}${B}(`>
    : Open extends [0, ...infer Outer extends 0[]] ? CloseGroup<Rest, Outer, `${Done}${A})`>
    : [`${Done}${A}`, Rest]
  : 'invalid'
type FillTerms<L, Groups extends string[], Done extends Term[] = []> =
  L extends readonly [infer T extends Term, ...infer Rest] ?
    FillKey<T[0], Groups> extends [infer Key extends string, infer Left extends string[]] ?
      FillTerms<Rest, Left, [...Done, [Key, T[1]]]>
    : []
  : Done
/** In a key every floor division has parentheses of its own; alone in a term it is written without. */
type FillKey<Key extends string, Groups extends string[], Done extends string = ''> =
  Key extends `${infer A}#${infer Rest}` ?
    Groups extends [infer Group extends string, ...infer Left extends string[]] ?
      Rest extends `//${infer K}` ?
        [`((${Group})//${K})`, Left]
      : FillKey<Rest, Left, `${Done}${A}(${Group})`>
    : 'invalid'
  : [`${Done}${Key}`, Groups]

/** 'a*b' is ['a', 'b']; '' is []. */
type Factors<Key extends string> =
  Key extends `${string}*${string}` ?
    Key extends `${string}(${string}` ?
      Mask<Key> extends [infer Text extends string, infer Groups extends string[]] ?
        FillFactors<SplitFactors<Text>, Groups>
      : []
    : SplitFactors<Key>
  : Key extends '' ? []
  : [Key]
type SplitFactors<S extends string, Done extends string[] = []> =
  S extends `${infer H}*${infer Rest}` ? SplitFactors<Rest, [...Done, H]> : [...Done, S]
type FillFactors<L extends string[], Groups extends string[], Done extends string[] = []> =
  L extends [infer F extends string, ...infer Rest extends string[]] ?
    FillKey<F, Groups> extends [infer Filled extends string, infer Left extends string[]] ?
      FillFactors<Rest, Left, [...Done, Filled]>
    : []
  : Done
/** [p, k] when the key is just the floor division ((p)//k). */
type FloorOf<Key> =
  Key extends `((${string}` ?
    Mask<Key> extends ['#', [infer Group extends string]] ?
      Mask<Group> extends [`#//${infer K}`, [infer P]] ?
        [P, K]
      : 'no'
    : 'no'
  : 'no'

type Write<L> =
  L extends readonly [] ? 0
  : L extends readonly [readonly ['', infer K extends string]] ? Num<K>
  : L extends Terms ?
    L extends TooManyTerms ? number
    : WriteTerms<L> extends infer Text extends string ?
      LongerThan512<Text> extends true ?
        number
      : Text
    : number
  : number
type WriteTerms<L extends Terms, Done extends string = ''> =
  L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    isSafeInteger<T[1]> extends true ?
      WriteTerm<T> extends infer Text extends string ?
        WriteTerms<
          Rest,
          Done extends '' ? Text
          : Text extends `-${string}` ? `${Done}${Text}`
          : `${Done}+${Text}`
        >
      : never
    : number
  : Done
type WriteTerm<T extends Term> =
  T[0] extends '' ? T[1]
  : T[1] extends '1' ?
    FloorOf<T[0]> extends [infer P extends string, infer K extends string] ?
      `(${P})//${K}`
    : T[0]
  : T[1] extends '-1' ? `-${T[0]}`
  : `${T[1]}*${T[0]}`
type TooManyTerms = readonly [
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  ...unknown[],
]
/** Neighbouring placeholders take one character each; the `{}` keeps them from collapsing into one `string`. */
type LongerThan512<S extends string> = S extends `${Eight<Eight<Eight<string & {}>>>}${string}${string}` ? true : false
type Eight<S extends string> = `${S}${S}${S}${S}${S}${S}${S}${S}`

type Characters = '()*+-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~'
/** In ASCII order, or equal. */
type InOrder<A extends string, B extends string> =
  A extends `${infer a}${infer A2}` ?
    B extends `${a}${infer B2}` ? InOrder<A2, B2>
    : B extends `${infer b}${string}` ?
      Characters extends `${string}${a}${string}${b}${string}` ?
        true
      : false
    : false
  : true
/** The constant is last. */
type Before<A extends string, B extends string> =
  A extends '' ? false
  : B extends '' ? true
  : InOrder<A, B>

type AddTerm<L extends Terms, T extends Term, Done extends Term[] = []> =
  T[1] extends '0' ? L
  : L extends readonly [infer H extends Term, ...infer Rest extends Terms] ?
    H[0] extends T[0] ?
      addIntegers<H[1], T[1]> extends infer K extends string ?
        K extends '0' ?
          [...Done, ...Rest]
        : [...Done, [H[0], K], ...Rest]
      : never
    : Before<T[0], H[0]> extends true ? [...Done, T, ...L]
    : AddTerm<Rest, T, [...Done, H]>
  : [...Done, T]
type AddTerms<L extends Terms, M extends Terms> =
  M extends readonly [infer T extends Term, ...infer Rest extends Terms] ? AddTerms<AddTerm<L, T>, Rest> : L
type ScaleTerms<L extends Terms, K extends string, Done extends Term[] = []> =
  K extends '0' ? []
  : L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    ScaleTerms<Rest, K, [...Done, [T[0], mulIntegers<T[1], K>]]>
  : Done
type NegateTerms<L extends Terms> = ScaleTerms<L, '-1'>

type MulTerms<L extends Terms, M extends Terms, Sum extends Terms = []> =
  M extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    AddMultiple<Sum, L, T> extends infer Next extends Terms ?
      Next extends TooManyTerms ?
        'unknown'
      : MulTerms<L, Rest, Next>
    : 'unknown'
  : Sum
/** Sum + L * T */
type AddMultiple<Sum extends Terms, L extends Terms, T extends Term> =
  L extends readonly [infer H extends Term, ...infer Rest extends Terms] ?
    MulKeys<H[0], T[0]> extends infer Key extends string ?
      AddMultiple<AddTerm<Sum, [Key, mulIntegers<H[1], T[1]>]>, Rest, T>
    : 'unknown'
  : Sum
/** 'h*w' times 'c' is 'c*h*w'; past degree 6 it is unknown. */
type MulKeys<A extends string, B extends string> =
  A extends '' ? B
  : B extends '' ? A
  : JoinFactors<MergeFactors<Factors<A>, Factors<B>>>
type MergeFactors<L extends string[], M extends string[]> =
  M extends [infer F extends string, ...infer Rest extends string[]] ? MergeFactors<InsertFactor<L, F>, Rest> : L
type InsertFactor<L extends string[], F extends string, Done extends string[] = []> =
  L extends [infer H extends string, ...infer Rest extends string[]] ?
    InOrder<F, H> extends true ?
      [...Done, F, ...L]
    : InsertFactor<Rest, F, [...Done, H]>
  : [...Done, F]
type JoinFactors<L extends string[]> =
  L extends [infer A extends string, ...infer Rest extends string[]] ?
    Rest['length'] extends 0 | 1 | 2 | 3 | 4 | 5 ?
      JoinRest<Rest, A>
    : 0
  : ''
type JoinRest<L extends string[], Done extends string> =
  L extends [infer A extends string, ...infer Rest extends string[]] ? JoinRest<Rest, `${Done}*${A}`> : Done

/** floor((L) / K) + Whole */
type FloorTerms<L extends Terms, K extends string, Whole extends Terms = []> =
  Partition<L, K> extends [infer Out extends Terms, infer In extends Terms, infer C extends string] ?
    In extends readonly [] ? AddTerms<Out, [...Whole, ['', floorDivInteger<C, K>]]>
    : CommonDivisor<In, K> extends infer G extends string ?
      G extends '1' ?
        Unnest<In, C, K, AddTerms<Out, Whole>>
      : Unnest<DivideCoefficients<In, G>, floorDivInteger<C, G>, floorDivInteger<K, G>, AddTerms<Out, Whole>>
    : never
  : never
/** [terms that K divides, divided; the other terms; the constant] */
type Partition<L extends Terms, K extends string, Out extends Term[] = [], In extends Term[] = []> =
  L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    T[0] extends '' ? [Out, In, T[1]]
    : dividesInteger<K, T[1]> extends true ? Partition<Rest, K, [...Out, [T[0], floorDivInteger<T[1], K>]], In>
    : Partition<Rest, K, Out, [...In, T]>
  : [Out, In, '0']
type CommonDivisor<L extends Terms, G extends string> =
  G extends '1' ? G
  : L extends readonly [infer T extends Term, ...infer Rest extends Terms] ? CommonDivisor<Rest, gcdIntegers<T[1], G>>
  : G
type DivideCoefficients<L extends Terms, K extends string, Done extends Term[] = []> =
  L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    DivideCoefficients<Rest, K, [...Done, [T[0], floorDivInteger<T[1], K>]]>
  : Done
/** ((p)//a+q)//b is (p+a*q)//(a*b), when (p)//a is the only floor division that stands plainly in the sum. */
type Unnest<In extends Terms, C extends string, K extends string, Whole extends Terms> =
  In extends readonly [readonly [`((${string}`, string], ...unknown[]] ?
    PlainFloors<In> extends [[infer P extends string, infer A extends string, infer Others extends Terms]] ?
      FloorTerms<AddTerms<ScaleTerms<[...Others, ...Constant<C>], A>, Read<P>>, mulIntegers<A, K>, Whole>
    : MakeFloor<In, C, K, Whole>
  : MakeFloor<In, C, K, Whole>
/** For each plain floor division (p)//a: [p, a, the other terms] */
type PlainFloors<L extends Terms, Seen extends Term[] = [], Found extends unknown[] = []> =
  L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    T[1] extends '1' ?
      FloorOf<T[0]> extends [infer P, infer A] ?
        PlainFloors<Rest, [...Seen, T], [...Found, [P, A, [...Seen, ...Rest]]]>
      : PlainFloors<Rest, [...Seen, T], Found>
    : PlainFloors<Rest, [...Seen, T], Found>
  : Found
type MakeFloor<In extends Terms, C extends string, K extends string, Whole extends Terms> =
  Write<[...In, ...Constant<modInteger<C, K>>]> extends infer P extends string ?
    P extends `${string}//${string}//${string}//${string}//${string}` ? 'unknown'
    : isSafeInteger<K> extends true ? AddTerms<Whole, [[`((${P})//${K})`, '1'], ['', floorDivInteger<C, K>]]>
    : 'unknown'
  : 'unknown'
type Constant<C extends string> = C extends '0' ? [] : [['', C]]

/** L / M as polynomials: the quotient, or what stands in the way. */
type DivideTerms<L extends Terms, M extends Terms> = DivideByLead<L, M, Lead<M>>
type DivideByLead<L extends Terms, M extends Terms, D extends Term, Done extends Terms = []> =
  L extends readonly [] ? Done
  : Done extends TooManyTerms ? 'unknown'
  : Lead<L> extends infer H extends Term ?
    DropFactors<Factors<H[0]>, Factors<D[0]>> extends infer Left extends string[] ?
      DivideSigned<H[1], D[1]> extends infer K extends string ?
        K extends 'no' ? 'fraction'
        : JoinFactors<Left> extends infer Key extends string ?
          AddMultiple<L, M, [Key, negateInteger<K>]> extends infer Next extends Terms ?
            DivideByLead<Next, M, D, AddTerm<Done, [Key, K]>>
          : 'unknown'
        : never
      : never
    : 'remainder'
  : never
/**
 * The leading term. Division needs an order that products keep: by the first factor in which two terms differ, the
 * longer one first.
 */
type Lead<L extends Terms, Best extends Term = ['', '0']> =
  L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    Lead<Rest, Leads<T[0], Best[0]> extends true ? T : Best>
  : Best
type Leads<A extends string, B extends string> =
  B extends '' ? true
  : A extends '' ? false
  : InOrder<`${A}*~`, `${B}*~`>
type DropFactors<L extends string[], M extends string[]> =
  M extends [infer F extends string, ...infer Rest extends string[]] ?
    DropFactor<L, F> extends infer Left extends string[] ?
      DropFactors<Left, Rest>
    : 'no'
  : L
type DropFactor<L extends string[], F extends string, Done extends string[] = []> =
  L extends [infer H extends string, ...infer Rest extends string[]] ?
    H extends F ?
      [...Done, ...Rest]
    : DropFactor<Rest, F, [...Done, H]>
  : 'no'
type DivideSigned<A extends string, B extends string> =
  B extends `-${infer K}` ? DivideSigned<negateInteger<A>, K>
  : dividesInteger<B, A> extends true ? floorDivInteger<A, B>
  : 'no'
type HasSquare<L extends Terms> =
  L extends readonly [infer T extends Term, ...infer Rest extends Terms] ?
    Repeats<Factors<T[0]>> extends true ?
      true
    : HasSquare<Rest>
  : false
type Repeats<L extends string[]> =
  L extends [infer A extends string, ...infer Rest extends string[]] ?
    Rest extends [A, ...string[]] ?
      true
    : Repeats<Rest>
  : false
type Refuted<A, B> =
  true extends Refutes<A, B, 1000> | Refutes<A, B, 1001> | Refutes<A, B, 1003> | Refutes<A, B, 1007> ? 'no' : number
/** With this value for every name, are both positive and the division not whole? */
type Refutes<A, B, Value> =
  substituteDim<A, Record<string, [Value]>> extends infer a extends number ?
    substituteDim<B, Record<string, [Value]>> extends infer b extends number ?
      `${a}${b}` extends `${string}-${string}` ? false
      : b extends 0 ? false
      : divideExactly<a, b> extends 'no' ? true
      : false
    : false
  : false

// A user's spelling. Past the limits 'unknown'; Depth counts parentheses.
type Parse<S extends string, Depth extends 0[] = []> =
  Depth['length'] extends 9 ? 'unknown'
  : Mask<S> extends [infer Text extends string, infer Groups extends string[]] ?
    ParseSum<PlusMinus<Text>, Groups, Depth>
  : 'invalid'
type ParseSum<S extends string, Groups extends string[], Depth extends 0[], Sum extends Terms = []> =
  S extends `${infer T}+${infer Rest}` ?
    ParseTerm<T, Groups, Depth> extends infer Parsed ?
      Parsed extends [infer L extends Terms, infer Left extends string[]] ?
        AddTerms<Sum, L> extends infer Next extends Terms ?
          Next extends TooManyTerms ?
            'unknown'
          : ParseSum<Rest, Left, Depth, Next>
        : never
      : Parsed
    : never
  : ParseTerm<S, Groups, Depth> extends infer Parsed ?
    Parsed extends [infer L extends Terms, string[]] ?
      AddTerms<Sum, L> extends infer Next extends Terms ?
        Next extends TooManyTerms ?
          'unknown'
        : Next
      : never
    : Parsed
  : never
/** [the terms, the groups that are left] */
type ParseTerm<T extends string, Groups extends string[], Depth extends 0[]> =
  T extends `-${infer Unsigned}` ?
    ParseProduct<Unsigned, Groups, Depth> extends infer Parsed ?
      Parsed extends [infer L extends Terms, infer Left] ?
        [NegateTerms<L>, Left]
      : Parsed
    : never
  : ParseProduct<T, Groups, Depth>
type ParseProduct<T extends string, Groups extends string[], Depth extends 0[], Done extends Terms = [['', '1']]> =
  T extends `${infer F}*${infer Rest}` ?
    ParseFloors<F, Groups, Depth, Done> extends infer Parsed ?
      Parsed extends [infer L extends Terms, infer Left extends string[]] ?
        ParseProduct<Rest, Left, Depth, L>
      : Parsed
    : never
  : ParseFloors<T, Groups, Depth, Done>
/** Done times a factor, with any number of floor divisions after it. */
type ParseFloors<T extends string, Groups extends string[], Depth extends 0[], Done extends Terms> =
  T extends `${infer F}//${infer Divisors}` ?
    ParseFactor<F, Groups, Depth> extends infer Parsed ?
      Parsed extends [infer L extends Terms, infer Left] ?
        ParseDivisors<Divisors, Exact<MulTerms<Done, L>>> extends infer Z ?
          Z extends Terms ?
            [Z, Left]
          : Z
        : never
      : Parsed
    : never
  : ParseFactor<T, Groups, Depth> extends infer Parsed ?
    Parsed extends [infer L extends Terms, infer Left] ?
      Exact<MulTerms<Done, L>> extends infer Z extends Terms ?
        [Z, Left]
      : 'unknown'
    : Parsed
  : never
type ParseDivisors<Divisors extends string, L> =
  L extends Terms ?
    Divisors extends `${infer K}//${infer Rest}` ?
      ParseDivisors<Rest, FloorByText<L, K>>
    : FloorByText<L, Divisors>
  : L
type FloorByText<L extends Terms, K extends string> =
  K extends '0' ? 'invalid'
  : IsInteger<K> extends true ?
    isSafeInteger<K> extends true ?
      FloorTerms<L, K>
    : 'unknown'
  : 'invalid'
/** Past 2^53 unknown at once: hundreds of digits would be too much for a type. */
type Exact<L, Rest = L> =
  Rest extends readonly [infer T extends Term, ...infer Others] ?
    isSafeInteger<T[1]> extends true ?
      Exact<L, Others>
    : 'unknown'
  : L
type ParseFactor<F extends string, Groups extends string[], Depth extends 0[]> =
  F extends '#' ?
    Groups extends [infer Group extends string, ...infer Left] ?
      Parse<Group, [...Depth, 0]> extends infer L ?
        L extends Terms ?
          [L, Left]
        : L
      : never
    : 'invalid'
  : IsInteger<F> extends true ? [Constant<F>, Groups]
  : IsName<F> extends true ? [[[F, '1']], Groups]
  : 'invalid'
/** Digits without a leading zero. */
type IsInteger<S extends string> =
  S extends `${infer N extends bigint}` ?
    bigint extends N ?
      false
    : true
  : false
type Lower =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z'
type Letter = Lower | Uppercase<Lower> | '_'
type NameCharacter = Letter | '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
type IsName<S extends string> =
  S extends 'no' | 'invalid' ? false
  : S extends `${infer _ extends Letter}${infer Rest}` ? IsNameRest<Rest>
  : false
type IsNameRest<S extends string> =
  S extends '' ? true
  : S extends `${infer _ extends NameCharacter}${infer Rest}` ? IsNameRest<Rest>
  : false

// ───────────────────────────────────────────────────────────────────────────── polynomials, at run time

/** Coefficients by key: 3*h+7 is { h: 3, '': 7 }. No coefficient is 0. */
type Polynomial = ReadonlyMap<string, bigint>
/** Thrown to leave a calculation with a known answer. */
class Stop {
  constructor(readonly answer: null | 'invalid') {}
}
const PAST_LIMITS = new Stop(null)
const INVALID = new Stop('invalid')
/** Outside `canonicalDim` a text is canonical; what comes of another one is unknown. */
function attempt<T>(compute: () => T): T | null {
  return attemptOr(compute, () => null)
}
function attemptOr<T, Z>(compute: () => T, otherwise: (stop: Stop) => Z): T | Z {
  try {
    return compute()
  } catch (stop) {
    if (stop instanceof Stop) return otherwise(stop)
    throw stop
  }
}

/** A plain size needs no polynomial: every eager call computes with some. */
function isExact(dim: Dim): dim is number {
  return Number.isSafeInteger(dim)
}
/** Unknown past 2^53, and never -0. */
function exactly(size: number): Dim {
  return Number.isSafeInteger(size) ? size + 0 : null
}

function calculate(a: Dim, b: Dim, operation: (a: Polynomial, b: Polynomial) => Polynomial): Dim {
  if (isUnknown(a) || isUnknown(b)) return null
  return attempt(() => write(operation(read(a), read(b))))
}

function read(dim: number | string): Polynomial {
  return typeof dim === 'number' ? polynomial([['', BigInt(dim)]]) : parse(dim)
}
function polynomial(terms: Iterable<readonly [key: string, coefficient: bigint]>): Polynomial {
  const sum = new Map<string, bigint>()
  for (const [key, coefficient] of terms) {
    const total = (sum.get(key) ?? 0n) + coefficient
    if (total === 0n) sum.delete(key)
    else sum.set(key, total)
  }
  return sum
}
const ONE = polynomial([['', 1n]])

/** In ASCII order, the constant last. */
function sorted(p: Polynomial): [key: string, coefficient: bigint][] {
  return [...p].sort(([a], [b]) =>
    a === '' ? 1
    : b === '' || a < b ? -1
    : 1,
  )
}

function write(p: Polynomial): number | string {
  if (p.size > MAX_TERMS) throw PAST_LIMITS
  exact(p)
  if (p.size === 0) return 0
  if (p.size === 1 && p.has('')) return Number(p.get(''))
  const text = sorted(p).map(writeTerm).join('+').replaceAll('+-', '-')
  if (text.length > MAX_LENGTH) throw PAST_LIMITS
  return text
}
function exact(p: Polynomial): Polynomial {
  if ([...p.values()].some((coefficient) => !Number.isSafeInteger(Number(coefficient)))) throw PAST_LIMITS
  return p
}
function writeTerm([key, coefficient]: [string, bigint]): string {
  if (key === '') return String(coefficient)
  if (coefficient === 1n) return floorOf(key) ? key.slice(1, -1) : key
  return coefficient === -1n ? `-${key}` : `${coefficient}*${key}`
}

/** 'a*((p)//2)+b' is ['a*#+b', ['(p)//2']]: no parenthesis is left, so that it can be split. */
function mask(text: string): [text: string, groups: string[]] {
  const groups: string[] = []
  let masked = ''
  for (let at = 0, depth = 0, start = 0; at < text.length || depth > 0; at++) {
    if (at === text.length) throw INVALID
    if (text[at] === '(' && depth++ === 0) start = at + 1
    else if (text[at] === ')' && depth > 0) {
      if (--depth === 0) {
        groups.push(text.slice(start, at))
        masked += '#'
      }
    } else if (depth === 0) masked += text[at]
  }
  return [masked, groups]
}

/** 'a*b' is ['a', 'b']; '' is []. */
function factorsOf(key: string): string[] {
  if (key === '') return []
  const [text, groups] = mask(key)
  return text.split('*').map((factor) => (factor === '#' ? `(${groups.shift()})` : factor))
}
/** [p, k] when the key is just the floor division ((p)//k). */
function floorOf(key: string): [dividend: string, divisor: string] | null {
  const [text, [group]] = mask(key)
  if (text !== '#') return null
  const [inside, [dividend]] = mask(group!)
  return [dividend!, inside.slice(3)]
}

function parse(text: string, depth = 0): Polynomial {
  if (depth > 8) throw PAST_LIMITS
  const [masked, groups] = mask(text)
  let sum = polynomial([])
  for (const term of masked.replace(/(?!^)-/g, '+-').split('+')) {
    const negative = term.startsWith('-')
    const product = parseProduct(negative ? term.slice(1) : term, groups, depth)
    sum = negative ? subtract(sum, product) : add(sum, product)
    if (sum.size > MAX_TERMS) throw PAST_LIMITS
  }
  return sum
}
function parseProduct(text: string, groups: string[], depth: number): Polynomial {
  let product = ONE
  for (const part of text.split('*')) {
    const [factor, ...divisors] = part.split('//')
    product = exact(multiply(product, parseFactor(factor!, groups, depth)))
    for (const divisor of divisors) {
      if (!/^[1-9][0-9]*$/.test(divisor)) throw INVALID
      if (!Number.isSafeInteger(Number(divisor))) throw PAST_LIMITS
      product = floorDivide(product, BigInt(divisor))
    }
  }
  return product
}
function parseFactor(factor: string, groups: string[], depth: number): Polynomial {
  if (factor === '#') return parse(groups.shift()!, depth + 1)
  if (/^(0|[1-9][0-9]*)$/.test(factor)) return polynomial([['', BigInt(factor)]])
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(factor) && factor !== 'no' && factor !== 'invalid')
    return polynomial([[factor, 1n]])
  throw INVALID
}

function add(p: Polynomial, q: Polynomial): Polynomial {
  return polynomial([...p, ...q])
}
function subtract(p: Polynomial, q: Polynomial): Polynomial {
  return add(p, scale(q, -1n))
}
function scale(p: Polynomial, factor: bigint): Polynomial {
  return polynomial([...p].map(([key, coefficient]) => [key, coefficient * factor]))
}
function multiply(p: Polynomial, q: Polynomial): Polynomial {
  let sum = polynomial([])
  for (const term of sorted(q)) {
    sum = add(sum, multiplyTerm(p, term))
    if (sum.size > MAX_TERMS) throw PAST_LIMITS
  }
  return sum
}
function multiplyTerm(p: Polynomial, [key, coefficient]: [string, bigint]): Polynomial {
  return polynomial([...p].map(([otherKey, other]) => [multiplyKeys(otherKey, key), other * coefficient]))
}
function multiplyKeys(a: string, b: string): string {
  const factors = [...factorsOf(a), ...factorsOf(b)].sort()
  if (factors.length > MAX_DEGREE) throw PAST_LIMITS
  return factors.join('*')
}

function floorDivide(p: Polynomial, divisor: bigint): Polynomial {
  const constant = p.get('') ?? 0n
  const named = sorted(p).filter(([key]) => key !== '')
  const whole = polynomial(named.filter(([, k]) => k % divisor === 0n).map(([key, k]) => [key, k / divisor]))
  const rest = named.filter(([, k]) => k % divisor !== 0n)
  if (rest.length === 0) return add(whole, polynomial([['', floor(constant, divisor)]]))
  const common = rest.reduce((g, [, k]) => gcd(k, g), divisor)
  const inside = polynomial(rest.map(([key, k]) => [key, k / common]))
  return add(whole, floorAtom(inside, floor(constant, common), divisor / common))
}
/** What is left of a floor division when nothing divides any more. */
function floorAtom(inside: Polynomial, constant: bigint, divisor: bigint): Polynomial {
  const plain = [...inside].filter(([key, k]) => k === 1n && floorOf(key))
  if (plain.length === 1) {
    // ((p)//a+q)//b is (p+a*q)//(a*b)
    const key = plain[0]![0]
    const [dividend, a] = floorOf(key)!
    const others = subtract(add(inside, polynomial([['', constant]])), polynomial([[key, 1n]]))
    return floorDivide(add(parse(dividend), scale(others, BigInt(a))), BigInt(a) * divisor)
  }
  const quotient = floor(constant, divisor)
  const text = write(add(inside, polynomial([['', constant - quotient * divisor]])))
  if (String(text).split('//').length > MAX_FLOORS || divisor > Number.MAX_SAFE_INTEGER) throw PAST_LIMITS
  return polynomial([
    [`((${text})//${divisor})`, 1n],
    ['', quotient],
  ])
}
function floor(a: bigint, divisor: bigint): bigint {
  const quotient = a / divisor
  return a % divisor < 0n ? quotient - 1n : quotient
}
function gcd(a: bigint, b: bigint): bigint {
  if (b === 0n) return a < 0n ? -a : a
  return gcd(b, a % b)
}

/** p / q as polynomials: the quotient, or what stands in the way. */
function divide(p: Polynomial, q: Polynomial): Polynomial | 'remainder' | 'fraction' {
  const [key, coefficient] = lead(q)
  let quotient = polynomial([])
  for (let rest = p; rest.size > 0;) {
    if (quotient.size > MAX_TERMS) throw PAST_LIMITS
    const [restKey, restCoefficient] = lead(rest)
    const factors = factorsOf(restKey)
    for (const factor of factorsOf(key)) {
      const at = factors.indexOf(factor)
      if (at < 0) return 'remainder'
      factors.splice(at, 1)
    }
    if (restCoefficient % coefficient !== 0n) return 'fraction'
    const term: [string, bigint] = [factors.join('*'), restCoefficient / coefficient]
    rest = subtract(rest, multiplyTerm(q, term))
    quotient = add(quotient, polynomial([term]))
  }
  return quotient
}
/** The leading term, in an order that products keep: by the first factor in which two terms differ, the longer first. */
function lead(p: Polynomial): [key: string, coefficient: bigint] {
  const place = (key: string) => (key === '' ? '~' : `${key}*~`)
  return [...p].reduce((best, term) => (place(term[0]) < place(best[0]) ? term : best))
}
function hasSquare(p: Polynomial): boolean {
  return [...p.keys()].some((key) => factorsOf(key).some((factor, at, all) => factor === all[at + 1]))
}
/** One value for all names, for which both are positive and the division is not whole, is enough for a 'no'. */
function refuted(a: number | string, b: number | string): null | 'no' {
  const at = (dim: number | string, value: number) => (typeof dim === 'number' ? dim : replaceNames(dim, () => value))
  const refutes = (value: number) => {
    const [x, y] = [at(a, value), at(b, value)]
    return typeof x === 'number' && typeof y === 'number' && x >= 0 && y > 0 && x % y !== 0
  }
  return [1000, 1001, 1003, 1007].some(refutes) ? 'no' : null
}
