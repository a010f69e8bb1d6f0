import { assertReady } from '../backend.js'
import { context, copied, within, withLayer } from '../context.js'
import { specOf, uniqueName, type LayerCall, type Spec, type Value } from '../graph/node.js'
import { variableNode, type State } from '../graph/sources.js'
import { cast } from '../ops/cast.js'
import { sameDim, type Dim, type Shape } from '../shape/dimension.js'
import type { DType } from '../shape/dtype.js'
import { ShapeError } from '../shape/errors.js'
import type { Whole } from '../shape/identity.js'
import { failure, isFailure, ok, type Arg, type Failure, type ListArg, type Ok } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import {
  isSymbolic,
  type AnyTensor,
  type KindOf,
  type NineAxes,
  type Result,
  type ShapeOf,
  type Symbolic,
  type SymbolicTensor,
  type Tensor,
} from '../tensor.js'
import * as core from '@tensorflow/tfjs-core'
import { Weight, type WeightSpec } from './weight.js'

/**
 * A layer's shape rule as a type-level function: `output` is computed from `this['input']`. The rules are derived from
 * the rules of the ops that the layer is made of.
 */
export interface LayerRule {
  /** The layer's name in a sentence. */
  readonly op: string
  /** The shape of the input, or the list of shapes. */
  readonly input: unknown
  /** The outcome: `Ok` or a failure. */
  readonly output: unknown
}
/** What a rule says of an input. */
export type apply<F extends LayerRule, S> = (F & { readonly input: S })['output']
export type OpOf<F> = F extends { readonly op: infer Op extends string } ? Op : 'layer'

/** Options of a call. */
export interface CallOptions {
  /** For eager calls: behave as in training (dropout drops). A graph has it fixed when a plan is made. */
  readonly training?: boolean
}

/** What all layers have. */
export interface AnyLayer {
  readonly name: string
  readonly kind: string
  /** Only in types: the rule. */
  readonly rule: LayerRule
  readonly trainable: boolean
  /** The weights, in the order of Keras; empty until the layer has met its first input. */
  readonly weights: readonly Weight[]
  countParams(): number
  /** The present values, as new tensors. */
  getWeights(): core.Tensor[]
  /** Sets all values, in the order of `getWeights`. */
  setWeights(values: readonly core.Tensor[]): void
}

/** A layer of one tensor, called as a function or with `.apply`, on symbolic and on eager tensors. */
export interface Layer<F extends LayerRule = LayerRule> extends AnyLayer {
  <X extends AnyTensor>(x: Arg<called<F, X>, F['op'], X>, options?: CallOptions): Output<called<F, X>, X>
  apply<X extends AnyTensor>(x: Arg<called<F, X>, F['op'], X>, options?: CallOptions): Output<called<F, X>, X>
  readonly rule: F
}
type called<F extends LayerRule, X extends AnyTensor> = (F & { readonly input: KnownShape<X['shape']> })[When<X>]
/** Always 'output', once `X` is known: until then nothing of the rule is computed, as it would be for every layer. */
type When<X> = X extends object ? 'output' : never
/** `ShapeOf` for what is a tensor: only `any` and more than 8 axes are left to become an unknown shape. */
type KnownShape<S> = S extends NineAxes ? number[] : S
/**
 * `Result` for a layer. Every layer has a type of its own, and of a condition TypeScript would compute all branches for
 * each of them; what is looked up in a table is computed when it is asked for.
 */
type Output<Rule, X> = Outputs<Rule>[OneKindOf<X>]
interface Outputs<Rule> {
  readonly symbolic: Rule extends { readonly shape: infer S extends Shape } ? SymbolicTensor<S> : never
  readonly either: Rule extends { readonly shape: infer S extends Shape } ? AnyTensor<S, 'float32'> : never
  readonly eager: Rule extends { readonly shape: infer S extends number[] } ? Tensor<S> : Tensor
}
/** A union of tensors can be symbolic when one of them is. */
type OneKindOf<X> =
  Whole<X> extends Whole<Symbolic> ? 'symbolic'
  : 'symbolic' extends KindOf<X> ? 'symbolic'
  : 'either' extends KindOf<X> ? 'either'
  : 'eager'

