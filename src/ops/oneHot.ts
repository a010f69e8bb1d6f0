import type { OpDefinition, Spec } from '../graph/node.js'
import { but } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aDType, aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { numeric, type DType } from '../shape/dtype.js'
import { countRule } from '../shape/count.js'
import type { Whole } from '../shape/identity.js'
import type { countOf, isOpenBox, RankedShape } from '../shape/open.js'
import { ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import type { AnyTensor, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { cast } from './cast.js'
import { asInt32, assertWhole, indicesRule, isPlain } from './common/indices.js'
import { gather } from './gather.js'

/** Every index becomes a row of `depth` values. */
export type oneHotRule<I extends Shape, Depth, Box = readonly [Depth]> =
  Whole<I> extends RankedShape ?
    isOpenBox<Box> extends true ?
      Ok<[...I, countOf<Depth, 2>]>
    : both<countRule<'depth', Depth, 2>, Ok<[...I, countOf<Depth, 2>]>>
  : both<countRule<'depth', Depth, 2>, Ok<number[]>>
export function oneHotRule(indices: Shape, depth: number): Ok<Shape> | Failure {
  const count = countRule('depth', depth, 2)
  return 'failed' in count ? count : ok([...indices, depth])
}

interface OneHotAttrs {
  readonly depth: number
  readonly onValue: number
  readonly offValue: number
  readonly dtype: DType
  /** The indices were given as plain values. */
  readonly plain: boolean
}
const op: OpDefinition<OneHotAttrs> = defineOp<OneHotAttrs>({
  name: 'oneHot',
  effect: 'pure',
  operands: ['indices'],
  given: { depth: aNumber, onValue: aNumber, offValue: aNumber, dtype: aDType },
  infer([indices]: readonly Spec[], { depth, dtype, plain }) {
    const outcome = oneHotRule(indices!.shape, depth)
    return (
      wrongWith('indices', indicesRule(indices!, plain)) ??
      wrongWith('depth', outcome) ??
      wrongWith('dtype', numeric(dtype)) ?? {
        shape: outcome.shape,
        dtype,
      }
    )
  },
  apart: but(() => []),
  lower({ inputs: [indices], attrs }) {
    const { depth, onValue, offValue, dtype, plain } = attrs
    const zeroOne = onValue === 1 && offValue === 0
    if (zeroOne && dtype === 'int32' && !plain) return undefined
    // The kernel of wasm writes integers only.
    const base = dispatch<AnyTensor<Shape, 'int32'>>(op, [asInt32(indices!)], {
      depth,
      onValue: 1,
      offValue: 0,
      dtype: 'int32',
      plain: false,
    })
    const values: AnyTensor = zeroOne ? base : gather([offValue, onValue], base)
    return values.dtype === dtype ? values : cast(values, dtype)
  },
  kernel: {
    name: 'OneHot',
    attrs: ({ depth, onValue, offValue, dtype }) => ({ depth, onValue, offValue, dtype }),
  },
  gradient: () => [null],
})

/**
 * Rows with `onValue` at each index, and `offValue` elsewhere. An index out of range gives a row of `offValue`.
 *
 * @param indices int32, of any shape. Numbers and nested arrays are taken as int32.
 * @param depth The length of a row, at least 2.
 * @param dtype int32 unless it is given; float32 or bool.
 * @returns The shape of `indices` and the depth.
 * @throws ShapeError `depth is an integer of at least 2, got 1`
 *
 * @example
 * ```ts
 * const labels = tf.oneHot([3, 1], 10, 1, 0, 'float32') // Tensor<[2, 10]>
 * ```
 */
export function oneHot<I extends Operand, Depth extends number, D extends DType = 'int32'>(
  indices: Arg<indicesRule<I>, 'oneHot', I>,
  depth: Arg<oneHotRule<ShapeOf<I>, Depth>, 'oneHot', Depth>,
  onValue = 1,
  offValue = 0,
  dtype?: Arg<numeric<D>, 'oneHot', D>,
): Result<oneHotRule<ShapeOf<I>, Depth>, D, KindOf<I>> {
  assertWhole('oneHot', indices as Operand)
  const plain = isPlain(indices as Operand)
  const attrs = { depth: depth as number, onValue, offValue, dtype: (dtype ?? 'int32') as DType, plain }
  return dispatch(op, [indices as Operand], attrs)
}
