import { axisOf, axisOutOfRange } from '../../shape/axes.js'
import type { Shape } from '../../shape/dimension.js'
import { ok, type Arg, type both, type Failure, type Ok } from '../../shape/outcome.js'
import type { numeric } from '../../shape/dtype.js'
import type { Eq, Whole } from '../../shape/identity.js'
import type { closedAxis, RankedShape } from '../../shape/open.js'
import type { AnyTensor, DTypeOf, ShapeOf } from '../../tensor.js'
import { transpose } from '../transpose.js'
import type { one } from './one.js'

// What ops have in common that work along one axis.

/** The shape stays; the axis must be one of its axes. */
export type alongAxis<S extends Shape, X, Box = readonly [X]> =
  Whole<S> extends RankedShape ? AlongKnown<S, closedAxis<X, Box>> : Ok<S>
type AlongKnown<S extends Shape, X> =
  number extends S['length'] | X ? Ok<S>
  : one<S['length']> extends true ?
    one<X> extends true ?
      [axisOf<S, X & number>] extends [never] ?
        axisOutOfRange<S, X>
      : Ok<S>
    : Ok<S>
  : Ok<S>
export function alongAxis(shape: Shape, axis: number): Ok<Shape> | Failure {
  return axisOf(shape, axis) === undefined ? axisOutOfRange(shape, axis) : ok(shape)
}

/** The axis when the argument is left out. */
export type axisOr<N, Default extends number> = Eq<N, undefined> extends true ? Default : N
/** The first parameter: it is to blame for the axis when that is left out, as a scalar has none. */
export type AxisOperand<X, N, Default extends number, Op extends string> = Arg<
  both<numeric<DTypeOf<X>>, Eq<N, undefined> extends true ? alongAxis<ShapeOf<X>, Default> : Ok<[]>>,
  Op,
  X
>
/** A rule that is to blame on the first parameter, because the axis is left out. */
export type whenLeftOut<N, Rule> = Eq<N, undefined> extends true ? Rule : Ok<[]>
/** A rule about an axis, when there is none at all: then the tensor is to blame, not the number. */
export type ofScalar<S extends Shape, Rule> = S extends readonly [] ? Rule : Ok<[]>
export function ofScalar(shape: Shape, outcome: Ok<Shape> | Failure): Ok<Shape> | Failure {
  return shape.length === 0 ? outcome : ok([])
}
/** The axis, 0 when it is left out. */
export type axisOrFirst<N> =
  Eq<N, undefined> extends true ? 0
  : N extends number ? N
  : 0
/** The axis' own parameter. */
export type AxisOption<X, N, Default extends number, Op extends string> = Arg<
  alongAxis<ShapeOf<X>, axisOr<N, Default>, readonly [N]>,
  Op,
  N
>

/** Brings an axis to the end and back, for kernels that only take the last one. */
export function onLastAxis(x: AnyTensor, axis: number, body: (x: AnyTensor) => AnyTensor): AnyTensor {
  const [from, last] = [axisOf(x.shape, axis)!, x.shape.length - 1]
  const perm = x.shape.map((_, i) =>
    i === from ? last
    : i === last ? from
    : i,
  )
  return transpose(body(transpose(x, perm)), perm)
}
