import type { Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { axisOf, axisOutOfRange } from '../shape/axes.js'
import type { compareDims, Shape, subDims } from '../shape/dimension.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import { numeric } from '../shape/dtype.js'
import type { isLiteral } from '../shape/literal.js'
import type { closedAxis, RankedShape } from '../shape/open.js'
import { failure, isFailure, ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { ofScalar, type axisOrFirst } from './common/axis.js'
import { asInt32, assertWhole, indicesRule, isPlain } from './common/indices.js'
import { scatterRows } from './common/scatterRows.js'
import { reshape } from './reshape.js'
import { transpose } from './transpose.js'
import { zerosLike } from './zerosLike.js'

/** The axis is replaced by the axes of the indices. */
export type gatherRule<S extends Shape, I extends Shape, X extends number, Box = readonly [X]> =
  Whole<S> extends RankedShape ? Gathered<S, I, closedAxis<X, Box>> : Ok<number[]>
type Gathered<S extends Shape, I extends Shape, X extends number> =
  number extends I['length'] ? Ok<number[]>
  : isLiteral<X> extends true ?
    [axisOf<S, X>] extends [never] ?
      axisOutOfRange<S, X>
    : Ok<Replaced<S, axisOf<S, X>, I>>
  : Ok<{ -readonly [A in keyof Replaced<S, 0, I>]: number }>
// No constraints on what is inferred: they would leave the sizes of a generic function undecided.
type Replaced<S, X, I extends Shape, Done extends unknown[] = []> =
  S extends readonly [infer H, ...infer Rest] ?
    `${Done['length']}` extends `${X & (string | number)}` ?
      [...Done, ...I, ...Rest]
    : Replaced<Rest, X, I, [...Done, H]>
  : Done
export function gatherRule(shape: Shape, indices: Shape, axis: number): Ok<Shape> | Failure {
  const index = axisOf(shape, axis)
  if (index === undefined) return axisOutOfRange(shape, axis)
  return ok([...shape.slice(0, index), ...indices, ...shape.slice(index + 1)])
}

/** Indices that are written out are looked at where the size of the axis is known. */
export type indexRule<S extends Shape, I, X extends number> =
  I extends number | readonly unknown[] ?
    Whole<opennessOf<S>> extends AllKnown ?
      [axisOf<S, X>] extends [never] ? Ok<[]>
      : firstOut<I, S[axisOf<S, X> & keyof S]> extends infer Out ?
        [Out] extends [never] ?
          Ok<[]>
        : notAnIndex<Out, S[axisOf<S, X> & keyof S]>
      : never
    : Ok<[]>
  : Ok<[]>
export function indexRule(shape: Shape, indices: readonly number[], axis: number): Ok<Shape> | Failure {
  const size = shape[axisOf(shape, axis)!]
  if (typeof size !== 'number') return ok([])
  const out = indices.find((index) => !(index >= 0 && index < size))
  return out === undefined ? ok([]) : notAnIndex(out, size)
}
/** The first index that is not below the size; `never` when there is none that is known. */
type firstOut<I, Size> =
  Size extends string ? never
  : isLiteral<Size> extends false ? never
  : I extends readonly [infer First, ...infer Rest] ?
    [firstOut<First, Size>] extends [never] ?
      firstOut<Rest, Size>
    : firstOut<First, Size>
  : I extends number ?
    isOut<I, Size> extends true ?
      I
    : never
  : never
type isOut<I extends number, Size> =
  isLiteral<I> extends true ?
    `${I}` extends `-${string}` ? true
    : `${I}` extends `${string}.${string}` | `${string}e${string}` ? false
    : compareDims<I, Size> extends 'less' ? false
    : true
  : false
export interface notAnIndex<I, Size> extends Failure {
  readonly message: `the index ${I & number} is not in 0 ... ${LastOf<Size> & number}`
}
type LastOf<Size> = subDims<Size, 1>
export function notAnIndex(index: number, size: number) {
  return failure(`the index ${index} is not in 0 ... ${size - 1}`, { code: 'notAnIndex', sizes: [index, size] })
}

interface GatherAttrs {
  readonly axis: number
  /** The indices were given as plain values. */
  readonly plain: boolean
  /** Those that were written out, as far as they are few. */
  readonly written: readonly number[]
}
const op = defineOp<GatherAttrs>({
  name: 'gather',
  effect: 'pure',
  operands: ['x', 'indices'],
  given: { axis: aNumber },
  infer([x, indices]: readonly Spec[], { axis, plain, written }) {
    const outcome = gatherRule(x!.shape, indices!.shape, axis)
    return (
      wrongWith('x', numeric(x!.dtype)) ??
      wrongWith('x', ofScalar(x!.shape, outcome)) ??
      wrongWith('indices', indicesRule(indices!, plain)) ??
      wrongWith('indices', isFailure(outcome) ? ok([]) : indexRule(x!.shape, written, axis)) ??
      wrongWith('axis', outcome) ?? { shape: outcome.shape, dtype: x!.dtype }
    )
  },
  apart: moving(({ inputs: [x, indices], attrs: { axis } }) => {
    const [at, more] = [axisOf(x!.shape, axis)!, indices!.shape.length - 1]
    const moves = (_: unknown, i: number) => (i < at ? i : i + more)
    return [x!.shape.map((dim, i) => (i === at ? null : moves(dim, i))), indices!.shape.map((_, i) => at + i)]
  }),
  lower({ inputs: [x, indices], attrs }) {
    return attrs.plain ? gather(x!, asInt32(indices!) as AnyTensor<Shape, 'int32'>, attrs.axis) : undefined
  },
  kernel: {
    name: 'GatherV2',
    attrs: ({ axis }, [x]) => ({ axis: axisOf(x!.shape, axis), batchDims: 0 }),
  },
  gradient: ({ dy, inputs: [x, indices], attrs: { axis } }) => [
    () => gatherGradient(dy, x!, indices!, axisOf(x!.shape, axis)!),
    null,
  ],
})

/** Every slice of `dy` is added to the slice of `x` that it came from. */
function gatherGradient(dy: AnyTensor, x: AnyTensor, indices: AnyTensor, axis: number): AnyTensor {
  const count = indices.shape.reduce<number>((product, size) => product * (size as number), 1)
  if (count === 0) return zerosLike(x)
  const others = x.shape.filter((_, i) => i !== axis)
  // [outer..., indices, inner...] becomes [indices, outer..., inner...]
  const flat: AnyTensor = reshape(dy, [...others.slice(0, axis), count, ...others.slice(axis)])
  const front = others.map((_, i) => (i < axis ? i : i + 1))
  const rows = transpose(flat, [axis, ...front])
  const summed = scatterRows(reshape(indices, [count, 1]), rows, x.shape[axis] as number)
  const back = x.shape.map((_, i) =>
    i === axis ? 0
    : i < axis ? i + 1
    : i,
  )
  return transpose(summed, back)
}

/** The numbers of nested arrays; none where there are many, which the kernel looks at. */
function writtenOut(indices: unknown): readonly number[] {
  const all: readonly unknown[] = [indices].flat(12)
  return all.length <= 64 && all.every((each) => typeof each === 'number') ? (all as readonly number[]) : []
}

/**
 * Takes slices of a tensor along an axis, by their indices.
 *
 * @param x Tensor of rank 1 or more; float32, int32 or bool.
 * @param indices int32, of any shape. Numbers and nested arrays are taken as int32. Each is in 0 ... size - 1.
 * @param axis Which axis of `x` the indices count; negative ones from the back.
 * @returns The shape of `x` with the axis replaced by the shape of `indices`.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`, `the index 9 is not in 0 ... 3`
 *
 * @example
 * ```ts
 * const rows = tf.gather(tf.ones([10, 4]), [[0, 1], [2, 3], [9, 9]]) // Tensor<[3, 2, 4]>
 * ```
 */
export function gather<X extends Operand, const I extends Operand, A extends number | undefined = undefined>(
  x: Arg<
    both<numeric<DTypeOf<X>>, ofScalar<ShapeOf<X>, gatherRule<ShapeOf<X>, ShapeOf<I>, axisOrFirst<A>, readonly [A]>>>,
    'gather',
    X
  >,
  indices: Arg<both<indicesRule<I>, indexRule<ShapeOf<X>, I, axisOrFirst<A>>>, 'gather', I>,
  axis?: Arg<gatherRule<ShapeOf<X>, ShapeOf<I>, axisOrFirst<A>, readonly [A]>, 'gather', A>,
): Result<gatherRule<ShapeOf<X>, ShapeOf<I>, axisOrFirst<A>, readonly [A]>, DTypeOf<X>, KindOf<X> | KindOf<I>> {
  const operands = [x as Operand, indices as Operand]
  assertWhole('gather', indices as Operand)
  const plain = isPlain(indices as Operand)
  return dispatch(op, operands, { axis: (axis ?? 0) as number, plain, written: plain ? writtenOut(indices) : [] })
}
