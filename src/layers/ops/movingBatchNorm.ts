import type { Spec } from '../../graph/node.js'
import type { State } from '../../graph/sources.js'
import { withoutRecorders } from '../../context.js'
import { defineOp, dispatch } from '../../op.js'
import { exactly } from '../../shape/dtype.js'
import type { AnyTensor } from '../../tensor.js'
import { add } from '../../ops/add.js'
import { batchNorm } from '../../ops/batchNorm.js'
import { moments } from '../../ops/moments.js'
import { mul } from '../../ops/mul.js'
import { reshape } from '../../ops/reshape.js'

interface Options {
  /** The axis of the channels, counted from the front. */
  readonly axis: number
  /** How much of a moving statistic stays in each training step. */
  readonly momentum: number
  readonly varianceEpsilon: number
  /** Where the statistics are kept. Those of a layer that is not trained stay, and serve in training too. */
  readonly moving: { readonly mean: State; readonly variance: State }
}
interface Attrs extends Options {
  readonly hasOffset: boolean
}
const op = defineOp<Attrs>({
  name: 'movingBatchNorm',
  effect: 'state',
  infer([x]: readonly Spec[]) {
    const taken = exactly(x!.dtype, 'float32')
    return 'failed' in taken ? taken : x!
  },
  apart: ({ rows: [x, ...parameters], attrs: { axis, moving }, training }) => {
    const meets = parameters.some((row) => row !== 'none') || x === axis || (training && !moving.mean.frozen)
    return [meets ? 'mixed' : x!]
  },
  writes: ({ moving }) => (moving.mean.frozen ? [] : [moving.mean, moving.variance]),
  lower({ inputs: [x, movingMean, movingVariance, ...rest], attrs, training, read, write }) {
    const { axis, momentum, varianceEpsilon, moving, hasOffset } = attrs
    const [offset, scale] = hasOffset ? rest : [undefined, ...rest]
    const along = (parameter: AnyTensor | undefined) =>
      parameter === undefined || axis === x!.shape.length - 1 ?
        parameter
      : reshape(
          parameter,
          x!.shape.map((_, i) => (i === axis ? parameter.shape[0]! : 1)),
        )
    const normalised = (mean: AnyTensor, variance: AnyTensor) =>
      batchNorm(x!, along(mean)!, along(variance)!, along(offset), along(scale), varianceEpsilon)
    if (!training || moving.mean.frozen) return normalised(movingMean!, movingVariance!)

    const others = x!.shape.flatMap((_, i) => (i === axis ? [] : [i]))
    const { mean, variance } = moments(x!, others)
    const move = (state: State, now: AnyTensor) => write(state, add(mul(read(state), momentum), mul(now, 1 - momentum)))
    withoutRecorders(() => {
      move(moving.mean, mean)
      move(moving.variance, variance)
    })
    return normalised(mean, variance)
  },
})

/**
 * Batch normalisation by moving statistics; in training by those of the batch, towards which the moving ones go.
 *
 * @param parameters Each has the size of the channels.
 */
export function movingBatchNorm(
  x: AnyTensor,
  parameters: {
    readonly mean: AnyTensor
    readonly variance: AnyTensor
    readonly offset: AnyTensor | undefined
    readonly scale: AnyTensor | undefined
  },
  options: Options,
): AnyTensor {
  const { mean, variance, offset, scale } = parameters
  const given = [x, mean, variance, offset, scale].filter((operand) => operand !== undefined)
  return dispatch(op, given, { ...options, hasOffset: offset !== undefined })
}
