// Our declarations name `Symbol.dispose`; a user's own `lib` may not have it.
/// <reference lib="esnext.disposable" preserve="true" />
import { assertArguments, aName } from './shape/given.js'
import * as core from '@tensorflow/tfjs-core'
import { atUser, refuse } from './stack.js'
import { context } from './context.js'
import type { KernelCall, Sized } from './graph/node.js'
import { assertTaken } from './kernelDTypes.js'
import { kernels, type Kernel, type KernelName } from './kernels.js'
import type { DType } from './shape/dtype.js'

// The only file that executes tfjs-core kernels.

const engine = core.engine()

/** Backends that come with the library and are loaded only when asked for. */
const embedded: { readonly [name: string]: () => Promise<unknown> } = {
  wasm: loadWasm,
  cpu: loadCpu,
}
function loadCpu(): Promise<unknown> {
  return import('@tensorflow/tfjs-backend-cpu')
}

/**
 * In Node the package finds its own files. In a browser a bundler has to see their names: Vite and webpack understand
 * this form, and put their own addresses here. Whoever imported the backend before has its paths in hand: they stay.
 */
async function loadWasm(): Promise<void> {
  const isImported = core.findBackendFactory('wasm') != null
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  if (isImported || core.env().getBool('IS_NODE')) return
  // Its threads run a copy of a function's source, in which a minifier may leave the name of a variable outside of it:
  // then they do not start, and are waited for without end. Where our own names are gone, there are no threads.
  if (loadWasm.name !== 'loadWasm') core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  const plain = new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url)
  const simd = new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url)
  const threaded = new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm', import.meta.url)
  // Served module by module, as by Vite in development, the name was taken for a folder; packages lie side by side.
  const address = ({ href }: URL) => href.replace('/tupleflow/dist/@tensorflow/', '/@tensorflow/')
  // A bundler without this form: the backend's own rule holds, beside the script.
  if (address(plain).startsWith(import.meta.url.replace(/[^/]*$/, '@tensorflow/'))) return
  setWasmPaths({
    'tfjs-backend-wasm.wasm': address(plain),
    'tfjs-backend-wasm-simd.wasm': address(simd),
    'tfjs-backend-wasm-threaded-simd.wasm': address(threaded),
  })
}

/**
 * tfjs-core keeps its engine in a global. A copy that is loaded later works on the engine of the first, of whatever
 * version that is, and what it adds to its own `Tensor` never arrives.
 */
const isSecondCopy = !(core.env() instanceof core.Environment)
function assertOneCopy(): void {
  if (!isSecondCopy) return
  // Only Node can tell where they are.
  const node = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:module')
  const files = Object.keys(node?.createRequire(import.meta.url).cache ?? {})
  const copies = files.filter((file) => /tfjs-core[\\/]dist[\\/]tf-core\.node\.js$/.test(file))
  const names = copies.length > 1 ? copies.join(' and ') : `${core.version_core} of tupleflow and one loaded before it`
  throw new Error(`two copies of @tensorflow/tfjs-core are loaded: ${names}; 'npm ls @tensorflow/tfjs-core' shows why`)
}

/**
 * The wasm module adds handlers that throw every uncaught error again from inside its own one-line source, which Node
 * then prints before the error. The error alone says more.
 */
async function withoutNewHandlers<T>(start: () => Promise<T>): Promise<T> {
  if (typeof process === 'undefined' || typeof process.listeners !== 'function') return start()
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')))
  const result = await start()
  events.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i]!.has(listener)) process.removeListener(event, listener)
    }
  })
  return result
}

/** A kernel that another backend lacks runs on cpu, in synchronous calls too: that has to be loaded before. */
async function loadKernelsFor(name: string): Promise<void> {
  if (!(name in embedded)) await loadCpu()
}

/**
 * Waits for the backend. Without an earlier choice it is `wasm`. Graphs and models can be built before; numbers need it.
 */
export async function ready(): Promise<void> {
  assertOneCopy()
  if (engine.backendName == null) return void (await setBackend('wasm'))
  await core.ready()
  await loadKernelsFor(engine.backendName)
}

/**
 * Chooses the backend. `'wasm'` and `'cpu'` come with the library; any other has to be registered by importing its
 * package first. A kernel that one of those lacks runs on cpu.
 *
 * @throws when there is no such backend or it cannot start. The backend before stays.
 */
