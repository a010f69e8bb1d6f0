import * as core from '@tensorflow/tfjs-core'
import { assertReady, fromNumber, fromValues, runKernel } from './backend.js'
import {
  makeNode,
  currentLayer,
  firstTurn,
  type LoweringContext,
  type OpDefinition,
  type Sized,
  type Spec,
  type Turn,
  type Value,
} from './graph/node.js'
import { captureTensor, captureVariable, constantNode, type State } from './graph/sources.js'
import type { DType } from './shape/dtype.js'
import { ShapeError } from './shape/errors.js'
import { isFailure } from './shape/outcome.js'
import { isSymbolic, nestedShape, rectangular, type AnyTensor, type Operand, type Tensor } from './tensor.js'

const engine = core.engine()

/** Fixes an op's definition; the laws and the conventions test find it again by the public function. */
export function defineOp<Attrs extends object>(definition: OpDefinition<Attrs>): OpDefinition<Attrs> {
  return Object.freeze(definition)
}

/** What is asked of ops while a piece of work runs: a plan being made, a layer called in training. */
interface Mode {
  readonly training: boolean
  /** The states of a plan being made: symbolic calls are then replaced by their lowering at once. */
  readonly plan: Pick<LoweringContext, 'read' | 'write'> | undefined
  /** The turn of the eager calls. */
  readonly turn: Turn
}
let mode: Mode = { training: false, plan: undefined, turn: firstTurn }
export function withMode<T>(change: Partial<Mode>, body: () => T): T {
  const before = mode
  mode = { ...before, ...change }
  try {
    return body()
  } finally {
    mode = before
  }
}
/** Is a function being traced, or a plan being made? */
export function isTracing(): boolean {
  return mode.plan !== undefined
}
export function isTraining(): boolean {
  return mode.training
}

/** Sees every eager call while gradients are recorded. */
export interface Recorder {
  /** From now on `copy` stands for `original`. */
  alias(copy: core.Tensor, original: core.Tensor): void
  record(op: OpDefinition, inputs: readonly core.Tensor[], attrs: object, outputs: readonly core.Tensor[]): void
}
const recorders: Recorder[] = []
export function withRecorder<T>(recorder: Recorder, body: () => T): T {
  recorders.push(recorder)
  try {
    return body()
  } finally {
    recorders.pop()
  }
}
export function isRecording(): boolean {
  return recorders.length > 0
}
/** Tells whoever records that a tensor is another one's copy. */
export function announceCopy(copy: core.Tensor, original: core.Tensor): void {
  for (const recorder of recorders) recorder.alias(copy, original)
}
export function withoutRecorders<T>(body: () => T): T {
  const paused = recorders.splice(0)
  try {
    return body()
  } finally {
    recorders.push(...paused)
  }
}

/** Runs the rule; throws its sentence. */
export function inferOutputs(op: OpDefinition, inputs: readonly Spec[], attrs: object): readonly Spec[] {
  const outcome = op.infer(inputs, attrs)
  if (!('failed' in outcome)) return Array.isArray(outcome) ? outcome : [outcome as Spec]
  if (isFailure(outcome)) {
    const layer = currentLayer()
    throw new ShapeError(layer?.kind ?? op.name, outcome, layer?.name)
  }
  throw new Error(`${op.name}: ${outcome.message}`)
}

/**
 * The single dispatch. With a symbolic operand the call becomes a node of the graph; else it runs.
 * The result's type comes from the public function, whose rule is the twin of the one that is run here.
 */
export function dispatch<R, Attrs extends object = object>(
  op: OpDefinition<Attrs>,
  operands: readonly Operand[],
  attrs: Attrs,
): R {
  const symbolic = operands.some(isSymbolic) || (mode.plan !== undefined && isOfGraph(operands))
  try {
    const outputs = symbolic ? symbolicCall(op, operands, attrs) : eagerCall(op, operands, attrs)
    return (outputs.length === 1 && !op.list ? outputs[0] : outputs) as R
  } catch (error) {
    // The stack begins at the op's own function: a trace of ten lines must reach the user's.
    if (error instanceof ShapeError) Error.captureStackTrace?.(error, dispatch)
    throw error
  }
}

/** In a trace also what has no operands, and what reads a variable: both are done anew in each run. */
function isOfGraph(operands: readonly Operand[]): boolean {
  return operands.length === 0 || operands.some((operand) => operand instanceof core.Variable)
}

export function symbolicCall(op: OpDefinition, operands: readonly Operand[], attrs: object): readonly AnyTensor[] {
  const outputs = inferOutputs(
    op,
    operands.map((operand) => specOfOperand(op.name, operand)),
    attrs,
  )
  // Only now: a refused call must not have captured anything.
  const inputs = operands.map((operand) => toValue(op.name, operand))
  const { training, plan } = mode
  if (plan === undefined) return makeNode(op, inputs, attrs, outputs)
  const { read, write } = plan
  const lowered = op.lower?.({ inputs, attrs, training, read, write })
  // Nodes of a plan are never shown by name.
  return lowered === undefined ? makeNode(op, inputs, attrs, outputs, op.name) : asList(lowered)
}
const readNow = (state: State): AnyTensor => state.read()
const writeNow = (state: State, next: AnyTensor) => state.write(core.keep(next as Tensor<number[], DType>))

