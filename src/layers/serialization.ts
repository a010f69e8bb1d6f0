import { classNameOf, type Written } from '../options/definition.js'
import type { JsonObject } from '../options/json.js'
import { didYouMean } from '../options/nearest.js'
import { argument } from '../options/argument.js'
import { configure, readConfig } from '../options/option.js'
import { aFunction, anObject, assertArguments, aName, missingArgument, wrongArgument } from '../shape/given.js'
import { showValue } from '../shape/show.js'
import { layerDefinitions } from './definition.js'
// All layers of the library are there to be found.
import './index.js'
import type { AnyTensor } from '../tensor.js'
import { makeLayer, type ConfiguredLayer } from './layer.js'
import { refuse } from '../stack.js'

// Layers in files: the name of the class, and the config.

/** A layer of which types know nothing but that it is one. */
export interface LoadedLayer extends ConfiguredLayer {
  (x: AnyTensor | readonly AnyTensor[], options?: object): AnyTensor | readonly AnyTensor[]
}

const own = new Map<string, (config: JsonObject) => LoadedLayer>()
/**
 * Makes layers of your own known to files, under the class name that `getClassName` gives.
 *
 * @param make Gets the config that `getConfig` gave, and makes the same layer.
 */
export function registerLayer(className: string, make: (config: JsonObject) => ConfiguredLayer): void {
  assertArguments('registerLayer', { className: aName, make: aFunction }, { className, make })
  // Whatever is a layer can be called.
  own.set(className, make as (config: JsonObject) => LoadedLayer)
}

/** A layer as a file holds it: without its weights. Seeds that were drawn are among the config. */
export function toConfig(layer: ConfiguredLayer): Written {
  if (!isConfigured(layer)) refuse(new TypeError(`toConfig: ${wrongLayer(layer)}`))
  return { className: layer.getClassName(), config: layer.getConfig() }
}

function isConfigured(layer: unknown): layer is ConfiguredLayer {
  return typeof layer === 'function' && 'getClassName' in layer && 'getConfig' in layer
}
function wrongLayer(given: unknown): string {
  return given === undefined ?
      missingArgument('layer')
    : `layer is a layer of the library or of tf.layer, got ${showValue(given)}`
}
const file = {
  className: argument<string>((given, name) => wrongArgument(name, given, aName)),
  config: argument<JsonObject>((given, name) => wrongArgument(name, given, anObject)),
}

/**
 * The layer that a file holds: the same as the one that was written, with weights of its own.
 *
 * @throws TypeError when there is no such class, or the config does not fit it
 *
 * @example
 * ```ts
 * const dense = tf.layers.dense({ units: 3, kernelInitializer: 'heNormal' })
 * const twin = tf.serialization.fromConfig(tf.serialization.toConfig(dense))
 * twin(tf.input({ shape: [4] }))
 * const params = twin.countParams() // 15
 * ```
 */
export function fromConfig(written: Written): LoadedLayer {
  const { className, config } = configure('fromConfig', file, written)
  const make = own.get(className)
  if (make !== undefined) return make(config)
  const definition = [...layerDefinitions().values()].find(({ kind }) => classNameOf(kind) === className)
  if (definition !== undefined) return makeLayer<LoadedLayer>(definition, readConfig(definition.options, config))
  const names = [...own.keys(), ...[...layerDefinitions().keys()].map(classNameOf)]
  return refuse(new TypeError(`fromConfig: there is no layer '${className}'${didYouMean(className, names)}`))
}
