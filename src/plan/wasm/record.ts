import * as core from '@tensorflow/tfjs-core'
import { attrsOf, inputsOf, takenBy, wasmKernel, type WasmBackend } from '../../backend.js'
import type { Sized } from '../../graph/node.js'
import { kernels, type Kernel } from '../../kernels.js'
import type { DType } from '../../shape/dtype.js'
import { Cache } from '../cache.js'
import { attrsKey } from '../passes/share.js'
import type { Program, Step } from '../program.js'

// The backend's own kernels say how they call the wasm module: each is run once on tensors without memory, while what
// it would call is written down. No signature is known here.

/** The memory that a call refers to: that of an input or an output of the step, or one that lasts for the step alone. */
export interface Place {
  readonly of: 'inputs' | 'outputs' | 'temporaries'
  readonly index: number
}
/** One call of an export. Numbers are passed on, bytes by their address, places by their id. */
export interface Call {
  readonly name: string
  readonly args: readonly (number | Uint8Array | Place)[]
}
/** What a kernel does that makes nothing but calls. */
export interface Recorded {
  readonly calls: readonly Call[]
  readonly temporaries: readonly Sized[]
}
export function isPlace(arg: number | Uint8Array | Place): arg is Place {
  return typeof arg === 'object' && 'of' in arg
}

/** What is remembered of a call: it holds as long as the backend has this very kernel. */
interface Remembered {
  readonly run: core.KernelFunc
  /** Nothing where the kernel does more than to call. */
  readonly recorded: Recorded | undefined
}
/** What is known of a backend's kernels, by name, attributes and operands: the ops that share a kernel call it alike. */
const recordings = new WeakMap<WasmBackend, Cache<Remembered>>()

/** @returns for each step its calls, or `undefined` where the kernel does more than to call the module. */
export function recordCalls(
  backend: WasmBackend,
  { specs }: Program,
  steps: readonly Step[],
): readonly (Recorded | undefined)[] {
  const remembered = recordings.get(backend) ?? new Cache<Remembered>(2048)
  recordings.set(backend, remembered)
  const keys = specs.map(({ shape, dtype }) => `${dtype}[${shape}]`)
  // Asked first: most steps of a long plan are alike.
  const here = new Map<string, Recorded | undefined>()
  const session = new Session(backend)
  try {
    return steps.map(({ node, inputs, outputs }) => {
      const { kernel } = node.op
      const run = kernel && wasmKernel(kernel.name)
      if (kernel === undefined || run === undefined) return undefined
      const own = inputs.map((value) => specs[value]!)
      const made = outputs.map((value) => specs[value]!)
      const attrs = attrsOf(kernel, node.attrs, own, made)
      let key = `${kernel.name} ${attrsKey(attrs)} ${outputs.length}`
      for (const value of inputs) key += keys[value]!
      if (here.has(key)) return here.get(key)
      const record = () => session.record(run, kernels[kernel.name], takenBy(kernel, own), attrs, made.length)
      // A kernel can be registered anew.
      const isCurrent = (before: Remembered) => before.run === run
      const { recorded } = remembered.get(key, () => ({ run, recorded: record() }), isCurrent)
      here.set(key, recorded)
      return recorded
    })
  } finally {
    session.end()
  }
}

/** Memory that a kernel has asked for, or was given: its place is known when the kernel has returned. */
class Memory {
  place: Place | undefined
  readonly spec: Sized
  constructor(spec: Sized, place?: Place) {
    this.spec = spec
    this.place = place
  }
}

/** From the first recording until its end, the functions that kernels call are those of a backend that writes down. */
class Session {
  private readonly backend: WasmBackend
  private readonly recording = new Recording()
  private begun = false
  constructor(backend: WasmBackend) {
    this.backend = backend
  }
  record(...call: Parameters<Recording['recordingOf']>): Recorded | undefined {
    const isFirst = !this.begun
    // Before: setting a kernel up may fail, and then the backend has to be put back too.
    this.begun = true
    if (isFirst) setUp(this.recording)
    return this.recording.recordingOf(...call)
  }
  end(): void {
    if (this.begun) setUp(this.backend)
  }
}
/** The functions that kernels call lie in variables of their modules, which `setupFunc` fills. */
function setUp(from: object): void {
  for (const { setupFunc } of core.getKernelsForBackend('wasm')) setupFunc?.(from as core.KernelBackend)
}

/** What a kernel sees instead of the backend. It has nothing that touches memory: a kernel that wants it fails here. */
class Recording {
  private calls: { readonly name: string; readonly args: readonly (number | Uint8Array | Memory)[] }[] = []

  readonly wasm = {
    cwrap: (name: string, returns: string | null) => {
      return (...args: readonly unknown[]) => {
        if (returns !== null) throw new TypeError(`${name} returns something`)
        this.calls.push({ name, args: args.map(argument) })
      }
    },
  }
  readonly dataIdMap = {
    get: (memory: Memory) => ({ id: memory, shape: memory.spec.shape, dtype: memory.spec.dtype }),
  }
  makeOutput(shape: readonly number[], dtype: DType, ...filled: readonly unknown[]) {
    if (filled.length > 0) throw new TypeError('an output with values')
    return { dataId: new Memory({ shape, dtype }), shape, dtype }
  }
  incRef(): void {}
  disposeData(): void {}

  recordingOf(
    run: core.KernelFunc,
    kernel: Kernel,
    inputs: readonly Sized[],
    attrs: core.NamedAttrMap,
    outputs: number,
  ): Recorded | undefined {
    this.calls = []
    const infos = inputs.map((spec, index) => ({ ...spec, dataId: new Memory(spec, { of: 'inputs', index }) }))
    try {
      const results = run({
        inputs: inputsOf(kernel, infos) as object as core.NamedTensorInfoMap,
        attrs,
        backend: this as object as core.KernelBackend,
      })
      const made: readonly core.TensorInfo[] = Array.isArray(results) ? results : [results]
      if (made.length !== outputs) return undefined
      for (const [index, { dataId }] of made.entries()) {
        // What is handed through, as it is, would have to be copied.
        if (!(dataId instanceof Memory) || dataId.place !== undefined) return undefined
        dataId.place = { of: 'outputs', index }
      }
    } catch {
      return undefined
    }
    const temporaries: Sized[] = []
    const placed = (arg: number | Uint8Array | Memory) => {
      if (!(arg instanceof Memory)) return arg
      return (arg.place ??= { of: 'temporaries', index: temporaries.push(arg.spec) - 1 })
    }
    return { calls: this.calls.map(({ name, args }) => ({ name, args: args.map(placed) })), temporaries }
  }
}

function argument(arg: unknown): number | Uint8Array | Memory {
  if (arg instanceof Memory || arg instanceof Uint8Array) return arg
  if (typeof arg === 'number' || typeof arg === 'boolean') return Number(arg)
  throw new TypeError('an argument that is neither a number nor bytes')
}
