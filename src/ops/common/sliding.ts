import type { Spec } from '../../graph/node.js'
import type { Moves } from '../../graph/apart.js'
import { sameDim, type Dim, type Shape } from '../../shape/dimension.js'
import type { AllKnown, opennessOf, Whole } from '../../shape/identity.js'
import type { closed } from '../../shape/open.js'
import { failure, type Failure, type Ok } from '../../shape/outcome.js'
import { showDim, showShape } from '../../shape/show.js'
import { explicitPad, padsOf, pair, span, type ExplicitPad, type Pad, type Pair } from '../../shape/window.js'
import type { AnyTensor } from '../../tensor.js'
import { pad as padWithZeros } from '../pad.js'
import { reshape } from '../reshape.js'
import { slice } from '../slice.js'

// What conv2d and depthwiseConv2d have in common: a filter that slides over an image.

/** What the windows give, when the image has the channels that the filter expects. */
export type sameChannels<S extends Shape, F extends Shape, Slid> =
  S['length'] extends 3 | 4 ?
    Whole<opennessOf<S> | opennessOf<F>> extends AllKnown ?
      Agreeing<S, F, Slid>
    : Agreeing<closed<S>, closed<F>, Slid>
  : Slid
type Agreeing<S, F, Slid> =
  S extends readonly [...unknown[], infer c] ?
    F extends readonly [unknown, unknown, infer i, unknown] ?
      sameDim<c, i> extends true ?
        Slid
      : channelsDiffer<S, F, c, i>
    : Slid
  : Slid
export function sameChannels(shape: Shape, filter: Shape, slid: Ok<Shape> | Failure): Ok<Shape> | Failure {
  if (shape.length !== 3 && shape.length !== 4) return slid
  const [given, expected] = [shape.at(-1)!, filter[2]!]
  return sameDim(given, expected) ? slid : channelsDiffer(shape, filter, given, expected)
}
export interface channelsDiffer<S, F, X, Y> extends Failure {
  readonly message: `the channels differ: ${showDim<X>} in the input ${showShape<S>}, ${showDim<Y>} in the filter ${showShape<F>}`
}
export function channelsDiffer(s: Shape, f: Shape, x: Dim, y: Dim) {
  const text = `the channels differ: ${showDim(x)} in the input ${showShape(s)}, ${showDim(y)} in the filter ${showShape(f)}`
  return failure(text, { code: 'channelsDiffer', shapes: [s, f], axis: s.length - 1, sizes: [x, y] })
}

export interface SlideAttrs {
  readonly strides: Pair
  readonly pad: Pad
  readonly dilations: Pair
}
/** Images have nothing to do with each other; their height and width, and those of the filter, meet. */
export function movesOfImage({ length }: Shape, channels: number | null): Moves {
  return length === 4 ? [0, null, null, channels] : [null, null, channels]
}

/** As the kernels of tfjs get them. Always with numbers: wasm's own 'same' is wrong where the stride exceeds the filter. */
export function slideAttrs(attrs: SlideAttrs, [x, filter]: readonly Spec[], [y]: readonly Spec[]) {
  const { stride, dilation, pads } = slideOf(x!, filter!, y!, attrs)
  return { strides: stride, pad: explicitPad(...pads), dilations: dilation, dataFormat: 'NHWC' }
}

/** How the filter slides along height and width, in numbers. */
export interface Slide {
  readonly stride: readonly [number, number]
  readonly dilation: readonly [number, number]
  /** [before, after] */
  readonly pads: readonly [readonly [number, number], readonly [number, number]]
  /** The cells that the dilated filter spans. */
  readonly spans: readonly [number, number]
}
export function slideOf(x: Spec, filter: Spec, y: Spec, { strides, pad, dilations }: SlideAttrs): Slide {
  const [stride, dilation] = [pair(strides), pair(dilations)]
  const side = (i: 0 | 1) => {
    const width = span(filter.shape[i]!, dilation[i]) as number
    const axis = i === 0 ? 1 : 2
    return { width, pads: padsOf(pad, axis, x.shape[axis] as number, y.shape[axis] as number, width, stride[i]) }
  }
  const [h, w] = [side(0), side(1)]
  return { stride, dilation, pads: [h.pads, w.pads], spans: [h.width, w.width] }
}

/**
 * The gradient of the image: the filter, turned by half a turn, slides over `dy`, spread out by the stride.
 *
 * @param turned Slides the turned filter, one cell at a time.
 */
export function imageGradient(
  dy: AnyTensor,
  x: AnyTensor,
  { stride, pads, spans }: Slide,
  turned: (spread: AnyTensor, pad: ExplicitPad) => AnyTensor,
): AnyTensor {
  const spread = spreadOut(dy, stride)
  // Padding wider than the filter cannot be undone by padding less: then the padded input's gradient is cut.
  const cut = pads.some((pad, i) => Math.max(...pad) > spans[i as 0 | 1] - 1)
  const around = (i: 0 | 1) => {
    const before = cut ? 0 : pads[i][0]
    const size = (x.shape[i + 1] as number) + (cut ? pads[i][0] + pads[i][1] : 0)
    const first = spans[i] - 1 - before
    return [first, size + spans[i] - 1 - (spread.shape[i + 1] as number) - first] as const
  }
  const gradient = turned(spread, explicitPad(around(0), around(1)))
  return cut ? slice(gradient, [0, pads[0][0], pads[1][0], 0], [...(x.shape as readonly number[])]) : gradient
}

/** Zeros between the cells: [n, h, w, c] becomes [n, (h-1)*stride+1, (w-1)*stride+1, c]. */
export function spreadOut(x: AnyTensor, [sh, sw]: readonly [number, number]): AnyTensor {
  if (sh === 1 && sw === 1) return x
  const [n, h, w, c] = x.shape as readonly [number, number, number, number]
  const wide = padWithZeros(reshape(x, [n * h * w, 1, c]), [
    [0, 0],
    [0, sw - 1],
    [0, 0],
  ])
  const high = padWithZeros(reshape(wide, [n * h, 1, w * sw * c]), [
    [0, 0],
    [0, sh - 1],
    [0, 0],
  ])
  const all: AnyTensor = reshape(high, [n, h * sh, w * sw, c])
  return slice(all, [0, 0, 0, 0], [n, (h - 1) * sh + 1, (w - 1) * sw + 1, c])
}