export async function setBackend(name: string): Promise<boolean> {
  assertArguments('setBackend', { name: aName }, { name })
  const called = new Error()
  assertOneCopy()
  await embedded[name]?.()
  const before = engine.backendName
  const started = await withoutNewHandlers(() => core.setBackend(name)).catch(() => false)
  if (started) {
    await loadKernelsFor(name)
    return true
  }
  if (before != null) await core.setBackend(before)
  const refused = new Error(`setBackend: the backend '${name}' is not registered or cannot start here`)
  atUser(refused, setBackend, called)
  throw refused
}

/** Is there a backend that can run something now? */
export function isReady(): boolean {
  const name = engine.backendName
  return name != null && name in engine.registry
}

/**
 * Before `ready()` a sync op must not reach tfjs-core: it would throw there, and leave it without a backend for good.
 */
export function assertReady(what: string): void {
  if (!isReady()) refuse(new Error(`${what}: call 'await tf.ready()' first`))
}

/** Runs the kernel of an op on the active backend. The inputs have been checked by the op's rule. */
export function runKernel<Attrs>(
  op: string,
  kernel: KernelCall<Attrs>,
  inputs: readonly core.Tensor[],
  attrs: Attrs,
  outputs: readonly Sized[],
): readonly core.Tensor[] {
  // Kernels of wasm divide by the number of elements, or trap; those that join on cpu give what others cannot read.
  if (outputs.every(isEmpty)) return outputs.map(({ shape, dtype }) => fromValues([], shape, dtype))
  assertTaken(op, kernel.name, inputs)
  const kernelAttrs = attrsOf(kernel, attrs, inputs, outputs)
  const shapes = kernel.shapes?.(inputs)
  try {
    return shapes === undefined ?
        callKernel(kernel.name, inputs, kernelAttrs)
      : callReshaped(kernel.name, inputs, kernelAttrs, shapes, outputs)
  } catch (error) {
    throw saidBy(context().layer?.layer.kind ?? op, [kernel.name], error)
  }
}
/** What a kernel says of its data, in the name of an op or a layer. */
export function saidBy(who: string, names: readonly string[], error: unknown): unknown {
  const [name, said] = error instanceof Error ? [/^\w+(?=: )/.exec(error.message)?.[0], error.message] : []
  if (name === undefined || !names.includes(name)) return error
  const text = said!.slice(name.length + 2)
  const [, index, most] = /^the index value (-?\d+) is not in \[0, (-?\d+)\]/.exec(text) ?? []
  if (index === undefined) return new RangeError(`${who}: ${text}`)
  const outside = `the index ${index} is not in 0 ... ${most}`
  return new RangeError(`${who}: ${Number(index) <= NO_INDEX ? 'an index is no integer' : outside}`)
}
/** Stands for an index that is no integer, and less than each that somebody could mean. */
export const NO_INDEX = -5e8
function isEmpty({ shape, dtype }: Sized): boolean {
  return shape.includes(0) && dtype !== 'complex64'
}

function callKernel(
  name: KernelName,
  inputs: readonly core.Tensor[],
  attrs: core.NamedAttrMap,
): readonly core.Tensor[] {
  const here = kernelHere(name)
  if (here === undefined) {
    assertRunsOnCpu(name)
    const plain = inputs.map((input) => ({ shape: input.shape, dtype: input.dtype, values: input.dataSync() }))
    return runOnCpu(name, plain, attrs).map(({ values, shape, dtype }) => fromValues(values, shape, dtype))
  }
  const copies = here.packs ? copiesFor(inputs) : []
  const given = copies.length === 0 ? inputs : inputs.map((input, i) => copies[i] ?? input)
  try {
    const result = engine.runKernel<core.Tensor | core.Tensor[]>(
      name,
      inputsOf(here, given) as core.NamedTensorMap,
      attrs,
    )
    return Array.isArray(result) ? result : [result]
  } finally {
    for (const copy of copies) copy?.dispose()
  }
}
/** Handles of other shapes share the memory: this costs no copy. */
function callReshaped(
  kernel: KernelName,
  inputs: readonly core.Tensor[],
  attrs: core.NamedAttrMap,
  shapes: readonly (readonly number[])[],
  outputs: readonly Sized[],
): readonly core.Tensor[] {
  const handles: core.Tensor[] = []
  const held = (tensor: core.Tensor) => (handles.push(tensor), tensor)
  try {
    const given = inputs.map((input, i) => held(reshaped(input, shapes[i]!)))
    const results = callKernel(kernel, given, attrs).map(held)
    return results.map((result, i) => reshaped(result, outputs[i]!.shape))
  } finally {
    for (const handle of handles) handle.dispose()
  }
}
function reshaped(x: core.Tensor, shape: readonly number[]): core.Tensor {
  return engine.runKernel('Reshape', { x }, { shape: [...shape] })
}

