import { dispatch } from '../op.js'
import { seeded, uniformNumbers, type Seeded } from '../random.js'
import type { numeric, DType } from '../shape/dtype.js'
import type { Arg } from '../shape/outcome.js'
import type { AnyTensor } from '../tensor.js'
import { randomOp, type RandomAttrs, type Created, type SizesArg } from './common/creation.js'

interface Attrs extends RandomAttrs {
  readonly minval: number
  readonly maxval: number
}
const op = randomOp<Attrs>(
  'randomUniform',
  ['minval', 'maxval'],
  (size, { minval, maxval, seed }, step) => {
    return uniformNumbers(size, seed, step).map((u) => minval + u * (maxval - minval))
  },
  Math.floor,
)
/** Noise for other ops, in [0, 1). */
export function uniformNoise(shape: readonly number[], { seed, given }: Seeded): AnyTensor {
  return dispatch(op, [], { shape, minval: 0, maxval: 1, dtype: 'float32', seed, given })
}

/**
 * Uniform random numbers in [minval, maxval).
 *
 * They are drawn at once: used in a graph, they are a constant of it.
 *
 * @param shape Integers of at least 0.
 * @param dtype float32, or int32 for the numbers rounded down.
 * @param seed The same seed gives the same numbers. Without it, a new one is drawn; see `setSeed`.
 * @throws ShapeError `-1 is not a size`
 *
 * @example
 * ```ts
 * const x = tf.randomUniform([2, 3]) // Tensor<[2, 3]>
 * ```
 */
export function randomUniform<const S extends readonly number[], D extends DType = 'float32'>(
  shape: SizesArg<S, 'randomUniform'>,
  minval = 0,
  maxval = 1,
  dtype?: Arg<numeric<D>, 'randomUniform', D>,
  seed?: number,
): Created<S, D> {
  const chosen = (dtype ?? 'float32') as DType
  return dispatch(op, [], { shape: shape as readonly number[], minval, maxval, dtype: chosen, ...seeded(seed) })
}