export type ShapesOf<L> = { -readonly [I in keyof L]: ShapeOf<L[I]> }
/** A layer that merges a list of tensors. */
export interface MergeLayer<F extends LayerRule = LayerRule> extends AnyLayer {
  <const L extends readonly AnyTensor[]>(
    xs: ListArg<apply<F, ShapesOf<L>>, F['op'], L>,
    options?: CallOptions,
  ): Result<apply<F, ShapesOf<L>>, 'float32', KindOf<L[number]>>
  apply<const L extends readonly AnyTensor[]>(
    xs: ListArg<apply<F, ShapesOf<L>>, F['op'], L>,
    options?: CallOptions,
  ): Result<apply<F, ShapesOf<L>>, 'float32', KindOf<L[number]>>
  readonly rule: F
}

/** The output of a layer of a known input: `OutputOf<typeof encoder, [32, 10]>`. */
export type OutputOf<L extends AnyLayer, S> = apply<L['rule'], S> extends { readonly shape: infer Out } ? Out : never

/** What every layer's config takes. */
export interface LayerConfig {
  readonly name?: string
  readonly trainable?: boolean
  /** The shape of the input without the batch. A first layer of a `sequential` needs it. */
  readonly inputShape?: Shape
  /** The shape of the input with the batch. */
  readonly batchInputShape?: Shape
}
export const configKeys = [
  'name',
  'trainable',
  'inputShape',
  'batchInputShape',
] satisfies readonly (keyof LayerConfig)[]

/** A layer whose input its config tells: every call is checked against it. */
export interface Fitted<F extends LayerRule, In> extends LayerRule {
  readonly op: F['op']
  readonly output: expects<In, this['input']> extends infer Outcome ?
    Outcome extends { readonly failed: true } ?
      Outcome
    : apply<F, this['input']>
  : never
}
/** What a call of a layer's maker returns: a layer, and what the config says of its input. */
export type LayerOf<F extends LayerRule, C> =
  C extends WithoutInput ? Layer<F>
  : C extends { readonly batchInputShape: infer S extends Shape } ?
    Layer<Fitted<F, Writable<S>>> & WithInput<Writable<S>>
  : C extends { readonly inputShape: infer S extends Shape } ?
    Layer<Fitted<F, ['batch', ...Writable<S>]>> & WithInput<['batch', ...Writable<S>]>
  : Layer<F>
/** What nearly all configs are, found by one cheap question. Without the index signature nothing else would fit. */
interface WithoutInput {
  readonly inputShape?: undefined
  readonly batchInputShape?: undefined
  readonly [option: string]: unknown
}
export interface WithInput<S> {
  readonly inputShape: S
}
type Writable<S> = { -readonly [I in keyof S]: S[I] extends null ? number : S[I] }

/** Does an input fit what a layer was told? Names of the config stand for any size. */
export type expects<In, S> =
  In extends Shape ?
    S extends Shape ?
      number extends S['length'] ? Ok<S>
      : In['length'] extends S['length'] ?
        FirstClash<In, S> extends infer Clash ?
          [Clash] extends [never] ? Ok<S>
          : Clash extends [infer Axis, infer X, infer Y] ? otherInput<In, S, Axis, X, Y>
          : never
        : never
      : otherRank<In, S>
    : Ok<S>
  : Ok<S>
type FirstClash<In, S, Axis extends 0[] = []> =
  In extends readonly [infer X, ...infer In2] ?
    S extends readonly [infer Y, ...infer S2] ?
      X extends string ? FirstClash<In2, S2, [...Axis, 0]>
      : sameDim<X, Y> extends true ? FirstClash<In2, S2, [...Axis, 0]>
      : [Axis['length'], X, Y]
    : never
  : never
