import * as core from '@tensorflow/tfjs-core'
import {
  attrsOf,
  hasWasm,
  inputsOf,
  placeOf,
  runOnCpu,
  takenBy,
  tensorOf,
  wasmKernel,
  type WasmBackend,
} from '../../backend.js'
import { firstTurn, type Turn } from '../../context.js'
import type { Sized } from '../../graph/node.js'
import { constantValues } from '../constants.js'
import { traitsOf } from '../graph.js'
import type { Program, Step } from '../program.js'
import { alive, assertWritable, held, runOf, saidByNode, type Description, type Run, type Runner } from '../runner.js'
import { bytesOf, type Overlap } from './blocks.js'
import { layOut, type Block, type Layout, type Work } from './layout.js'
import { Cell, exportOf, Registry } from './module.js'
import { isPlace, recordCalls, type Call, type Place, type Recorded } from './record.js'

/** What a step comes to: a call, moved bytes, numbers made in JavaScript, or a kernel of the backend as it is. */
type Action = (turn: Turn) => void
/** A result: the tensor of a fresh block, or a copy of a value. */
interface Result {
  readonly value: number
  readonly fresh: number | undefined
}
/** The module reads a little past the end of tensors. */
const SLACK = 64

/** Runs a program by calling the wasm module's own exports, in memory that is laid out before. */
export class WasmRunner implements Runner {
  private readonly program: Program
  private readonly backend: WasmBackend
  private readonly layout: Layout
  private readonly registry: Registry
  /** One block of the wasm heap: the arena, what is kept, and the shapes that calls point to. */
  private readonly memory: number
  private readonly bytes: number
  private readonly cells: readonly Cell[]
  /** The cell that is a tensor itself, for the blocks that are tensors. */
  private readonly tensorCells = new Map<Block, Cell>()
  /** The other cells within the memory of a tensor. */
  private readonly within = new Map<Block, Set<{ readonly cell: Cell; readonly offset: number }>>()
  private readonly settledActions: readonly Action[]
  private readonly actions: readonly Action[]
  /** The blocks that become tensors of the caller's. */
  private readonly fresh: readonly Block[]
  private readonly outputs: readonly Result[]
  private readonly writes: readonly Result[]
  private settledFor: readonly number[] | undefined

  constructor(program: Program, backend: WasmBackend) {
    this.program = program
    this.backend = backend
    this.registry = new Registry(backend)
    const recorded = recordCalls(backend, program, [...program.settled, ...program.steps])
    this.layout = layOut(program, recorded)
    const { arena, kept, places } = this.layout
    const texts = offsetsOf(recorded, arena + kept)
    this.bytes = texts.end + SLACK
    this.memory = backend.wasm._malloc(this.bytes) >>> 0
    if (this.memory === 0) throw new RangeError(`the plan needs ${this.bytes} bytes, which wasm cannot give`)
    for (const [text, offset] of texts.offsets) backend.wasm.HEAPU8.set(text, this.memory + offset)
    this.cells = this.makeCells()
    this.fresh = [...new Set(places.map(({ block }) => block))].filter(({ kind }) => kind === 'fresh')
    const taken = new Set<Block>()
    const resultOf = (value: number): Result => {
      const { block } = places[value]!
      const isWhole = block.kind === 'fresh' && block.value === value && !taken.has(block)
      if (isWhole) taken.add(block)
      return { value, fresh: isWhole ? this.fresh.indexOf(block) : undefined }
    }
    this.outputs = program.outputs.map(resultOf)
    this.writes = program.writes.map(({ value }) => resultOf(value))
    this.writeConstants()
    const actions = this.actionsOfAll(texts.offsets)
    this.settledActions = actions.slice(0, this.layout.settled).flat()
    this.actions = actions.slice(this.layout.settled).flat()
  }

  // ── Memory.

