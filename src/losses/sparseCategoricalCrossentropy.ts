import { cast } from '../ops/cast.js'
import { oneHot } from '../ops/oneHot.js'
import { reshape } from '../ops/reshape.js'
import { assertClasses } from './classes.js'
import { defineLoss } from './loss.js'
import { crossentropy, fromLogits } from './probability.js'

/** For labels that are class numbers: integers from 0, below the number of classes. */
export const sparseCategoricalCrossentropy = defineLoss({
  kind: 'sparseCategoricalCrossentropy',
  options: { fromLogits: fromLogits() },
  labels: 'class numbers',
  apply(labels, predictions, { fromLogits }) {
    const classes = predictions.shape.at(-1) as number
    assertClasses('sparseCategoricalCrossentropy', 'labels', labels, classes)
    const ids = reshape(cast(labels, 'int32'), predictions.shape.slice(0, -1))
    return crossentropy(oneHot(ids, classes), predictions, fromLogits)
  },
})
