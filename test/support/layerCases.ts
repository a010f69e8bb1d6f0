import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { goldenFile, tensorOf, type Golden } from './golden.js'

// The cases of test/golden/layers.json, and how a layer and a model are made of one.

export interface LayerCase {
  readonly name: string
  readonly layer: string
  readonly config: object
  readonly training?: true
  readonly times?: number
  readonly mask?: Golden
  readonly initialState?: readonly Golden[]
  readonly inputs: readonly Golden[]
  readonly weights: readonly (Golden & { readonly name: string; readonly trainable?: false })[]
  readonly output: Golden
  readonly outputMask?: Golden
  readonly upstream: Golden
  readonly inputGradients: readonly (readonly number[] | null)[]
  readonly weightGradients: readonly (readonly number[] | null)[]
  readonly after?: readonly (readonly number[])[]
}
/** All options of a layer that is given no more than it needs; seeds and what is nothing are left out. */
interface Defaults {
  readonly config: object
  readonly options: object
}
export const { cases: layerCases, defaults: layerDefaults } = goldenFile<{
  readonly cases: readonly LayerCase[]
  readonly defaults: { readonly [layer: string]: Defaults }
}>('layers')

// The cases are data: their shapes are not known to the compiler.
export const layers = tf.layers as unknown as { readonly [name: string]: (config: object) => any }
export function built(test: LayerCase): { layer: any; model: any } {
  const layer = layers[test.layer]!({ ...test.config })
  const options = givenIn(test)
  // What is given beside the input, or kept from call to call, has the size of the batch.
  const isFixed = Object.keys(options).length > 0 || test.times !== undefined
  const places = test.inputs.map(({ shape, dtype }) =>
    tf.input(isFixed ? { batchShape: shape, dtype: dtype! } : { shape: shape.slice(1), dtype: dtype! }),
  )
  const output = layer(places.length === 1 ? places[0] : places, options)
  layer.setWeights(test.weights.map(tensorOf))
  return { layer, model: tf.model({ inputs: places, outputs: joined(output) }) }
}
/** What a call is given beside its input. */
export function givenIn({ mask, initialState }: LayerCase): object {
  return {
    ...(mask && { mask: core.cast(tensorOf(mask), 'bool') }),
    ...(initialState && { initialState: initialState.map(tensorOf) }),
  }
}
/** Several outputs as one. */
export const joined = (output: any): any => (Array.isArray(output) ? tf.concat(output, -1) : output)
/** Calls before the one that a case is about. */
export function before({ times = 1 }: LayerCase, call: () => core.Tensor | readonly core.Tensor[]): void {
  for (let i = 1; i < times; i++) core.dispose(call() as core.TensorContainer)
}
