import type { KernelCall, OpDefinition, Sized, Spec } from '../../graph/node.js'
import { but } from '../../graph/apart.js'
import { defineOp, dispatch } from '../../op.js'
import { wrongWith } from '../../shape/blame.js'
import { productOf, sameDim, type Shape } from '../../shape/dimension.js'
import { numeric, upcast } from '../../shape/dtype.js'
import type { Kind } from '../../shape/given.js'
import type { AllKnown, opennessOf, Whole } from '../../shape/identity.js'
import type { closed } from '../../shape/open.js'
import { failure, ok, type both, type Failure, type Ok, type ShapeThenDType } from '../../shape/outcome.js'
import { showShape } from '../../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../../tensor.js'
import { fill } from '../fill.js'
import { convert, counted } from './dtypes.js'
import { axesRule, needsAxes } from './needsAxes.js'

// Looking values up in sequences that are sorted.

/** Rows of values, one for each sequence. */
export type searchRule<S extends Shape, V extends Shape> =
  number extends S['length'] | V['length'] ? Ok<V>
  : V extends readonly [] ? needsAxes<V>
  : Whole<opennessOf<S> | opennessOf<V>> extends AllKnown ? inRows<S, V>
  : both<inRows<closed<S>, closed<V>>, Ok<V>>
type inRows<S extends Shape, V extends Shape> =
  [S, V] extends [readonly [...infer A, unknown], readonly [...infer B, unknown]] ?
    areSame<A, B> extends false ?
      sequencesDiffer<S, V>
    : Ok<V>
  : Ok<V>
type areSame<A, B> =
  A extends readonly [infer a, ...infer A2] ?
    B extends readonly [infer b, ...infer B2] ?
      sameDim<a, b> extends false ?
        false
      : areSame<A2, B2>
    : false
  : B extends readonly [] ? true
  : false
export function searchRule(sequence: Shape, values: Shape): Ok<Shape> | Failure {
  if (sequence.length === 0) return ok(values)
  if (values.length === 0) return needsAxes(values)
  const isSame = (dim: Shape[number], axis: number) => sameDim(dim, values[axis]!)
  const fits = sequence.length === values.length && sequence.slice(0, -1).every(isSame)
  return fits ? ok(values) : sequencesDiffer(sequence, values)
}
export interface sequencesDiffer<S, V> extends Failure {
  readonly message: `needs a row of values for each sequence of ${showShape<S>}, got ${showShape<V>}`
}
export function sequencesDiffer(sequence: Shape, values: Shape) {
  return failure(`needs a row of values for each sequence of ${showShape(sequence)}, got ${showShape(values)}`, {
    code: 'sequencesDiffer',
    shapes: [sequence, values],
  })
}

/** `op(sortedSequence, values)`. */
export interface Search<Op extends string> {
  <S extends Operand, V extends Operand>(
    sortedSequence: ShapeThenDType<axesRule<ShapeOf<S>>, numeric<DTypeOf<S>>, Op, S>,
    values: ShapeThenDType<searchRule<ShapeOf<S>, ShapeOf<V>>, numeric<DTypeOf<V>>, Op, V>,
  ): Result<Found<ShapeOf<S>, ShapeOf<V>>, 'int32', KindOf<S> | KindOf<V>>
}
export type Found<S extends Shape, V extends Shape> = both<axesRule<S>, searchRule<S, V>>

export interface SearchAttrs {
  readonly side: 'left' | 'right'
}
const aSide: Kind = { what: "'left' or 'right'", is: (given) => given === 'left' || given === 'right' }
/** The kernel knows a list of sequences only. */
const asRows = ({ shape }: Sized) => [productOf(shape.slice(0, -1)) as number, shape.at(-1)!]

export function searchOp(name: string): OpDefinition<SearchAttrs> {
  const op: OpDefinition<SearchAttrs> = defineOp<SearchAttrs>({
    name,
    effect: 'pure',
    operands: ['sortedSequence', 'values'],
    given: { side: aSide },
    infer([sequence, values]: readonly Spec[]) {
      const outcome = searchRule(sequence!.shape, values!.shape)
      return (
        wrongWith('sortedSequence', axesRule(sequence!.shape)) ??
        wrongWith('sortedSequence', numeric(sequence!.dtype)) ??
        wrongWith('values', outcome) ??
        wrongWith('values', numeric(values!.dtype)) ?? { shape: outcome.shape, dtype: 'int32' }
      )
    },
    apart: but((_, { length }) => [length - 1]),
    lower({ inputs: [sequence, values], attrs }) {
      if (sequence!.shape.includes(0)) return fill(values!.shape as readonly number[], 0, 'int32')
      const common = counted(upcast(sequence!.dtype, values!.dtype))
      if (sequence!.dtype === common && values!.dtype === common) return undefined
      return dispatch<AnyTensor, SearchAttrs>(op, [convert(sequence!, common), convert(values!, common)], attrs)
    },
    kernel: {
      name: 'SearchSorted',
      shapes: (inputs) => inputs.map(asRows),
      attrs: ({ side }) => ({ side }),
    } satisfies KernelCall<SearchAttrs>,
  })
  return op
}

export function search<Op extends string>(name: Op, side: SearchAttrs['side']): Search<Op> {
  const op = searchOp(name)
  return ((sequence: Operand, values: Operand) => dispatch(op, [sequence, values], { side })) as Search<Op>
}
