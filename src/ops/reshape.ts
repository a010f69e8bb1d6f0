import type { Spec } from '../graph/node.js'
import { inOrder } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { sizes } from '../shape/given.js'
import { isBadCount } from '../shape/count.js'
import {
  canonicalShape,
  type canonicalDim,
  divideExactly,
  isUnknown,
  productOf,
  type Dim,
  type mulDims,
  type Shape,
} from '../shape/dimension.js'
import type { AllKnown, Eq, opennessOf, Same, Whole } from '../shape/identity.js'
import type { Boxes, Calculation, closed, isOpenBox, later, RankedShape } from '../shape/open.js'
import type { Num } from '../shape/integer.js'
import { failure, ok, type both, type Arg, type Failure, type Ok } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import { firstInvalid, notASize } from '../shape/size.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'

/**
 * The number of elements stays, for every value of the names. Dimensions that both sides have are cancelled first: what
 * is left is small, and most reshapes are decided without arithmetic.
 */
export type reshapeRule<S extends Shape, T extends Shape> =
  Whole<opennessOf<S> | opennessOf<T>> extends AllKnown ? ReshapeKnown<S, T>
  : Whole<T> extends RankedShape ?
    both<ReshapeKnown<Whole<S> extends RankedShape ? closed<S> : number[], closed<T>>, Ok<Filled<S, T, Boxes<T>>>>
  : Ok<number[]>
/** Where generic sizes take part, what the user says is not known to be wrong; -1 stays open. */
type Filled<S extends Shape, T extends Shape, X> = {
  -readonly [I in keyof T]: isOpenBox<X[I & keyof X]> extends true ? T[I]
  : T[I] extends -1 ? later<MinusOne<S, T>, [...S, ...T]>
  : T[I] extends null ? number
  : canonicalDim<T[I]>
}
interface MinusOne<S extends Shape, T extends Shape> extends Calculation {
  readonly size: ReshapeKnown<S, T> extends { readonly shape: infer Done } ? Done[IndexOfMinus<T> & keyof Done] : number
}
/** The index of -1 among the keys of a shape. */
type IndexOfMinus<T> = { [I in keyof T]: T[I] extends -1 ? I : never }[number & keyof T]
type ReshapeKnown<S extends Shape, T extends Shape> =
  Eq<S, T> extends true ? Ok<S>
  : number extends T['length'] ? Ok<number[]>
  : number extends S['length'] ? Ok<FillMinus<T, number>>
  : [Extract<T[number], string>] extends [never] ? Decide<S, T, Cancel<Listed<S>, T>>
  : [firstInvalid<T>] extends [never] ? Decide<S, canonicalShape<T>, Cancel<Listed<S>, canonicalShape<T>>>
  : notASize<firstInvalid<T>>

/** [2, 'batch', 1] is '|2|batch|': a list in which one template match finds a dimension. */
type Listed<S extends Shape, Text extends string = '|'> =
  S extends readonly [infer D extends Dim, ...infer Rest extends Shape] ?
    Listed<Rest, D extends 1 ? Text : `${Text}${Entry<D>}|`>
  : Text
type Entry<D extends Dim> =
  Same<D, number> extends true ? '?'
  : Same<D, null> extends true ? '?'
  : `${D}`
/** [what is left of the source, what is left of the target, was there a -1] */
type Cancel<Source extends string, T extends Shape, Target extends string = '|', Minus = false> =
  T extends readonly [infer D extends Dim, ...infer Rest extends Shape] ?
    D extends -1 ?
      Minus extends true ?
        twoMinusOnes
      : Cancel<Source, Rest, Target, true>
    : D extends 1 ? Cancel<Source, Rest, Target, Minus>
    : Entry<D> extends infer Text extends string ?
      Text extends '?' ? Cancel<Source, Rest, `${Target}?|`, Minus>
      : Source extends `${infer Before}|${Text}|${infer After}` ? Cancel<`${Before}|${After}`, Rest, Target, Minus>
      : D extends number ?
        isBadCount<D> extends true ?
          notASize<D>
        : Cancel<Source, Rest, `${Target}${Text}|`, Minus>
      : Cancel<Source, Rest, `${Target}${Text}|`, Minus>
    : never
  : [Source, Target, Minus]
