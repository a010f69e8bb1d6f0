import * as tfjs from '@tensorflow/tfjs'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { useBackend } from './backends.js'
import type { Entry } from './row.js'

export interface Heap {
  /** What the module has taken from the system; it never gives back. */
  readonly taken: number
  /** The most that was allocated in it at a time, but for what kernels allocate inside. */
  readonly peak: number
}

/** What the module of the backend has beside its declarations. */
interface WasmMemory {
  readonly HEAPU8: Uint8Array
  _malloc: (size: number) => number
  _free: (address: number) => void
}

/** What one of those that are compared needs, in a process where nothing else has run. */
export async function heapOf(entry: Entry): Promise<Heap> {
  await useBackend('wasm')
  const wasm = (tfjs.backend() as BackendWasm).wasm as unknown as WasmMemory
  // The first call of each puts the function itself in its place.
  tfjs.tensor([1]).dispose()
  const { _malloc: malloc, _free: free } = wasm
  const sizes = new Map<number, number>()
  let [used, peak] = [0, 0]
  wasm._malloc = (size) => {
    const address = malloc(size)
    sizes.set(address, size)
    used += size
    peak = Math.max(peak, used)
    return address
  }
  wasm._free = (address) => {
    used -= sizes.get(address) ?? 0
    sizes.delete(address)
    free(address)
  }
  const contestant = await entry.build()
  for (let i = 0; i < 10; i++) await contestant.run()
  return { taken: wasm.HEAPU8.length, peak }
}
