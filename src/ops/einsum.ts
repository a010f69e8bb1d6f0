import type { Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aText } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { isUnknown, knownDim, sameDim, type Dim, type Shape } from '../shape/dimension.js'
import { numeric, upcast, type DType, type NumericDType } from '../shape/dtype.js'
import type { AllKnown, opennessOf, Same, Whole } from '../shape/identity.js'
import type { Boxes, eachClosed, isOpenBox, RankedShape } from '../shape/open.js'
import type { isLiteral } from '../shape/literal.js'
import { failure, ok, type Arg, type both, type Failure, type ListArg, type Ok } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { cast } from './cast.js'
import { matMul } from './matMul.js'
import { mul } from './mul.js'
import { reshape } from './reshape.js'
import { sum } from './sum.js'
import { transpose } from './transpose.js'

// ─────────────────────────────────────────────────────────────────────────────────────────────────────── the equation

/** 'ij, jk -> ik' as the indices of each operand and those of the result, or what is wrong with it. */
export type parseEquation<F extends string, Operands> =
  isLiteral<F> extends true ?
    Compact<F> extends `${infer In}->${infer Out}` ?
      Out extends `${string}->${string}` ? needsArrow<F>
      : Split<In> extends infer Terms extends string[] ?
        FirstFault<[...Terms, Out]> extends infer Fault ?
          Fault extends Failure ? Fault
          : NotIn<Out, In> extends infer c ?
            [c] extends [never] ?
              Terms['length'] extends Operands ? Equation<Terms, Out>
              : number extends Operands ? Equation<Terms, Out>
              : termsDiffer<F, Terms['length'], Operands>
            : resultOnly<c>
          : never
        : never
      : never
    : needsArrow<F>
  : 'unknown'
interface Equation<Terms, Out> {
  readonly terms: Terms
  readonly out: Out
}
type Compact<F extends string> = F extends `${infer A}${' ' | '\t' | '\n' | '\r'}${infer B}` ? Compact<`${A}${B}`> : F
type Split<In extends string, Done extends string[] = []> =
  In extends `${infer T},${infer Rest}` ? Split<Rest, [...Done, T]> : [...Done, In]
/** The first character that is no letter, or the first index that is twice in one term. */
type FirstFault<Terms> =
  Terms extends readonly [infer T extends string, ...infer Rest] ?
    Fault<T, T> extends infer Found ?
      Found extends Failure ?
        Found
      : FirstFault<Rest>
    : never
  : 'none'
type Fault<T extends string, Whole> =
  T extends `${infer c}${infer Rest}` ?
    Lowercase<c> extends Uppercase<c> ? notAnIndex<c>
    : Rest extends `${string}${c}${string}` ? indexTwice<c, Whole>
    : Fault<Rest, Whole>
  : 'none'
/** The first index of the result that no operand has. */
type NotIn<Out extends string, In extends string> =
  Out extends `${infer c}${infer Rest}` ?
    In extends `${string}${c}${string}` ?
      NotIn<Rest, In>
    : c
  : never
export function parseEquation(equation: string, operands: number): Equation<readonly string[], string> | Failure {
  const [input, out, ...more] = equation.replace(/[ \t\n\r]/g, '').split('->')
  if (out === undefined || more.length > 0) return needsArrow(equation)
  const terms = input!.split(',')
  for (const term of [...terms, out]) {
    for (const [at, c] of term.split('').entries()) {
      if (c.toLowerCase() === c.toUpperCase()) return notAnIndex(c)
      if (term.includes(c, at + 1)) return indexTwice(c, term)
    }
  }
  const missing = out.split('').find((c) => !input!.includes(c))
  if (missing !== undefined) return resultOnly(missing)
  return terms.length === operands ? { terms, out } : termsDiffer(equation, terms.length, operands)
}
function checkedEquation(equation: string, operands: number): Ok<Shape> | Failure {
  const parsed = parseEquation(equation, operands)
  return 'failed' in parsed ? parsed : ok([])
}

