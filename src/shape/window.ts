import { blaming, type Blames } from './blame.js'
import { isBadCount, notACount } from './count.js'
import type { Dim, Shape } from './dimension.js'
import type { AllKnown, IsSingle, opennessOf, Whole } from './identity.js'
import type { Calculation, closed, later, RankedShape } from './open.js'
import { addDims, ceilDivDim, floorDivDim, mulDims, subDims } from './dimension.js'
import {
  type Sentence,
  type Check,
  failure,
  isFailure,
  ok,
  type both,
  type Failure,
  type Ok,
  type RunTimeFailure,
} from './outcome.js'
import { showDim, showShape, showValue } from './show.js'

// Windows that slide over [batch, height, width, channels]: convolution and pooling share them.

/** `'valid'`: no padding. `'same'`: ceil(size / stride) windows. A number pads all sides; a list says each side. */
export type Pad = 'valid' | 'same' | number | ExplicitPad
export type ExplicitPad = readonly [
  readonly [0, 0],
  readonly [top: number, bottom: number],
  readonly [left: number, right: number],
  readonly [0, 0],
]
export function explicitPad(height: readonly [number, number], width: readonly [number, number]): ExplicitPad {
  return [[0, 0], height, width, [0, 0]]
}
/**
 * The padding as tfjs' kernels get it. For a number they take the height's windows for the width too: a wrong size, and
 * on wasm a write past the end of the result.
 */
export function kernelPad(pad: Pad): Exclude<Pad, number> {
  return typeof pad === 'number' ? explicitPad([pad, pad], [pad, pad]) : pad
}
/** [before, after] on a spatial axis, 1 or 2, in numbers. */
export function padsOf(
  pad: Pad,
  axis: 1 | 2,
  size: number,
  out: number,
  span: number,
  stride: number,
): readonly [number, number] {
  if (pad === 'valid') return [0, 0]
  if (typeof pad === 'number') return [pad, pad]
  if (pad !== 'same') return pad[axis]
  const total = Math.max((out - 1) * stride + span - size, 0)
  const before = Math.floor(total / 2)
  return [before, total - before]
}
/** One number for height and width, or one for each. */
export type Pair = number | readonly [number, number]

/** What the compiler takes for a pair or a padding: the rule says what is wrong with a list of another length. */
export type PairArg = number | readonly number[]
export type PadArg = Pad | readonly (readonly number[])[] | (string & {})

/** [height, width] */
export type pair<T> =
  T extends readonly [infer A, infer B] ? [A, B]
  : T extends number ? [T, T]
  : [number, number]
export function pair(value: Pair): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value
}

/** How many cells padding adds to height and width; not for 'same'. */
type padding<P> =
  P extends 'valid' ? [0, 0]
  : P extends number ? [addDims<P, P>, addDims<P, P>]
  : P extends ExplicitPad ? [addDims<P[1][0], P[1][1]>, addDims<P[2][0], P[2][1]>]
  : [number, number]
function padding(pad: Exclude<Pad, 'same'>): readonly [Dim, Dim] {
  if (pad === 'valid') return [0, 0]
  if (typeof pad === 'number') return [addDims(pad, pad), addDims(pad, pad)]
  return [addDims(...pad[1]), addDims(...pad[2])]
}

/** The cells that a dilated window spans. */
export type span<K, Dilation> = Dilation extends 1 ? K : addDims<mulDims<subDims<K, 1>, Dilation>, 1>
export function span(kernel: Dim, dilation: number): Dim {
  return dilation === 1 ? kernel : addDims(mulDims(subDims(kernel, 1), dilation), 1)
}

/**
 * The number of windows along an axis; 'no' when not even one fits. Padding, window and stride are brought together
 * first: they are small, and the same for many layers.
 */
type slide<D, K, Stride, P, Side extends 0 | 1> =
  [P] extends ['same'] ?
    'valid' extends P ?
      number
    : ceilDivDim<D, Stride>
  : floorDivDim<subDims<D, subDims<K, addDims<padding<P>[Side], Stride>>>, Stride> extends infer Windows ?
    Windows extends number ?
      `${Windows}` extends '0' | `-${string}` ?
        'no'
      : Windows
    : Windows
  : never
function slide(dim: Dim, window: Dim, stride: number, pad: Pad, side: 0 | 1): Dim | 'no' {
  if (pad === 'same') return ceilDivDim(dim, stride)
  const windows = floorDivDim(subDims(dim, subDims(window, addDims(padding(pad)[side], stride))), stride)
  return typeof windows === 'number' && windows < 1 ? 'no' : windows
}

