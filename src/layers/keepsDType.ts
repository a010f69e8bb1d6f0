import type { Ok, OkOf } from '../shape/outcome.js'

/** The outcome of an op, of the dtype that comes in: for layers that move numbers and compute none. */
export type keepsDType<Outcome, X> =
  X extends { readonly dtype: 'float32' } ? Outcome
  : X extends { readonly dtype: infer D } ?
    Outcome extends { readonly failed: true } ? Outcome
    : Outcome extends Ok<infer S> ? OkOf<S, D>
    : Outcome
  : Outcome
