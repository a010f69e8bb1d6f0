import { isFailure, type Check, type Failure, type RunTimeFailure, type Sentence } from './outcome.js'

// Which argument of a call is to blame.

/** When one rule is about several arguments, its failure says which of them is to blame. */
export interface Blames<At extends string> extends Failure {
  readonly at: At
}
export function blaming(at: string, { details, ...failed }: RunTimeFailure): RunTimeFailure {
  return { ...failed, details: { ...details, at } }
}

/** The type of the parameter `At`. A failure that blames no one stands on the first of them. */
export type ArgAt<Rule, Op extends string, At extends string, T> =
  Check<Rule> extends 'ok' ? T
  : Rule extends { readonly at: infer Other } ?
    [Other] extends [At] ?
      Sentence<Rule, Op>
    : T
  : Sentence<Rule, Op>

type Outcome = Failure | { readonly shape: unknown } | { readonly shapes: unknown }
/**
 * What an op's `infer` says of one argument: the failure, unless the rule blames another one. Where several things are
 * wrong, the compiler reports the first argument: so `infer` asks parameter by parameter, in the order of the public
 * function, and of one parameter from the outside in. A rule about several arguments is asked at each of them.
 */
export function wrongWith(parameter: string, outcome: Outcome): RunTimeFailure | undefined {
  if (!isFailure(outcome)) return undefined
  const { at = parameter } = outcome.details
  return at === parameter ? outcome : undefined
}
