import type { OpDefinition, Spec } from '../graph/node.js'
import { but } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aFlag, aNumber } from '../shape/given.js'
import { axisOutOfRange } from '../shape/axes.js'
import { wrongWith } from '../shape/blame.js'
import { isBadCount, notACount } from '../shape/count.js'
import { compareDims, type Dim, type Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import type { AllKnown, Eq, opennessOf, Whole } from '../shape/identity.js'
import type { closed, countOf, RankedShape } from '../shape/open.js'
import type { isLiteral } from '../shape/literal.js'
import { failure, ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { add } from './add.js'
import { cast } from './cast.js'
import { ofScalar, type whenLeftOut } from './common/axis.js'
import { counted } from './common/dtypes.js'
import { scatterRows } from './common/scatterRows.js'
import { range } from './range.js'
import { reshape } from './reshape.js'
import { zeros } from './zeros.js'
import { zerosLike } from './zerosLike.js'

/** The last axis becomes `k`, which it is at least. */
export type topkRule<S extends Shape, K> =
  Whole<S> extends RankedShape ?
    Whole<opennessOf<S>> extends AllKnown ?
      topkKnown<S, K>
    : both<topkKnown<closed<S>, K>, Ok<WithLast<S, isLiteral<K> extends true ? K : number>>>
  : Ok<number[]>
type topkKnown<S extends Shape, K> =
  [S] extends [readonly []] ? axisOutOfRange<S, -1>
  : isBadCount<K> extends true ? notACount<'k', K, 0>
  : compareDims<K, LastOf<S>> extends 'greater' ? kTooLarge<S, K, LastOf<S>>
  : Ok<WithLast<S, isLiteral<K> extends true ? K : number>>
// Without constraints on what is inferred, so that it is decided inside generic functions.
type LastOf<S> = S extends readonly [...unknown[], infer Last] ? Last : never
type WithLast<S, D> = S extends readonly [...infer Rest, unknown] ? [...Rest, D] : number[]
export function topkRule(shape: Shape, k: number): Ok<Shape> | Failure {
  if (shape.length === 0) return axisOutOfRange(shape, -1)
  if (isBadCount(k)) return notACount('k', k, 0)
  const last = shape.at(-1)!
  return compareDims(k, last) === 'greater' ? kTooLarge(shape, k, last) : ok([...shape.slice(0, -1), k])
}

export interface kTooLarge<S, K, D> extends Failure {
  readonly message: `k is ${K & number}, but the last axis of ${showShape<S>} is ${showDim<D>}`
}
export function kTooLarge(shape: Shape, k: number, dim: Dim) {
  const text = `k is ${k}, but the last axis of ${showShape(shape)} is ${showDim(dim)}`
  return failure(text, { code: 'kTooLarge', shapes: [shape], axis: shape.length - 1, sizes: [k, dim] })
}

interface TopkAttrs {
  readonly k: number
  readonly sorted: boolean
}
type Outputs = readonly [values: AnyTensor, indices: AnyTensor<Shape, 'int32'>]
const op: OpDefinition<TopkAttrs> = defineOp<TopkAttrs>({
  name: 'topk',
  effect: 'pure',
  given: { k: aNumber, sorted: aFlag },
  infer([x]: readonly Spec[], { k }) {
    const outcome = topkRule(x!.shape, k)
    return (
      wrongWith('x', numeric(x!.dtype)) ??
      wrongWith('x', ofScalar(x!.shape, outcome)) ??
      wrongWith('k', outcome) ?? [
        { shape: outcome.shape, dtype: x!.dtype },
        { shape: outcome.shape, dtype: 'int32' },
      ]
    )
  },
  apart: but((_, { length }) => [length - 1]),
  lower({ inputs: [x], attrs }) {
    const shape = [...x!.shape.slice(0, -1), attrs.k] as readonly number[]
    // Kernels divide by the size of the axis, and those of wasm trap on no elements.
    if (shape.includes(0)) return [zeros([...shape], x!.dtype), zeros([...shape], 'int32')]
    const common = counted(x!.dtype)
    if (x!.dtype === common) return undefined
    const [values, indices] = dispatch<Outputs, TopkAttrs>(op, [cast(x!, common)], attrs)
    return [cast(values, x!.dtype), indices]
  },
  kernel: { name: 'TopK', attrs: ({ k, sorted }) => ({ k, sorted }) },
  gradient: ({ dy, inputs: [x], outputs: [, indices] }) => [() => putBack(dy, x!, indices!)],
})

/** Every element of `dy` in the place of `x` that it came from. */
function putBack(dy: AnyTensor, x: AnyTensor, indices: AnyTensor): AnyTensor {
  const [k, size] = [indices.shape.at(-1) as number, x.shape.at(-1) as number]
  const count = indices.shape.reduce<number>((product, each) => product * (each as number), 1)
  if (count === 0) return zerosLike(x)
  const total = (count / k) * size
  const begins = reshape(range(0, total, size, 'int32'), [count / k, 1])
  const places = add(reshape(indices, [count / k, k]), begins)
  return reshape(scatterRows(reshape(places, [count, 1]), reshape(dy, [count]), total), x.shape)
}

/** So many of each row, also where a generic function leaves open how many. */
type Largest<S extends Shape, K> = Ok<WithLast<S, countOf<kOr1<K>, 0>>>
/** `k`, 1 when it is left out. */
type kOr1<K> =
  Eq<K, undefined> extends true ? 1
  : K extends number ? K
  : 1

/**
 * The `k` largest elements along the last axis, and where they stand; of equal ones the first. Only `values` has a
 * gradient: each element's goes back to its place.
 *
 * @param x float32, int32 or bool; at least one axis.
 * @param k How many, at most the size of the last axis; 1 unless it is given.
 * @param sorted The largest first. Else their order is what the backend finds.
 * @returns Two tensors with `k` for the last axis: `values`, of the dtype of `x`, and `indices`, int32.
 * @throws ShapeError `k is 5, but the last axis of [2, 3] is 3`
 *
 * @example
 * ```ts
 * const { values, indices } = tf.topk([[3, 1, 2], [4, 6, 5]], 2) // 3, 2, 6, 5 and 0, 2, 1, 2
 * ```
 */
export function topk<X extends Operand, const K extends number | undefined = undefined>(
  x: Arg<
    both<
      numeric<DTypeOf<X>>,
      both<whenLeftOut<K, topkRule<ShapeOf<X>, 1>>, ofScalar<ShapeOf<X>, topkRule<ShapeOf<X>, kOr1<K>>>>
    >,
    'topk',
    X
  >,
  k?: Arg<topkRule<ShapeOf<X>, kOr1<K>>, 'topk', K>,
  sorted = true,
): {
  values: Result<Largest<ShapeOf<X>, K>, DTypeOf<X>, KindOf<X>>
  indices: Result<Largest<ShapeOf<X>, K>, 'int32', KindOf<X>>
} {
  const [values, indices] = dispatch<
    readonly [
      Result<Largest<ShapeOf<X>, K>, DTypeOf<X>, KindOf<X>>,
      Result<Largest<ShapeOf<X>, K>, 'int32', KindOf<X>>,
    ],
    TopkAttrs
  >(op, [x as Operand], { k: (k ?? 1) as number, sorted: sorted ?? true })
  return { values, indices }
}
