import type { Spec } from '../graph/node.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import { countRule } from '../shape/count.js'
import { sameDim, type Shape } from '../shape/dimension.js'
import { needed } from '../shape/given.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { countOf } from '../shape/open.js'
import { failure, ok, type Arg, type both, type Failure, type Ok, type ShapeThenDType } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import type { AnyTensor, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { add } from './add.js'
import { asInt32, assertWhole, indicesRule, isPlain } from './common/indices.js'
import { addUp, isWithin } from './common/segments.js'
import { vectorRule } from './common/vector.js'
import { fill } from './fill.js'
import { logicalAnd } from './logicalAnd.js'
import { mul } from './mul.js'
import { onesLike } from './onesLike.js'
import { reshape } from './reshape.js'
import { where } from './where.js'

/** A prediction for each label. */
export type pairsRule<L extends Shape, P extends Shape> = both<
  vectorRule<P>,
  Whole<opennessOf<L> | opennessOf<P>> extends AllKnown ? inPairs<L, P> : Ok<[]>
>
type inPairs<L extends Shape, P extends Shape> =
  number extends L['length'] | P['length'] ? Ok<[]>
  : sameDim<L[0], P[0]> extends false ? labelsDiffer<L, P>
  : Ok<[]>
export function pairsRule(labels: Shape, predictions: Shape): Ok<Shape> | Failure {
  const vector = vectorRule(predictions)
  if ('failed' in vector) return vector
  return sameDim(labels[0]!, predictions[0]!) ? ok([]) : labelsDiffer(labels, predictions)
}
export interface labelsDiffer<L, P> extends Failure {
  readonly message: `needs a prediction for each label, got ${showShape<P>} for ${showShape<L>}`
}
export function labelsDiffer(labels: Shape, predictions: Shape) {
  return failure(`needs a prediction for each label, got ${showShape(predictions)} for ${showShape(labels)}`, {
    code: 'labelsDiffer',
    shapes: [labels, predictions],
  })
}

type Matrix<L extends Shape, P extends Shape, N> = both<
  both<vectorRule<L>, pairsRule<L, P>>,
  Ok<[countOf<N, 1>, countOf<N, 1>]>
>

interface MatrixAttrs {
  readonly numClasses: number
  /** The operands were given as plain values. */
  readonly plain: readonly [boolean, boolean]
}
const op = defineOp<MatrixAttrs>({
  name: 'confusionMatrix',
  effect: 'pure',
  operands: ['labels', 'predictions'],
  given: { numClasses: needed },
  infer: ([labels, predictions]: readonly Spec[], { numClasses, plain }) =>
    wrongWith('labels', vectorRule(labels!.shape)) ??
    wrongWith('labels', indicesRule(labels!, plain[0])) ??
    wrongWith('predictions', pairsRule(labels!.shape, predictions!.shape)) ??
    wrongWith('predictions', indicesRule(predictions!, plain[1])) ??
    wrongWith('numClasses', countRule('numClasses', numClasses, 1)) ?? {
      shape: [numClasses, numClasses],
      dtype: 'int32',
    },
  lower({ inputs, attrs: { numClasses: n } }) {
    const [labels, predictions] = inputs.map(asInt32) as [AnyTensor, AnyTensor]
    const areClasses = logicalAnd(isWithin(labels, n), isWithin(predictions, n))
    const places = add(mul(labels, fill([], n, 'int32')), predictions)
    const counts = addUp(onesLike(places), where(areClasses, places, fill([], -1, 'int32')), n * n)
    return reshape(counts, [n, n])
  },
})

/**
 * How often each class was taken for each: rows are the labels, columns the predictions.
 *
 * @param labels int32 of rank 1, class numbers. Arrays are taken as int32.
 * @param predictions int32, one for each label. Pairs with a number that is no class count for nothing.
 * @param numClasses How many classes there are.
 * @returns int32 [numClasses, numClasses].
 * @throws ShapeError `needs a prediction for each label, got [3] for [2]`
 *
 * @example
 * ```ts
 * const counts = tf.confusionMatrix([0, 1, 1], [0, 0, 1], 2) // Tensor<[2, 2], 'int32'>: 1, 0, 1, 1
 * ```
 */
export function confusionMatrix<L extends Operand, P extends Operand, N extends number>(
  labels: ShapeThenDType<vectorRule<ShapeOf<L>>, indicesRule<L>, 'confusionMatrix', L>,
  predictions: ShapeThenDType<pairsRule<ShapeOf<L>, ShapeOf<P>>, indicesRule<P>, 'confusionMatrix', P>,
  numClasses: Arg<countRule<'numClasses', N, 1>, 'confusionMatrix', N>,
): Result<Matrix<ShapeOf<L>, ShapeOf<P>, N>, 'int32', KindOf<L> | KindOf<P>> {
  const operands = [labels, predictions] as readonly Operand[]
  for (const operand of operands) assertWhole('confusionMatrix', operand)
  return dispatch(op, operands, {
    numClasses: numClasses as number,
    plain: [isPlain(operands[0]!), isPlain(operands[1]!)] as const,
  })
}