/** The attributes for a kernel, from its op's own inputs. */
export function attrsOf<Attrs>(
  { attrs: attrsFor }: KernelCall<Attrs>,
  attrs: Attrs,
  inputs: readonly Sized[],
  outputs: readonly Sized[],
): core.NamedAttrMap {
  return (attrsFor?.(attrs, inputs, outputs) ?? {}) as core.NamedAttrMap
}
/** The inputs in the shapes in which a kernel takes them. */
export function takenBy({ shapes }: Pick<KernelCall<unknown>, 'shapes'>, inputs: readonly Sized[]): readonly Sized[] {
  const taken = shapes?.(inputs)
  return taken === undefined ? inputs : inputs.map(({ dtype }, i) => ({ shape: taken[i]!, dtype }))
}

/** The shape in which memory was given first to a kernel that packs it. */
const packedAs = new WeakMap<object, readonly number[]>()
/**
 * A reshaped tensor shares its memory, and wasm looks at that alone: it finds packed weights again by their memory, so
 * that in a second shape they would be multiplied in the first, out of bounds; and it takes the rank that a bias had
 * first. There a copy is used.
 */
function copiesFor([, weights, bias]: readonly core.Tensor[]): readonly (core.Tensor | undefined)[] {
  const backend = activeWasm()
  if (backend === undefined) return []
  const { dataId, shape } = weights!
  const known = packedAs.get(dataId)
  if (known === undefined) packedAs.set(dataId, shape)
  const isOther = known !== undefined && !areEqual(known, shape)
  const isOtherBias = bias !== undefined && backend.dataIdMap.get(bias.dataId).shape.length !== 1
  if (!isOther && !isOtherBias) return []
  return [
    undefined,
    isOther ? copiedMemory(backend, weights!) : undefined,
    isOtherBias ? copiedMemory(backend, bias) : undefined,
  ]
}
function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i])
}
function copiedMemory(backend: WasmBackend, { dataId, shape, dtype, size }: core.Tensor): core.Tensor {
  const info = backend.makeOutput(shape, dtype)
  const { memoryOffset } = backend.dataIdMap.get(dataId)
  const target = backend.dataIdMap.get(info.dataId).memoryOffset
  backend.wasm.HEAPU8.copyWithin(target, memoryOffset, memoryOffset + size * core.util.bytesPerElement(dtype))
  return tensorOf(info)
}
/** Asked at every eager call: the answer is looked up once. */
const found = { backend: '', kernels: new Map<KernelName, Kernel>() }
/** The kernel, if the active backend has it. */
function kernelHere(name: KernelName): Kernel | undefined {
  if (found.backend !== engine.backendName) Object.assign(found, { backend: engine.backendName, kernels: new Map() })
  const known = found.kernels.get(name)
  if (known !== undefined) return known
  if (core.getKernel(name, engine.backendName) == null) return undefined
  found.kernels.set(name, kernels[name])
  return kernels[name]
}

/**
 * Where a kernel runs: on the active backend, or on cpu when that lacks it.
 *
 * @throws when it can run on neither.
 */
export function placeOf(kernel: KernelName): string {
  if (kernelHere(kernel) !== undefined) return getBackend()
  assertRunsOnCpu(kernel)
  return 'cpu'
}
function assertRunsOnCpu(kernel: KernelName): void {
  const missing = `the kernel '${kernel}' is missing on '${getBackend()}'`
  if (!readsAtOnce()) throw new Error(`${missing}, which cannot be read synchronously to run it on cpu`)
  if (core.getKernel(kernel, 'cpu') === undefined) {
    throw new Error(`${missing}; import '@tensorflow/tfjs-backend-cpu' to run it there`)
  }
}
/** Does the active backend have synchronous reads? Those of webgpu draw on a canvas: that is not to be relied on. */
export function readsAtOnce(): boolean {
  return getBackend() !== 'webgpu' && engine.backend.readSync !== core.KernelBackend.prototype.readSync
}

