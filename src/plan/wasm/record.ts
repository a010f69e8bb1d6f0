import * as core from '@tensorflow/tfjs-core'
import { inputsOf, type WasmBackend } from '../../backend.js'
import type { Sized } from '../../graph/node.js'
import type { DType } from '../../shape/dtype.js'
import type { Program, Step } from '../program.js'

// The backend's own kernels say how they call the wasm module: each is run once on tensors without memory, while what
// it would call is written down. No signature is known here.

/** A place in memory that a call refers to: a value of the program, or a temporary of one step. */
export class Ref {
  readonly spec: Sized
  /** The program's value; `undefined` for a temporary. */
  readonly value: number | undefined
  constructor(spec: Sized, value?: number) {
    this.spec = spec
    this.value = value
  }
}
/** One call of an export. Numbers are passed on, bytes by their address, refs by their id. */
export interface Call {
  readonly name: string
  readonly args: readonly (number | Uint8Array | Ref)[]
}

/** @returns for each step its calls, or `undefined` where the kernel does more than to call the module. */
export function recordCalls(
  backend: WasmBackend,
  { specs }: Program,
  steps: readonly Step[],
): readonly (readonly Call[] | undefined)[] {
  const session = new Recording()
  const kernels = core.getKernelsForBackend('wasm')
  // The functions that kernels call lie in variables of their modules, which `setupFunc` fills.
  const setUp = (from: unknown) => kernels.forEach(({ setupFunc }) => setupFunc?.(from as core.KernelBackend))
  try {
    setUp(session)
    return steps.map((step) => session.callsOf(step, specs))
  } finally {
    setUp(backend)
  }
}

/** What a kernel sees instead of the backend. It has nothing that touches memory: a kernel that wants it fails here. */
class Recording {
  private calls: Call[] = []
  private renamed = new Map<Ref, Ref>()

  readonly wasm = {
    cwrap: (name: string, returns: string | null) => {
      return (...args: readonly unknown[]) => {
        if (returns !== null) throw new TypeError(`${name} returns something`)
        this.calls.push({ name, args: args.map(recorded) })
      }
    },
  }
  readonly dataIdMap = {
    get: (ref: Ref) => ({ id: ref, shape: ref.spec.shape, dtype: ref.spec.dtype }),
  }
  makeOutput(shape: readonly number[], dtype: DType, ...filled: readonly unknown[]) {
    if (filled.length > 0) throw new TypeError('an output with values')
    return { dataId: new Ref({ shape, dtype }), shape, dtype }
  }
  incRef(): void {}
  disposeData(): boolean {
    return true
  }

  callsOf({ node, inputs, outputs }: Step, specs: readonly Sized[]): readonly Call[] | undefined {
    const { kernel } = node.op
    const config = kernel && core.getKernel(kernel.name, 'wasm')
    if (kernel === undefined || config === undefined) return undefined
    this.calls = []
    this.renamed = new Map()
    const infoOf = (value: number) => ({ ...specs[value]!, dataId: new Ref(specs[value]!, value) })
    const given = inputs.map(infoOf)
    try {
      const results = config.kernelFunc({
        inputs: inputsOf(kernel, given) as unknown as core.NamedTensorInfoMap,
        attrs: (kernel.attrs?.(
          node.attrs,
          inputs.map((value) => specs[value]!),
          outputs.map((value) => specs[value]!),
        ) ?? {}) as core.NamedAttrMap,
        backend: this as unknown as core.KernelBackend,
      })
      const made = (Array.isArray(results) ? results : [results]) as readonly { readonly dataId: object }[]
      for (const [i, { dataId }] of made.entries()) {
        // What is handed through, as it is, would have to be copied.
        if (!(dataId instanceof Ref) || dataId.value !== undefined || this.renamed.has(dataId)) return undefined
        this.renamed.set(dataId, new Ref(specs[outputs[i]!]!, outputs[i]!))
      }
    } catch {
      return undefined
    }
    const named = (arg: number | Uint8Array | Ref) => (arg instanceof Ref ? (this.renamed.get(arg) ?? arg) : arg)
    return this.calls.map(({ name, args }) => ({ name, args: args.map(named) }))
  }
}

function recorded(arg: unknown): number | Uint8Array | Ref {
  if (arg instanceof Ref || arg instanceof Uint8Array) return arg
  if (typeof arg === 'number' || typeof arg === 'boolean') return Number(arg)
  if (arg === undefined) return 0
  throw new TypeError('an argument that is neither a number nor bytes')
}