type Decide<S extends Shape, T extends Shape, Left> =
  Left extends [infer P extends string, infer Q extends string, infer Minus] ?
    `${P}${Q}` extends `${string}?${string}` ? Ok<FillMinus<T, number>>
    : Minus extends true ?
      Q extends '|' ? Ok<FillMinus<T, Product<P>>>
      : Product<Q> extends infer q extends Dim ?
        QuotientOf<P, q> extends infer Quotient ?
          Quotient extends 'no' ?
            unevenReshape<S, T, Product<P>, q>
          : Ok<FillMinus<T, Quotient>>
        : never
      : never
    : P extends Q ? Ok<FillMinus<T, never>>
    : [Product<P>, Product<Q>] extends [infer p, infer q] ?
      Same<p, q> extends true ? Ok<FillMinus<T, never>>
      : number extends p | q ? Ok<FillMinus<T, never>>
      : 0 extends S[number] & T[number] ? Ok<FillMinus<T, never>>
      : elementsDiffer<S, T, productOf<S>, productOf<T>>
    : never
  : Left
type Product<Text extends string, Done extends Dim = 1> =
  Text extends `|${infer H}|${infer Rest}` ? Product<`|${Rest}`, mulDims<Done, Parsed<H>>> : Done
type Parsed<Text extends string> = Text extends `${number}` ? Num<Text> : Text
/** Dropping leading factors until the rest is the divisor is cheaper than a long division; most reshapes end so. */
type QuotientOf<P extends string, q extends Dim, Rest extends string = P, Dropped extends string = '|'> =
  Rest extends `|${infer H}|${infer Tail}` ?
    Tail extends '' ? divideExactly<Product<P>, q>
    : Product<`|${Tail}`> extends infer Left ?
      Same<Left, q> extends true ?
        Product<`${Dropped}${H}|`>
      : QuotientOf<P, q, `|${Tail}`, `${Dropped}${H}|`>
    : never
  : divideExactly<Product<P>, q>
type FillMinus<T extends Shape, D> = { -readonly [I in keyof T]: T[I] extends -1 ? D : NullAsNumber<T[I]> }
type NullAsNumber<D> = D extends null ? number : D

export function reshapeRule(source: Shape, target: Shape): Ok<Shape> | Failure {
  if (isPlainReshape(source, target)) return ok([...target])
  const named = target.some((dim) => typeof dim === 'string')
  const invalid = named ? firstInvalid(target) : undefined
  if (invalid !== undefined) return notASize(invalid)
  const wanted = named ? canonicalShape(target) : target
  const left = source.filter((dim) => dim !== 1)
  const divisor: Dim[] = []
  let minus = -1
  for (const [axis, dim] of wanted.entries()) {
    if (dim === -1 && minus >= 0) return twoMinusOnes()
    if (dim === -1) minus = axis
    else if (dim !== 1) {
      const same = isUnknown(dim) ? -1 : left.indexOf(dim)
      if (same >= 0) left.splice(same, 1)
      else if (typeof dim === 'number' && isBadCount(dim)) return notASize(dim)
      else divisor.push(dim)
    }
  }
  const fill = (missing: Dim) => ok(wanted.map((dim, axis) => (axis === minus ? missing : dim)))
  if (left.some(isUnknown) || divisor.some(isUnknown)) return fill(null)
  const [p, q] = [productOf(left), productOf(divisor)]
  if (minus >= 0) {
    const quotient = divisor.length === 0 ? p : divideExactly(p, q)
    return quotient === 'no' ? unevenReshape(source, wanted, p, q) : fill(quotient)
  }
  const empty = source.includes(0) && wanted.includes(0)
  return p === q || isUnknown(p) || isUnknown(q) || empty ?
      fill(null)
    : elementsDiffer(source, wanted, productOf(source), productOf(wanted))
}

