import type { Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import { sameDim, type Shape } from '../shape/dimension.js'
import { numeric, upcast } from '../shape/dtype.js'
import type { Invariant } from '../shape/identity.js'
import { failure, ok, type both, type Failure, type Ok, type ShapeThenDType } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { convert, counted } from './common/dtypes.js'
import { innerDiffer, matMul } from './matMul.js'
import { reshape } from './reshape.js'

/** Rank 1 or 2. */
export type vectorOrMatrix<S extends Shape> =
  number extends S['length'] ? Ok<number[]>
  : S['length'] extends 1 | 2 ? Ok<S>
  : needsVectorOrMatrix<S>
export function vectorOrMatrix(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 1 || shape.length === 2 ? ok(shape) : needsVectorOrMatrix(shape)
}
export interface needsVectorOrMatrix<S> extends Failure {
  readonly message: `needs rank 1 or 2, got ${showShape<S>}`
}
export function needsVectorOrMatrix(shape: Shape) {
  return failure(`needs rank 1 or 2, got ${showShape(shape)}`, { code: 'needsVectorOrMatrix', shapes: [shape] })
}

/** The last axis of the first and the first axis of the second are summed. */
export type dotRule<A extends Shape, B extends Shape> = both<vectorOrMatrix<A>, both<vectorOrMatrix<B>, Summed<A, B>>>
type Summed<A extends Shape, B extends Shape> =
  number extends A['length'] | B['length'] ? Ok<number[]>
  : A extends readonly [...infer Rows, infer k] ?
    B extends readonly [infer k2, ...infer Columns] ?
      Invariant<k> extends Invariant<k2> ? Ok<[...Rows, ...Columns]>
      : sameDim<k, k2> extends true ? Ok<[...Rows, ...Columns]>
      : innerDiffer<A, B, k, k2>
    : never
  : never
export function dotRule(a: Shape, b: Shape): Ok<Shape> | Failure {
  for (const each of [vectorOrMatrix(a), vectorOrMatrix(b)]) if ('failed' in each) return each
  const [k, k2] = [a.at(-1)!, b[0]!]
  return sameDim(k, k2) ? ok([...a.slice(0, -1), ...b.slice(1)]) : innerDiffer(a, b, k, k2)
}

const op = defineOp<object>({
  name: 'dot',
  effect: 'pure',
  operands: ['t1', 't2'],
  infer([a, b]: readonly Spec[]) {
    const outcome = dotRule(a!.shape, b!.shape)
    return (
      wrongWith('t1', vectorOrMatrix(a!.shape)) ??
      wrongWith('t1', numeric(a!.dtype)) ??
      wrongWith('t2', outcome) ??
      wrongWith('t2', numeric(b!.dtype)) ?? { shape: outcome.shape, dtype: counted(upcast(a!.dtype, b!.dtype)) }
    )
  },
  apart: moving(({ inputs: [a, b], outputs: [y] }) => [
    a!.shape.length === 1 ? [null] : [0, null],
    b!.shape.length === 1 ? [null] : [null, y!.shape.length - 1],
  ]),
  lower({ inputs: [a, b] }) {
    const { shape } = dotRule(a!.shape, b!.shape)
    const matrix = (x: AnyTensor, rows: boolean): AnyTensor =>
      x.shape.length === 2 ? x : reshape(x, rows ? [1, x.shape[0]!] : [x.shape[0]!, 1])
    return reshape(convert(matMul(matrix(a!, true), matrix(b!, false)), counted(upcast(a!.dtype, b!.dtype))), shape)
  },
})

/**
 * The product of vectors and matrices: of two vectors a number, of a vector and a matrix a vector, of two matrices the
 * matrix product.
 *
 * @param t1 Tensor of rank 1 or 2; float32, int32 or bool.
 * @param t2 Tensor of rank 1 or 2.
 * @returns The promoted dtype; int32 for bool. Products of whole numbers are exact up to 2^24.
 * @throws ShapeError `cannot multiply [3] by [4]: inner dimensions are 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.dot([1, 2], [3, 4]) // Tensor<[]>: 11
 * ```
 */
export function dot<A extends Operand, B extends Operand>(
  t1: ShapeThenDType<vectorOrMatrix<ShapeOf<A>>, numeric<DTypeOf<A>>, 'dot', A>,
  t2: ShapeThenDType<dotRule<ShapeOf<A>, ShapeOf<B>>, numeric<DTypeOf<B>>, 'dot', B>,
): Result<dotRule<ShapeOf<A>, ShapeOf<B>>, counted<upcast<DTypeOf<A>, DTypeOf<B>>>, KindOf<A> | KindOf<B>> {
  return dispatch(op, [t1, t2] as readonly Operand[], {})
}
