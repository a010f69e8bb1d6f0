import type { Spec } from '../graph/node.js'
import type { Definition } from '../options/definition.js'
import { exclusive } from '../options/exclusive.js'
import { flag } from '../options/flag.js'
import type { Options, ValuesOf } from '../options/option.js'
import { shape } from '../options/shape.js'
import { text } from '../options/text.js'
import type { Shape } from '../shape/dimension.js'
import type { Failure, Ok } from '../shape/outcome.js'
import type { AnyTensor } from '../tensor.js'
import type { StateHandle } from './state.js'
import type { WeightSpec } from './weight.js'

/** What every layer's config takes. */
export const layerOptions = {
  name: text(),
  /** Are the weights trained? It can be switched later. */
  trainable: flag(true),
  /** The shape of the input without the batch. A first layer of a `sequential` needs it. */
  inputShape: shape(),
  /** The shape of the input with the batch. */
  batchInputShape: exclusive(shape(), 'inputShape'),
}
export type LayerOptions = typeof layerOptions

/** The weights by their names; one that is not wanted is `undefined`. */
export interface WeightSpecs {
  readonly [name: string]: WeightSpec | undefined
}
export type WeightsOf<W extends WeightSpecs> = {
  readonly [K in keyof W]: undefined extends W[K] ? AnyTensor | undefined : AnyTensor
}
export type StatesOf<W extends WeightSpecs> = {
  readonly [K in keyof W]: undefined extends W[K] ? StateHandle | undefined : StateHandle
}

/** What a call of a layer has beside its input. */
export interface LayerContext<O extends Options, W extends WeightSpecs, M extends WeightSpecs> {
  readonly options: ValuesOf<O>
  /** The weights: symbolic for symbolic inputs, eager for eager ones. */
  readonly weights: WeightsOf<W>
  /** Weights and states as places that can be written. */
  readonly states: StatesOf<W> & StatesOf<M>
  /** The mask of each input, of the dtype that the user gave it: ops that want truth values need it cast. */
  readonly masks: readonly (AnyTensor | undefined)[]
  readonly initialState: readonly AnyTensor[] | undefined
  /** How many calls the layer has had before. */
  readonly calls: number
}

/**
 * What becomes of masks: the one that the output carries; of several outputs, the first. `x` is what the call gets, for a
 * layer that makes a mask of its input.
 */
export type MaskRule<In, V> = (masks: readonly (AnyTensor | undefined)[], x: In, options: V) => AnyTensor | undefined

/** A layer as data: what it is made of. Its type is a `LayerRule` beside it. */
export interface LayerDefinition<
  In = AnyTensor | readonly AnyTensor[],
  Given = Spec | readonly Spec[],
  O extends LayerOptions = LayerOptions,
  W extends WeightSpecs = WeightSpecs,
  M extends WeightSpecs = WeightSpecs,
> extends Definition<O> {
  /** Does it take one tensor, a list of them, or what its call decides? */
  readonly inputs: 'one' | 'list' | 'any'
  /** Numbers of other dtypes come in as they are: else they become float32. */
  readonly anyDType?: true
  /** How many tensors a call may give to begin with, instead of zeros. The type says `takes: 'initialState'`. */
  readonly initialState?: number
  /** Masks can come in, and this is what becomes of them. Without it a mask is refused. The type says `takes: 'mask'`. */
  readonly mask?: MaskRule<In, ValuesOf<O>>
  /** Refuses an input that the ops would take in another sense. */
  accepts?(x: Shape, options: ValuesOf<O>): Ok<Shape> | Failure
  /** The weights for an input; their order is that of Keras. */
  weights?(x: Given, options: ValuesOf<O>): W
  /** What is remembered from run to run and is no weight: it is in no file, and `resetStates` begins anew. */
  states?(x: Given, options: ValuesOf<O>): M
  /** The ops. They serve eager and symbolic tensors alike. */
  call(x: In, context: LayerContext<O, W, M>): AnyTensor | readonly AnyTensor[]
}

/** A layer of one tensor. */
export function defineLayer<O extends LayerOptions, const W extends WeightSpecs = {}, const M extends WeightSpecs = {}>(
  definition: Omit<LayerDefinition<AnyTensor, Spec, O, W, M>, 'inputs'>,
): LayerDefinition {
  return define({ ...definition, inputs: 'one' })
}
/** A layer that merges a list of tensors. */
export function defineMergeLayer<
  O extends LayerOptions,
  const W extends WeightSpecs = {},
  const M extends WeightSpecs = {},
>(definition: Omit<LayerDefinition<readonly AnyTensor[], readonly Spec[], O, W, M>, 'inputs'>): LayerDefinition {
  return define({ ...definition, inputs: 'list' })
}

const definitions = new Map<string, LayerDefinition>()
function define(definition: object): LayerDefinition {
  // Whoever calls a definition has configured its options and counted its inputs.
  const fixed = Object.freeze(definition) as LayerDefinition
  definitions.set(fixed.kind, fixed)
  return fixed
}
/** The definitions of all layers that are loaded, by their kind. */
export function layerDefinitions(): ReadonlyMap<string, LayerDefinition> {
  return definitions
}

/** The mask goes on as it came. */
export function passesMask([mask]: readonly (AnyTensor | undefined)[]): AnyTensor | undefined {
  return mask
}
/** The mask has been used, and the output has none. */
export function endsMask(): undefined {
  return undefined
}
