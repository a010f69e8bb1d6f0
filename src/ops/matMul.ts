import type { OpDefinition, Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aFlag } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { broadcast } from '../shape/broadcast.js'
import { sameDim, type Dim, type Shape } from '../shape/dimension.js'
import { numeric, upcast } from '../shape/dtype.js'
import type { Invariant, Whole } from '../shape/identity.js'
import { failure, ok, type Arg, type both, type Failure, type Ok, type ShapeThenDType } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { broadcastTo } from './broadcastTo.js'
import { cast } from './cast.js'
import { unbroadcast } from './common/unbroadcast.js'
import { fill } from './fill.js'
import { reshape } from './reshape.js'
import { transpose } from './transpose.js'

/** The last two axes are multiplied, [m, k] by [k, n]; the axes before them are broadcast. */
export type matMulRule<A extends Shape, B extends Shape, TA = false, TB = false> =
  TA | TB extends false ? Multiply<A, B, A, B>
  : boolean extends TA ? Ok<number[]>
  : boolean extends TB ? Ok<number[]>
  : Multiply<A, B, swapLast<A, TA>, swapLast<B, TB>>
type Multiply<A0, B0, A extends Shape, B extends Shape> =
  A extends readonly [...infer Rows, infer k] ?
    B extends readonly [infer k2, infer n] ?
      byMatrix<A0, B0, Rows, k, k2, n>
    : MultiplyBatches<A0, B0, A, B>
  : MultiplyBatches<A0, B0, A, B>
type MultiplyBatches<A0, B0, A extends Shape, B extends Shape> =
  A extends readonly [...infer A2, infer m, infer k] ?
    B extends readonly [...infer B2, infer k2, infer n] ?
      sameDim<k, k2> extends true ?
        A2 extends readonly [] ? Ok<[...B2, m, n]>
        : B2 extends readonly [] ? Ok<[...A2, m, n]>
        : Batched<A2, B2, m, n>
      : innerDiffer<A0, B0, k, k2>
    : number extends B['length'] ? Ok<number[]>
    : needsMatrix<B0>
  : number extends A['length'] ? Ok<number[]>
  : needsMatrix<A0>
/** [...Rows, k] by a plain matrix [k2, n], as the weights of layers are: nothing to broadcast. */
type byMatrix<A0, B0, Rows extends readonly unknown[], k, k2, n> =
  Whole<A0> extends Whole<readonly [unknown]> ? needsMatrix<A0>
  : Invariant<k> extends Invariant<k2> ? Ok<[...Rows, n]>
  : sameDim<k, k2> extends true ? Ok<[...Rows, n]>
  : innerDiffer<A0, B0, k, k2>
/** The axes in front are broadcast. */
type Batched<A2, B2, m, n> =
  [A2, B2] extends [infer X extends Shape, infer Y extends Shape] ?
    broadcast<X, Y> extends infer Z ?
      Z extends { readonly failed: true } ? Z
      : Z extends Ok<infer Batch extends Shape> ? Ok<[...Batch, m, n]>
      : never
    : never
  : never
export function matMulRule(a0: Shape, b0: Shape, transposeA = false, transposeB = false): Ok<Shape> | Failure {
  if (a0.length < 2) return needsMatrix(a0)
  if (b0.length < 2) return needsMatrix(b0)
  const [a, b] = [swapLast(a0, transposeA), swapLast(b0, transposeB)]
  const [m, k, k2, n] = [a.at(-2)!, a.at(-1)!, b.at(-2)!, b.at(-1)!]
  if (!sameDim(k, k2)) return innerDiffer(a0, b0, k, k2)
  if (a.length === 2 && b.length === 2) return ok([m, n])
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2))
  return 'failed' in batch ? batch : ok([...batch.shape, m, n])
}

/** Of the first operand: for the rank of that one the second is not to blame. */
export type matrixRule<S> = Whole<S> extends Whole<readonly [] | readonly [unknown]> ? needsMatrix<S> : Ok<[]>
export function matrixRule(shape: Shape): Ok<Shape> | Failure {
  return shape.length < 2 ? needsMatrix(shape) : ok([])
}

/** The shape with its last two axes exchanged, when that is wanted. */
type swapLast<S extends Shape, Wanted> =
  Wanted extends true ?
    S extends readonly [...infer Rest extends Shape, infer a extends Dim, infer b extends Dim] ?
      [...Rest, b, a]
    : S
  : S
function swapLast(shape: Shape, wanted: boolean): Shape {
  return wanted ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape
}

export interface innerDiffer<A, B, X, Y> extends Failure {
  readonly message: `cannot multiply ${showShape<A>} by ${showShape<B>}: inner dimensions are ${showDim<X>} vs ${showDim<Y>}`
}
export function innerDiffer(a: Shape, b: Shape, x: Dim, y: Dim) {
  const text = `cannot multiply ${showShape(a)} by ${showShape(b)}: inner dimensions are ${showDim(x)} vs ${showDim(y)}`
  return failure(text, { code: 'innerDiffer', shapes: [a, b], sizes: [x, y] })
}
export interface needsMatrix<S> extends Failure {
  readonly message: `needs rank 2 or more, got ${showShape<S>}`
}
export function needsMatrix(shape: Shape) {
  return failure(`needs rank 2 or more, got ${showShape(shape)}`, { code: 'needsMatrix', shapes: [shape] })
}

/** Truth values are counted. */
type product<D> = D extends 'bool' ? 'int32' : D

interface MatMulAttrs {
  readonly transposeA: boolean
  readonly transposeB: boolean
}
const plain: MatMulAttrs = { transposeA: false, transposeB: false }

