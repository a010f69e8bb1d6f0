import * as core from '@tensorflow/tfjs-core'
import { assertReady, fromValues, isReady, runKernel } from './backend.js'
import { context, copied, rememberOrigin, within, withLayer, type Turn } from './context.js'
import { makeNode, specOf, type Node, type OpDefinition, type Sized, type Spec, type Value } from './graph/node.js'
import type { State } from './graph/sources.js'
import { areTensors, assertValues, disposed, specOfOperand, toTensor, toValue } from './operand.js'
import type { DType } from './shape/dtype.js'
import { ShapeError } from './shape/errors.js'
import { assertArguments, wrongArgument, type Kind } from './shape/given.js'
import { isFailure, type RunTimeFailure } from './shape/outcome.js'
import { showShape } from './shape/show.js'
import { atUser } from './stack.js'
import { isSymbolic, type AnyTensor, type Operand, type Tensor } from './tensor.js'

const engine = core.engine()

/** Fixes an op's definition; the laws and the conventions test find it again by the public function. */
export function defineOp<Attrs extends object>(definition: OpDefinition<Attrs>): OpDefinition<Attrs> {
  return Object.freeze(definition)
}

/** Runs the rule; throws its sentence. */
export function inferOutputs(op: OpDefinition, inputs: readonly Spec[], attrs: object): readonly Spec[] {
  const outcome = op.infer(inputs, attrs)
  if (!('failed' in outcome)) return Array.isArray(outcome) ? outcome : [outcome as Spec]
  if (isFailure(outcome)) throw refusal(op.name, outcome)
  throw new Error(`${op.name}: ${outcome.message}`)
}

/** The error of a rule that fails. The innermost op finds it, the outermost layer says it. */
export function refusal(op: string, failed: RunTimeFailure): ShapeError {
  const layer = context().layer?.layer
  return new ShapeError(layer?.kind ?? op, failed, layer?.name)
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
  try {
    assertGiven(op, operands, attrs)
    const symbolic = operands.some(isSymbolic) || (context().plan !== undefined && isOfGraph(operands))
    const outputs = symbolic ? symbolicCall(op, operands, attrs) : eagerCall(op, operands, attrs)
    return (outputs.length === 1 && !op.list ? outputs[0] : outputs) as R
  } catch (error) {
    atUser(error, dispatch)
    throw error
  }
}

function assertGiven<Attrs extends object>(op: OpDefinition<Attrs>, operands: readonly Operand[], attrs: Attrs): void {
  const { given } = op
  if (!Array.isArray(operands)) {
    throw new TypeError(`${op.name}: ${wrongArgument(String(op.operands), operands, tensorList)}`)
  }
  if (given !== undefined) assertArguments(op.name, given, attrs)
}
const tensorList: Kind = { what: 'a list of tensors', is: Array.isArray }

/** In a trace also what has no operands, and what reads a variable: both are done anew in each run. */
function isOfGraph(operands: readonly Operand[]): boolean {
  return operands.length === 0 || operands.some((operand) => operand instanceof core.Variable)
}

export function symbolicCall(op: OpDefinition, operands: readonly Operand[], attrs: object): readonly AnyTensor[] {
  const outputs = inferOutputs(op, specsOf(op, operands), attrs)
  // Only now: a refused call must not have captured anything.
  const inputs = operands.map((operand, i) => toValue(op.name, operand, op.operands, i))
  const { training = false, plan } = context()
  if (plan === undefined) return makeNode(op, inputs, attrs, outputs)
  assertSized(op.name, inputs)
  const { read, write } = plan
  const lowered = op.lower?.({ inputs, attrs, training, read, write })
  // Nodes of a plan are never shown by name.
  return lowered === undefined ? makeNode(op, inputs, attrs, outputs, op.name) : asList(lowered)
}
/** Every size in a plan is known: one that is not is of a graph elsewhere. */
function assertSized(op: string, inputs: readonly Value[]): void {
  for (const input of inputs) {
    if (specOf(input).shape.every((size) => typeof size === 'number')) continue
    throw new Error(`${op}: '${input.name}' is a symbolic tensor from around what is traced; make it an argument`)
  }
}
const readNow = (state: State): AnyTensor => state.read()
/** The value stays its owner's: it may be a result too. */
const writeNow = (state: State, next: AnyTensor) =>
  state.write(core.keep((next as Tensor<number[], DType>).clone()) as Tensor<number[], DType>)

