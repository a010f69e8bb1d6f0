import type { OpDefinition } from '../../graph/node.js'
import { defineOp, dispatch } from '../../op.js'
import { aDType, anInteger, aNumber, sizes } from '../../shape/given.js'
import { wrongWith } from '../../shape/blame.js'
import type { Seeded } from '../../random.js'
import { isBadCount } from '../../shape/count.js'
import type { Shape } from '../../shape/dimension.js'
import { numeric, type DType } from '../../shape/dtype.js'
import type { Boxes, isOpenBox } from '../../shape/open.js'
import { ok, type Arg, type Failure, type Ok } from '../../shape/outcome.js'
import { notASize } from '../../shape/size.js'
import type { Result } from '../../tensor.js'

// What ops have in common that make a tensor of a shape.

/** Sizes are integers of at least 0. */
export type sizesRule<S extends readonly unknown[]> = [BadSize<S>] extends [never] ? Ok<Sizes<S>> : notASize<BadSize<S>>
/** The first that is none. */
type BadSize<S> =
  S extends readonly [infer H, ...infer Rest] ?
    isBadCount<H> extends true ?
      H
    : BadSize<Rest>
  : never
/** What is refused is unknown. */
type Sizes<S> = Size<S, Boxes<S>>
type Size<S, X> = {
  -readonly [I in keyof S]: isOpenBox<X[I & keyof X]> extends true ? S[I]
  : isBadCount<S[I]> extends true ? number
  : S[I]
}
export function sizesRule(shape: readonly number[]): Ok<Shape> | Failure {
  const bad = shape.findIndex((size) => isBadCount(size))
  return bad < 0 ? ok(shape) : notASize(shape[bad])
}

/** The argument `shape` of an op that makes a tensor. */
export type SizesArg<S extends readonly number[], Op extends string> = Arg<sizesRule<S>, Op, S>

/**
 * The result has the shape that was asked for. It does not wait for the rule, which stays open inside generic functions:
 * whether a type parameter is a size is not known there.
 */
export type Created<S extends readonly unknown[], D extends DType> = Result<Ok<Sizes<S>>, NoInfer<D>, 'eager'>

export interface CreationAttrs {
  readonly shape: readonly number[]
  readonly dtype: DType
}
/** The rule of an op without inputs. */
export function inferCreation(_: unknown, { shape, dtype }: CreationAttrs) {
  return wrongWith('shape', sizesRule(shape)) ?? wrongWith('dtype', numeric(dtype)) ?? { shape, dtype }
}

/** `op(shape, dtype)`: one value everywhere. */
export interface Filled<Op extends string> {
  <const S extends readonly number[], D extends DType = 'float32'>(
    shape: SizesArg<S, Op>,
    dtype?: Arg<numeric<D>, Op, D>,
  ): Created<S, D>
}
export function filled<Op extends string>(name: Op, value: number): Filled<Op> {
  const op = defineOp<CreationAttrs>({
    name,
    effect: 'pure',
    given: { shape: sizes, dtype: aDType },
    infer: inferCreation,
    kernel: { name: 'Fill', attrs: ({ shape, dtype }) => ({ shape, value, dtype }) },
  })
  const call = (shape: readonly number[], dtype: DType = 'float32') => dispatch(op, [], { shape, dtype })
  return call as Filled<Op>
}

export interface RandomAttrs extends CreationAttrs, Seeded {}
/**
 * An op whose numbers JavaScript draws.
 *
 * @param parameters The numbers of its distribution.
 * @param draw Gets how many, the seed and the number of the run.
 * @param whole Makes integers of them.
 */
export function randomOp<Attrs extends RandomAttrs>(
  name: string,
  parameters: readonly (string & keyof Attrs)[],
  draw: (size: number, attrs: Attrs, step: number) => Float32Array,
  whole: (x: number) => number,
): OpDefinition<Attrs> {
  return defineOp<Attrs>({
    name,
    effect: 'random',
    given: {
      ...{ shape: sizes, dtype: aDType, seed: anInteger },
      ...Object.fromEntries(parameters.map((each) => [each, aNumber])),
    },
    infer: inferCreation,
    host(attrs, { shape, dtype }, turn) {
      const numbers = draw(
        shape.reduce((product, size) => product * size, 1),
        attrs,
        attrs.given ? turn.given : turn.drawn,
      )
      return dtype === 'float32' ? numbers : Int32Array.from(numbers, whole)
    },
  })
}
