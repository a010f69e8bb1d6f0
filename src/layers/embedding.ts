import { NO_INDEX } from '../backend.js'
import { add } from '../ops/add.js'
import { cast } from '../ops/cast.js'
import { gather, type gatherRule } from '../ops/gather.js'
import { mul } from '../ops/mul.js'
import { notEqual } from '../ops/notEqual.js'
import { constraint } from '../options/constraint.js'
import { count } from '../options/count.js'
import { flag } from '../options/flag.js'
import { initializer } from '../options/initializer.js'
import type { Config, ConfigOf, Open } from '../options/option.js'
import { regularizer } from '../options/regularizer.js'
import type { Dim, Shape } from '../shape/dimension.js'
import type { AnyTensor } from '../tensor.js'
import { defineLayer, layerOptions } from './definition.js'
import { makeLayer } from './layer.js'
import { parameter } from './parameters.js'
import type { MadeLayer, LayerRule } from './rule.js'

/** Rows of a table, taken by number. */
export interface Embedding<Rows, Columns> extends LayerRule {
  readonly op: 'embedding'
  readonly options: [Rows, Columns]
  readonly output: this['input'] extends infer S extends Shape ? gatherRule<[Rows & Dim, Columns & Dim], S, 0> : never
  readonly takes: 'mask'
}

const options = {
  /** The number of different ids. */
  inputDim: count(),
  /** The size of a vector. */
  outputDim: count(),
  embeddingsInitializer: initializer('randomUniform'),
  embeddingsRegularizer: regularizer(),
  embeddingsConstraint: constraint(),
  /** Is 0 no id, but the mark of what is not there? Then the output carries a mask; false unless it is given. */
  maskZero: flag(false),
  ...layerOptions,
}
export interface EmbeddingConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({
  kind: 'embedding',
  options,
  anyDType: true,
  mask: ([mask], ids, { maskZero }) => (maskZero ? notEqual(ids, 0) : mask),
  weights: (_, { inputDim, outputDim, ...given }) => ({
    embeddings: parameter(
      [inputDim, outputDim],
      given.embeddingsInitializer,
      given.embeddingsRegularizer,
      given.embeddingsConstraint,
    ),
  }),
  call: (ids, { weights: { embeddings } }) => gather(embeddings, indicesOf(ids)),
})

/** Ids as indices: one that is no integer becomes what the table does not have. */
function indicesOf(ids: AnyTensor): AnyTensor<Shape, 'int32'> {
  const whole = cast(ids, 'int32')
  if (ids.dtype !== 'float32') return whole
  const number = cast(whole, 'float32')
  const isOther = cast(notEqual(number, ids), 'float32')
  return cast(add(number, mul(isOther, 2 * NO_INDEX)), 'int32')
}

/**
 * A learned vector for each id.
 *
 * Shapes: ids [batch, ...], integers from 0 to inputDim - 1, to [batch, ..., outputDim]. Weights: `embeddings` [inputDim, outputDim].
 *
 * @throws RangeError `embedding: the index 7 is not in 0 ... 3`, when it runs
 *
 * @example
 * ```ts
 * const words = tf.input({ shape: [12], dtype: 'int32' })
 * const y = tf.layers.embedding({ inputDim: 1000, outputDim: 16 })(words) // SymbolicTensor<['batch', 12, 16]>
 * ```
 */
export function embedding<const C extends Open<EmbeddingConfig>>(
  config: Config<'embedding', C, typeof options, 'inputDim' | 'outputDim'>,
): MadeLayer<
  Embedding<C['inputDim' & keyof C], C['outputDim' & keyof C]>,
  Config<'embedding', C, typeof options, 'inputDim' | 'outputDim'>
> {
  return makeLayer(definition, config)
}