/** Windows over an image of rank 4, or of rank 3 without the batch; `Channels` are those of the result. */
export type windows<S extends Shape, Channels, K, Stride, P, Dilation = 1> = Windowed<
  S,
  Channels,
  K,
  Stride,
  P,
  Dilation,
  [K, Stride, Dilation]
>
/** @typeParam L What may be open, as a parameter: so that it can be asked. */
type Windowed<S extends Shape, Channels, K, Stride, P, Dilation, L> =
  Whole<S> extends RankedShape ?
    Whole<opennessOf<L>> extends AllKnown ?
      Whole<opennessOf<K> | opennessOf<Stride> | opennessOf<Dilation>> extends AllKnown ?
        Whole<opennessOf<SidesOf<S>>> extends AllKnown ?
          WindowsKnown<S, Channels, K, Stride, P, Dilation>
        : both<
            WindowsKnown<closed<S>, Channels, K, Stride, P, Dilation>,
            Ok<Slidden<S, Channels, Given<K, Stride, Dilation>, P>>
          >
      : WindowsOpen<S, Channels, P, Given<K, Stride, Dilation>>
    : WindowsOpen<S, Channels, P, Given<K, Stride, Dilation>>
  : Ok<number[]>
/**
 * The shape is asked again so that TypeScript waits with the rest until there is one.
 *
 * @typeParam L Two sizes for each of window, stride and dilation.
 */
type WindowsOpen<S extends Shape, Channels, P, L extends readonly unknown[]> =
  Whole<S> extends RankedShape ? both<WindowsClosed<closed<S>, Channels, P, closed<L>>, Ok<Slidden<S, Channels, L, P>>>
  : never
type WindowsClosed<S extends Shape, Channels, P, L extends readonly unknown[]> = WindowsKnown<
  S,
  Channels,
  [L[0], L[1]],
  [L[2], L[3]],
  P,
  [L[4], L[5]]
>
/** Height and width. */
type SidesOf<S> =
  S extends readonly [unknown, infer h, infer w, unknown] ? [h, w]
  : S extends readonly [infer h, infer w, unknown] ? [h, w]
  : []
/** Window, stride and dilation, for height and for width. */
type Given<K, T, D> = [side<K, 0>, side<K, 1>, side<T, 0>, side<T, 1>, side<D, 0>, side<D, 1>]
type side<T, Side extends 0 | 1> =
  T extends number ? T
  : T extends readonly [unknown, unknown] ? T[Side]
  : number
/** Where generic sizes take part, only the sides of the image may stay open, and those that no window moves do not. */
type Slidden<S, Channels, L extends readonly unknown[], P> =
  S extends readonly [...infer Batch, infer h, infer w, unknown] ?
    [...Batch, openSlide<h, L[0], L[2], P, L[4], 0>, openSlide<w, L[1], L[3], P, L[5], 1>, Channels]
  : number[]
/** A stride of 1 that a caller gives leaves the side as it is, also where that one is open. */
type openSlide<H, K, T, P, D, Side extends 0 | 1> = Sides<H, K, T, P, D, Side>[keeps<K, T, P>]
interface Sides<in out H, in out K, in out T, in out P, in out D, in out Side extends 0 | 1> {
  readonly same: H
  readonly slid: later<Slide<P, Side>, [H, K, T, D]>
}
type keeps<K, T, P> =
  T extends 1 ?
    [P] extends ['same'] ? 'same'
    : [P] extends ['valid'] ?
      K extends 1 ?
        'same'
      : 'slid'
    : 'slid'
  : 'slid'
interface Slide<P, Side extends 0 | 1> extends Calculation {
  readonly kind: ['slide', P, Side]
  readonly size: this['of'] extends readonly [infer H, infer K, infer T, infer D] ?
    slide<H, span<K, D>, T, P, Side> extends infer Size ?
      Size extends 'no' ?
        number
      : Size
    : never
  : never
}
type WindowsKnown<S extends Shape, Channels, K, Stride, P, Dilation> =
  S extends readonly [infer n, infer h, infer w, unknown] ?
    Both<S, 1, h, w, K, Stride, P, Dilation> extends infer Z ?
      Z extends [infer H, infer W] ?
        Ok<[n, H, W, Channels]>
      : Z
    : never
  : S extends readonly [infer h, infer w, unknown] ?
    Both<S, 0, h, w, K, Stride, P, Dilation> extends infer Z ?
      Z extends [infer H, infer W] ?
        Ok<[H, W, Channels]>
      : Z
    : never
  : needsImage<S>
