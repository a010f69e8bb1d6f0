import type { Check, Failure, RunTimeFailure, Sentence } from './outcome.js'

// When one rule is about several arguments, its failure says which of them is to blame.

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
