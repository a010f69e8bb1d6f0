import * as core from '@tensorflow/tfjs-core'
import { hasWasm, inputsOf, packing, placeOf, runOnCpu, tensorOf, wasmKernel, type WasmBackend } from '../../backend.js'
import { firstTurn, type Turn } from '../../graph/node.js'
import { constantTensor } from '../passes/fold.js'
import type { Program, Step } from '../program.js'
import { alive, runOf, type Description, type Run, type Runner } from '../runner.js'
import { bytesOf, type Overlap } from './blocks.js'
import { layOut, type Block, type Layout, type Work } from './layout.js'
import { Cell, Exports, Registry } from './module.js'
import { recordCalls, Ref, type Call } from './record.js'

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
  private readonly exports: Exports
  private readonly registry: Registry
  /** One block of the wasm heap: the arena, what is kept, and the shapes that calls point to. */
  private readonly memory: number
  private readonly bytes: number
  private readonly cells: readonly Cell[]
  /** The cell that is a tensor itself, for the blocks that are tensors. */
  private readonly tensorCells = new Map<Block, Cell>()
  private readonly temporaries = new Map<Ref, Cell>()
  /** The other cells within the memory of a tensor. */
  private readonly within = new Map<Block, Set<{ readonly cell: Cell; readonly offset: number }>>()
  private readonly ways: string[] = []
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
    this.exports = new Exports(backend)
    this.registry = new Registry(backend, this.exports)
    const recorded = recordCalls(backend, program, [...program.settled, ...program.steps])
    this.layout = layOut(program, recorded)
    const { arena, kept, places } = this.layout
    const texts = offsetsOf(recorded, arena + kept)
    this.bytes = texts.end + SLACK
    this.memory = backend.wasm._malloc(this.bytes) >>> 0
    if (this.memory === 0) throw new RangeError(`the plan needs ${this.bytes} bytes, which wasm cannot give`)
    for (const [text, offset] of texts.offsets) backend.wasm.HEAPU8.set(bytesIn(text), this.memory + offset)
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
    const known = new Map<Block, Map<string, Cell>>()
    const { places, temporaries, work } = this.layout
    const weights = new Set(work.flatMap(({ step }) => (isPacking(step) ? [step.inputs[1]!] : [])))
    const cellAt = (value: number, isWeights: boolean): Cell => {
      const { block, offset } = places[value]!
      const inBlock = known.get(block) ?? new Map<string, Cell>()
      known.set(block, inBlock)
      const spec = this.program.specs[value]!
      // Another shape of the same elements is the same to the module, but for weights: packed ones are found again by the
      // number alone. Those of a tensor have a number of their own, as the tensor may be packed in another shape elsewhere.
      const key = `${offset} ${bytesOf(spec)} ${spec.dtype} ${isWeights ? spec.shape : ''}`
      const cell = inBlock.get(key) ?? new Cell(spec)
      if (!inBlock.has(key)) this.settleCell(cell, block, offset)
      inBlock.set(key, cell)
      return cell
    }
    // Tensors first: their own cells must be known when others in them are met.
    for (const { block } of places) if (block.value >= 0) cellAt(block.value, false)
    for (const [ref, block] of temporaries) {
      const cell = new Cell(ref.spec)
      this.registry.add(cell, this.addressOf(block))
      this.temporaries.set(ref, cell)
    }
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
    const heap = this.backend.wasm.HEAPU8
    for (const { value, attrs } of this.program.constants) {
      if (attrs.captured !== undefined) continue
      const tensor = constantTensor(attrs)
      const values = tensor.dataSync()
      heap.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), this.cells[value]!.address)
      tensor.dispose()
    }
  }
  /** The cells from which kernels make something that they keep. */
  private packedCells(): Set<Cell> {
    const steps = this.layout.work.filter(({ step }) => isPacking(step))
    const weights = steps.flatMap(({ step }) => step.inputs.slice(1).map((value) => this.cells[value]!))
    return new Set(weights.filter((cell) => this.registry.has(cell)))
  }

  // ── Steps.

  private actionsOfAll(texts: ReadonlyMap<string, number>): readonly Action[][] {
    const packed = this.packedCells()
    try {
      return this.layout.work.map((work) => this.actionsOf(work, texts, packed))
    } catch (error) {
      // A kernel that is nowhere: there will be no plan.
      this.dispose()
      throw error
    }
  }
  private actionsOf(work: Work, texts: ReadonlyMap<string, number>, packed: ReadonlySet<Cell>): Action[] {
    const { step, calls, copies } = work
    const actions = this.workOf(step, calls, copies, texts)
    for (const value of step.outputs) {
      const cell = this.cells[value]!
      const { kind } = this.layout.places[value]!.block
      if (packed.has(cell) && (kind === 'arena' || kind === 'kept')) actions.push(() => this.registry.renew(cell))
    }
    return actions
  }
  private workOf(
    step: Step,
    calls: readonly Call[] | undefined,
    copies: readonly Overlap[] | undefined,
    texts: ReadonlyMap<string, number>,
  ): Action[] {
    if (copies !== undefined) {
      this.ways.push(copies.length === 0 ? 'in place' : 'moved')
      return copies.map((overlap) => this.copy(step, overlap))
    }
    if (calls !== undefined) {
      this.ways.push(calls.map(({ name }) => name).join(' + '))
      return calls.map((call) => this.call(call, texts))
    }
    const { op, attrs } = step.node
    if (op.host !== undefined) {
      this.ways.push('JavaScript')
      const [cell] = step.outputs.map((value) => this.cells[value]!)
      return [(turn) => this.write(cell!, op.host!(attrs, cell!.spec, turn))]
    }
    return [this.kernel(step)]
  }
  private call({ name, args }: Call, texts: ReadonlyMap<string, number>): Action {
    const target = this.exports.named(name, args.length)
    const numbers: number[] = args.map((arg) => (typeof arg === 'number' ? arg : 0))
    args.forEach((arg, i) => {
      if (arg instanceof Ref) this.cellOf(arg).writeInto(numbers, i)
      else if (typeof arg !== 'number') numbers[i] = this.memory + texts.get(String(arg))!
    })
    return () => target.apply(undefined, numbers)
  }
  private cellOf(ref: Ref): Cell {
    return ref.value === undefined ? this.temporaries.get(ref)! : this.cells[ref.value]!
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
    const specs = inputs.map((value) => this.program.specs[value]!)
    const cells = inputs.map((value) => this.cells[value]!)
    const targets = outputs.map((value) => this.cells[value]!)
    const attrs = (kernel.attrs?.(
      node.attrs,
      specs,
      outputs.map((value) => this.program.specs[value]!),
    ) ?? {}) as core.NamedAttrMap
    const run = wasmKernel(kernel.name)
    const { backend, registry } = this
    if (run === undefined) {
      this.ways.push(placeOf(kernel.name))
      return () => {
        const given = cells.map((cell, i) => ({ ...specs[i]!, values: this.read(cell) }))
        runOnCpu(kernel, given, attrs).forEach(({ values }, i) => this.write(targets[i]!, values))
      }
    }
    this.ways.push('kernel')
    return () => {
      const infos = cells.map((cell, i) => ({ ...specs[i]!, dataId: registry.dataIdOf(cell) }))
      const result = run({
        inputs: inputsOf(kernel, infos) as core.NamedTensorInfoMap,
        attrs,
        backend: backend as object as core.KernelBackend,
      })
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
    for (const { value, state } of program.states) this.bind(value, alive(state.read(), `the variable '${state.name}'`))
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
  /** Weights have changed when their memory is another. */
  private settle(): void {
    const { settled, states } = this.program
    if (settled.length === 0) return
    const now = states.map(({ value }) => this.tensorCells.get(this.layout.places[value]!.block)!.id)
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
      steps: this.ways,
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

function isPacking({ node }: Step): boolean {
  return packing.has(node.op.kernel?.name ?? '')
}
/** Where the bytes lie that calls point to; equal ones once. */
function offsetsOf(recorded: readonly (readonly Call[] | undefined)[], begin: number) {
  const offsets = new Map<string, number>()
  let end = begin
  for (const { args } of recorded.flatMap((calls) => calls ?? [])) {
    for (const arg of args) {
      if (!(arg instanceof Uint8Array) || offsets.has(String(arg))) continue
      offsets.set(String(arg), end)
      end += Math.ceil(arg.length / 16) * 16
    }
  }
  return { offsets, end }
}
const bytesIn = (text: string) => Uint8Array.from(text.split(',').filter(Boolean), Number)
