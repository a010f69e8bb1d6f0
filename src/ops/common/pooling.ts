import type { GradientCall, OpDefinition, Spec } from '../../graph/node.js'
import { needed } from '../../shape/given.js'
import { but, type Apart } from '../../graph/apart.js'
import type { KernelName } from '../../kernels.js'
import { defineOp, dispatch } from '../../op.js'

import { compareDims, type Shape } from '../../shape/dimension.js'
import { exactly } from '../../shape/dtype.js'
import {
  failure,
  ok,
  type Arg,
  type both,
  type Check,
  type Failure,
  type Ok,
  type ShapeThenDType,
} from '../../shape/outcome.js'
import {
  kernelPad,
  needsImage,
  pair,
  windows,
  type ExplicitPad,
  type Pad,
  type pair as PairOf,
  type PadArg,
  type PaddingArg,
  type paddingRule,
  type Pair,
  type PairArg,
  sidesRule,
} from '../../shape/window.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../../tensor.js'
import { reshape } from '../reshape.js'
import { wrongWith, type ArgAt, type Blames } from '../../shape/blame.js'

// What maxPool and avgPool have in common.

/** One number for each window, channel by channel. */
export type poolRule<S extends Shape, K, Stride, P> =
  windows<S, Last<S>, K, Stride, P> extends infer Outcome ?
    Check<Outcome> extends 'ok' ?
      both<PadFits<PairOf<K>, P>, Outcome>
    : Outcome
  : never
type Last<S> = S extends readonly [...unknown[], infer c] ? c : number
export function poolRule(shape: Shape, size: Pair, strides: Pair, pad: Pad): Ok<Shape> | Failure {
  const sides = sidesRule('the window', size)
  if ('failed' in sides) return sides
  const outcome = windows(shape, shape.at(-1) ?? null, pair(size), strides, pad)
  if ('failed' in outcome) return outcome
  const fits = padFits(pair(size), pad)
  return 'failed' in fits ? fits : outcome
}

/** A window that sees padding only has no largest number and no mean. */
type PadFits<K extends [unknown, unknown], P> =
  P extends number ? Fits<[[K[0], P], [K[1], P]]>
  : P extends ExplicitPad ? Fits<[[K[0], P[1][0]], [K[0], P[1][1]], [K[1], P[2][0]], [K[1], P[2][1]]]>
  : Ok<[]>
type Fits<L> =
  L extends readonly [readonly [infer k, infer p], ...infer Rest] ?
    compareDims<k, p> extends 'equal' | 'less' ?
      padTooWide<p, k>
    : Fits<Rest>
  : Ok<[]>
function padFits([height, width]: readonly [number, number], pad: Pad): Ok<Shape> | Failure {
  if (typeof pad === 'string') return ok([])
  const [tall, wide] = typeof pad === 'number' ? [[pad], [pad]] : [pad[1], pad[2]]
  const pairs = [...tall.map((p) => [height, p] as const), ...wide.map((p) => [width, p] as const)]
  const bad = pairs.find(([k, p]) => p >= k)
  return bad === undefined ? ok([]) : padTooWide(bad[1], bad[0])
}
export interface padTooWide<P, K> extends Blames<'pad'> {
  readonly message: `the padding ${P & number} is not smaller than the window ${K & number}: a window would see padding only`
}
export function padTooWide(p: number, k: number) {
  const text = `the padding ${p} is not smaller than the window ${k}: a window would see padding only`
  return failure(text, { code: 'padTooWide', sizes: [p, k], at: 'pad' })
}

/** Images, or one image without the batch. */
type imageRule<S extends Shape> =
  number extends S['length'] ? Ok<S>
  : S['length'] extends 3 | 4 ? Ok<S>
  : needsImage<S>
function imageRule(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 3 || shape.length === 4 ? ok(shape) : needsImage(shape)
}

/** `op(x, filterSize, strides, pad)` */
export interface Pool<Op extends string> {
  <X extends Operand, const K extends PairArg, const Stride extends PairArg, const P extends PadArg>(
    x: ShapeThenDType<imageRule<ShapeOf<X>>, exactly<DTypeOf<X>, 'float32'>, Op, X>,
    filterSize: ArgAt<poolRule<ShapeOf<X>, K, Stride, P>, Op, 'filterSize', K>,
    strides: Arg<sidesRule<'the stride', Stride>, Op, Stride>,
    pad: PaddingArg<both<paddingRule<P>, PadFits<PairOf<K>, P>>, Op, P>,
  ): Result<poolRule<ShapeOf<X>, K, Stride, P>, 'float32', KindOf<X>>
}

export interface PoolAttrs {
  readonly filterSize: Pair
  readonly strides: Pair
  readonly pad: Pad
}
/** As the kernels of tfjs get them. */
export function poolAttrs({ filterSize, strides, pad }: PoolAttrs) {
  return { filterSize: pair(filterSize), strides: pair(strides), pad: kernelPad(pad) }
}

/** Images, and their channels, have nothing to do with each other. */
const perImage: Apart<object> = but((_, { length }) => [length - 3, length - 2])

interface PoolDefinition<Op extends string> {
  readonly name: Op
  readonly kernel: KernelName
  readonly gradient: (dy: AnyTensor, x: AnyTensor, y: AnyTensor, attrs: PoolAttrs) => AnyTensor
}
export function pool<Op extends string>({ name, kernel, gradient }: PoolDefinition<Op>): Pool<Op> {
  const op: OpDefinition<PoolAttrs> = defineOp<PoolAttrs>({
    name,
    effect: 'pure',
    given: { filterSize: needed, strides: needed, pad: needed },
    infer([x]: readonly Spec[], { filterSize, strides, pad }) {
      const outcome = poolRule(x!.shape, filterSize, strides, pad)
      return (
        wrongWith('x', imageRule(x!.shape)) ??
        wrongWith('x', exactly(x!.dtype, 'float32')) ??
        wrongWith('filterSize', outcome) ??
        wrongWith('strides', outcome) ??
        wrongWith('pad', outcome) ?? { shape: outcome.shape, dtype: 'float32' }
      )
    },
    lower({ inputs: [x], attrs }) {
      if (x!.shape.length === 4) return undefined
      const pooled = dispatch<AnyTensor>(op, [reshape(x!, [1, ...x!.shape])], attrs)
      return reshape(pooled, pooled.shape.slice(1))
    },
    apart: perImage,
    kernel: { name: kernel, attrs: poolAttrs },
    gradient: ({ dy, inputs: [x], outputs: [y], attrs }: GradientCall<PoolAttrs>) => [
      () => gradient(dy, x!, y!, attrs),
    ],
  })
  const call = (x: Operand, filterSize: Pair, strides: Pair, pad: Pad) =>
    dispatch(op, [x], { filterSize, strides, pad })
  return call as Pool<Op>
}
