import type { Shape } from './dimension.js'

/**
 * What a rule answers: `Ok` with a shape, or a `Failure` with a sentence.
 *
 * A good shape is wrapped so that `Ok<S>` is surely not a failure even when `S` is a type parameter: that is what lets
 * ops be called inside generic functions.
 */
export interface Ok<S> {
  readonly shape: S
}
export function ok(shape: Shape): Ok<Shape> {
  return { shape }
}

/**
 * A rule failed. Each message is an interface that extends this one and gives `message` as a template literal type,
 * next to a function of the same name that gives the same text. TypeScript resolves the member only when somebody asks
 * for it, so a call that is right never pays for the text. The shape is unknown, so the next line is quiet.
 */
export interface Failure {
  readonly failed: true
  readonly shape: number[]
  readonly message: string
}

/** What a program can read from a failure; see {@link ShapeError}. */
export interface FailureDetails {
  /** Which sentence it is, such as `'cannotBroadcast'`. */
  readonly code: string
  /** The shapes that the sentence names. */
  readonly shapes?: readonly Shape[]
  /** The axis on which they clash, as the sentence counts it. */
  readonly axis?: number
  /** The sizes that clash. */
  readonly sizes?: readonly (number | string | null)[]
  /** The argument that is to blame, where a rule is about several. */
  readonly at?: string
  /** For a list of tensors: the index of the offending element. */
  readonly index?: number
}

export interface RunTimeFailure extends Failure {
  readonly details: FailureDetails
}
export function failure(message: string, details: FailureDetails): RunTimeFailure {
  return { failed: true, shape: [], message, details }
}
export function isFailure(outcome: object): outcome is RunTimeFailure {
  return (outcome as Partial<Failure>).failed === true
}

/**
 * Does the rule surely fail? The `infer` has no constraint, so that a rule still undecided inside a generic function
 * reads as 'ok' there.
 */
export type Check<Rule> =
  Rule extends infer Outcome ?
    Outcome extends Failed ?
      'error'
    : 'ok'
  : never
/** A name of its own: a type written out inside an alias is instantiated at each use. */
interface Failed {
  readonly failed: true
}

/** The sentence of a failed rule, as the user reads it. */
export type Sentence<Rule, Op extends string> = `${Op}: ${MessageOf<Rule>}`
/**
 * Not `Rule extends ...`: to learn what a parameter could at most be, TypeScript tries a condition on `Rule` with
 * everything that operands could be. It does not try one on an `infer` without a constraint.
 */
type MessageOf<Rule> =
  [Rule] extends [infer Outcome] ?
    Outcome extends { readonly message: infer Message extends string } ?
      Message
    : never
  : never

/** The type of the offending parameter: the argument's own type, or the sentence. */
export type Arg<Rule, Op extends string, T> = Check<Rule> extends 'ok' ? T : Sentence<Rule, Op>

/**
 * Two rules about one argument. The shape is asked first: only in this order does TypeScript still infer an array
 * literal as a tuple.
 */
export type ShapeThenDType<ShapeRule, DTypeRule, Op extends string, T> = Arg<ShapeRule, Op, Arg<DTypeRule, Op, T>>

/** For a list of arguments: only the offending element becomes the sentence. The failure's `index` says which. */
export type ListArg<Rule, Op extends string, L extends readonly unknown[]> =
  Check<Rule> extends 'ok' ? L
  : Rule extends { readonly index: infer N extends number } ?
    { readonly [I in keyof L]: I extends `${N}` ? Sentence<Rule, Op> : L[I] }
  : L

/** Two rules about one argument: the first failure wins, else the second outcome. */
export type both<First, Second> = Check<First> extends 'ok' ? Second : First

/** What the rule of a layer answers when what comes out is not float32. It has no `shape`: only who asks for it pays for it. */
export interface OkOf<S, D> {
  readonly of: { readonly shape: S; readonly dtype: D }
}
/** What the rule of a layer answers that returns several tensors. */
export interface Several<L> {
  readonly several: L
}
