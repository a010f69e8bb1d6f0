import { cast } from '../ops/cast.js'
import { gather, type gatherRule } from '../ops/gather.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { checked, type Config, type Name } from './config.js'
import { initializer, type Initializer, type InitializerName } from './initializers.js'
import { configKeys, makeLayer, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

/** Rows of a table, taken by number. */
export interface Embedding<Rows, Columns> extends LayerRule {
  readonly op: 'embedding'
  readonly output: this['input'] extends infer S extends Shape ? gatherRule<[Rows & Dim, Columns & Dim], S, 0> : never
}

export interface EmbeddingConfig extends LayerConfig {
  /** The number of different ids. */
  readonly inputDim: number
  /** The size of a vector. */
  readonly outputDim: number
  readonly embeddingsInitializer?: Name<InitializerName> | Initializer
}
const options = ['inputDim', 'outputDim', 'embeddingsInitializer', ...configKeys] as const

/**
 * A learned vector for each id.
 *
 * Shapes: ids [batch, ...] to [batch, ..., outputDim]. Weights: `embeddings` [inputDim, outputDim].
 *
 * @example
 * ```ts
 * const words = tf.input({ shape: [12], dtype: 'int32' })
 * const y = tf.layers.embedding({ inputDim: 1000, outputDim: 16 })(words) // SymbolicTensor<['batch', 12, 16]>
 * ```
 */
export function embedding<const C extends EmbeddingConfig>(
  config: Config<'embedding', C, EmbeddingConfig>,
): LayerOf<Embedding<C['inputDim'], C['outputDim']>, C> {
  const given = checked<EmbeddingConfig>('embedding', config, options, ['inputDim', 'outputDim'])
  const { inputDim, outputDim, embeddingsInitializer = 'randomUniform' } = given
  const embeddings = initializer('embedding', 'embeddingsInitializer', embeddingsInitializer)
  return makeLayer({
    kind: 'embedding',
    config: given,
    ids: true,
    weights: () => ({ embeddings: { shape: [inputDim, outputDim], initializer: embeddings } }),
    call: ([ids], { embeddings }) => gather(embeddings!, cast(ids!, 'int32')),
  })
}