/** The inputs under the names that a kernel gives them. */
export function inputsOf<T>(
  { inputs: names }: Kernel,
  given: readonly T[],
): readonly T[] | { readonly [input: string]: T } {
  if (names === 'list') return given
  const map: { [input: string]: T } = {}
  for (let i = 0; i < given.length && i < names.length; i++) map[names[i]!] = given[i]!
  return map
}

export function fromValues(values: core.TensorLike, shape?: readonly number[], dtype?: DType): core.Tensor {
  return core.tensor(values, shape && [...shape], dtype)
}

/** A number as a tensor. */
export function fromNumber(value: number): core.Tensor {
  return engine.makeTensor(Float32Array.of(value), [], 'float32')
}

/** The name of the active backend; empty before one is ready. */
export function getBackend(): string {
  return isReady() ? engine.backendName : ''
}

/** What is used of the wasm backend: all of it is in its public declarations, but for `dataIdMap`. */
export interface WasmBackend {
  readonly wasm: WasmModule
  readonly dataIdMap: {
    get(dataId: object): WasmData
    set(dataId: object, data: WasmData): void
    delete(dataId: object): boolean
  }
  dataIdNextNumber: number
  makeOutput(shape: readonly number[], dtype: DType): core.TensorInfo
  disposeData(dataId: object): boolean
}
/** How the backend remembers the memory of a tensor. */
export interface WasmData {
  readonly id: number
  memoryOffset: number
  readonly shape: readonly number[]
  readonly dtype: DType
  refCount: number
}
export interface WasmModule {
  readonly HEAPU8: Uint8Array
  cwrap(name: string, returns: null, args: readonly 'number'[]): (...args: number[]) => void
  _malloc(bytes: number): number
  _free(address: number): void
}

/** The wasm backend, when that is the active one. */
export function activeWasm(): WasmBackend | undefined {
  return getBackend() === 'wasm' ? (engine.backend as object as WasmBackend) : undefined
}
/** The active backend itself: another object after it was removed and registered anew. */
export function activeBackend(): object {
  return engine.backend
}
/** The tensor of memory that a kernel has filled; the caller's to dispose. */
export function tensorOf(info: core.TensorInfo): core.Tensor {
  return engine.makeTensorFromTensorInfo(info)
}
/** Is this the wasm backend, and still there? */
export function hasWasm(backend: WasmBackend): boolean {
  return engine.registry['wasm'] === (backend as object) && backend.wasm !== null
}
/** A kernel of the wasm backend as a function, outside of the engine: nothing is tracked. */
export function wasmKernel(name: KernelName): core.KernelFunc | undefined {
  return core.getKernel(name, 'wasm')?.kernelFunc
}

/** A tensor as plain numbers. */
export interface Plain extends Sized {
  readonly values: Float32Array | Int32Array | Uint8Array
}
interface CpuBackend {
  makeTensorInfo(shape: readonly number[], dtype: DType, values: Plain['values']): core.TensorInfo
  readonly data: { get(dataId: object): { readonly values: Plain['values'] } }
  disposeData(dataId: object, force?: boolean): boolean
}
/** Runs a kernel of the cpu backend on numbers: for kernels that, as `placeOf` says, the active backend lacks. */
export function runOnCpu(kernel: KernelName, inputs: readonly Plain[], attrs: core.NamedAttrMap): Plain[] {
  const run = core.getKernel(kernel, 'cpu').kernelFunc
  const cpu = core.findBackend('cpu') as object as CpuBackend
  const given = inputs.map(({ shape, dtype, values }) => cpu.makeTensorInfo(shape, dtype, values))
  const result = run({
    inputs: inputsOf(kernels[kernel], given) as core.NamedTensorInfoMap,
    attrs,
    backend: cpu as object as core.KernelBackend,
  })
  const made: readonly core.TensorInfo[] = Array.isArray(result) ? result : [result]
  const plain = made.map(({ dataId, shape, dtype }) => ({ shape, dtype, values: cpu.data.get(dataId).values }))
  for (const { dataId } of [...given, ...made]) cpu.disposeData(dataId, true)
  return plain
}
