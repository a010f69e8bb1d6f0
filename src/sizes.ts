import { countRule } from './shape/count.js'
import { addDims, floorDivDim, mulDims, subDims, type Dim } from './shape/dimension.js'
import type { Add, FloorDiv, Mul, Sub } from './shape/open.js'
import { aSize, assertArguments } from './shape/given.js'
import { sizeRule } from './shape/size.js'
import { ShapeError } from './shape/errors.js'
import { isFailure, type Arg } from './shape/outcome.js'

// Calculation with sizes, as the library does it: numbers, names and polynomials of names. The types are those of the
// functions, so that a block that is generic in its sizes says what comes out, and its callers get the exact shape.

export type { Add, FloorDiv, Mul, Sub } from './shape/open.js'

/**
 * `a + b`.
 *
 * @param a A size: a number of at least 0, a name or a polynomial of names.
 * @throws ShapeError `sizes.add: 1.5 is not a size`
 *
 * @example
 * ```ts
 * const more = tf.sizes.add('seq', 2) // 'seq+2'
 * ```
 */
export function add<A extends Dim, B extends Dim>(a: SizeArg<A, 'sizes.add'>, b: SizeArg<B, 'sizes.add'>): Add<A, B> {
  return calculated('sizes.add', addDims, a as Dim, b as Dim) as Add<A, B>
}
/**
 * `a - b`.
 *
 * @example
 * ```ts
 * const rest = tf.sizes.sub('seq', 1) // 'seq-1'
 * ```
 */
export function sub<A extends Dim, B extends Dim>(a: SizeArg<A, 'sizes.sub'>, b: SizeArg<B, 'sizes.sub'>): Sub<A, B> {
  return calculated('sizes.sub', subDims, a as Dim, b as Dim) as Sub<A, B>
}
/**
 * `a * b`.
 *
 * @example
 * ```ts
 * const twice = tf.sizes.mul(8, 2) // 16
 * ```
 */
export function mul<A extends Dim, B extends Dim>(a: SizeArg<A, 'sizes.mul'>, b: SizeArg<B, 'sizes.mul'>): Mul<A, B> {
  return calculated('sizes.mul', mulDims, a as Dim, b as Dim) as Mul<A, B>
}
/**
 * `a / b`, rounded towards minus infinity.
 *
 * @param b An integer of at least 1.
 *
 * @example
 * ```ts
 * // A block that squeezes its channels says so, and dense gets the very size.
 * function squeeze<C extends number>(x: tf.SymbolicTensor<['batch', C]>, channels: NoInfer<C>) {
 *   const half = tf.sizes.floorDiv(channels, 2)
 *   const y: tf.SymbolicTensor<['batch', tf.sizes.FloorDiv<C, 2>]> = tf.layers.dense({ units: half })(x)
 *   return y
 * }
 * const y = squeeze(tf.input({ shape: [64] }), 64) // SymbolicTensor<['batch', 32]>
 * ```
 */
export function floorDiv<A extends Dim, B extends number>(
  a: SizeArg<A, 'sizes.floorDiv'>,
  b: Arg<countRule<'b', B, 1>, 'sizes.floorDiv', B>,
): FloorDiv<A, B> {
  const divisor = countRule('b', b, 1)
  if (isFailure(divisor)) throw new ShapeError('sizes.floorDiv', divisor)
  return calculated('sizes.floorDiv', floorDivDim, a as Dim, b as Dim) as FloorDiv<A, B>
}

type SizeArg<D, Op extends string> = Arg<sizeRule<D>, Op, D>
function calculated(name: string, calculate: (a: Dim, b: Dim) => Dim, a: Dim, b: Dim): Dim {
  assertArguments(name, { a: aSize, b: aSize }, { a, b })
  for (const outcome of [sizeRule(a), sizeRule(b)]) if (isFailure(outcome)) throw new ShapeError(name, outcome)
  // The result has a type of its own, which says the same.
  return calculate(a, b)
}