type Both<S, Axis extends number, H, W, K, T, P, D> =
  [BadKernel<K>, BadSide<T>, BadSide<D>, BadPad<P>] extends [never, never, never, never] ?
    Slid<S, Axis, H, W, pair<K>, pair<T>, P, pair<D>>
  : [BadKernel<K>] extends [never] ?
    [BadSide<T>] extends [never] ?
      [BadSide<D>] extends [never] ?
        WrongPad<BadPad<P>> & Blames<'pad'>
      : WrongSide<'the dilation', BadSide<D>>
    : WrongSide<'the stride', BadSide<T>> & Blames<'strides'>
  : WrongSide<'the window', BadKernel<K>>
type Slid<
  S,
  Axis extends number,
  H,
  W,
  K extends [unknown, unknown],
  T extends [unknown, unknown],
  P,
  D extends [unknown, unknown],
> =
  slide<H, span<K[0], D[0]>, T[0], P, 0> extends infer h ?
    h extends 'no' ? windowTooLarge<S, span<K[0], D[0]>, Axis, H>
    : slide<W, span<K[1], D[1]>, T[1], P, 1> extends infer w ?
      w extends 'no' ?
        windowTooLarge<S, span<K[1], D[1]>, [1, 2][Axis & (0 | 1)], W>
      : [h, w]
    : never
  : never
/** Of one number or two, the first that is no integer of at least 1; a list of another length itself. */
type BadSide<T> =
  [T] extends [number] ?
    isBadCount<T, 1> extends true ?
      T
    : never
  : [T] extends [readonly [infer A, infer B]] ?
    isBadCount<A, 1> extends true ? A
    : isBadCount<B, 1> extends true ? B
    : never
  : isLongerOrShorter<T> extends true ? T
  : never
/** Those of a filter may be names. */
type BadKernel<K> =
  [K] extends [readonly [infer A, infer B]] ? BadSide<[Extract<A, number>, Extract<B, number>]> : BadSide<K>
type isLongerOrShorter<T> =
  T extends readonly unknown[] ?
    number extends T['length'] ?
      false
    : IsSingle<T>
  : false
/** One number of at least 1, or two. */
export type sidesRule<What extends string, T> = [BadSide<T>] extends [never] ? Ok<[]> : WrongSide<What, BadSide<T>>
type WrongSide<What extends string, Bad> =
  Bad extends readonly unknown[] ? notAPair<What, Bad> : notACount<What, Bad, 1>
export function sidesRule(what: string, value: unknown): Ok<Shape> | RunTimeFailure {
  if (Array.isArray(value) && value.length !== 2) return notAPair(what, value)
  const sides: readonly unknown[] = Array.isArray(value) ? value : [value]
  const bad = sides.findIndex((n) => isBadCount(n, 1))
  return bad < 0 ? ok([]) : notACount(what, sides[bad], 1)
}
/** The first padding that is no integer of at least 0; a list of another form itself. */
type BadPad<P> =
  [P] extends [number] ?
    isBadCount<P> extends true ?
      P
    : never
  : [P] extends [ExplicitPad] ? FirstBad<[...P[1], ...P[2]]>
  : [P] extends [string] ? wrongWord<P>
  : isLongerOrShorter<P> extends true ? P
  : never
type wrongWord<P extends string> =
  string extends P ? never
  : [P] extends ['valid' | 'same'] ? never
  : P
type FirstBad<L> =
  L extends readonly [infer N, ...infer Rest] ?
    isBadCount<N> extends true ?
      N
    : FirstBad<Rest>
  : never
/** `Arg`, but half a word is held to the words: editors suggest what there can be, and would a sentence too. */
export type PaddingArg<Rule, Op extends string, P> =
  Check<Rule> extends 'ok' ? P
  : P extends string ?
    [Extract<'valid' | 'same', `${P}${string}`>] extends [never] ?
      Sentence<Rule, Op>
    : 'valid' | 'same'
  : Sentence<Rule, Op>
