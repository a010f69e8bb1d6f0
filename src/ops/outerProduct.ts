import type { Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { numeric, upcast } from '../shape/dtype.js'
import type { both, Ok, ShapeThenDType } from '../shape/outcome.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { convert, counted } from './common/dtypes.js'
import { vectorRule } from './common/vector.js'
import { mul } from './mul.js'
import { reshape } from './reshape.js'

type Product<A extends Shape, B extends Shape> = both<vectorRule<A>, both<vectorRule<B>, Ok<[A[0], B[0]]>>>

const op = defineOp<object>({
  name: 'outerProduct',
  effect: 'pure',
  operands: ['v1', 'v2'],
  infer: ([a, b]: readonly Spec[]) =>
    wrongWith('v1', vectorRule(a!.shape)) ??
    wrongWith('v1', numeric(a!.dtype)) ??
    wrongWith('v2', vectorRule(b!.shape)) ??
    wrongWith('v2', numeric(b!.dtype)) ?? {
      shape: [a!.shape[0]!, b!.shape[0]!],
      dtype: counted(upcast(a!.dtype, b!.dtype)),
    },
  apart: moving(() => [[0], [1]]),
  lower({ inputs: [a, b] }) {
    const dtype = counted(upcast(a!.dtype, b!.dtype))
    const column: AnyTensor = reshape(convert(a!, dtype), [a!.shape[0]!, 1])
    return mul(column, convert(b!, dtype))
  },
})

/**
 * Each element of one vector times each of another.
 *
 * @param v1 Tensor of rank 1; float32, int32 or bool.
 * @param v2 Tensor of rank 1.
 * @returns [m, n] in the promoted dtype; int32 for bool.
 * @throws ShapeError `needs rank 1, got [2, 3]`
 *
 * @example
 * ```ts
 * const table = tf.outerProduct([1, 2], [3, 4, 5]) // Tensor<[2, 3]>: 3, 4, 5, 6, 8, 10
 * ```
 */
export function outerProduct<A extends Operand, B extends Operand>(
  v1: ShapeThenDType<vectorRule<ShapeOf<A>>, numeric<DTypeOf<A>>, 'outerProduct', A>,
  v2: ShapeThenDType<vectorRule<ShapeOf<B>>, numeric<DTypeOf<B>>, 'outerProduct', B>,
): Result<Product<ShapeOf<A>, ShapeOf<B>>, counted<upcast<DTypeOf<A>, DTypeOf<B>>>, KindOf<A> | KindOf<B>> {
  return dispatch(op, [v1, v2] as readonly Operand[], {})
}