/** Sizes alone, as eager calls have them, are simply multiplied. */
function isPlainReshape(source: Shape, target: Shape): boolean {
  const [elements, wanted] = [plainSize(source), plainSize(target)]
  return elements === wanted && Number.isSafeInteger(elements)
}
function plainSize(shape: Shape): number {
  let product = 1
  for (let i = 0; i < shape.length; i++) product *= isBadCount(shape[i]) ? NaN : (shape[i] as number)
  return product
}

export interface elementsDiffer<S, T, X, Y> extends Failure {
  readonly message: `cannot reshape ${showShape<S>} to ${showShape<T>}: ${showDim<X>} vs ${showDim<Y>} elements${Hint<X, Y>}`
}
export function elementsDiffer(s: Shape, t: Shape, x: Dim, y: Dim) {
  const text = `cannot reshape ${showShape(s)} to ${showShape(t)}: ${showDim(x)} vs ${showDim(y)} elements${hint(x, y)}`
  return failure(text, { code: 'elementsDiffer', shapes: [s, t], sizes: [x, y] })
}
export interface unevenReshape<S, T, X, Y> extends Failure {
  readonly message: `cannot reshape ${showShape<S>} to ${showShape<T>}: ${showDim<X>} elements do not divide by ${showDim<Y>}${Hint<X, Y>}`
}
export function unevenReshape(s: Shape, t: Shape, x: Dim, y: Dim) {
  const text = `cannot reshape ${showShape(s)} to ${showShape(t)}: ${showDim(x)} elements do not divide by ${showDim(y)}${hint(x, y)}`
  return failure(text, { code: 'unevenReshape', shapes: [s, t], sizes: [x, y] })
}
/** Where a name takes part, the sizes may still agree when run: the user can say so. */
type Hint<X, Y> = [Extract<X | Y, string>] extends [never] ? '' : '; if they agree when run, say so with tf.ensureShape'
function hint(x: Dim, y: Dim): string {
  return typeof x === 'string' || typeof y === 'string' ? '; if they agree when run, say so with tf.ensureShape' : ''
}
export interface twoMinusOnes extends Failure {
  readonly message: 'only one dimension can be -1'
}
export function twoMinusOnes() {
  return failure('only one dimension can be -1', { code: 'twoMinusOnes' })
}

const op = defineOp<{ readonly shape: Shape }>({
  name: 'reshape',
  effect: 'pure',
  given: { shape: sizes },
  dims: ['shape'],
  infer([x]: readonly Spec[], { shape }) {
    const outcome = reshapeRule(x!.shape, shape)
    return 'failed' in outcome ? outcome : { shape: outcome.shape, dtype: x!.dtype }
  },
  apart: inOrder,
  kernel: { name: 'Reshape', attrs: (_, __, [y]) => ({ shape: y!.shape }) },
  gradient: ({ dy, inputs: [x] }) => [() => reshape(dy, x!.shape)],
})

/**
 * Gives a tensor another shape with the same number of elements.
 *
 * @param x Tensor of any shape and dtype.
 * @param shape The new dimensions. One of them can be -1: it gets what is left. Names and polynomials of names are
 * sizes like any other; the reshape has to hold for every value of them.
 * @throws ShapeError `cannot reshape [2, 3] to [4, 2]: 6 vs 8 elements`
 *
 * @example
 * ```ts
 * const steps = tf.layers.lstm({ units: 32, returnSequences: true })(tf.input({ shape: [10, 10] }))
 * const rows = tf.reshape(steps, [-1, 32]) // SymbolicTensor<['10*batch', 32]>
 * ```
 */
export function reshape<X extends Operand, const T extends Shape>(
  x: X,
  shape: Arg<reshapeRule<ShapeOf<X>, T>, 'reshape', T>,
): Result<reshapeRule<ShapeOf<X>, T>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x], { shape: shape as Shape })
}