export interface needsArrow<F> extends Failure {
  readonly message: `the equation needs one '->', as in 'ij,jk->ik', got '${showDim<F>}'`
}
export function needsArrow(equation: string) {
  return failure(`the equation needs one '->', as in 'ij,jk->ik', got '${showDim(equation)}'`, { code: 'needsArrow' })
}
export interface notAnIndex<C> extends Failure {
  readonly message: `an index is a letter, got '${C & string}'`
}
export function notAnIndex(c: string) {
  return failure(`an index is a letter, got '${c}'`, { code: 'notAnIndex' })
}
export interface indexTwice<C, Term> extends Failure {
  readonly message: `index '${C & string}' is twice in '${showDim<Term>}'`
}
export function indexTwice(c: string, term: string) {
  return failure(`index '${c}' is twice in '${showDim(term)}'`, { code: 'indexTwice' })
}
export interface resultOnly<C> extends Failure {
  readonly message: `index '${C & string}' of the result is in no operand`
}
export function resultOnly(c: string) {
  return failure(`index '${c}' of the result is in no operand`, { code: 'resultOnly' })
}
export interface termsDiffer<F, Terms, Operands> extends Failure {
  readonly message: `'${showDim<F>}' is for ${Terms & number} operands, got ${Operands & number}`
}
export function termsDiffer(equation: string, terms: number, operands: number) {
  return failure(`'${showDim(equation)}' is for ${terms} operands, got ${operands}`, { code: 'termsDiffer' })
}

// ─────────────────────────────────────────────────────────────────────────────────────────────────────────── the rule

/** Every index has one size, and the result has those of its indices. Sizes of 1 are not broadcast. */
export type einsumRule<F extends string, L> =
  Whole<opennessOf<L[number & keyof L]>> extends AllKnown ? einsumKnown<F, L>
  : einsumKnown<F, eachClosed<L>> extends infer Known ?
    Known extends Failure ?
      Known
    : StepByStep<F, L, true>
  : never
type einsumKnown<F extends string, L> =
  Solved<F, L> extends infer Z ?
    Z extends Ok<unknown> ?
      Z
    : StepByStep<F, L>
  : never
/**
 * What nearly all calls are: letters, each once in its term, and sizes that are known and agree. A mapped type makes a table
 * of each operand's sizes, and in the intersection of the tables unequal sizes are `never`. `'open'` when there is more to
 * say.
 */
type Solved<F extends string, L> =
  isLiteral<F> extends true ?
    F extends `${infer In}->${infer Out}` ?
      Arranged<Out, SizesByIndex<In, L>>
    : 'open'
  : 'open'
type Arranged<Out extends string, Sizes extends Table> =
  [Sizes] extends [never] ? 'open'
  : SizesInOrder<Out, Sizes> extends infer Found extends unknown[] ?
    unknown extends Found[number] ?
      'open'
    : Ok<Found>
  : never
/** Of unknown length when a letter is there twice. */
type SizesInOrder<Out extends string, Sizes extends Table, Done extends unknown[] = []> =
  Out extends `${infer c}${infer Rest}` ?
    Rest extends `${string}${c}${string}` ?
      unknown[]
    : SizesInOrder<Rest, Sizes, [...Done, Sizes[c]]>
  : Done
/** The size of each index; of one that is nowhere, `unknown`. */
interface Table {
  readonly [index: string]: unknown
}
type SizesByIndex<In extends string, L, Sizes extends Table = Table, All extends string = never> =
  L extends [infer S extends Shape, ...infer More] ?
    More extends [] ?
      AreLetters<All | Distinct<In>[number]> extends true ?
        Sizes & SizesOfTerm<Distinct<In>, S>
      : never
    : In extends `${infer T},${infer Rest}` ?
      SizesByIndex<Rest, More, Sizes & SizesOfTerm<Distinct<T>, S>, All | Distinct<T>[number]>
    : never
  : never
type SizesOfTerm<C extends string[], S extends Shape> =
  number extends S[number] ? never
  : S['length'] extends C['length'] ? { [I in keyof C & `${number}` as C[I] & string]: S[I & keyof S] }
  : never
/** 'bij' is ['b', 'i', 'j']; of unknown length when a letter is there twice. */
type Distinct<T extends string, Done extends string[] = []> =
  T extends `${infer c}${infer Rest}` ?
    Rest extends `${string}${c}${string}` ?
      string[]
    : Distinct<Rest, [...Done, c]>
  : Done
/** Of what is no letter, the small and the capital one are the same. */
type AreLetters<All extends string> = [Lowercase<All> & Uppercase<All>] extends [never] ? true : false