const op: OpDefinition<MatMulAttrs> = defineOp<MatMulAttrs>({
  name: 'matMul',
  effect: 'pure',
  operands: ['a', 'b'],
  given: { transposeA: aFlag, transposeB: aFlag },
  infer([a, b]: readonly Spec[], { transposeA, transposeB }) {
    const outcome = matMulRule(a!.shape, b!.shape, transposeA, transposeB)
    const dtype = upcast(a!.dtype, b!.dtype)
    return (
      wrongWith('a', numeric(a!.dtype)) ??
      wrongWith('a', matrixRule(a!.shape)) ??
      wrongWith('b', outcome) ??
      wrongWith('b', numeric(b!.dtype)) ?? {
        shape: outcome.shape,
        dtype: dtype === 'bool' ? 'int32' : dtype,
      }
    )
  },
  apart: moving(({ inputs: [a, b], outputs: [y], attrs: { transposeA, transposeB } }) => {
    const rank = y!.shape.length
    // In front of the matrices axes are as for elements, the axes of the sum meet, and one of each matrix stays.
    const moves = ({ shape }: Spec, summed: number, kept: number) =>
      shape.map((_, axis) => {
        const fromEnd = axis - shape.length
        return fromEnd === summed ? null : rank + (fromEnd < -2 ? fromEnd : kept)
      })
    return [moves(a!, transposeA ? -2 : -1, -2), moves(b!, transposeB ? -1 : -2, -1)]
  }),
  lower({ inputs: [a, b], attrs }) {
    if (a!.shape.at(attrs.transposeA ? -2 : -1) === 0) {
      // Sums over nothing, which the kernel of wasm leaves unset.
      const { shape } = matMulRule(a!.shape, b!.shape, attrs.transposeA, attrs.transposeB) as Ok<number[]>
      const dtype = upcast(a!.dtype, b!.dtype)
      return fill(shape, 0, dtype === 'bool' ? 'int32' : dtype)
    }
    // The kernels of wasm are fast for plain 2-D products only: an explicit transpose is 10 times faster than their own.
    if (attrs.transposeA) return dispatch(op, [transposeLast(a!), b!], { ...attrs, transposeA: false })
    if (attrs.transposeB) return dispatch(op, [a!, transposeLast(b!)], { ...attrs, transposeB: false })
    if (a!.dtype !== 'float32' || b!.dtype !== 'float32') {
      const product = dispatch<AnyTensor>(op, [cast(a!, 'float32'), cast(b!, 'float32')], attrs)
      return upcast(a!.dtype, b!.dtype) === 'float32' ? product : cast(product, 'int32')
    }
    if (a!.shape.length === 2 && b!.shape.length === 2) return undefined
    if (a!.shape.length > 2 && b!.shape.length === 2) {
      const rows = dispatch<AnyTensor>(op, [reshape(a!, [-1, a!.shape.at(-1)!]), b!], plain)
      return reshape(rows, [...a!.shape.slice(0, -1), b!.shape[1]!])
    }
    // The kernels repeat a single matrix, but mix up batches that are stretched in part.
    const batch = broadcast(a!.shape.slice(0, -2), b!.shape.slice(0, -2)).shape
    const fits = ({ shape }: AnyTensor) => {
      const own = shape.slice(0, -2)
      return own.every((size) => size === 1) || String(own) === String(batch)
    }
    if (fits(a!) && fits(b!)) return undefined
    const stretch = (x: AnyTensor) => broadcastTo(x, [...batch, ...x.shape.slice(-2)])
    return dispatch<AnyTensor>(op, [stretch(a!), stretch(b!)], plain)
  },
  kernel: { name: 'BatchMatMul', attrs: (attrs) => attrs },
  gradient: ({ dy, inputs: [a, b] }) => [
    () => unbroadcast(matMul(dy, b!, false, true), a!),
    () => unbroadcast(matMul(a!, dy, true, false), b!),
  ],
})

function transposeLast(x: AnyTensor): AnyTensor {
  const axes = x.shape.map((_, i) => i)
  return transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!])
}

/**
 * The matrix product over the last two axes, [..., m, k] by [..., k, n]; the axes before them are broadcast.
 *
 * @param a Tensor of rank 2 or more.
 * @param b Tensor of rank 2 or more.
 * @param transposeA Exchange the last two axes of `a` first.
 * @param transposeB Exchange the last two axes of `b` first.
 * @returns [..., m, n] in the promoted dtype; integer products are exact up to 2^24.
 * @throws ShapeError `cannot multiply [2, 3] by [4, 5]: inner dimensions are 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.matMul(tf.ones([2, 3]), tf.ones([3, 4])) // Tensor<[2, 4]>
 * ```
 */
export function matMul<A extends Operand, B extends Operand, TA extends boolean = false, TB extends boolean = false>(
  a: Arg<both<numeric<DTypeOf<A>>, matrixRule<ShapeOf<A>>>, 'matMul', A>,
  b: ShapeThenDType<matMulRule<ShapeOf<A>, ShapeOf<B>, TA, TB>, numeric<DTypeOf<B>>, 'matMul', B>,
  transposeA?: TA,
  transposeB?: TB,
): Result<matMulRule<ShapeOf<A>, ShapeOf<B>, TA, TB>, product<upcast<DTypeOf<A>, DTypeOf<B>>>, KindOf<A> | KindOf<B>> {
  const attrs = { transposeA: transposeA ?? false, transposeB: transposeB ?? false }
  return dispatch(op, [a as Operand, b as Operand], attrs)
}