export function expects(expected: Shape, shape: Shape): Ok<Shape> | Failure {
  if (expected.length !== shape.length) return otherRank(expected, shape)
  const axis = expected.findIndex((dim, i) => typeof dim !== 'string' && !sameDim(dim, shape[i]!))
  return axis < 0 ? ok(shape) : otherInput(expected, shape, axis, expected[axis]!, shape[axis]!)
}
export interface otherInput<In, S, Axis, X, Y> extends Failure {
  readonly message: `expects ${showShape<In>}, got ${showShape<S>}: axis ${Axis & number} is ${showDim<X>} vs ${showDim<Y>}`
}
export function otherInput(expected: Shape, shape: Shape, axis: number, x: Dim, y: Dim) {
  const text = `expects ${showShape(expected)}, got ${showShape(shape)}: axis ${axis} is ${showDim(x)} vs ${showDim(y)}`
  return failure(text, { code: 'otherInput', shapes: [expected, shape], axis, sizes: [x, y] })
}
export interface otherRank<In, S> extends Failure {
  readonly message: `expects ${showShape<In>}, got ${showShape<S>}: the ranks differ`
}
export function otherRank(expected: Shape, shape: Shape) {
  return failure(`expects ${showShape(expected)}, got ${showShape(shape)}: the ranks differ`, {
    code: 'otherRank',
    shapes: [expected, shape],
  })
}

/** A config's value, or the default. */
export type Get<C, Key extends string, Default> = C extends { readonly [P in Key]: infer V } ? V : Default

export type Weights = { readonly [name: string]: AnyTensor }

/** A layer is its weights and its call, nothing else. */
export interface LayerDefinition {
  readonly kind: string
  readonly config: LayerConfig
  /** What comes in are ids, and stays as it is. All else becomes float32, which is what every layer gives. */
  readonly ids?: true
  /** Refuses an input that the ops would take in another sense. */
  accepts?(x: Shape): Ok<Shape> | Failure
  /** The weights for an input; their order is that of Keras. */
  weights?(inputs: readonly Spec[]): { readonly [name: string]: WeightSpec }
  /**
   * The ops. It gets symbolic weights for symbolic inputs, eager ones for eager inputs, and where the weights are kept
   * for ops that write them.
   */
  call(inputs: readonly AnyTensor[], weights: Weights, states: { readonly [name: string]: State }): AnyTensor
}

