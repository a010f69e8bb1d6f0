import { assertReady, fromValues } from '../../backend.js'
import { assertValues, nestedDType } from '../../operand.js'
import { aDType, assertArguments, orNull, sizes } from '../../shape/given.js'
import { wrongWith } from '../../shape/blame.js'
import { compareDims, isUnknown, productOf, type Shape } from '../../shape/dimension.js'
import type { DType } from '../../shape/dtype.js'
import { ShapeError } from '../../shape/errors.js'
import type { AllKnown, Eq, IsAny, opennessOf, Whole } from '../../shape/identity.js'
import { failure, ok, type Arg, type both, type Failure, type Ok } from '../../shape/outcome.js'
import { showShape } from '../../shape/show.js'
import {
  nestedShape,
  rectangular,
  type DTypeOf,
  type Nested,
  type Result,
  type ShapeOf,
  type TypedArray,
} from '../../tensor.js'
import { cannotCast, castRule } from '../cast.js'
import { sizesRule } from './creation.js'
import type { TensorLike } from '@tensorflow/tfjs-core'

// What ops have in common that make a tensor of values.

/** Numbers, truth values or text, nested or flat. */
export type Values = Nested | TypedArray

/** The shape of nested values, or the given one, which must hold as many. Nested values keep their leading sizes. */
export type valuesRule<T, S> =
  (IsAny<T> extends true ? Ok<[]> : rectangular<T>) extends infer Rows ?
    Rows extends { readonly failed: true } ? Rows
    : Eq<S, null> extends true ? Ok<countable<ShapeOf<T>>>
    : [S] extends [readonly unknown[]] ?
      Whole<opennessOf<S>> extends AllKnown ?
        OfShape<T, S>
      : Ok<{ -readonly [I in keyof S]: S[I] }>
    : Ok<countable<ShapeOf<T>>>
  : never
type OfShape<T, S> =
  [S] extends [readonly number[]] ?
    sizesRule<S> extends infer Sizes ?
      Sizes extends { readonly failed: true } ? Sizes
      : Sizes extends Ok<infer Given extends Shape> ? Fill<ShapeOf<T>, Given>
      : never
    : never
  : never
type Fill<Nested extends Shape, Given extends Shape> =
  productOf<Nested> extends infer Count ?
    productOf<Given> extends infer Places ?
      Eq<Count, Places> extends true ?
        Nested extends readonly [...infer Leading, unknown] ?
          Given extends readonly [...Leading, ...unknown[]] ? Ok<Given>
          : number extends Leading[number] ? Ok<Given>
          : nestedOtherwise<Nested, Given>
        : Ok<Given>
      : isUnknown<Count> extends true ? Ok<Given>
      : isUnknown<Places> extends true ? Ok<Given>
      : doesNotFill<Count, Given>
    : never
  : never
/** Past 4,096 literal elements the sizes are unknown. */
type countable<S extends Shape> =
  number extends S['length'] ? S
  : productOf<S> extends infer Count ?
    `${Count & number}` extends `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}` ?
      compareDims<Count, 4096> extends 'greater' ?
        { [I in keyof S]: number }
      : S
    : S
  : never
export function valuesRule(values: Values, shape: readonly number[] | null): Ok<Shape> | Failure {
  const rows = rectangular(values)
  if ('failed' in rows) return rows
  const nested = nestedShape(values)
  if (shape === null) return ok(nested)
  const sizes = sizesRule(shape)
  if ('failed' in sizes) return sizes
  const count = productOf(nested) as number
  if (count !== productOf(shape)) return doesNotFill(count, shape)
  const leading = nested.slice(0, -1)
  return leading.every((size, i) => size === shape[i]) ? ok(shape) : nestedOtherwise(nested, shape)
}

export interface doesNotFill<N, S> extends Failure {
  readonly message: `${N & number} values do not fill ${showShape<S>}`
}
export function doesNotFill(count: number, shape: Shape) {
  return failure(`${count} values do not fill ${showShape(shape)}`, {
    code: 'doesNotFill',
    shapes: [shape],
    sizes: [count],
  })
}
export interface nestedOtherwise<A, S> extends Failure {
  readonly message: `the values are nested as ${showShape<A>}, not ${showShape<S>}`
}
export function nestedOtherwise(nested: Shape, shape: Shape) {
  return failure(`the values are nested as ${showShape(nested)}, not ${showShape(shape)}`, {
    code: 'nestedOtherwise',
    shapes: [nested, shape],
  })
}

