import type { reductionRule } from '../ops/common/reduction.js'
import type { ConfigOf } from '../options/option.js'
import type { Dim, Shape } from '../shape/dimension.js'
import type { AnyTensor } from '../tensor.js'
import { defineLayer, layerOptions, type LayerDefinition } from './definition.js'
import { image } from './image.js'
import type { LayerRule } from './rule.js'

// What globalAveragePooling2d and globalMaxPooling2d have in common.

type HeightAndWidth = readonly [1, 2]
export type globalPooling2dRule<S> =
  S extends readonly [infer B extends Dim, infer H extends Dim, infer W extends Dim, infer C extends Dim] ?
    reductionRule<[B, H, W, C], HeightAndWidth>
  : S extends infer Other extends Shape ? image<Other>
  : never
export interface GlobalPooling2d<Op extends string> extends LayerRule {
  readonly op: Op
  readonly output: globalPooling2dRule<this['input']>
}

const options = layerOptions
export type GlobalPooling2dOptions = typeof options
export interface GlobalPooling2dConfig extends ConfigOf<GlobalPooling2dOptions> {}

export function defineGlobalPooling2d(
  kind: string,
  pool: (x: AnyTensor, axes: HeightAndWidth) => AnyTensor,
): LayerDefinition {
  return defineLayer({ kind, options, accepts: image, call: (x) => pool(x, [1, 2]) })
}
