import type { Shape } from '../shape/dimension.js'
import type { DType } from '../shape/dtype.js'
import type { Whole } from '../shape/identity.js'
import type { Check, ListArg, Ok, OkOf, Sentence, Several } from '../shape/outcome.js'
import type { AnyTensor, KindOf, Result, ShapeOf, Symbolic, SymbolicTensor, Tensor } from '../tensor.js'
import type { isRefused, Refused } from '../options/option.js'
import type { expects } from './expects.js'
import type { ConfiguredLayer } from './layer.js'

// Layers in types.

/**
 * A layer's rule as a type-level function: `output` is computed from `this['input']`. The rules are
 * derived from the rules of the ops that the layer is made of.
 */
export interface LayerRule {
  /** The layer's name in a sentence. */
  readonly op: string
  /** The shape of the input, or the list of shapes. */
  readonly input: unknown
  /** The input itself, for a rule that asks its dtype. */
  readonly tensor: unknown
  /** The outcome: `Ok` for float32, `OkOf` for another dtype, `Several` of them, or a failure. */
  readonly output: unknown
  /**
   * What calls take beside `training`: `'mask'`, `'initialState'`; nothing unless it is said. The definition says so too, by
   * its `mask` and its `initialState`.
   */
  readonly takes: unknown
  /**
   * What sets a layer apart from others of its kind, such as `[Units]`: else TypeScript would take one for the other, and
   * claim the shape of the wrong one.
   */
  readonly options: unknown
}
/** What a rule says of an input. */
export type apply<F extends LayerRule, S, X = unknown> = (F & { readonly input: S; readonly tensor: X })['output']
export type OpOf<F> = F extends { readonly op: infer Op extends string } ? Op : 'layer'

/** Options of a call. Those that the layer does not take are refused by a sentence. */
export interface CallOptions<F extends LayerRule, Mask = AnyTensor> {
  /** Behave as in training, or not: dropout drops. What is not said here is decided when the model trains or predicts. */
  readonly training?: boolean
  /** Truth values for the first axes: false where there is nothing to be seen. `null` goes on without a mask. */
  readonly mask?: TakenBy<F, 'mask', Mask | null, null>
  /** What a recurrent layer begins with: zeros unless it is given. */
  readonly initialState?: TakenBy<F, 'initialState', readonly AnyTensor[]>
}
/** A mask for each tensor of a list. */
type Masks = AnyTensor | readonly (AnyTensor | null)[]
type TakenBy<F extends LayerRule, Option extends string, Value, Always = never> =
  unknown extends F['takes'] ? Always | `${F['op']}: takes no ${Option}`
  : Option extends F['takes'] ? Value
  : Always | `${F['op']}: takes no ${Option}`

/** A layer of one tensor, called as a function or with `.apply`, on symbolic and on eager tensors. */
export interface LayerOf<F extends LayerRule = LayerRule> extends ConfiguredLayer {
  <X extends AnyTensor>(x: LayerArg<called<F, X>, F, X>, options?: CallOptions<F>): Output<called<F, X>, X>
  apply<X extends AnyTensor>(x: LayerArg<called<F, X>, F, X>, options?: CallOptions<F>): Output<called<F, X>, X>
  readonly rule: F
}
/**
 * Some layer, by what it takes and what it gives: a parameter, a field, an element of a list. A bare `Layer` takes symbolic
 * tensors, and what comes out is of unknown shape; `Layer<Tensor<[2, 3]>, Tensor<[2, 4]>>` is one whose eager calls do this.
 *
 * @typeParam X What a call is given: a tensor, or a list of tensors where the layer merges one.
 * @typeParam Y What it answers.
 */
export interface Layer<
  in X extends AnyTensor | readonly AnyTensor[] = SymbolicTensor,
  out Y = KindOf<X extends readonly (infer Each)[] ? Each : X> extends 'eager' ? Tensor : SymbolicTensor,
> extends ConfiguredLayer {
  (x: X, options?: TrainingOption): Y
  apply(x: X, options?: TrainingOption): Y
}
interface TrainingOption {
  /** Behave as in training, or not: dropout drops. */
  readonly training?: boolean
}
/** `Arg` for less: the layer's name is asked for only when it is needed, and the message is looked up by the same answer. */
type LayerArg<Rule, F extends LayerRule, X> =
  Check<Rule> extends 'ok' ? X : `${F['op']}: ${Messages<Rule>[Check<Rule>]}`
interface Messages<Rule> {
  readonly ok: never
  readonly error: Rule extends { readonly message: infer Message extends string } ? Message : never
}
type called<F extends LayerRule, X extends AnyTensor> = (F & {
  readonly input: X['shape']
  readonly tensor: X
  readonly unknown: Ok<number[]>
})[When<X, X>]
/**
 * 'output', once `X` is known: until then nothing of the rule is computed, as it would be for every layer. What could be
 * several tensors is of unknown shape.
 */
type When<X, All> =
  X extends unknown ?
    Whole<All> extends Whole<X> ?
      'output'
    : 'unknown'
  : never