/** @typeParam Open Do generic sizes take part? */
type StepByStep<F extends string, L, Open = false> =
  L extends readonly unknown[] ?
    parseEquation<F, L['length']> extends infer Parsed ?
      Parsed extends Equation<infer Terms, infer Out> ?
        number extends L['length'] ? Ok<number[]>
        : Open extends true ? Ok<SizesInBoxes<Out, OpenTerms<Terms, L>>>
        : BindTerms<Terms, L> extends infer Env ?
          Env extends Failure ?
            Env
          : Ok<SizesOf<Out, Env>>
        : never
      : Parsed extends Failure ? Parsed
      : Ok<number[]>
    : never
  : never
/** The same where generic sizes take part: each index has the box of its size, of a known one if one is said. */
type OpenTerms<Terms, L, Env = {}> =
  Terms extends readonly [infer T, ...infer Terms2] ?
    L extends readonly [infer S, ...infer L2] ?
      OpenTerms<Terms2, L2, Whole<S> extends RankedShape ? OpenTerm<T, Boxes<S>, Env> : Env>
    : Env
  : Env
type OpenTerm<T, X, Env> =
  T extends `${infer c}${infer T2}` ?
    X extends readonly [infer Box, ...infer X2] ?
      OpenTerm<
        T2,
        X2,
        c extends keyof Env ?
          isOpenBox<Env[c]> extends true ?
            Omit<Env, c> & { [K in c]: Box }
          : Env
        : Env & { [K in c]: Box }
      >
    : Env
  : Env
type SizesInBoxes<Out, Env, Done extends unknown[] = []> =
  Out extends `${infer c}${infer Rest}` ?
    SizesInBoxes<Rest, Env, [...Done, c extends keyof Env ? Env[c][0 & keyof Env[c]] : number]>
  : Done
type BindTerms<Terms, L, Env = {}, I extends 0[] = []> =
  Terms extends readonly [infer T extends string, ...infer Terms2] ?
    L extends readonly [infer S extends Shape, ...infer L2] ?
      (number extends S['length'] ? Env : BindTerm<T, S, Env, T, S, I['length']>) extends infer Next ?
        Next extends Failure ?
          Next
        : BindTerms<Terms2, L2, Next, [...I, 0]>
      : never
    : Env
  : Env
type BindTerm<T, S, Env, T0, S0, I> =
  T extends `${infer c}${infer T2}` ?
    S extends readonly [infer D, ...infer S2] ?
      c extends keyof Env ?
        Same<Env[c], D> extends true ? BindTerm<T2, S2, Env, T0, S0, I>
        : sameDim<Env[c], D> extends true ?
          isUnknown<Env[c]> extends true ?
            BindTerm<T2, S2, Omit<Env, c> & { [K in c]: D }, T0, S0, I>
          : BindTerm<T2, S2, Env, T0, S0, I>
        : indexDiffers<c, Env[c], D, I>
      : BindTerm<T2, S2, Env & { [K in c]: D }, T0, S0, I>
    : termDoesNotFit<T0, S0, I>
  : S extends readonly [] ? Env
  : termDoesNotFit<T0, S0, I>
type SizesOf<Out, Env, Done extends unknown[] = []> =
  Out extends `${infer c}${infer Rest}` ? SizesOf<Rest, Env, [...Done, c extends keyof Env ? Env[c] : number]> : Done
export function einsumRule(equation: string, shapes: readonly Shape[]): Ok<Shape> | Failure {
  const parsed = parseEquation(equation, shapes.length)
  if ('failed' in parsed) return parsed
  const env = new Map<string, Dim>()
  for (const [i, term] of parsed.terms.entries()) {
    const shape = shapes[i]!
    for (const [axis, c] of term.split('').entries()) {
      const dim = shape[axis]
      if (dim === undefined) return termDoesNotFit(term, shape, i)
      const before = env.get(c) ?? null
      if (!sameDim(before, dim)) return indexDiffers(c, before, dim, i)
      env.set(c, knownDim(before, dim))
    }
    if (term.length < shape.length) return termDoesNotFit(term, shape, i)
  }
  return ok(parsed.out.split('').map((c) => env.get(c)!))
}