const snakeCase = (kind: string) => kind.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`)

/**
 * Makes a layer of its definition. The type of the result is the layer's rule, which the caller states; the twin of
 * that rule at run time is the rules of the ops that `call` uses.
 */
export function makeLayer<L extends AnyLayer>(definition: LayerDefinition): L {
  const { kind, config } = definition
  const name = config.name ?? uniqueName(snakeCase(kind))
  const trainable = config.trainable ?? true
  let weights: { readonly [name: string]: Weight } | undefined
  let builtFor: readonly Spec[] = []
  const expected = batchShape(config)
  let calls = 0

  function build(inputs: readonly Spec[]): { readonly [name: string]: Weight } {
    const specs = Object.entries(definition.weights?.(inputs) ?? {})
    return Object.fromEntries(
      specs.map(([key, spec]) => [
        key,
        new Weight(`${name}/${key}`, { ...spec, trainable: trainable && (spec.trainable ?? true) }),
      ]),
    )
  }
  /** Weights made for one input serve another only if it asks for the same ones. */
  function assertSameWeights(inputs: readonly Spec[]): void {
    const wanted = definition.weights?.(inputs) ?? {}
    for (const [key, { shape }] of Object.entries(wanted)) {
      if (String(shape) !== String(weights![key]!.shape))
        throw new ShapeError(kind, otherWeights(inputs[0]!.shape, builtFor[0]!.shape), name)
    }
  }

  const call = (x: AnyTensor | readonly AnyTensor[], options?: CallOptions): AnyTensor => {
    const inputs = (Array.isArray(x) ? x : [x]) as readonly AnyTensor[]
    const specs = inputs.map((input) => (isSymbolic(input) ? specOf(input) : input))
    const symbolic = inputs.some(isSymbolic)
    if (!symbolic) assertReady(kind)
    const outputs: Value[] = []
    const record: LayerCall = {
      layer: layer as unknown as AnyLayer,
      call: calls++,
      inputs: symbolic ? (inputs as readonly Value[]) : [],
      outputs,
      options: options ?? {},
    }
    return withLayer(record, () =>
      within({ training: options?.training ?? context().training }, () => {
        const fits = expected === undefined ? undefined : expects(expected, specs[0]!.shape)
        if (fits !== undefined && isFailure(fits)) throw new ShapeError(kind, fits, name)
        const accepted = definition.accepts?.(specs[0]!.shape)
        if (accepted !== undefined && isFailure(accepted)) throw new ShapeError(kind, accepted, name)
        const made = weights ?? build(specs)
        if (weights !== undefined) assertSameWeights(specs)
        const values = Object.entries(made).map(
          ([key, weight]) => [key, symbolic ? variableNode(weight) : weight.read()] as const,
        )
        const run = () => {
          const floats = definition.ids ? inputs : inputs.map((input) => floatOf(input))
          const result = definition.call(floats, Object.fromEntries(values), made)
          // A result is the caller's: it is never the very handle that was given.
          return !symbolic && inputs.includes(result) ?
              (copied(result as AnyTensor & core.Tensor) as AnyTensor)
            : result
        }
        let output: AnyTensor
        try {
          output = symbolic ? run() : (core.tidy(run as () => core.Tensor) as AnyTensor)
        } catch (error) {
          // An input that the ops refuse must not leave weights behind that fit nothing else.
          if (weights === undefined) for (const weight of Object.values(made)) weight.dispose()
          throw error
        }
        if (weights === undefined) {
          weights = made
          builtFor = specs
        }
        return output
      }),
    )
  }
  const list = () => Object.values(weights ?? {})
  const layer = Object.assign(call, {
    apply: call,
    kind,
    trainable,
    countParams: () => list().reduce((sum, weight) => sum + weight.size, 0),
    getWeights: () => list().map((weight) => weight.read().clone()),
    setWeights: (values: readonly core.Tensor[]) => setWeights(kind, list(), values),
    inputShape: expected,
  })
  Object.defineProperty(layer, 'name', { value: name })
  Object.defineProperty(layer, 'weights', { get: list })
  // A function object with a definition's properties: nothing but the rule in the type is missing, and it is only a type.
  return layer as unknown as L
}

function floatOf(x: AnyTensor): AnyTensor {
  return x.dtype === 'float32' ? x : cast(x, 'float32')
}

function batchShape({ inputShape, batchInputShape }: LayerConfig): Shape | undefined {
  return batchInputShape ?? (inputShape && ['batch', ...inputShape])
}

/** Sets weights after all of them have been checked, so that a mistake changes none. */
export function setWeights(what: string, weights: readonly State[], values: readonly core.Tensor[]): void {
  if (weights.length !== values.length) {
    throw new RangeError(`${what}: setWeights needs ${weights.length} tensors, got ${values.length}`)
  }
  weights.forEach(({ name, shape, dtype }, i) => {
    if (String(shape) !== String(values[i]!.shape)) {
      throw new RangeError(`${what}: weight ${i} ('${name}') is [${shape}], got [${values[i]!.shape}]`)
    }
    if (values[i]!.isDisposed) throw new Error(`${what}: the value for weight ${i} ('${name}') was disposed before`)
    if (dtype !== values[i]!.dtype) {
      throw new TypeError(`${what}: weight ${i} ('${name}') is ${dtype}, got ${values[i]!.dtype}`)
    }
  })
  weights.forEach((weight, i) => weight.write(core.keep(values[i]!.clone()) as Tensor<number[], DType>))
}

/** A weight's size must be known when it is made. */
export function knownSize(kind: string, { shape }: Spec, axis: number): number {
  const dim: Dim | undefined = shape.at(axis)
  if (typeof dim === 'number') return dim
  throw new ShapeError(kind, needsKnownSize(shape, axis, dim ?? null))
}
export function needsKnownSize(shape: Shape, axis: number, dim: Dim) {
  return failure(`needs a known size on axis ${axis} of ${showShape(shape)} to make its weights, got ${showDim(dim)}`, {
    code: 'needsKnownSize',
    shapes: [shape],
    axis,
  })
}
function otherWeights(shape: Shape, first: Shape) {
  return failure(`its weights were made for ${showShape(first)} and do not fit ${showShape(shape)}`, {
    code: 'otherWeights',
    shapes: [shape, first],
  })
}