  private addressOf({ kind, offset }: Block): number {
    return this.memory + offset + (kind === 'kept' ? this.layout.arena : 0)
  }
  private makeCells(): Cell[] {
    const { places, work } = this.layout
    const weights = new Set(work.flatMap(({ step }) => (isPacking(step) ? [step.inputs[1]!] : [])))
    /** By block and by where they begin in it. */
    const blocks = new Map<Block, Map<number, { readonly cell: Cell; readonly isWeights: boolean }[]>>()
    const cellAt = (value: number, isWeights: boolean): Cell => {
      const { block, offset } = places[value]!
      const spec = this.program.specs[value]!
      let inBlock = blocks.get(block)
      if (inBlock === undefined) blocks.set(block, (inBlock = new Map()))
      let here = inBlock.get(offset)
      if (here === undefined) inBlock.set(offset, (here = []))
      const same = here.find((other) => other.isWeights === isWeights && isSame(other.cell.spec, spec, isWeights))
      if (same !== undefined) return same.cell
      const cell = new Cell(spec)
      here.push({ cell, isWeights })
      this.settleCell(cell, block, offset)
      return cell
    }
    // Tensors first: their own cells must be known when others in them are met.
    for (const { block } of places) cellAt(block.value, false)
    return places.map((_, value) => cellAt(value, weights.has(value)))
  }
  private settleCell(cell: Cell, block: Block, offset: number): void {
    if (block.kind === 'arena' || block.kind === 'kept') {
      this.registry.add(cell, this.addressOf(block) + offset)
    } else if (this.within.has(block)) {
      // Its address is known when the tensor is.
      this.registry.add(cell, 0)
      this.within.get(block)!.add({ cell, offset })
    } else {
      this.within.set(block, new Set())
      this.tensorCells.set(block, cell)
    }
  }
  private writeConstants(): void {
    for (const { value, attrs } of this.program.constants) {
      if (attrs.captured !== undefined) continue
      this.write(this.cells[value]!, constantValues(attrs))
    }
  }
  /** The cells from which kernels make something that they keep. */
  private packedCells(): Set<Cell> {
    const steps = this.layout.work.filter(({ step }) => isPacking(step))
    const weights = steps.flatMap(({ step }) => step.inputs.slice(1).map((value) => this.cells[value]!))
    return new Set(weights.filter((cell) => cell.isOwn))
  }

  // ── Steps.