export interface indexDiffers<C, X, Y, I> extends Failure {
  readonly message: `index '${C & string}' is ${showDim<X>} in one operand and ${showDim<Y>} in another`
  readonly index: I
}
export function indexDiffers(c: string, x: Dim, y: Dim, index: number) {
  const text = `index '${c}' is ${showDim(x)} in one operand and ${showDim(y)} in another`
  return failure(text, { code: 'indexDiffers', sizes: [x, y], index })
}
export interface termDoesNotFit<T, S, I> extends Failure {
  readonly message: `'${showDim<T>}' does not fit ${showShape<S>}: an index for each axis is needed`
  readonly index: I
}
export function termDoesNotFit(term: string, shape: Shape, index: number) {
  const text = `'${showDim(term)}' does not fit ${showShape(shape)}: an index for each axis is needed`
  return failure(text, { code: 'termDoesNotFit', shapes: [shape], index })
}

/** The promoted dtype. A sum of truth values is int32. */
export type einsumDType<F extends string, L extends readonly unknown[]> =
  promoted<L> extends infer D ?
    'bool' extends D ?
      IsSum<Compact<F>> extends infer Sums ?
        Sums extends true ?
          Exclude<D, 'bool'> | 'int32'
        : D
      : never
    : D
  : never
/** All of them float32 is told first, as it nearly always is. */
type promoted<L extends readonly unknown[]> =
  number extends L['length'] ? DType
  : [DTypeOf<L[number]>] extends ['float32'] ? 'float32'
  : PromotedFrom<L, 'bool'>
type PromotedFrom<L, D> = L extends readonly [infer H, ...infer Rest] ? PromotedFrom<Rest, upcast<D, DTypeOf<H>>> : D
type IsSum<F> =
  F extends `${infer In}->${infer Out}` ?
    [NotIn<In, `${Out},`>] extends [never] ?
      false
    : true
  : boolean
export function einsumDType(equation: string, dtypes: readonly DType[]): DType {
  const dtype = dtypes.reduce(upcast, 'bool')
  const [input, out] = equation.replace(/[ \t\n\r]/g, '').split('->')
  const sums = input!.split('').some((c) => c !== ',' && !out!.includes(c))
  return dtype === 'bool' && sums ? 'int32' : dtype
}
/**
 * The first operand that is not made of numbers. All at once at first: nearly always there is none. The first `infer`
 * leaves the rule open as long as L is: else TypeScript finds out what all operands could make of it.
 */
type numericList<L> =
  [L] extends [infer M extends readonly unknown[]] ?
    [DTypeOf<M[number]>] extends [NumericDType] ?
      Ok<[]>
    : FirstNotNumeric<M>
  : Ok<[]>
type FirstNotNumeric<L, I extends 0[] = []> =
  L extends readonly [infer H, ...infer Rest] ?
    numeric<DTypeOf<H>> extends infer Outcome ?
      Outcome extends { readonly failed: true } ?
        Outcome & { readonly index: I['length'] }
      : FirstNotNumeric<Rest, [...I, 0]>
    : never
  : Ok<[]>

// ──────────────────────────────────────────────────────────────────────────────────────────────────────── how it runs

/** A tensor, and the index of each of its axes. */
interface Indexed {
  readonly x: AnyTensor
  readonly term: string
}
const product = (sizes: Shape) => sizes.reduce<number>((all, size) => all * (size as number), 1)

/** The axes in the order of `term`; what `term` does not have is summed. */
function arrange({ x, term }: Indexed, wanted: string): AnyTensor {
  const summed = term.split('').flatMap((c, axis) => (wanted.includes(c) ? [] : [axis]))
  const left = term.split('').filter((c) => wanted.includes(c))
  const reduced = summed.length === 0 ? x : sum(x, summed)
  const perm = wanted.split('').map((c) => left.indexOf(c))
  return perm.every((from, to) => from === to) ? reduced : transpose(reduced, perm)
}

