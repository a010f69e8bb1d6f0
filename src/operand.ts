import * as core from '@tensorflow/tfjs-core'
import { fromNumber, fromValues } from './backend.js'
import { context, trainedOrigin } from './context.js'
import { specOf, type Spec, type Value } from './graph/node.js'
import { captureTensor, constantNode, stateOfVariable, variableNode } from './graph/sources.js'
import type { DType } from './shape/dtype.js'
import { ShapeError } from './shape/errors.js'
import { isFailure } from './shape/outcome.js'
import { isSymbolic, nestedShape, rectangular, type AnyTensor, type Operand } from './tensor.js'

// What ops are given, as tensors and as values of a graph.

const isTensor = (operand: Operand): operand is core.Tensor & AnyTensor => operand instanceof core.Tensor
export const areTensors = (operands: readonly Operand[]): operands is readonly (core.Tensor & AnyTensor)[] =>
  operands.every(isTensor)

export function toTensor(op: string, operand: Operand): core.Tensor {
  if (typeof operand === 'number') return fromNumber(operand)
  return isTensor(operand) ? operand : fromValues(plainValues(op, operand) as core.TensorLike)
}
export function specOfOperand(op: string, operand: Operand): Spec {
  if (isSymbolic(operand)) return specOf(operand)
  if (isTensor(operand)) {
    if (operand.isDisposed) throw new Error(`${op}: a tensor was disposed before this use`)
    return operand
  }
  const values = plainValues(op, operand)
  return { shape: nestedShape(values), dtype: nestedDType(values) }
}
/** An operand as a value of a graph; eager tensors are captured. */
export function toValue(op: string, operand: Operand): Value {
  if (isSymbolic(operand)) return operand
  if (operand instanceof core.Variable) return variableNode(stateOfVariable(operand))
  if (isTensor(operand)) {
    assertNotTrained(op, operand)
    return captureTensor(operand)
  }
  return constantNode(plainValues(op, operand) as core.TensorLike, {
    shape: nestedShape(operand),
    dtype: nestedDType(operand),
  })
}
/** What a trace captures stays as it is, as it says; in the graph of a model it would be forgotten by training. */
function assertNotTrained(op: string, tensor: core.Tensor): void {
  const { captures, plan } = context()
  if (captures !== undefined || plan !== undefined) return
  const origin = trainedOrigin(tensor)
  if (origin === undefined) return
  throw new TypeError(
    `${op}: a tensor computed from '${origin}' would be a constant in this graph, which is never trained; compute it in a ` +
      'tf.layer from its weights and a symbolic input, or give .clone() to keep it as it is now',
  )
}
/** Plain values: neither a foreign object nor rows of different lengths. */
function plainValues(op: string, operand: Operand): Operand {
  const ragged = rectangular(operand)
  if ('failed' in ragged && isFailure(ragged)) throw new ShapeError(op, ragged)
  const isValues = typeof operand !== 'object' || Array.isArray(operand) || ArrayBuffer.isView(operand)
  if (isValues && operand !== undefined && typeof operand !== 'function') return operand
  const what = operand === null ? 'null' : typeof operand
  throw new TypeError(`${op}: expected a tensor, a number or nested arrays, got ${what}`)
}

/** tfjs' own inference: the first value decides. */
export function nestedDType(values: Operand): DType {
  let first: unknown = values
  while (Array.isArray(first)) first = first[0]
  if (first instanceof Float32Array) return 'float32'
  if (ArrayBuffer.isView(first)) return 'int32'
  if (typeof first === 'boolean') return 'bool'
  return typeof first === 'string' ? 'string' : 'float32'
}
