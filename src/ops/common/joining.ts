import { addDims, knownDim, sameDim, type Dim, type Shape } from '../../shape/dimension.js'
import type { DType } from '../../shape/dtype.js'
import type { AllKnown, Invariant, opennessOf, Same, Whole } from '../../shape/identity.js'
import type { Boxes, closed, eachClosed, RankedShape, same, sum } from '../../shape/open.js'
import {
  failure,
  ok,
  type both,
  type Check,
  type Failure,
  type ListArg,
  type Ok,
  type RunTimeFailure,
  type Sentence,
} from '../../shape/outcome.js'
import { showDim, showShape } from '../../shape/show.js'
import type { DTypeOf, Operand, ShapeOf } from '../../tensor.js'

// What ops on a list of tensors have in common.

export type ShapesOf<L> = { -readonly [I in keyof L]: ShapeOf<L[I]> }
export type DTypesOf<L> = { -readonly [I in keyof L]: DTypeOf<L[I]> }

/** The dtype of the result: that of the first. */
export type firstDType<L extends readonly Operand[]> = L extends readonly [] ? DType : DTypeOf<L[0]>

/** Past 64 tensors the sizes are unknown in types, and checked when run. */
export type IsLong<L> = '64' extends keyof L ? true : false

/**
 * The shape of a list of tensors, one after the other along an axis, the rest equal. With the axis `null` all of it is
 * equal, and the shape is that of each.
 */
export type joined<L extends readonly Shape[], X> =
  number extends L['length'] ? Ok<AsFirst<L[number], X>>
  : L extends readonly [infer H extends Shape, ...infer Rest extends readonly Shape[]] ?
    Whole<H> extends RankedShape ?
      IsLong<L> extends true ? Ok<AsFirst<H, X>>
      : Whole<opennessOf<L[number]>> extends AllKnown ? Fold<Rest, X, H, [0]>
      : both<Fold<eachClosed<Rest>, X, closed<H>, [0]>, FoldOpen<Rest, X, H>>
    : Ok<number[]>
  : emptyList
/** `N` counts the tensors so far: the index of the next one. Along the last axis, as is most common, no steps are taken. */
type Fold<L extends readonly Shape[], X, A extends Shape, N extends 0[]> =
  L extends readonly [infer B extends Shape, ...infer Rest extends readonly Shape[]] ?
    number extends B['length'] ? Ok<number[]>
    : [A, B] extends [[...infer Front extends Shape, infer a], [...infer Front2, infer b]] ?
      [Front['length'], Invariant<Front>] extends [X, Invariant<Front2>] ?
        Fold<Rest, X, [...Front, addDims<a, b> & Dim], [...N, 0]>
      : FoldByAxes<B, Rest, X, A, N>
    : FoldByAxes<B, Rest, X, A, N>
  : Ok<A>
/** Where generic sizes take part, only single sizes stay open. */
type FoldOpen<L extends readonly unknown[], X, A> =
  L extends readonly [infer B, ...infer Rest] ?
    Whole<B> extends RankedShape ?
      FoldOpen<Rest, X, Aligned<X, A, B, Boxes<A>, Boxes<B>>>
    : Ok<number[]>
  : Ok<A>
type Aligned<X, A, B, BoxesA, BoxesB> = {
  -readonly [I in keyof A]: I extends `${X & number}` ?
    sum<BoxesA[I & keyof BoxesA], BoxesB[I & keyof BoxesB], A[I], B[I & keyof B]>
  : same<BoxesA[I & keyof BoxesA], BoxesB[I & keyof BoxesB], A[I], B[I & keyof B]>
}
type FoldByAxes<B extends Shape, Rest extends readonly Shape[], X, A extends Shape, N extends 0[]> =
  Joined<A, B, X, A, B, N['length']> extends infer Z ?
    Z extends { readonly failed: true } ? Z
    : Z extends Ok<infer S extends Shape> ? Fold<Rest, X, S, [...N, 0]>
    : never
  : never
type Joined<A extends Shape, B extends Shape, X, A0, B0, N, Done extends Dim[] = []> =
  A extends readonly [infer a extends Dim, ...infer A2 extends Shape] ?
    B extends readonly [infer b extends Dim, ...infer B2 extends Shape] ?
      Done['length'] extends X ? Joined<A2, B2, X, A0, B0, N, [...Done, addDims<a, b> & Dim]>
      : Same<a, b> extends true ? Joined<A2, B2, X, A0, B0, N, [...Done, a]>
      : sameDim<a, b> extends true ? Joined<A2, B2, X, A0, B0, N, [...Done, knownDim<a, b> & Dim]>
      : Clash<A0, B0, Done['length'], a, b, N>
    : ranksDiffer<A0, B0, N>
  : B extends readonly [] ? Ok<Done>
  : ranksDiffer<A0, B0, N>
