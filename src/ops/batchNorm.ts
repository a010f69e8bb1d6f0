import type { Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { exactly } from '../shape/dtype.js'
import { type Arg, type Failure, type Ok, type ShapeThenDType } from '../shape/outcome.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { add } from './add.js'
import { broadcastToRule } from './broadcastTo.js'
import { mul } from './mul.js'
import { neg } from './neg.js'
import { rsqrt } from './rsqrt.js'
import { sub } from './sub.js'

/** A parameter is stretched to the tensor: [channels], or sizes and ones. */
export type batchNormRule<S extends Shape, P extends Shape> = broadcastToRule<P, S>
export function batchNormRule(shape: Shape, parameter: Shape): Ok<Shape> | Failure {
  return broadcastToRule(parameter, shape)
}

interface BatchNormAttrs {
  readonly varianceEpsilon: number
  /** Behind x, mean and variance come the offset, where there is one, and the scale, where there is one. */
  readonly hasOffset: boolean
}
const op = defineOp<BatchNormAttrs>({
  name: 'batchNorm',
  effect: 'pure',
  infer([x, ...parameters]: readonly Spec[]) {
    let refused = wrongWith('x', exactly(x!.dtype, 'float32'))
    for (const { shape, dtype } of parameters) {
      refused ??=
        wrongWith('parameters', batchNormRule(x!.shape, shape)) ?? wrongWith('parameters', exactly(dtype, 'float32'))
    }
    return refused ?? { shape: x!.shape, dtype: 'float32' }
  },
  plain: { varianceEpsilon: 'number' },
  apart: byElements,
  // What depends on the parameters alone comes first: x itself is multiplied and shifted once.
  lower({ inputs: [x, mean, variance, ...rest], attrs: { varianceEpsilon, hasOffset } }) {
    const [offset, scale] = hasOffset ? rest : [undefined, ...rest]
    const deviation = rsqrt(add(variance!, varianceEpsilon))
    const factor = scale === undefined ? deviation : mul(scale, deviation)
    const centre = mul(mean!, factor)
    return add(mul(x!, factor), offset === undefined ? neg(centre) : sub(offset, centre))
  },
})

/** A parameter's type: its own, or the sentence. */
type Parameter<X, P> = ShapeThenDType<
  batchNormRule<ShapeOf<X>, ShapeOf<P>>,
  exactly<DTypeOf<P>, 'float32'>,
  'batchNorm',
  P
>

/**
 * Batch normalisation: `(x - mean) / sqrt(variance + varianceEpsilon) * scale + offset`.
 *
 * @param x float32, of any shape.
 * @param mean float32 of a shape that stretches to that of `x`: [channels], or sizes and ones.
 * @param variance Likewise.
 * @param offset Likewise; 0 unless it is given.
 * @param scale Likewise; 1 unless it is given.
 * @param varianceEpsilon Added to the variance; 0.001 unless it is given.
 * @returns float32 of the shape of `x`.
 * @throws ShapeError `cannot broadcast [4] with [2, 3]: axis -1 is 4 vs 3`
 *
 * @example
 * ```ts
 * const x = tf.batchNorm([[1, 10], [3, 30]], [2, 20], [1, 100], [5, 5], [2, 2], 0) // Tensor<[2, 2]>: 3, 3, 7, 7
 * ```
 */
export function batchNorm<
  X extends Operand,
  M extends Operand,
  V extends Operand,
  O extends Operand | undefined = undefined,
  Scale extends Operand | undefined = undefined,
>(
  x: Arg<exactly<DTypeOf<X>, 'float32'>, 'batchNorm', X>,
  mean: Parameter<X, M>,
  variance: Parameter<X, V>,
  offset?: Parameter<X, O>,
  scale?: Parameter<X, Scale>,
  varianceEpsilon?: number,
): Result<Ok<ShapeOf<X>>, 'float32', KindOf<X> | KindOf<M> | KindOf<V> | KindOf<O> | KindOf<Scale>> {
  const given = [x, mean, variance, offset, scale].filter((operand) => operand != null) as AnyTensor[]
  return dispatch(op, given, { varianceEpsilon: varianceEpsilon ?? 1e-3, hasOffset: offset != null })
}