  private actionsOfAll(texts: ReadonlyMap<Uint8Array, number>): readonly Action[][] {
    const packed = this.packedCells()
    try {
      return this.layout.work.map((work) => this.actionsOf(work, texts, packed))
    } catch (error) {
      // A kernel that is nowhere: there will be no plan.
      this.dispose()
      throw error
    }
  }
  private actionsOf(work: Work, texts: ReadonlyMap<Uint8Array, number>, packed: ReadonlySet<Cell>): Action[] {
    const { step } = work
    const actions = this.workOf(work, texts)
    for (const value of step.outputs) {
      const cell = this.cells[value]!
      const { kind } = this.layout.places[value]!.block
      if (packed.has(cell) && (kind === 'arena' || kind === 'kept')) actions.push(() => this.registry.renew(cell))
    }
    return actions
  }
  private workOf(work: Work, texts: ReadonlyMap<Uint8Array, number>): Action[] {
    const { step, recorded, copies } = work
    if (isForNothing(work, this.program)) return []
    if (copies !== undefined) return copies.map((overlap) => this.copy(step, overlap))
    if (recorded !== undefined) {
      const temporaries = work.temporaries.map((block, i) => {
        const cell = new Cell(recorded.temporaries[i]!)
        this.registry.add(cell, this.addressOf(block))
        return cell
      })
      const cellAt = ({ of, index }: Place) =>
        of === 'temporaries' ? temporaries[index]! : this.cells[step[of][index]!]!
      return recorded.calls.map((call) => this.call(call, cellAt, texts))
    }
    const { op, attrs } = step.node
    if (op.host !== undefined) {
      const value = step.outputs[0]!
      // The cell's shape may be another one of the same memory.
      const spec = this.program.specs[value]!
      return [(turn) => this.write(this.cells[value]!, op.host!(attrs, spec, turn))]
    }
    return [this.kernel(step)]
  }
  private call({ name, args }: Call, cellAt: (place: Place) => Cell, texts: ReadonlyMap<Uint8Array, number>): Action {
    const target = exportOf(this.backend, name)
    const numbers: number[] = []
    args.forEach((arg, i) => {
      if (typeof arg === 'number') numbers.push(arg)
      else if (isPlace(arg)) cellAt(arg).writeInto(numbers, i)
      else numbers.push(this.memory + texts.get(arg)!)
    })
    return () => target.apply(undefined, numbers)
  }
  private copy({ inputs, outputs }: Step, { input, output, count, bytes, ...at }: Overlap): Action {
    const [source, target] = [this.cells[inputs[input]!]!, this.cells[outputs[output]!]!]
    const { wasm } = this.backend
    return () => {
      const heap = wasm.HEAPU8
      let [from, to] = [source.address + at.from, target.address + at.to]
      for (let i = 0; i < count; i++, from += at.fromStride, to += at.toStride) heap.copyWithin(to, from, from + bytes)
    }
  }
  /** A kernel that looks at its data, or makes its result in JavaScript. */
  private kernel({ node, inputs, outputs }: Step): Action {
    const { kernel } = node.op
    if (kernel === undefined) throw new Error(`${node.op.name}: this op has no value outside a graph`)
    const own = inputs.map((value) => this.program.specs[value]!)
    const made = outputs.map((value) => this.program.specs[value]!)
    const attrs = attrsOf(kernel, node.attrs, own, made)
    const specs = takenBy(kernel, own)
    const cells = inputs.map((value) => this.cells[value]!)
    const targets = outputs.map((value) => this.cells[value]!)
    const run = wasmKernel(kernel.name)
    const { backend, registry } = this
    if (run === undefined) {
      // Better now than in the middle of a run.
      placeOf(kernel.name)
      return () => {
        const plain = cells.map((cell, i) => ({ ...specs[i]!, values: this.read(cell) }))
        runOnCpu(kernel.name, plain, attrs).forEach(({ values }, i) => this.write(targets[i]!, values))
      }
    }
    const called = (given: NonNullable<unknown>) => {
      try {
        return run({
          inputs: given as core.NamedTensorInfoMap,
          attrs,
          backend: backend as object as core.KernelBackend,
        })
      } catch (error) {
        throw saidByNode(node, error)
      }
    }
    return () => {
      const infos = cells.map((cell, i) => ({ ...specs[i]!, dataId: registry.dataIdOf(cell) }))
      const result = called(inputsOf(traitsOf(node), infos))
      const made: readonly core.TensorInfo[] = Array.isArray(result) ? result : [result]
      made.forEach(({ dataId }, i) => {
        const from = backend.dataIdMap.get(dataId).memoryOffset
        const { address, spec } = targets[i]!
        backend.wasm.HEAPU8.copyWithin(address, from, from + bytesOf(spec))
        backend.disposeData(dataId)
      })
    }
  }
  private write({ address, spec }: Cell, made: Float32Array | Int32Array | Uint8Array): void {
    // JavaScript makes truth values as numbers.
    const values = core.util.toTypedArray(made, spec.dtype as 'float32') as typeof made
    this.backend.wasm.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), address)
  }
  private read({ address, spec }: Cell): Float32Array | Int32Array | Uint8Array {
    const { buffer } = this.backend.wasm.HEAPU8.slice(address, address + bytesOf(spec))
    return (
      spec.dtype === 'float32' ? new Float32Array(buffer)
      : spec.dtype === 'int32' ? new Int32Array(buffer)
      : new Uint8Array(buffer)
    )
  }

  // ── Running.

  run(inputs: readonly core.Tensor[], turn: Turn): Run {
    assertWritable(this.program)
    this.bindLeaves(inputs)
    const made = this.fresh.map((block) => this.allocate(block))
    try {
      this.settle()
      for (const action of this.actions) action(turn)
    } catch (error) {
      for (const { dataId } of made) this.backend.disposeData(dataId)
      throw error
    }
    const take = ({ value, fresh }: Result) => tensorOf(fresh === undefined ? this.copied(value) : made[fresh]!)
    const outputs = this.outputs.map(take)
    return runOf(
      this.program,
      outputs,
      this.writes.map((result) => core.keep(take(result))),
    )
  }
  private bindLeaves(inputs: readonly core.Tensor[]): void {
    const { program } = this
    program.inputs.forEach((value, i) => this.bind(value, inputs[i]!))
    for (const { value, state } of program.states) this.bind(value, held(state))
    for (const { value, attrs } of program.constants) {
      if (attrs.captured !== undefined) {
        this.bind(value, alive(attrs.captured.tensor, 'a tensor that the graph has captured'))
      }
    }
  }
  private bind(value: number, { dataId }: { readonly dataId: object }): void {
    const { block } = this.layout.places[value]!
    const cell = this.tensorCells.get(block)!
    const { id, memoryOffset } = this.backend.dataIdMap.get(dataId)
    cell.dataId = dataId
    if (cell.id === id) return
    cell.id = id
    cell.address = memoryOffset
    for (const other of this.within.get(block)!) {
      this.registry.renew(other.cell, memoryOffset + other.offset)
    }
  }
  private allocate({ value }: Block): core.TensorInfo {
    const { shape, dtype } = this.program.specs[value]!
    const info = this.backend.makeOutput(shape, dtype)
    this.bind(value, info)
    return info
  }
  private copied(value: number): core.TensorInfo {
    const { shape, dtype } = this.program.specs[value]!
    const { address, spec } = this.cells[value]!
    const info = this.backend.makeOutput(shape, dtype)
    const to = this.backend.dataIdMap.get(info.dataId).memoryOffset
    this.backend.wasm.HEAPU8.copyWithin(to, address, address + bytesOf(spec))
    return info
  }
  /** A state has changed when its memory is another. */
  private settle(): void {
    const { settled, settledBy } = this.program
    if (settled.length === 0) return
    const now = settledBy.map((value) => this.tensorCells.get(this.layout.places[value]!.block)!.id)
    if (this.settledFor?.every((id, i) => id === now[i])) return
    this.settledFor = undefined
    for (const action of this.settledActions) action(firstTurn)
    this.settledFor = now
  }

  describe(): Description {
    const { places, arena, kept } = this.layout
    const nameOf = ({ kind, offset }: Block) => (kind === 'leaf' || kind === 'fresh' ? 'tensor' : `${kind} ${offset}`)
    return {
      way: "the exports of 'wasm'",
      steps: this.layout.work.map((work) => (isForNothing(work, this.program) ? 'nothing to do' : wayOf(work))),
      places: places.map(({ block, offset }) => (offset === 0 ? nameOf(block) : `${nameOf(block)}+${offset}`)),
      memory: `${this.bytes} bytes: ${arena} of arena, ${kept} kept, ${this.bytes - arena - kept} of shapes`,
    }
  }
  dispose(): void {
    if (!hasWasm(this.backend)) return
    this.registry.dispose()
    this.backend.wasm._free(this.memory)
  }
}