/**
 * `Result` for a layer. Every layer has a type of its own, and of a condition TypeScript would compute all branches for
 * each of them; what is looked up in a table is computed when it is asked for.
 */
type Output<Rule, X> = Outputs<Rule>[OneKindOf<X, X>]
interface Outputs<Rule> {
  readonly symbolic: Rule extends { readonly shape: infer S extends Shape } ? SymbolicTensor<S>
  : Others<Rule, 'symbolic'>
  readonly either: Rule extends { readonly shape: infer S extends Shape } ? AnyTensor<S, 'float32'>
  : Others<Rule, 'either'>
  readonly eager: Rule extends { readonly shape: infer S extends number[] } ? Tensor<S> : Others<Rule, 'eager'>
}
/** What is not one float32 tensor. */
type Others<Rule, Kind extends keyof Outputs<unknown>> =
  Rule extends Several<infer L> ? { -readonly [I in keyof L]: Outputs<L[I]>[Kind] }
  : Rule extends OkOf<infer S extends Shape, infer D extends DType> ? Result<Ok<S>, D, Kind>
  : Tensor
/** A union of tensors can be symbolic when one of them is. So is `any`, for which TypeScript takes both branches. */
type OneKindOf<X, All> =
  X extends Symbolic ? 'symbolic'
  : Whole<All> extends Whole<Symbolic> ? 'symbolic'
  : 'symbolic' extends KindOf<All> ? 'symbolic'
  : 'either' extends KindOf<All> ? 'either'
  : 'eager'

export type ShapesOf<L> = { -readonly [I in keyof L]: ShapeOf<L[I]> }
/** The tensor that is to blame becomes the sentence; where there is none, as for an axis of the config, the list does. */
type MergeArg<Rule, Op extends string, L extends readonly unknown[]> =
  Check<Rule> extends 'ok' ? L
  : Rule extends { readonly index: number } ? ListArg<Rule, Op, L>
  : Sentence<Rule, Op>
/** A layer that merges a list of tensors. */
export interface MergeLayer<F extends LayerRule> extends ConfiguredLayer {
  <const L extends readonly AnyTensor[]>(
    xs: MergeArg<apply<F, ShapesOf<L>>, F['op'], L>,
    options?: CallOptions<F, Masks>,
  ): Result<apply<F, ShapesOf<L>>, 'float32', KindOf<L[number]>>
  apply<const L extends readonly AnyTensor[]>(
    xs: MergeArg<apply<F, ShapesOf<L>>, F['op'], L>,
    options?: CallOptions<F, Masks>,
  ): Result<apply<F, ShapesOf<L>>, 'float32', KindOf<L[number]>>
  readonly rule: F
}

/** The shape that a rule answers, of whatever dtype. */
export type shapeIn<Outcome> =
  Outcome extends { readonly shape: infer S } ? S
  : Outcome extends OkOf<infer S, unknown> ? S
  : never
/** The output of a layer of a known input: `OutputOf<typeof encoder, [32, 10]>`. */
export type OutputOf<L extends { readonly rule: LayerRule }, S> = shapeIn<apply<L['rule'], S>>

/** A layer whose input its config tells: every call is checked against it. */
export interface Fitted<F extends LayerRule, In> extends LayerRule {
  readonly op: F['op']
  readonly takes: F['takes']
  readonly options: [F['options'], In]
  readonly output: expects<In, this['input']> extends infer Outcome ?
    Outcome extends { readonly failed: true } ?
      Outcome
    : apply<F, this['input'], this['tensor']>
  : never
}
/** What a call of a layer's maker returns: a layer, and what the config says of its input. */
export type MadeLayer<F extends LayerRule, C> =
  C extends WithoutInput ? LayerOf<F>
  : isRefused<C> extends true ? LayerOf<Unsure<F>>
  : C extends { readonly batchInputShape: infer S extends Shape } ? FirstLayer<F, Writable<S>>
  : C extends { readonly inputShape: infer S extends Shape } ? FirstLayer<F, ['batch', ...Writable<S>]>
  : LayerOf<F>
/** What a refused config makes. */
interface Unsure<F extends LayerRule> extends LayerRule {
  readonly op: F['op']
  readonly takes: F['takes']
  readonly options: F['options']
  readonly output: Ok<number[]>
}
/** The same for a layer that merges a list. */
export type MadeMergeLayer<F extends LayerRule, C> = isRefused<C> extends true ? MergeLayer<Unsure<F>> : MergeLayer<F>
type NotRefused = { readonly [Key in keyof Refused]?: never }
/** What nearly all configs are, found by one cheap question. Without the index signature nothing else would fit. */
interface WithoutInput extends NotRefused {
  readonly inputShape?: null | undefined
  readonly batchInputShape?: null | undefined
  readonly [option: string]: unknown
}
/** A layer whose config tells its input, as the first one of a `sequential` does. */
export interface FirstLayer<F extends LayerRule, In> extends LayerOf<Fitted<F, In>> {
  readonly inputShape: In
}
type Writable<S> = { -readonly [I in keyof S]: S[I] extends null ? number : S[I] }
