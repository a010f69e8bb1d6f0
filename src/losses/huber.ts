import { abs } from '../ops/abs.js'
import { lessEqual } from '../ops/lessEqual.js'
import { mean } from '../ops/mean.js'
import { mul } from '../ops/mul.js'
import { square } from '../ops/square.js'
import { sub } from '../ops/sub.js'
import { where } from '../ops/where.js'
import { number } from '../options/number.js'
import { defineLoss } from './loss.js'

/** Half of the squared error while it is small, its magnitude beyond: what is far off does not decide alone. */
export const huber = defineLoss({
  kind: 'huber',
  options: {
    /** Up to where an error is small; 1 unless it is given. */
    delta: number({ above: 0 }, 1),
  },
  labels: 'like the output',
  apply(labels, predictions, { delta }) {
    const error = sub(predictions, labels)
    const size = abs(error)
    const far = sub(mul(size, delta), (delta * delta) / 2)
    return mean(where(lessEqual(size, delta), mul(square(error), 0.5), far), -1)
  },
})
