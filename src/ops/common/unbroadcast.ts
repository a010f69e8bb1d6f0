import type { AnyTensor } from '../../tensor.js'
import { cast } from '../cast.js'
import { reshape } from '../reshape.js'
import { sum } from '../sum.js'

/** The gradient of an operand that was broadcast: the sum over the axes that were repeated. */
export function unbroadcast(dy: AnyTensor, operand: AnyTensor): AnyTensor {
  const { shape } = operand
  const added = dy.shape.length - shape.length
  const repeated = dy.shape.flatMap((size, axis) => (axis < added || shape[axis - added] !== size ? [axis] : []))
  const summed = repeated.length === 0 ? dy : reshape(sum(dy, repeated), shape)
  return operand.dtype === dy.dtype ? summed : cast(summed, operand.dtype)
}
