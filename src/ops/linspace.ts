import { defineOp, dispatch } from '../op.js'
import { aNumber } from '../shape/given.js'
import { countRule } from '../shape/count.js'
import type { countOf } from '../shape/open.js'
import type { Arg, Ok } from '../shape/outcome.js'
import type { Result } from '../tensor.js'

/** As many numbers as are asked for. */
export type linspaceRule<N> = countRule<'num', N, 1>
export function linspaceRule(num: number) {
  return countRule('num', num, 1)
}

const op = defineOp<{ readonly start: number; readonly stop: number; readonly num: number }>({
  name: 'linspace',
  effect: 'pure',
  given: { start: aNumber, stop: aNumber, num: aNumber },
  infer(_, { num }) {
    const outcome = linspaceRule(num)
    return 'failed' in outcome ? outcome : { shape: outcome.shape, dtype: 'float32' }
  },
  kernel: { name: 'LinSpace', attrs: (attrs) => attrs },
})

/**
 * Evenly spaced numbers from `start` to `stop`, both included.
 *
 * @param num How many, an integer of at least 1.
 * @throws ShapeError `num is an integer of at least 1, got 0`
 *
 * @example
 * ```ts
 * const x = tf.linspace(0, 1, 5) // Tensor<[5]>: 0, 0.25, 0.5, 0.75, 1
 * ```
 */
export function linspace<N extends number>(
  start: number,
  stop: number,
  num: Arg<linspaceRule<N>, 'linspace', N>,
): Result<Ok<[countOf<N, 1>]>, 'float32', 'eager'> {
  return dispatch(op, [], { start, stop, num: num as number })
}
