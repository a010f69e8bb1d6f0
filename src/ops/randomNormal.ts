import { dispatch } from '../op.js'
import { normalNumbers, seeded } from '../random.js'
import type { numeric, DType } from '../shape/dtype.js'
import type { Arg } from '../shape/outcome.js'
import { randomOp, type RandomAttrs, type Created, type SizesArg } from './common/creation.js'

interface Attrs extends RandomAttrs {
  readonly mean: number
  readonly stdDev: number
}
const op = randomOp<Attrs>(
  'randomNormal',
  ['mean', 'stdDev'],
  (size, { mean, stdDev, seed }, step) => {
    return normalNumbers(size, seed, step).map((z) => mean + z * stdDev)
  },
  Math.round,
)

/**
 * Normally distributed random numbers.
 *
 * They are drawn at once: used in a graph, they are a constant of it.
 *
 * @param shape Integers of at least 0.
 * @param dtype float32, or int32 for the numbers rounded.
 * @param seed The same seed gives the same numbers. Without it, a new one is drawn; see `setSeed`.
 * @throws ShapeError `-1 is not a size`
 *
 * @example
 * ```ts
 * const x = tf.randomNormal([2, 3]) // Tensor<[2, 3]>
 * ```
 */
export function randomNormal<const S extends readonly number[], D extends DType = 'float32'>(
  shape: SizesArg<S, 'randomNormal'>,
  mean = 0,
  stdDev = 1,
  dtype?: Arg<numeric<D>, 'randomNormal', D>,
  seed?: number,
): Created<S, D> {
  const chosen = (dtype ?? 'float32') as DType
  return dispatch(op, [], { shape: shape as readonly number[], mean, stdDev, dtype: chosen, ...seeded(seed) })
}