export type paddingRule<P> = [BadPad<P>] extends [never] ? Ok<[]> : WrongPad<BadPad<P>>
type WrongPad<Bad> = Bad extends readonly unknown[] | string ? notAPadding<Bad> : notACount<'the padding', Bad, 0>
export function paddingRule(pad: unknown): Ok<Shape> | RunTimeFailure {
  if (pad === 'valid' || pad === 'same') return ok([])
  if (typeof pad !== 'number' && !isExplicit(pad)) return notAPadding(pad)
  const sides: readonly number[] = typeof pad === 'number' ? [pad] : [...pad[1], ...pad[2]]
  const bad = sides.findIndex((n) => isBadCount(n))
  return bad < 0 ? ok([]) : notACount('the padding', sides[bad], 0)
}
function isExplicit(pad: unknown): pad is ExplicitPad {
  const isPair = (side: unknown) => Array.isArray(side) && side.length === 2
  const isNone = (side: unknown) => isPair(side) && (side as readonly unknown[]).every((n) => n === 0)
  return Array.isArray(pad) && pad.length === 4 && pad.every(isPair) && isNone(pad[0]) && isNone(pad[3])
}
export function windows(
  shape: Shape,
  channels: Dim,
  kernel: readonly [Dim, Dim],
  strides: Pair,
  pad: Pad,
  dilations: Pair = 1,
): Ok<Shape> | Failure {
  if (shape.length !== 3 && shape.length !== 4) return needsImage(shape)
  const first = shape.length - 3
  const wrong = wrongWindow(kernel, strides, pad, dilations)
  if (wrong !== undefined) return wrong
  const [stride, dilation] = [pair(strides), pair(dilations)]
  const out: Dim[] = []
  for (const side of [0, 1] as const) {
    const dim = shape[first + side]!
    const window = span(kernel[side], dilation[side])
    const size = slide(dim, window, stride[side], pad, side)
    if (size === 'no') return windowTooLarge(shape, window, first + side, dim)
    out.push(size)
  }
  return ok([...shape.slice(0, first), ...out, channels])
}

function wrongWindow(
  kernel: readonly Dim[],
  strides: unknown,
  pad: unknown,
  dilations: unknown,
): RunTimeFailure | undefined {
  const window = sidesRule(
    'the window',
    kernel.map((size) => (typeof size === 'number' ? size : 1)),
  )
  if (isFailure(window)) return window
  const stride = sidesRule('the stride', strides)
  if (isFailure(stride)) return blaming('strides', stride)
  const dilation = sidesRule('the dilation', dilations)
  if (isFailure(dilation)) return dilation
  const padding = paddingRule(pad)
  return isFailure(padding) ? blaming('pad', padding) : undefined
}

/** The rank of an image, with its batch or without. */
export type imageRule<S> =
  S extends readonly [unknown, unknown, unknown, unknown] | readonly [unknown, unknown, unknown] ? Ok<[]>
  : S extends { readonly length: infer Rank } ?
    number extends Rank ?
      Ok<[]>
    : needsImage<S>
  : Ok<[]>
export function imageRule(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 3 || shape.length === 4 ? ok([]) : needsImage(shape)
}
export interface needsImage<S> extends Failure {
  readonly message: `needs rank 4, [batch, height, width, channels], got ${showShape<S>}`
}
export function needsImage(shape: Shape) {
  return failure(`needs rank 4, [batch, height, width, channels], got ${showShape(shape)}`, {
    code: 'needsImage',
    shapes: [shape],
  })
}
export interface windowTooLarge<S, K, Axis, D> extends Failure {
  readonly message: `a window of ${showDim<K>} does not fit into axis ${Axis & number} of ${showShape<S>}, which is ${showDim<D>}`
}
export function windowTooLarge(shape: Shape, window: Dim, axis: number, dim: Dim) {
  const text = `a window of ${showDim(window)} does not fit into axis ${axis} of ${showShape(shape)}, which is ${showDim(dim)}`
  return failure(text, { code: 'windowTooLarge', shapes: [shape], axis, sizes: [window, dim] })
}
export interface notAPair<What extends string, T> extends Failure {
  readonly message: `${What} is one number, or one for height and one for width, got ${showValue<T>}`
}
export function notAPair(what: string, given: unknown) {
  return failure(`${what} is one number, or one for height and one for width, got ${showValue(given)}`, {
    code: 'notAPair',
  })
}
export interface notAPadding<T> extends Failure {
  readonly message: `the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]], got ${showValue<T>}`
}
export function notAPadding(given: unknown) {
  const text = `the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]]`
  return failure(`${text}, got ${showValue(given)}`, { code: 'notAPadding' })
}
