import { needed } from '../shape/given.js'
import type { OpDefinition, Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import type { Shape } from '../shape/dimension.js'
import type { Whole } from '../shape/identity.js'
import type { RankedShape } from '../shape/open.js'
import { exactly } from '../shape/dtype.js'
import { failure, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import {
  explicitPad,
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
  type Slide,
  type SlideAttrs,
} from './common/sliding.js'
import { reshape } from './reshape.js'
import { reverse } from './reverse.js'
import { slice } from './slice.js'
import { transpose } from './transpose.js'
import { refuse } from '../stack.js'

/** The filter, [height, width, channels in, channels out], slides over the image. */
export type conv2dRule<S extends Shape, F extends Shape, Stride = 1, P = 'valid', Dilation = 1> =
  Whole<S | F> extends RankedShape ?
    F extends readonly [infer kh, infer kw, unknown, infer o] ?
      sameChannels<S, F, windows<S, o, [kh, kw], Stride, P, Dilation>>
    : needsFilter<F>
  : Ok<number[]>
export function conv2dRule(
  shape: Shape,
  filter: Shape,
  strides: Pair = 1,
  pad: Pad = 'valid',
  dilations: Pair = 1,
): Ok<Shape> | Failure {
  const [height, width, , out] = filter
  if (filter.length !== 4) return needsFilter(filter)
  const slid = windows(shape, out!, [height!, width!], strides, pad, dilations)
  return sameChannels(shape, filter, slid)
}

export interface needsFilter<F> extends Failure {
  readonly message: `needs a filter of rank 4, [height, width, channels in, channels out], got ${showShape<F>}`
}
export function needsFilter(f: Shape) {
  return failure(`needs a filter of rank 4, [height, width, channels in, channels out], got ${showShape(f)}`, {
    code: 'needsFilter',
    shapes: [f],
  })
}

const op: OpDefinition<SlideAttrs> = defineOp<SlideAttrs>({
  name: 'conv2d',
  effect: 'pure',
  operands: ['x', 'filter'],
  given: { strides: needed, pad: needed },
  infer([x, filter]: readonly Spec[], { strides, pad, dilations }) {
    const outcome = conv2dRule(x!.shape, filter!.shape, strides, pad, dilations)
    return (
      wrongWith('x', exactly(x!.dtype, 'float32')) ??
      wrongWith('x', imageRule(x!.shape)) ??
      wrongWith('filter', outcome) ??
      wrongWith('filter', exactly(filter!.dtype, 'float32')) ??
      wrongWith('strides', outcome) ??
      wrongWith('pad', outcome) ?? { shape: outcome.shape, dtype: 'float32' }
    )
  },
  apart: moving(({ inputs: [x] }) => [movesOfImage(x!.shape, null), [null, null, null, x!.shape.length - 1]]),
  lower({ inputs: [x, filter], attrs }) {
    if (x!.shape.length === 4) return undefined
    const image = dispatch<AnyTensor>(op, [reshape(x!, [1, ...x!.shape]), filter!], attrs)
    return reshape(image, image.shape.slice(1))
  },
  kernel: { name: 'Conv2D', attrs: slideAttrs },
  gradient: ({ dy, inputs: [x, filter], attrs }) => {
    const slide = slideOf(x!, filter!, dy, attrs)
    return [
      () =>
        imageGradient(dy, x!, slide, (spread, pad) => {
          const turned = transpose(reverse(filter!, [0, 1]), [0, 1, 3, 2])
          return conv2d(spread, turned, 1, pad, 'NHWC', slide.dilation)
        }),
      () => filterGradient(x!, dy, filter!, slide),
    ]
  },
})

/**
 * tfjs has no kernel for this on wasm, and its own one on cpu is slow. It is a convolution itself: of the input, whose
 * channels play the batch, with `dy` as a filter that is dilated by the stride.
 */
function filterGradient(x: AnyTensor, dy: AnyTensor, filter: AnyTensor, { stride, dilation, pads }: Slide): AnyTensor {
  const [kh, kw, channels, out] = filter.shape as readonly [number, number, number, number]
  const images = transpose(x, [3, 1, 2, 0])
  const windows = transpose(dy, [1, 2, 0, 3])
  const gradient = conv2d(images, windows, dilation, explicitPad(...pads), 'NHWC', stride)
  return transpose(slice(gradient, [0, 0, 0, 0], [channels, kh, kw, out]), [1, 2, 0, 3])
}

/**
 * A two-dimensional convolution.
 *
 * @param x Images, float32 [batch, height, width, channels], or one image without the batch.
 * @param filter float32 [height, width, channels in, channels out].
 * @param strides How far the filter moves each time; one number or [height, width].
 * @param pad `'valid'` (none), `'same'` (as many positions as the stride leaves cells), cells on every side, or
 * `[[0, 0], [top, bottom], [left, right], [0, 0]]`.
 * @param dataFormat Channels are last.
 * @param dilations The distance of the filter's cells; one number or [height, width].
 * @throws ShapeError `the channels differ: 3 in the input [1, 28, 28, 3], 1 in the filter [3, 3, 1, 8]`
 *
 * @example
 * ```ts
 * const y = tf.conv2d(tf.zeros([1, 28, 28, 1]), tf.zeros([3, 3, 1, 8]), 1, 'same') // Tensor<[1, 28, 28, 8]>
 * ```
 */
export function conv2d<
  X extends Operand,
  F extends Operand,
  const Stride extends PairArg,
  const P extends PadArg,
  const Dilation extends PairArg = 1,
>(
  x: Arg<both<exactly<DTypeOf<X>, 'float32'>, imageRule<ShapeOf<X>>>, 'conv2d', X>,
  filter: ArgAt<
    conv2dRule<ShapeOf<X>, ShapeOf<F>, Stride, P, Dilation>,
    'conv2d',
    'filter',
    Arg<exactly<DTypeOf<F>, 'float32'>, 'conv2d', F>
  >,
  strides: Arg<sidesRule<'the stride', Stride>, 'conv2d', Stride>,
  pad: PaddingArg<paddingRule<P>, 'conv2d', P>,
  dataFormat?: 'NHWC',
  dilations?: Dilation,
): Result<conv2dRule<ShapeOf<X>, ShapeOf<F>, Stride, P, Dilation>, 'float32', KindOf<X> | KindOf<F>> {
  if (dataFormat !== undefined && dataFormat !== 'NHWC') refuse(new TypeError("conv2d: dataFormat must be 'NHWC'"))
  return dispatch(op, [x as Operand, filter as Operand], {
    strides: strides as Pair,
    pad: pad as Pad,
    dilations: (dilations ?? 1) as Pair,
  })
}
