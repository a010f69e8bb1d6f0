import type { poolRule } from '../ops/common/pooling.js'
import type { Dim, Shape } from '../shape/dimension.js'
import type { Pair } from '../shape/window.js'
import type { AnyTensor } from '../tensor.js'
import { checked, paddingOf, type Name } from './config.js'
import { image } from './image.js'
import { configKeys, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

// What maxPooling2d and averagePooling2d have in common.

export type pooling2dRule<S, Size, Stride, P> =
  S extends readonly [infer B extends Dim, infer H extends Dim, infer W extends Dim, infer C extends Dim] ?
    poolRule<[B, H, W, C], Size, Stride, P>
  : S extends Shape ? image<S>
  : never
export interface Pooling2d<Op extends string, Size, Stride, P> extends LayerRule {
  readonly op: Op
  readonly output: pooling2dRule<this['input'], Size, Stride, P>
}
export type Pooling2dOf<Op extends string, C> = LayerOf<
  Pooling2d<Op, Get<C, 'poolSize', 2>, Get<C, 'strides', Get<C, 'poolSize', 2>>, Get<C, 'padding', 'valid'>>,
  C
>

export interface Pooling2dConfig extends LayerConfig {
  /** 2 unless it is given. */
  readonly poolSize?: Pair
  /** The pool size unless it is given. */
  readonly strides?: Pair
  readonly padding?: Name<'valid' | 'same'>
}
const options = ['poolSize', 'strides', 'padding', ...configKeys] as const

type Pooling = (x: AnyTensor, size: Pair, strides: Pair, padding: 'valid' | 'same') => AnyTensor
export function pooling2d<Op extends string, C>(kind: Op, config: unknown, pool: Pooling): Pooling2dOf<Op, C> {
  const given = checked<Pooling2dConfig>(kind, config, options)
  const { poolSize = 2, strides = poolSize } = given
  const padding = paddingOf(kind, given.padding ?? 'valid')
  return makeLayer({
    kind,
    config: given,
    accepts: image,
    call: ([x]) => pool(x!, poolSize, strides, padding),
  })
}
