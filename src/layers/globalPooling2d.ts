import type { reductionRule } from '../ops/common/reduction.js'
import type { Dim, Shape } from '../shape/dimension.js'
import type { AnyTensor } from '../tensor.js'
import { checked } from './config.js'
import { image } from './image.js'
import { configKeys, makeLayer, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

// What globalAveragePooling2d and globalMaxPooling2d have in common.

type HeightAndWidth = readonly [1, 2]
export type globalPooling2dRule<S> =
  S extends readonly [infer B extends Dim, infer H extends Dim, infer W extends Dim, infer C extends Dim] ?
    reductionRule<[B, H, W, C], HeightAndWidth>
  : S extends Shape ? image<S>
  : never
export interface GlobalPooling2d<Op extends string> extends LayerRule {
  readonly op: Op
  readonly output: globalPooling2dRule<this['input']>
}

export function globalPooling2d<Op extends string, C>(
  kind: Op,
  config: unknown,
  pool: (x: AnyTensor, axes: HeightAndWidth) => AnyTensor,
): LayerOf<GlobalPooling2d<Op>, C> {
  const given = checked<LayerConfig>(kind, config, configKeys)
  return makeLayer({ kind, config: given, accepts: image, call: ([x]) => pool(x!, [1, 2]) })
}
