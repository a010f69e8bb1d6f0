import { add as plus } from '../ops/add.js'
import type { Config, ConfigOf, Open } from '../options/option.js'
import type { broadcast } from '../shape/broadcast.js'
import type { Shape } from '../shape/dimension.js'
import type { Ok } from '../shape/outcome.js'
import { defineMergeLayer, layerOptions } from './definition.js'
import { makeLayer } from './layer.js'
import { allMasks } from './merging.js'
import type { LayerRule, MadeMergeLayer } from './rule.js'

/** One after the other; `index` says which tensor does not fit. */
export type addAll<L, Sum extends Shape = [], N extends 0[] = []> =
  L extends readonly [infer S extends Shape, ...infer Rest] ?
    N['length'] extends 0 ? addAll<Rest, S, [0]>
    : broadcast<Sum, S> extends infer Outcome ?
      Outcome extends { readonly failed: true } ? Outcome & { readonly index: N['length'] }
      : Outcome extends Ok<infer Next extends Shape> ? addAll<Rest, Next, [...N, 0]>
      : never
    : never
  : L extends readonly [] ? Ok<Sum>
  : Ok<number[]>
export interface Add extends LayerRule {
  readonly op: 'add'
  readonly output: addAll<this['input']>
  readonly takes: 'mask'
}

const options = layerOptions
export interface AddConfig extends ConfigOf<typeof options> {}

const definition = defineMergeLayer({
  kind: 'add',
  options,
  mask: allMasks,
  call([first, ...rest]) {
    if (first === undefined) throw new TypeError('add: needs at least one tensor')
    return rest.reduce((sum, x) => plus(sum, x), first)
  },
})

/**
 * The sum of a list of tensors, with broadcasting.
 *
 * @throws ShapeError `add: cannot broadcast [batch, 8] with [batch, 4]: axis -1 is 8 vs 4`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [10] })
 * const y = tf.layers.add()([x, tf.relu(x)]) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function add<const C extends Open<AddConfig> = AddConfig>(
  config?: Config<'add', C, typeof options>,
): MadeMergeLayer<Add, Config<'add', C, typeof options>> {
  return makeLayer(definition, config)
}