/** Values of one kind; complex numbers are made of two tensors. */
export type valuesDType<T, D> =
  [D] extends [never] ? Ok<D>
  : [Exclude<D, 'complex64'>] extends [never] ? cannotCast<DTypeOf<T>, D>
  : castRule<DTypeOf<T>, D>
export function valuesDType(values: Values, dtype: DType): Ok<unknown> | Failure {
  const from = nestedDType(values)
  return dtype === 'complex64' ? cannotCast(from, dtype) : castRule(from, dtype)
}

/** The values have this rank, or a shape is given. */
export type rankedRule<T, S, N extends number> =
  number extends ShapeOf<T>['length'] ? Ok<number[]>
  : ShapeOf<T>['length'] extends N ? Ok<number[]>
  : Eq<S, null> extends true ? needsRank<N, ShapeOf<T>>
  : Ok<number[]>
export function rankedRule(values: Values, shape: readonly number[] | null, rank: number): Ok<Shape> | Failure {
  const nested = nestedShape(values)
  return nested.length === rank || shape !== null ? ok([]) : needsRank(rank, nested)
}
/** A shape of this rank, for values of this rank or flat ones. */
export type givenRankRule<T, S, N extends number> =
  Eq<S, null> extends true ? Ok<number[]>
  : [S] extends [readonly unknown[]] ?
    number extends S['length'] ? Ok<number[]>
    : S['length'] extends N ? rankedRule<T, ShapeOf<T>['length'] extends 1 ? S : null, N>
    : needsRank<N, S>
  : Ok<number[]>
export function givenRankRule(values: Values, shape: readonly number[] | null, rank: number): Ok<Shape> | Failure {
  if (shape === null) return ok([])
  if (shape.length !== rank) return needsRank(rank, shape)
  return rankedRule(values, nestedShape(values).length === 1 ? shape : null, rank)
}
export interface needsRank<N, S> extends Failure {
  readonly message: `needs rank ${N & number}, got ${showShape<S>}`
}
export function needsRank(rank: number, shape: Shape) {
  return failure(`needs rank ${rank}, got ${showShape(shape)}`, { code: 'needsRank', shapes: [shape] })
}

/** Checks and makes. */
export function makeTensor(
  name: string,
  values: Values,
  shape: readonly number[] | null = null,
  given?: DType | null,
  rank?: number,
): object {
  assertValues(name, values, ['values'], 0, 'a number, a truth value, a text, or nested arrays of one of them')
  const dtype = given ?? nestedDType(values)
  assertArguments(name, { shape: orNull(sizes), dtype: aDType }, { shape, dtype })
  const refused =
    wrongWith('values', rectangular(values)) ??
    wrongWith('values', rank === undefined ? ok([]) : rankedRule(values, shape, rank)) ??
    wrongWith('shape', rank === undefined ? ok([]) : givenRankRule(values, shape, rank)) ??
    wrongWith('shape', valuesRule(values, shape)) ??
    wrongWith('dtype', valuesDType(values, dtype))
  if (refused !== undefined) throw new ShapeError(name, refused)
  assertReady(name)
  return fromValues(values as TensorLike, shape ?? undefined, dtype)
}

/** `tensor2d(values, shape, dtype)` and its like. */
export interface OfRank<Op extends string, N extends 2 | 3 | 4> {
  <T extends Values, const S extends readonly number[] | null = null, D extends DType = DTypeOf<T>>(
    values: Arg<both<rectangular<T>, rankedRule<T, S, N>>, Op, T>,
    shape?: Arg<both<givenRankRule<T, S, N>, valuesRule<T, S>>, Op, S>,
    dtype?: Arg<valuesDType<T, D>, Op, D>,
  ): Result<both<both<rankedRule<T, S, N>, givenRankRule<T, S, N>>, ofRank<valuesRule<T, S>, N>>, NoInfer<D>, 'eager'>
}
/** A shape that is not known has at least this rank. */
type ofRank<Rule, N extends 2 | 3 | 4> =
  Rule extends Ok<infer S extends Shape> ?
    number extends S['length'] ?
      Ok<{ 2: [number, number]; 3: [number, number, number]; 4: [number, number, number, number] }[N]>
    : Rule
  : never
export function ofRank<Op extends string, N extends 2 | 3 | 4>(name: Op, rank: N): OfRank<Op, N> {
  const call = (values: Values, shape?: readonly number[] | null, dtype?: DType) =>
    makeTensor(name, values, shape ?? null, dtype, rank)
  return call as OfRank<Op, N>
}
