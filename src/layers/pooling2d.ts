import type { poolRule } from '../ops/common/pooling.js'
import { choice } from '../options/choice.js'
import { optional, type Config, type ConfigOf, type Get } from '../options/option.js'
import { pair } from '../options/pair.js'
import type { Shape } from '../shape/dimension.js'
import type { Pair } from '../shape/window.js'
import type { AnyTensor } from '../tensor.js'
import { defineLayer, layerOptions, type LayerDefinition } from './definition.js'
import { image } from './image.js'
import type { LayerOf, LayerRule } from './rule.js'

// What maxPooling2d and averagePooling2d have in common.

export type pooling2dRule<S, Size, Stride, P> =
  S extends infer Q extends Shape ?
    Q['length'] extends 4 ?
      poolRule<Q, Size, Stride, P>
    : image<Q>
  : never
export interface Pooling2d<Op extends string, Size, Stride, P> extends LayerRule {
  readonly op: Op
  readonly options: [Size, Stride, P]
  readonly output: pooling2dRule<this['input'], Size, Stride, P>
}
export type Pooling2dOf<Op extends string, C> = LayerOf<
  Pooling2d<Op, Get<C, Pooling2dOptions, 'poolSize'>, StridesIn<C>, Get<C, Pooling2dOptions, 'padding'>>,
  Config<Op, C, Pooling2dOptions>
>
type StridesIn<C> = C extends { readonly strides: Pair } ? C['strides'] : Get<C, Pooling2dOptions, 'poolSize'>

const options = {
  /** 2 unless it is given. */
  poolSize: pair(2),
  /** The pool size unless it is given. */
  strides: optional(pair()),
  padding: choice(['valid', 'same'], 'valid'),
  ...layerOptions,
}
export type Pooling2dOptions = typeof options
export interface Pooling2dConfig extends ConfigOf<Pooling2dOptions> {}

type Pooling = (x: AnyTensor, size: Pair, strides: Pair, padding: 'valid' | 'same') => AnyTensor
export function definePooling2d(kind: string, pool: Pooling): LayerDefinition {
  return defineLayer({
    kind,
    options,
    accepts: image,
    call: (x, { options: { poolSize, strides, padding } }) => pool(x, poolSize, strides ?? poolSize, padding),
  })
}
