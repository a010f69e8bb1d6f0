import * as core from '@tensorflow/tfjs-core'
import { fromNumber, fromValues } from './backend.js'
import { context, trainedOrigin } from './context.js'
import { specOf, type Spec, type Value } from './graph/node.js'
import { captureTensor, constantNode, stateOfVariable, variableNode } from './graph/sources.js'
import type { DType } from './shape/dtype.js'
import { ShapeError } from './shape/errors.js'
import { missingArgument } from './shape/given.js'
import { isFailure } from './shape/outcome.js'
import { showValue } from './shape/show.js'
import { isSymbolic, nestedShape, rectangular, type AnyTensor, type Operand } from './tensor.js'
import { atUser, refuse } from './stack.js'

// What ops are given, as tensors and as values of a graph.

/** What a function calls its operands: one name for a list of them, and `x` where there is nothing to tell. */
export type Names = readonly string[] | string | undefined
function nameOf(names: Names, i: number): string {
  return typeof names === 'string' ? `${names}[${i}]` : (names?.[i] ?? 'x')
}

const isTensor = (operand: Operand): operand is core.Tensor & AnyTensor => operand instanceof core.Tensor
export function areTensors(operands: readonly Operand[]): operands is readonly (core.Tensor & AnyTensor)[] {
  // Holes are no tensors, which `every` leaves out.
  for (let i = 0; i < operands.length; i++) if (!isTensor(operands[i]!)) return false
  return true
}

/** A tensor of what has been checked. */
export function toTensor(operand: Operand): core.Tensor {
  if (typeof operand === 'number') return fromNumber(operand)
  return isTensor(operand) ? operand : fromValues(operand as core.TensorLike)
}
/** @throws the sentence of what is wrong with an operand: nothing else looks at what was given. */
export function specOfOperand(op: string, operand: Operand, names?: Names, i = 0): Spec {
  if (isSymbolic(operand)) return specOf(operand)
  if (isTensor(operand)) {
    if (operand.isDisposed) throw disposed(op)
    return operand
  }
  assertValues(op, operand, names, i)
  return { shape: nestedShape(operand), dtype: nestedDType(operand) }
}
export function disposed(op: string): Error {
  const error = new Error(`${op}: a tensor was disposed before this use`)
  atUser(error, disposed)
  return error
}
/** An operand as a value of a graph; eager tensors are captured. */
export function toValue(op: string, operand: Operand, names?: Names, i = 0): Value {
  if (isSymbolic(operand)) return operand
  const spec = specOfOperand(op, operand, names, i)
  if (operand instanceof core.Variable) return variableNode(stateOfVariable(operand))
  if (!isTensor(operand)) return constantNode(operand as core.TensorLike, spec)
  assertNotTrained(op, operand)
  return captureTensor(operand)
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
const operandWords = 'a tensor, a number or nested arrays'
/** Plain values: neither foreign objects, alone or in lists, nor rows of different lengths. */
export function assertValues(op: string, given: unknown, names?: Names, i = 0, what = operandWords): void {
  if (typeof given === 'number') return
  if (given === undefined) refuse(new TypeError(`${op}: ${missingArgument(nameOf(names, i))}`))
  const foreign = foreignIn(given, 0)
  if (foreign === undefined) {
    const ragged = rectangular(given)
    if (isFailure(ragged)) throw new ShapeError(op, ragged)
    return
  }
  const among = foreign.value === given ? 'got' : 'which hold'
  refuse(new TypeError(`${op}: ${nameOf(names, i)} is ${what}, ${among} ${showValue(foreign.value)}`))
}
/** What is wrong with something that is no tensor, as the end of a sentence. Numbers and lists are not taken everywhere. */
export function notATensor(name: string, given: unknown, kind = 'a tensor'): string {
  if (given === undefined) return missingArgument(name)
  const isValues = typeof given === 'number' || Array.isArray(given)
  return `${name} is ${kind}, got ${showValue(given)}${isValues ? '; make one with tf.tensor' : ''}`
}
/** The first thing that no tensor can hold: something foreign, a hole, text among numbers. */
function foreignIn(given: unknown, depth: number): { readonly value: unknown } | undefined {
  if (!Array.isArray(given)) return isValue(given) ? undefined : { value: given }
  // Deeper than any tensor: a list that holds itself.
  if (depth > 8) return { value: given }
  const kind = typeof given[0] === 'string'
  for (let i = 0; i < given.length; i++) {
    const each: unknown = given[i]
    if (typeof each === 'number' && !kind) continue
    if (typeof each !== 'object' && (typeof each === 'string') !== kind) return { value: each }
    const foreign = foreignIn(each, depth + 1)
    if (foreign !== undefined) return foreign
  }
  return undefined
}
function isValue(given: unknown): boolean {
  if (typeof given === 'object') return isTypedArray(given)
  return typeof given === 'number' || typeof given === 'boolean' || typeof given === 'string'
}
function isTypedArray(given: unknown): boolean {
  return (
    given instanceof Float32Array ||
    given instanceof Int32Array ||
    given instanceof Uint8Array ||
    given instanceof Uint8ClampedArray
  )
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