/** Without elements there is nothing to compute, and kernels fail on it. */
function isForNothing({ step: { outputs } }: Work, { specs }: Program): boolean {
  return outputs.every((value) => bytesOf(specs[value]!) === 0)
}
function wayOf({ step: { node }, recorded, copies }: Work): string {
  if (copies !== undefined) return copies.length === 0 ? 'in place' : 'moved'
  if (recorded !== undefined) return recorded.calls.map(({ name }) => name).join(' + ')
  const { host, kernel } = node.op
  if (host !== undefined || kernel === undefined) return 'JavaScript'
  return wasmKernel(kernel.name) === undefined ? 'cpu' : 'kernel'
}
/**
 * Another shape of the same elements is the same to the module, but for weights: packed ones are found again by the number
 * alone. Those of a tensor have a number of their own, as the tensor may be packed in another shape elsewhere.
 */
function isSame(a: Sized, b: Sized, areWeights: boolean): boolean {
  if (a.dtype !== b.dtype) return false
  return areWeights ? String(a.shape) === String(b.shape) : bytesOf(a) === bytesOf(b)
}
function isPacking({ node }: Step): boolean {
  return traitsOf(node).packs
}
/** Where the bytes lie that calls point to. */
function offsetsOf(recorded: readonly (Recorded | undefined)[], begin: number) {
  const offsets = new Map<Uint8Array, number>()
  let end = begin
  for (const each of new Set(recorded)) {
    for (const { args } of each?.calls ?? []) {
      for (const arg of args) {
        if (typeof arg === 'number' || isPlace(arg) || offsets.has(arg)) continue
        offsets.set(arg, end)
        end += Math.ceil(arg.length / 16) * 16
      }
    }
  }
  return { offsets, end }
}
