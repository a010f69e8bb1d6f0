import { defineOp, dispatch } from '../op.js'
import { aDType, aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { ceilDivDim, isUnknown, subDims, type Shape } from '../shape/dimension.js'
import type { DType } from '../shape/dtype.js'
import type { Calculation, First, later, Second } from '../shape/open.js'
import { failure, ok, type Arg, type Failure, type Ok } from '../shape/outcome.js'
import type { Result } from '../tensor.js'

/** How many steps there are before `stop`. A step of 1 goes down when it has to. */
export type rangeRule<Start, Stop, Step> =
  [Step] extends [never] ? Ok<[number]>
  : [Step] extends [0] ? zeroStep
  : isUnknown<Step> extends true ? Ok<[number]>
  : subDims<Stop, Start> extends infer Way extends number ?
    isUnknown<Way> extends true ? Ok<[number]>
    : Way extends 0 ? Ok<[0]>
    : `${Way}` extends `-${string}` ?
      Step extends 1 ? Ok<[subDims<0, Way>]>
      : `${Step & number}` extends `-${string}` ? Ok<[ceilDivDim<subDims<0, Way>, subDims<0, Step>>]>
      : Ok<[0]>
    : `${Step & number}` extends `-${string}` ? Ok<[0]>
    : Ok<[ceilDivDim<Way, Step>]>
  : Ok<[number]>
/** How many there are, when the ends are known. */
interface Steps<Step> extends Calculation {
  readonly kind: ['steps', Step]
  readonly size: rangeRule<First<this>, Second<this>, Step> extends { readonly shape: readonly [infer Count] } ? Count
  : number
}
export function rangeRule(start: number, stop: number, step: number): Ok<Shape> | Failure {
  if (step === 0) return zeroStep()
  const count = (stop - start) / (stop < start && step === 1 ? -1 : step)
  return ok([Math.max(0, Math.ceil(count))])
}
export interface zeroStep extends Failure {
  readonly message: 'the step must not be 0'
}
export function zeroStep() {
  return failure('the step must not be 0', { code: 'zeroStep' })
}

/** A range counts: truth values do not. */
export type rangeDType<D> =
  [D] extends [never] ? Ok<D>
  : [Extract<D, 'float32' | 'int32'>] extends [never] ? cannotCount<D>
  : Ok<D>
export function rangeDType(dtype: DType): Ok<unknown> | Failure {
  return dtype === 'float32' || dtype === 'int32' ? ok([]) : cannotCount(dtype)
}
export interface cannotCount<D> extends Failure {
  readonly message: `the dtype must be float32 or int32, got ${D & string}`
}
export function cannotCount(dtype: DType) {
  return failure(`the dtype must be float32 or int32, got ${dtype}`, { code: 'cannotCount' })
}

interface RangeAttrs {
  readonly start: number
  readonly stop: number
  readonly step: number
  readonly dtype: DType
}
const op = defineOp<RangeAttrs>({
  name: 'range',
  effect: 'pure',
  given: { start: aNumber, stop: aNumber, step: aNumber, dtype: aDType },
  infer(_, { start, stop, step, dtype }) {
    const outcome = rangeRule(start, stop, step)
    return wrongWith('step', outcome) ?? wrongWith('dtype', rangeDType(dtype)) ?? { shape: outcome.shape, dtype }
  },
  kernel: { name: 'Range', attrs: (attrs) => attrs },
})

/**
 * Numbers from `start`, by `step`, up to but without `stop`. Without a step (or with 1) it counts down when `stop` is
 * less than `start`.
 *
 * @param dtype float32 unless it is given, or int32.
 * @throws ShapeError `the step must not be 0`
 *
 * @example
 * ```ts
 * const even = tf.range(0, 10, 2) // Tensor<[5]>: 0, 2, 4, 6, 8
 * ```
 */
export function range<Start extends number, Stop extends number, Step extends number = 1, D extends DType = 'float32'>(
  start: Start,
  stop: Stop,
  step?: Arg<rangeRule<Start, Stop, Step>, 'range', Step>,
  dtype?: Arg<rangeDType<D>, 'range', D>,
): Result<Ok<[later<Steps<Step>, [Start, Stop]>]>, NoInfer<D>, 'eager'> {
  const attrs = { start, stop, step: (step ?? 1) as number, dtype: (dtype ?? 'float32') as DType }
  return dispatch(op, [], attrs)
}
