import { argument } from './options/argument.js'
import { configure } from './options/option.js'
import { text } from './options/text.js'
import { isCallable } from './shape/given.js'
import { showValue } from './shape/show.js'
import { specOf, uniqueName, type Value } from './graph/node.js'
import { inputNode } from './graph/sources.js'
import type { AnyLayer } from './layers/layer.js'
import type { apply, LayerRule, OpOf, shapeIn } from './layers/rule.js'
import type { Model } from './model.js'
import { ModelInstance } from './modelInstance.js'
import type { substituteShape } from './shape/binding.js'
import { canonicalShape, type Shape } from './shape/dimension.js'
import type { DType } from './shape/dtype.js'
import { ShapeError } from './shape/errors.js'
import { failure, type Failure, type ListArg, type Ok } from './shape/outcome.js'
import { publicly } from './stack.js'
import { isSymbolic, type SymbolicTensor } from './tensor.js'
import type { bindTree } from './tree.js'

/** A layer, a model of one input and one output, or a function of a symbolic tensor. */
type Link = AnyLayer | ((x: SymbolicTensor<never, never>) => SymbolicTensor<Shape, DType>)

/** The shape that the first layer's config tells, or the first model's input. */
type FirstInput<L> =
  L extends readonly [{ readonly inputShape: infer S extends Shape }, ...unknown[]] ? canonicalShape<S>
  : L extends readonly [{ readonly inputs: { readonly shape: infer S extends Shape } }, ...unknown[]] ? S
  : number[]

/** Each link's rule on the output of the one before; a function contributes the type that it declares. */
export type chain<L, S, N extends 0[] = []> =
  L extends readonly [infer H, ...infer Rest] ?
    H extends { readonly rule: infer F extends LayerRule } ?
      apply<F, S> extends infer Outcome ?
        Outcome extends { readonly failed: true; readonly message: infer Message } ?
          layerFails<N['length'], OpOf<F>, Message>
        : chain<Rest, shapeIn<Outcome>, [...N, 0]>
      : never
    : H extends { readonly inputs: infer I; readonly outputs: infer O } ?
      modelRule<I, O, S> extends infer Outcome ?
        Outcome extends { readonly failed: true; readonly message: infer Message } ?
          layerFails<N['length'], 'model', Message>
        : chain<Rest, Outcome['shape' & keyof Outcome], [...N, 0]>
      : never
    : H extends (x: never) => SymbolicTensor<infer Out extends Shape, DType> ? chain<Rest, Out, [...N, 0]>
    : Ok<number[]>
  : Ok<S>
/** The shape of a model's output for an input of this shape. */
type modelRule<I, O, S> =
  bindTree<I, { readonly shape: S; readonly dtype: 'float32' }, 'x'> extends infer E ?
    E extends Failure ? E
    : O extends { readonly shape: infer Out } ? Ok<substituteShape<Out, E>>
    : Ok<number[]>
  : never
/** What comes in, the first link has to say. */
type fromInput<L> =
  L extends readonly [infer First, ...unknown[]] ?
    First extends { readonly inputShape: unknown } | { readonly inputs: unknown } ? chain<L, FirstInput<L>>
    : First extends { readonly rule: unknown } | ((x: never) => unknown) ? needsInputShape
    : chain<L, FirstInput<L>>
  : chain<L, FirstInput<L>>
interface needsInputShape extends Failure {
  readonly index: 0
  readonly message: "the first layer needs 'inputShape'"
}
function needsInputShape() {
  return failure("the first layer needs 'inputShape'", { code: 'needsInputShape', index: 0 })
}
export interface layerFails<N, Op, Message> extends Failure {
  readonly index: N
  readonly message: `layer ${N & number}: ${Op & string}: ${Message & string}`
}
function layerFails(index: number, { message, code, shapes, sizes }: ShapeError) {
  return failure(`layer ${index}: ${message}`, { code, shapes, sizes, index })
}

type Links = readonly [(x: unknown) => unknown, ...((x: unknown) => unknown)[]]
const options = {
  name: text(),
  layers: argument<Links>((given, name) => {
    if (!Array.isArray(given)) return `${name} is a list of layers, got ${showValue(given)}`
    if (given.length === 0) return `there are no layers`
    const foreign = Array.from(given as readonly unknown[]).findIndex((link) => !isCallable(link))
    return foreign < 0 ? undefined : (
        `layer ${foreign} is a layer, a model or a function, got ${showValue(given[foreign])}`
      )
  }),
}
function asOne(result: unknown, index: number): Value {
  if (isSymbolic(result)) return result
  throw new TypeError(`sequential: layer ${index} gives one symbolic tensor, got ${showValue(result)}`)
}

export interface SequentialConfig<L> {
  readonly layers: L
  readonly name?: string
}
type OutputOfChain<L> = fromInput<L> extends { readonly shape: infer S extends Shape } ? S : number[]

/**
 * A model in which each layer gets the output of the one before. The first one says what comes in: a layer by its
 * `inputShape`, a model by its input.
 *
 * @param config `layers` are layers, models of one input and one output, and functions of a symbolic tensor.
 * @throws ShapeError `sequential: layer 2: conv2d: needs rank 4, [batch, height, width, channels], got [batch, 16]`
 *
 * @example
 * ```ts
 * const m = tf.sequential({
 *   layers: [
 *     tf.layers.dense({ units: 16, activation: 'relu', inputShape: [10] }),
 *     tf.layers.dense({ units: 3, activation: 'softmax' }),
 *   ],
 * })
 * const y = m.predict(tf.zeros([4, 10])) // Tensor<[4, 3]>
 * ```
 */
export function sequential<const L extends readonly Link[]>(
  config: SequentialConfig<ListArg<fromInput<L>, 'sequential', L>>,
): Model<SymbolicTensor<FirstInput<L>>, SymbolicTensor<OutputOfChain<L>>> {
  const made: AnyLayer = publicly(() => chained(config))
  return made as Model<SymbolicTensor<FirstInput<L>>, SymbolicTensor<OutputOfChain<L>>>
}
function chained(config: unknown): AnyLayer {
  const { name = uniqueName('sequential'), layers: links } = configure('sequential', options, config)
  const [first] = links
  const { inputShape, inputs } = first as { readonly inputShape?: Shape; readonly inputs?: unknown }
  const shape = inputShape ?? (isSymbolic(inputs) ? specOf(inputs).shape : undefined)
  if (shape === undefined) throw new ShapeError('sequential', needsInputShape())
  const x = inputNode({ shape: canonicalShape(shape), dtype: 'float32' })
  const y = links.reduce<Value>((value, link, i) => {
    try {
      return asOne(link(value), i)
    } catch (error) {
      throw error instanceof ShapeError ? new ShapeError('sequential', layerFails(i, error), error.layer) : error
    }
  }, x)
  return new ModelInstance(name, x, y)
}
