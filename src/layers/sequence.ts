import type { Shape } from '../shape/dimension.js'
import { failure, ok, type Failure, type Ok, type Several } from '../shape/outcome.js'
import type { knownSize } from './knownSize.js'
import { showShape } from '../shape/show.js'

/** What recurrent layers run over. */
export type sequence<S, Units, Sequences> =
  S extends readonly [infer Batch, infer Time, infer Features] ?
    knownSize<
      S,
      -1,
      Features,
      Ok<
        boolean extends Sequences ? number[]
        : Sequences extends true ? [Batch, Time, Units]
        : [Batch, Units]
      >
    >
  : S extends infer Other extends Shape ? ofRank3<Other>
  : never
export type ofRank3<S extends Shape> =
  number extends S['length'] ? Ok<number[]>
  : S['length'] extends 3 ? Ok<S>
  : needsSequence<S>
export function ofRank3(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 3 ? ok(shape) : needsSequence(shape)
}
/** Of rank 2 it often is what a recurrent layer has given. */
type afterLast<S> =
  S extends readonly [unknown, unknown] ? `; a recurrent layer gives every step with 'returnSequences'` : ''
function afterLast(shape: Shape): string {
  return shape.length === 2 ? `; a recurrent layer gives every step with 'returnSequences'` : ''
}
export interface needsSequence<S> extends Failure {
  readonly message: `needs rank 3, [batch, time, features], got ${showShape<S>}${afterLast<S>}`
}
export function needsSequence(shape: Shape) {
  return failure(`needs rank 3, [batch, time, features], got ${showShape(shape)}${afterLast(shape)}`, {
    code: 'needsSequence',
    shapes: [shape],
  })
}

/** The outcome of a recurrent layer that returns its last states too. */
export type withStates<Outcome, S, Units, Wanted, Count extends readonly unknown[]> =
  Wanted extends true ?
    Outcome extends { readonly failed: true } ? Outcome
    : S extends readonly [infer Batch, ...unknown[]] ? Several<[Outcome, ...{ [I in keyof Count]: Ok<[Batch, Units]> }]>
    : Several<[Outcome, ...{ [I in keyof Count]: Ok<number[]> }]>
  : Outcome