function eagerCall(op: OpDefinition, operands: readonly Operand[], attrs: object): readonly AnyTensor[] {
  assertReady(op.name)
  if (areTensors(operands)) {
    const outputs = sizedOutputs(op, operands, attrs)
    // Only what a lowering leaves behind has to be let go: a kernel leaves nothing.
    const lowered = op.lower && inScope(() => lowerEager(op, operands, operands, attrs))
    return lowered ?? runEager(op, operands, attrs, outputs)
  }
  // Operands given as numbers are let go at the end.
  return inScope(() => {
    const inputs = operands.map((operand) => toTensor(op.name, operand))
    const outputs = sizedOutputs(op, inputs, attrs)
    return lowerEager(op, inputs, operands, attrs) ?? runEager(op, inputs, attrs, outputs)
  })
}

function sizedOutputs(op: OpDefinition, inputs: readonly core.Tensor[], attrs: object): readonly Sized[] {
  for (const input of inputs) if (input.isDisposed) throw new Error(`${op.name}: a tensor was disposed before this use`)
  return inferOutputs(op, inputs, attrs) as readonly Sized[]
}

/** The outputs by other ops, where there is a lowering. A result is the caller's: never the handle that was given. */
function lowerEager(
  op: OpDefinition,
  inputs: readonly core.Tensor[],
  operands: readonly Operand[],
  attrs: object,
): readonly core.Tensor[] | undefined {
  const { training } = mode
  const call = { inputs: inputs as readonly AnyTensor[], attrs, training, read: readNow, write: writeNow }
  const lowered = op.lower?.(call)
  if (lowered === undefined) return undefined
  return (asList(lowered) as readonly core.Tensor[]).map((result) =>
    operands.includes(result as Operand & core.Tensor) ? copied(result) : result,
  )
}

/** `core.tidy` without its detours: every small op comes by here. */
function inScope<T extends readonly core.Tensor[] | undefined>(body: () => T): T {
  let results: T | undefined
  engine.startScope()
  try {
    return (results = body())
  } finally {
    engine.endScope(results as core.Tensor[] | undefined)
  }
}

/** Another handle to the same memory. */
export function copied(tensor: core.Tensor): core.Tensor {
  const copy = tensor.clone()
  announceCopy(copy, tensor)
  return copy
}

function runEager(
  op: OpDefinition,
  inputs: readonly core.Tensor[],
  attrs: object,
  outputs: readonly Sized[],
): readonly core.Tensor[] {
  const results = execute(op, inputs, attrs, outputs, mode.turn)
  for (const recorder of recorders) recorder.record(op, inputs, attrs, results)
  return results
}

/** Runs an op that is not lowered any further. */
export function execute(
  op: OpDefinition,
  inputs: readonly core.Tensor[],
  attrs: object,
  outputs: readonly Sized[],
  turn: Turn,
): readonly core.Tensor[] {
  if (op.kernel !== undefined) return runKernel(op.name, op.kernel, inputs, attrs, outputs)
  if (op.host !== undefined) {
    const [output] = outputs
    return [fromValues(op.host(attrs, output!, turn), output!.shape, output!.dtype)]
  }
  throw new Error(`${op.name}: this op has no value outside a graph`)
}

const isTensor = (operand: Operand): operand is core.Tensor & AnyTensor => operand instanceof core.Tensor
const areTensors = (operands: readonly Operand[]): operands is readonly (core.Tensor & AnyTensor)[] =>
  operands.every(isTensor)

function toTensor(op: string, operand: Operand): core.Tensor {
  if (typeof operand === 'number') return fromNumber(operand)
  return isTensor(operand) ? operand : fromValues(checked(op, operand) as core.TensorLike)
}
function specOfOperand(op: string, operand: Operand): Spec {
  if (isSymbolic(operand)) return specOf(operand)
  if (isTensor(operand)) {
    if (operand.isDisposed) throw new Error(`${op}: a tensor was disposed before this use`)
    return operand
  }
  const values = checked(op, operand)
  return { shape: nestedShape(values), dtype: nestedDType(values) }
}
/** An operand as a value of a graph; eager tensors are captured. */
export function toValue(op: string, operand: Operand): Value {
  if (isSymbolic(operand)) return operand
  if (operand instanceof core.Variable) return captureVariable(operand)
  if (isTensor(operand)) return captureTensor(operand)
  return constantNode(checked(op, operand) as core.TensorLike, {
    shape: nestedShape(operand),
    dtype: nestedDType(operand),
  })
}
/** Plain values: neither a foreign object nor rows of different lengths. */
function checked(op: string, operand: Operand): Operand {
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

/** The dimensions as rules see them: an unknown one is `null`. */
export function specOf(value: Value): Spec {
  return value.node.outputs[value.index]!
}

function asList(lowered: AnyTensor | readonly AnyTensor[]): readonly AnyTensor[] {
  return Array.isArray(lowered) ? lowered : [lowered as AnyTensor]
}