/** What the operands are, holes in a list among them. */
function specsOf({ name, operands: names }: OpDefinition, operands: readonly Operand[]): readonly Spec[] {
  return Array.from(operands, (operand, i) => specOfOperand(name, operand, names, i))
}

function eagerCall(op: OpDefinition, operands: readonly Operand[], attrs: object): readonly AnyTensor[] {
  if (!isReady()) {
    // A mistake is said as itself: to wait for the backend would not mend it.
    inferOutputs(op, specsOf(op, operands), attrs)
    assertReady(op.name)
  }
  if (areTensors(operands)) {
    if (op.effect === 'state') for (const recorder of context().recorders) recorder.meet(operands)
    const outputs = sizedOutputs(op, operands, attrs)
    // Only what a lowering leaves behind has to be let go: a kernel leaves nothing.
    const lowered = op.lower && inScope(() => lowerEager(op, operands, operands, attrs))
    return lowered ?? runEager(op, operands, attrs, outputs)
  }
  // Operands given as numbers are let go at the end.
  for (let i = 0; i < operands.length; i++) {
    if (!(operands[i] instanceof core.Tensor)) assertValues(op.name, operands[i], op.operands, i)
  }
  return inScope(() => {
    const inputs = operands.map(toTensor)
    const outputs = sizedOutputs(op, inputs, attrs)
    return lowerEager(op, inputs, operands, attrs) ?? runEager(op, inputs, attrs, outputs)
  })
}

function sizedOutputs(op: OpDefinition, inputs: readonly core.Tensor[], attrs: object): readonly Sized[] {
  for (const input of inputs) if (input.isDisposed) throw disposed(op.name)
  const outputs = inferOutputs(op, inputs, attrs) as readonly Sized[]
  // What has no kernel, as `ensureShape`, may leave sizes open: the tensors that it gives have theirs.
  const mayBeOpen = op.kernel === undefined && op.host === undefined
  for (let i = 0; i < outputs.length; i++) {
    const { shape } = outputs[i]!
    const size = sizeOf(shape)
    if (size > mostElements || (!mayBeOpen && Number.isNaN(size))) throw noTensorOf(op.name, shape)
  }
  return outputs
}
/** Two gigabytes of numbers of four bytes: what a tensor on wasm can be, where larger ones end the module. */
const mostElements = 2 ** 29
/** `NaN` where a size is no number. */
function sizeOf(shape: readonly (number | string | null)[]): number {
  let size = 1
  for (let i = 0; i < shape.length; i++) {
    const dim = shape[i]
    size *= typeof dim === 'number' ? dim : NaN
  }
  return size
}
function noTensorOf(op: string, shape: readonly (number | string | null)[]): RangeError {
  const open = shape.find((size) => typeof size !== 'number')
  if (open !== undefined) return new RangeError(`${op}: a tensor has numbers for sizes, got ${showShape(shape)}`)
  return new RangeError(
    `${op}: ${showShape(shape)} has ${sizeOf(shape)} elements, a tensor has at most ${mostElements}`,
  )
}

/** The outputs by other ops, where there is a lowering. A result is the caller's: never the handle that was given. */
function lowerEager(
  op: OpDefinition,
  inputs: readonly core.Tensor[],
  operands: readonly Operand[],
  attrs: object,
): readonly core.Tensor[] | undefined {
  const { training = false } = context()
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

function runEager(
  op: OpDefinition,
  inputs: readonly core.Tensor[],
  attrs: object,
  outputs: readonly Sized[],
): readonly core.Tensor[] {
  const { turn, recorders } = context()
  const results = execute(op, inputs, attrs, outputs, turn)
  rememberOrigin(inputs, results)
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

/**
 * Calls the op of a node again, on other inputs: in the node's layer, and in training where its call has said so.
 *
 * @param attrs The node's attributes, with other sizes or seeds in them.
 */
export function recall(
  { op, layer, training }: Node,
  inputs: readonly AnyTensor[],
  attrs: object,
): readonly AnyTensor[] {
  const call = () => asList(dispatch<AnyTensor | readonly AnyTensor[]>(op, inputs, attrs))
  const inLayer = layer === undefined ? call : () => withLayer(layer, call)
  return training === undefined ? inLayer() : within({ training }, inLayer)
}

function asList(lowered: AnyTensor | readonly AnyTensor[]): readonly AnyTensor[] {
  return Array.isArray(lowered) ? lowered : [lowered as AnyTensor]
}