/** Another rank says more than the first axis that clashes with it. */
type Clash<A0, B0, Axis, a, b, N> =
  A0 extends { readonly length: infer Rank } ?
    B0 extends { readonly length: Rank } ?
      cannotJoin<A0, B0, Axis, a, b, N>
    : ranksDiffer<A0, B0, N>
  : never
/** What is known without looking at the others. */
export type AsFirst<S extends Shape, X> =
  number extends S['length'] ? number[]
  : S extends readonly unknown[] ? { -readonly [I in keyof S]: I extends `${X & number}` ? number : S[I] }
  : never
export function joined(shapes: readonly Shape[], axis: number | null): Ok<Shape> | Failure {
  const [first, ...rest] = shapes
  if (first === undefined) return emptyList()
  let sofar = first
  for (const [i, shape] of rest.entries()) {
    if (shape.length !== sofar.length) return ranksDiffer(sofar, shape, i + 1)
    const clash = sofar.findIndex((dim, at) => at !== axis && !sameDim(dim, shape[at]!))
    if (clash >= 0) return cannotJoin(sofar, shape, clash, sofar[clash]!, shape[clash]!, i + 1)
    sofar = sofar.map((dim, at) => (at === axis ? addDims(dim, shape[at]!) : knownDim(dim, shape[at]!)))
  }
  return ok(sofar)
}

/** Kernels copy bytes: the dtypes are one. A dtype that is not known yet flows. */
export type sameDTypes<L extends readonly unknown[]> =
  number extends L['length'] ? Ok<L>
  : L extends readonly [infer First, ...infer Rest] ? EachDType<Rest, First, [0]>
  : Ok<L>
type EachDType<L, First, N extends 0[]> =
  L extends readonly [infer D, ...infer Rest] ?
    [Extract<D, First>] extends [never] ?
      dtypesDiffer<First, D, N['length']>
    : EachDType<Rest, First, [...N, 0]>
  : Ok<L>
export function sameDTypes(dtypes: readonly DType[]): Ok<unknown> | Failure {
  const other = dtypes.findIndex((dtype) => dtype !== dtypes[0])
  return other > 0 ? dtypesDiffer(dtypes[0]!, dtypes[other]!, other) : ok([])
}

/** The failure is about this element of the list. */
export interface OfElement<N> extends Failure {
  readonly index: N
}
export function ofElement(outcome: RunTimeFailure, index: number): RunTimeFailure {
  return { ...outcome, details: { ...outcome.details, index } }
}
export interface cannotJoin<A, B, Axis, X, Y, N> extends OfElement<N> {
  readonly message: `cannot join ${showShape<A>} with ${showShape<B>}: axis ${Axis & number} is ${showDim<X>} vs ${showDim<Y>}`
}
export function cannotJoin(a: Shape, b: Shape, axis: number, x: Dim, y: Dim, index: number) {
  return failure(`cannot join ${showShape(a)} with ${showShape(b)}: axis ${axis} is ${showDim(x)} vs ${showDim(y)}`, {
    code: 'cannotJoin',
    shapes: [a, b],
    axis,
    sizes: [x, y],
    index,
  })
}
export interface ranksDiffer<A, B, N> extends OfElement<N> {
  readonly message: `cannot join ${showShape<A>} with ${showShape<B>}: the ranks differ`
}
export function ranksDiffer(a: Shape, b: Shape, index: number) {
  return failure(`cannot join ${showShape(a)} with ${showShape(b)}: the ranks differ`, {
    code: 'ranksDiffer',
    shapes: [a, b],
    index,
  })
}
export interface dtypesDiffer<A, B, N> extends OfElement<N> {
  readonly message: `cannot join ${A & string} with ${B & string}; convert one with tf.cast(x, '${A & string}')`
}
export function dtypesDiffer(a: DType, b: DType, index: number) {
  return failure(`cannot join ${a} with ${b}; convert one with tf.cast(x, '${a}')`, { code: 'dtypesDiffer', index })
}
export interface emptyList extends Failure {
  readonly message: 'needs at least one tensor'
}
export function emptyList() {
  return failure('needs at least one tensor', { code: 'emptyList' })
}

/** The list, or the list with the sentence on the offending tensor; the sentence itself when there is none. */
export type TensorsArg<Rule, Op extends string, L extends readonly unknown[]> =
  Check<Rule> extends 'ok' ? L
  : L extends readonly [] ? Sentence<Rule, Op>
  : ListArg<Rule, Op, L>
/** The axis, or the sentence when no tensor is to blame. */
export type JoinAxisArg<Rule, Op extends string, L extends readonly unknown[], X> =
  Check<Rule> extends 'ok' ? X
  : Rule extends { readonly index: number } ? X
  : L extends readonly [] ? X
  : Sentence<Rule, Op>