/** The product of two, summed over what `kept` does not have. A plain matrix product is by far the fastest. */
function contract(a: Indexed, b: Indexed, kept: string): Indexed {
  const only = (term: string, keep: (c: string) => boolean) => term.split('').filter(keep).join('')
  const batch = only(a.term, (c) => b.term.includes(c) && kept.includes(c))
  const inner = only(a.term, (c) => b.term.includes(c) && !kept.includes(c))
  const rows = only(a.term, (c) => !b.term.includes(c) && kept.includes(c))
  const columns = only(b.term, (c) => !a.term.includes(c) && kept.includes(c))
  const [left, right] = [arrange(a, batch + rows + inner), arrange(b, batch + inner + columns)]
  const groups = (x: AnyTensor, ...lengths: number[]) => {
    let at = 0
    return lengths.map((length) => x.shape.slice(at, (at += length)))
  }
  const [batchSizes, rowSizes, innerSizes] = groups(left, batch.length, rows.length, inner.length)
  const columnSizes = right.shape.slice(batch.length + inner.length)
  const [n, m, k, p] = [batchSizes!, rowSizes!, innerSizes!, columnSizes].map(product) as [
    number,
    number,
    number,
    number,
  ]
  const result =
    inner === '' ? mul(reshape(left, [n, m, 1]), reshape(right, [n, 1, p]))
    : left.dtype !== 'float32' ? sum(mul(reshape(left, [n, m, k, 1]), reshape(right, [n, 1, k, p])), 2)
    : n === 1 ? matMul(reshape(left, [m, k]), reshape(right, [k, p]))
    : matMul(reshape(left, [n, m, k]), reshape(right, [n, k, p]))
  const sizes = [...batchSizes!, ...rowSizes!, ...columnSizes]
  return { x: reshape(result as AnyTensor, sizes), term: batch + rows + columns }
}

const op = defineOp<{ readonly equation: string }>({
  name: 'einsum',
  effect: 'pure',
  operands: 'tensors',
  given: { equation: aText },
  infer(inputs: readonly Spec[], { equation }) {
    const outcome = einsumRule(
      equation,
      inputs.map(({ shape }) => shape),
    )
    // What has worked out has an equation that is right.
    let refused = 'failed' in outcome ? wrongWith('equation', checkedEquation(equation, inputs.length)) : undefined
    for (const { dtype } of inputs) refused ??= wrongWith('tensors', numeric(dtype))
    refused ??= wrongWith('tensors', outcome)
    if (refused !== undefined) return refused
    return {
      shape: outcome.shape,
      dtype: einsumDType(
        equation,
        inputs.map(({ dtype }) => dtype),
      ),
    }
  },
  apart: moving(({ inputs, attrs: { equation } }) => {
    const { terms, out } = parseEquation(equation, inputs.length) as Equation<readonly string[], string>
    return terms.map((term) => [...term].map((index) => (out.includes(index) ? out.indexOf(index) : null)))
  }),
  lower({ inputs, attrs: { equation } }) {
    const { terms, out } = parseEquation(equation, inputs.length) as Equation<readonly string[], string>
    const dtype = einsumDType(
      equation,
      inputs.map(({ dtype }) => dtype),
    )
    const operands = inputs.map((x, i) => ({ x: x.dtype === dtype ? x : cast(x, dtype), term: terms[i]! }))
    const all = operands.reduce((done, next, i) => contract(done, next, terms.slice(i + 1).join('') + out))
    const y = arrange(all, out)
    // One operand as it is: the result is a tensor of its own.
    return inputs.includes(y) ? reshape(y, y.shape) : y
  },
})

/**
 * Products and sums of tensors, written with an index for each axis: `'ij,jk->ik'` is the matrix product. What is not in
 * the result is summed.
 *
 * @param equation The indices of each operand, then `->` and those of the result. Letters; spaces may stand anywhere.
 * @param tensors As many as the equation has terms. An index has the same size wherever it stands.
 * @returns The promoted dtype; int32 for a sum of truth values.
 * @throws ShapeError `index 'j' is 3 in one operand and 4 in another`
 *
 * @example
 * ```ts
 * const scores = tf.einsum('bqd,bkd->bqk', tf.ones([2, 5, 8]), tf.ones([2, 7, 8])) // Tensor<[2, 5, 7]>
 * ```
 */
export function einsum<const F extends string, L extends readonly Operand[]>(
  equation: Arg<EquationFault<F, L>, 'einsum', F>,
  ...tensors: EinsumList<F, L>
): Result<einsumRule<F, ShapesOf<L>>, einsumDType<F, L> & DType, KindOf<L[number]>> {
  return dispatch(op, tensors as readonly Operand[], { equation: equation as string })
}
/** What is solved has no fault. */
type EquationFault<F extends string, L extends readonly unknown[]> =
  Solved<F, ShapesOf<L>> extends infer Z ?
    Z extends Ok<unknown> ?
      Z
    : parseEquation<F, L['length']>
  : never
type ShapesOf<L> = { [I in keyof L]: ShapeOf<L[I]> }
type EinsumList<F extends string, L extends readonly unknown[]> = ListArg<
  both<numericList<L>, einsumRule<F, ShapesOf<L>>>,
  'einsum',
  L
>
