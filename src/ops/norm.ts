import type { Spec } from '../graph/node.js'
import { defineOp, dispatch } from '../op.js'
import { aFlag, axes, type Kind } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import type { Eq } from '../shape/identity.js'
import type { isLiteral } from '../shape/literal.js'
import { failure, ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { reducedAxes, type AxisArg } from '../shape/reduce.js'
import { showValue } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { abs } from './abs.js'
import { convert } from './common/dtypes.js'
import { reduced, reductionRule, type ReductionAttrs } from './common/reduction.js'
import { euclideanNorm } from './euclideanNorm.js'
import { max } from './max.js'
import { min } from './min.js'
import { reshape } from './reshape.js'
import { sum } from './sum.js'

type Order = number | 'euclidean' | 'fro'

/** Without strict null checks, `null` extends every list. */
type listOf<N> = Eq<N, null> extends true ? 'all' : N

/** Which norms there are: over two axes those of a matrix, else those of a vector. */
export type orderRule<O, N> =
  isLiteral<O> extends true ?
    listOf<N> extends readonly [unknown, unknown] ?
      O extends 1 | 'euclidean' | 'fro' ?
        Ok<[]>
      : notAnOrder<O, 'matrix'>
    : number extends (listOf<N> extends readonly unknown[] ? N['length' & keyof N] : 1) ? Ok<[]>
    : O extends 1 | 2 | 'euclidean' ? Ok<[]>
    : notAnOrder<O, 'vector'>
  : Ok<[]>
export function orderRule(order: Order, axis: AxisArg): Ok<Shape> | Failure {
  const of = isPair(axis) ? 'matrix' : 'vector'
  const isKnown = [...orders[of], Infinity, -Infinity].includes(order)
  return isKnown ? ok([]) : notAnOrder(order, of)
}
function isPair(axis: AxisArg): axis is readonly [number, number] {
  return Array.isArray(axis) && axis.length === 2
}
const orders: { readonly [of in keyof Orders]: readonly Order[] } = {
  vector: [1, 2, 'euclidean'],
  matrix: [1, 'fro', 'euclidean'],
}
interface Orders {
  vector: "1, 2, 'euclidean'"
  matrix: "1, 'fro', 'euclidean'"
}
export interface notAnOrder<O, Of extends keyof Orders> extends Failure {
  readonly message: `the order of the norm of a ${Of} is ${Orders[Of]}, Infinity or -Infinity, got ${showValue<O>}`
}
export function notAnOrder(order: Order, of: keyof Orders) {
  const known = orders[of].map((each) => showValue(each)).join(', ')
  const text = `the order of the norm of a ${of} is ${known}, Infinity or -Infinity, got ${showValue(order)}`
  return failure(text, { code: 'notAnOrder' })
}

/** All axes are one vector, as is one; two are a matrix. */
export type normRule<S extends Shape, N, Keep = false> = both<oneOrTwo<N>, reductionRule<S, N, Keep>>
type oneOrTwo<N> = countedAxes<listOf<N>>
type countedAxes<N> =
  N extends readonly unknown[] ?
    number extends N['length'] ? Ok<[]>
    : N['length'] extends 1 | 2 ? Ok<[]>
    : needsOneOrTwo<N['length']>
  : Ok<[]>
export function normRule(shape: Shape, axis: AxisArg, keepDims = false): Ok<Shape> | Failure {
  const count = Array.isArray(axis) ? axis.length : 1
  return count === 1 || count === 2 ? reductionRule(shape, axis, keepDims) : needsOneOrTwo(count)
}
export interface needsOneOrTwo<N> extends Failure {
  readonly message: `needs one axis or two, got ${N & number}`
}
export function needsOneOrTwo(count: number) {
  return failure(`needs one axis or two, got ${count}`, { code: 'needsOneOrTwo', sizes: [count] })
}

interface NormAttrs extends ReductionAttrs {
  readonly ord: Order
}
const anOrder: Kind = {
  what: "a number, 'euclidean' or 'fro'",
  is: (given) => typeof given === 'number' || given === 'euclidean' || given === 'fro',
}
const op = defineOp<NormAttrs>({
  name: 'norm',
  effect: 'pure',
  given: { ord: anOrder, axis: axes, keepDims: aFlag },
  infer([x]: readonly Spec[], { ord, axis, keepDims }) {
    const outcome = normRule(x!.shape, axis, keepDims)
    return (
      wrongWith('x', numeric(x!.dtype)) ??
      wrongWith('ord', orderRule(ord, axis)) ??
      wrongWith('axis', outcome) ?? { shape: outcome.shape, dtype: 'float32' }
    )
  },
  apart: reduced,
  lower({ inputs: [x], attrs: { ord, axis, keepDims } }) {
    const { shape } = normRule(x!.shape, axis, keepDims)
    return reshape(withAxes(convert(x!, 'float32'), ord, axis), shape)
  },
})

/** The reduced axes are kept, with size 1. */
function withAxes(x: AnyTensor, ord: Order, axis: AxisArg): AnyTensor {
  const all = reducedAxes(x.shape, axis)
  if (typeof ord === 'string' || ord === 2) return euclideanNorm(x, all, true)
  if (isPair(axis)) {
    // The sums of columns, or of rows.
    const [summed, other] = ord === 1 ? axis : [axis[1], axis[0]]
    return extreme(ord === 1 ? Infinity : ord)(sum(abs(x), summed, true), other, true)
  }
  return ord === 1 ? sum(abs(x), all, true) : extreme(ord)(abs(x), all, true)
}
function extreme(ord: number): typeof max | typeof min {
  return ord === Infinity ? max : min
}

/**
 * The norm of vectors, along one axis, or of matrices, along two; without axes, of all elements as one vector.
 *
 * @param x float32, int32 or bool.
 * @param ord Of a vector 1 (the sum of absolute values), 2 or `'euclidean'` (the root of the sum of squares), Infinity (the
 * largest absolute value) or -Infinity (the smallest); of a matrix 1 (the largest sum of a column), Infinity (of a row),
 * -Infinity (the smallest of a row), `'fro'` or `'euclidean'`. Without it, `'euclidean'`, whose gradient is taken to be 0
 * where all elements are.
 * @param axis One axis, or two: that of the rows and that of the columns. Negative ones count from the back.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns Always float32.
 * @throws ShapeError `the order of the norm of a vector is 1, 2, 'euclidean', Infinity or -Infinity, got 3`
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.norm([[3, -4], [6, 8]], 1, -1) // Tensor<[2]>: 7, 14
 * ```
 */
export function norm<
  X extends Operand,
  const O extends Order = 'euclidean',
  const N extends AxisArg = null,
  Keep extends boolean = false,
>(
  x: Arg<numeric<DTypeOf<X>>, 'norm', X>,
  ord?: Arg<orderRule<O, N>, 'norm', O>,
  axis?: Arg<normRule<ShapeOf<X>, N>, 'norm', N>,
  keepDims?: Keep,
): Result<both<orderRule<O, N>, normRule<ShapeOf<X>, N, Keep>>, 'float32', KindOf<X>> {
  return dispatch(op, [x as Operand], {
    ord: (ord ?? 'euclidean') as Order,
    axis: (axis ?? null) as AxisArg,
    keepDims: keepDims ?? false,
  })
}
