import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as layers from '../../../../src/layers/index.js'
import { layerDefinitions, layerOptions, type LayerDefinition } from '../../../../src/layers/definition.js'
import type { ConfiguredLayer } from '../../../../src/layers/layer.js'
import { isRequired, type Options } from '../../../../src/options/option.js'
import type { Shape } from '../../../../src/shape/dimension.js'
import type { AnyTensor } from '../../../../src/tensor.js'
import { TensorArg } from '../call.js'
import type { Draw } from '../draw.js'

/** A config as data. */
export interface Config {
  readonly [option: string]: unknown
}
export type Input = TensorArg | readonly TensorArg[]

/** How to sample the calls of one layer: all that a layer has to give for the laws. */
export interface LayerSamples {
  readonly layer: string
  /** A tensor that the layer takes with this config, or the list of them. */
  input(draw: Draw, config: Config): Input
  /** Every sentence about an input, by its code. */
  readonly messages: readonly string[]
  /** What a config needs more than each of its options on its own: those that depend on each other. */
  fit?(config: Config, draw: Draw): Config
  /** The shapes of what a call can be given as `initialState`. */
  initialState?(x: TensorArg, config: Config): readonly Shape[]
  /** Which mask the output carries: the one that was given, or one of its own. None, unless it is said. */
  carriesMask?(config: Config): 'given' | 'own' | 'none'
  /** Where its mask is false, an input makes no difference. */
  readonly usesMask?: true
  /** Training draws random numbers. */
  readonly random?: true
}

/** Every file in `samples/layers/` exports its layer's as `samples`. */
export async function layerSamples(only: readonly string[] = []): Promise<LayerSamples[]> {
  const folder = new URL('../../samples/layers/', import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  const modules = await Promise.all(
    files.map(
      (file) => import(/* @vite-ignore */ fileURLToPath(new URL(file, folder))) as Promise<{ samples: LayerSamples }>,
    ),
  )
  const all = modules.map(({ samples }) => samples).sort((a, b) => (a.layer < b.layer ? -1 : 1))
  return only.length === 0 ? all : all.filter(({ layer }) => only.includes(layer))
}

/** A layer as the laws call it: what the compiler knows of its shapes does not matter here. */
export interface PlainLayer extends ConfiguredLayer {
  (x: AnyTensor | readonly AnyTensor[], options?: object): AnyTensor | AnyTensor[]
}
export function publicLayer(layer: string): (config: Config) => PlainLayer {
  const makers = layers as unknown as { readonly [name: string]: ((config: Config) => PlainLayer) | undefined }
  const found = makers[layer]
  if (found === undefined) throw new Error(`tf.layers.${layer} does not exist`)
  return found
}
export function definitionOf(layer: string): LayerDefinition {
  return layerDefinitions().get(layer)!
}

/** What the options say is right: required ones always, each other one with a chance, now and then as `null`. */
export function drawConfig(options: Options, draw: Draw): Config {
  const entries = Object.entries(options).flatMap(([name, option]): [string, unknown][] => {
    if (isRequired(option)) return [[name, draw.pick(option.samples.right)]]
    if (option.samples.right.length === 0 || !draw.chance(0.4)) return []
    return [[name, draw.chance(0.1) ? null : draw.pick(option.samples.right)]]
  })
  return Object.fromEntries(entries)
}
/** The config of a layer; the shape of an input is said together with the input. */
export function drawLayerConfig({ layer, fit }: LayerSamples, draw: Draw): Config {
  const { inputShape: _, batchInputShape: __, ...options } = definitionOf(layer).options
  const config = drawConfig(options, draw)
  return fit?.(config, draw) ?? config
}
/** Those that are a layer's own. */
export function ownOptions(layer: string): Options {
  return Object.fromEntries(Object.entries(definitionOf(layer).options).filter(([name]) => !(name in layerOptions)))
}

export const listed = (input: Input): readonly TensorArg[] => (input instanceof TensorArg ? [input] : input)

/** The first axes, for which a mask says what is there. */
export function maskShape({ shape }: TensorArg): Shape {
  return shape.slice(0, Math.max(1, shape.length - 1))
}
