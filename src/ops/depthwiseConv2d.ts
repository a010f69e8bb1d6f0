import { needed } from '../shape/given.js'
import type { OpDefinition, Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { mulDims, type Shape } from '../shape/dimension.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { Boxes, product, RankedShape } from '../shape/open.js'
import { exactly } from '../shape/dtype.js'
import { failure, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import {
  explicitPad,
  pair,
  windows,
  type Pad,
  type PadArg,
  type PaddingArg,
  type paddingRule,
  type Pair,
  type PairArg,
  type sidesRule,
  imageRule,
} from '../shape/window.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { wrongWith, type ArgAt } from '../shape/blame.js'
import {
  imageGradient,
  movesOfImage,
  sameChannels,
  slideAttrs,
  slideOf,
  spreadOut,
  type Slide,
  type SlideAttrs,
} from './common/sliding.js'
import { reshape } from './reshape.js'
import { reverse } from './reverse.js'
import { slice } from './slice.js'
import { sum } from './sum.js'
import { transpose } from './transpose.js'
import { refuse } from '../stack.js'

/** The filter, [height, width, channels in, multiplier], slides over the image, each channel on its own. */
export type depthwiseConv2dRule<S extends Shape, F extends Shape, Stride = 1, P = 'valid', Dilation = 1> =
  Whole<S | F> extends RankedShape ?
    F extends readonly [infer kh, infer kw, infer i, infer m] ?
      sameChannels<S, F, windows<S, Channels<F, i, m>, [kh, kw], Stride, P, Dilation>>
    : needsDepthwiseFilter<F>
  : Ok<number[]>
/** So many come out. */
type Channels<F, i, m> =
  Whole<opennessOf<F>> extends AllKnown ? mulDims<i, m>
  : Boxes<F> extends readonly [unknown, unknown, infer I, infer M] ? product<I, M, i, m>
  : never
export function depthwiseConv2dRule(
  shape: Shape,
  filter: Shape,
  strides: Pair = 1,
  pad: Pad = 'valid',
  dilations: Pair = 1,
): Ok<Shape> | Failure {
  const [height, width, channels, multiplier] = filter
  if (filter.length !== 4) return needsDepthwiseFilter(filter)
  const slid = windows(shape, mulDims(channels!, multiplier!), [height!, width!], strides, pad, dilations)
  return sameChannels(shape, filter, slid)
}

export interface needsDepthwiseFilter<F> extends Failure {
  readonly message: `needs a filter of rank 4, [height, width, channels in, multiplier], got ${showShape<F>}`
}
export function needsDepthwiseFilter(f: Shape) {
  return failure(`needs a filter of rank 4, [height, width, channels in, multiplier], got ${showShape(f)}`, {
    code: 'needsDepthwiseFilter',
    shapes: [f],
  })
}

const op: OpDefinition<SlideAttrs> = defineOp<SlideAttrs>({
  name: 'depthwiseConv2d',
  effect: 'pure',
  operands: ['x', 'filter'],
  given: { strides: needed, pad: needed },
  infer([x, filter]: readonly Spec[], { strides, pad, dilations }) {
    const outcome = depthwiseConv2dRule(x!.shape, filter!.shape, strides, pad, dilations)
    return (
      wrongWith('x', exactly(x!.dtype, 'float32')) ??
      wrongWith('x', imageRule(x!.shape)) ??
      wrongWith('filter', outcome) ??
      wrongWith('filter', exactly(filter!.dtype, 'float32')) ??
      wrongWith('strides', outcome) ??
      wrongWith('pad', outcome) ?? { shape: outcome.shape, dtype: 'float32' }
    )
  },
  apart: moving(({ inputs: [x] }) => {
    const channels = x!.shape.length - 1
    return [movesOfImage(x!.shape, channels), [null, null, channels, null]]
  }),
  lower({ inputs: [x, filter], attrs }) {
    if (x!.shape.length === 3) {
      const image = dispatch<AnyTensor>(op, [reshape(x!, [1, ...x!.shape]), filter!], attrs)
      return reshape(image, image.shape.slice(1))
    }
    const { strides, pad, dilations } = attrs
    const isOne = (value: Pair) => pair(value).every((n) => n === 1)
    // The kernel of cpu takes a stride or a dilation: of both, the filter is dilated before.
    return isOne(strides) || isOne(dilations) ?
        undefined
      : depthwiseConv2d(x!, dilated(filter!, pair(dilations)), strides, pad)
  },
  kernel: { name: 'DepthwiseConv2dNative', attrs: slideAttrs },
  gradient: ({ dy, inputs: [x, filter], attrs }) => {
    const slide = slideOf(x!, filter!, dy, attrs)
    return [
      () => imageGradient(dy, x!, slide, (spread, pad) => slideTurned(spread, filter!, pad, slide)),
      () => filterGradient(x!, dy, filter!, slide),
    ]
  },
})

type Sizes = readonly [number, number, number, number]

function dilated(filter: AnyTensor, dilation: readonly [number, number]): AnyTensor {
  const [height, width, channels, multiplier] = filter.shape as Sizes
  const spread = spreadOut(reshape(filter, [1, height, width, channels * multiplier]), dilation)
  return reshape(spread, [...spread.shape.slice(1, 3), channels, multiplier])
}

/** Each channel that came out slides on its own; those that came from one are added. */
function slideTurned(spread: AnyTensor, filter: AnyTensor, pad: Pad, { dilation }: Slide): AnyTensor {
  const [height, width, channels, multiplier] = filter.shape as Sizes
  const turned = reshape(reverse(filter, [0, 1]), [height, width, channels * multiplier, 1])
  const each = depthwiseConv2d(spread, turned, 1, pad, 'NHWC', dilation)
  return multiplier === 1 ? each : sum(reshape(each, [...each.shape.slice(0, 3), channels, multiplier]), -1)
}

/**
 * tfjs has no kernel for this on wasm. It is such a convolution itself: of one image, in which the channels of the whole
 * batch stand side by side, with `dy` as a filter that is dilated by the stride.
 */
function filterGradient(x: AnyTensor, dy: AnyTensor, filter: AnyTensor, { stride, dilation, pads }: Slide): AnyTensor {
  const [kh, kw, channels, multiplier] = filter.shape as Sizes
  const [n, height, width] = x.shape as Sizes
  const [, rows, columns] = dy.shape as Sizes
  const image = reshape(transpose(x, [1, 2, 0, 3]), [1, height, width, n * channels])
  const windows = reshape(transpose(dy, [1, 2, 0, 3]), [rows, columns, n * channels, multiplier])
  const gradient = depthwiseConv2d(image, windows, dilation, explicitPad(...pads), 'NHWC', stride)
  const cut = slice(gradient, [0, 0, 0, 0], [1, kh, kw, n * channels * multiplier])
  return sum(reshape(cut, [kh, kw, n, channels, multiplier]), 2)
}

/**
 * A two-dimensional convolution of each channel on its own: `multiplier` filters for each of them.
 *
 * @param x Images, float32 [batch, height, width, channels], or one image without the batch.
 * @param filter float32 [height, width, channels, multiplier].
 * @param strides How far the filter moves each time; one number or [height, width].
 * @param pad `'valid'` (none), `'same'` (as many positions as the stride leaves cells), cells on every side, or
 * `[[0, 0], [top, bottom], [left, right], [0, 0]]`.
 * @param dataFormat Channels are last.
 * @param dilations The distance of the filter's cells; one number or [height, width].
 * @returns [batch, ., ., channels * multiplier]; the results of one channel stand next to each other.
 * @throws ShapeError `the channels differ: 3 in the input [1, 28, 28, 3], 1 in the filter [3, 3, 1, 2]`
 *
 * @example
 * ```ts
 * const y = tf.depthwiseConv2d(tf.zeros([1, 28, 28, 3]), tf.zeros([3, 3, 3, 2]), 1, 'same') // Tensor<[1, 28, 28, 6]>
 * ```
 */
export function depthwiseConv2d<
  X extends Operand,
  F extends Operand,
  const Stride extends PairArg,
  const P extends PadArg,
  const Dilation extends PairArg = 1,
>(
  x: Arg<both<exactly<DTypeOf<X>, 'float32'>, imageRule<ShapeOf<X>>>, 'depthwiseConv2d', X>,
  filter: ArgAt<
    depthwiseConv2dRule<ShapeOf<X>, ShapeOf<F>, Stride, P, Dilation>,
    'depthwiseConv2d',
    'filter',
    Arg<exactly<DTypeOf<F>, 'float32'>, 'depthwiseConv2d', F>
  >,
  strides: Arg<sidesRule<'the stride', Stride>, 'depthwiseConv2d', Stride>,
  pad: PaddingArg<paddingRule<P>, 'depthwiseConv2d', P>,
  dataFormat?: 'NHWC',
  dilations?: Dilation,
): Result<depthwiseConv2dRule<ShapeOf<X>, ShapeOf<F>, Stride, P, Dilation>, 'float32', KindOf<X> | KindOf<F>> {
  if (dataFormat !== undefined && dataFormat !== 'NHWC') {
    refuse(new TypeError("depthwiseConv2d: dataFormat must be 'NHWC'"))
  }
  return dispatch(op, [x as Operand, filter as Operand], {
    strides: strides as Pair,
    pad: pad as Pad,
    dilations: (dilations ?? 1) as Pair,
  })
}
