import { activeWasm } from '../../src/backend.js'

/** Counts the bytes of the wasm heap that JavaScript has taken and not given back. */
export interface Heap {
  /** Bytes in use that were taken since the watch began. */
  inUse(): number
  /** The size of the whole heap: it grows when the module itself leaks. */
  size(): number
  stop(): void
}

/** Watches the heap of the active backend, which must be wasm. */
export function watchHeap(): Heap {
  const { wasm } = activeWasm()!
  // Until its first call an export is a stub that puts the export in its own place.
  wasm._free(wasm._malloc(16))
  const { _malloc: malloc, _free: free } = wasm
  const taken = new Map<number, number>()
  const module = wasm as { -readonly [K in keyof typeof wasm]: (typeof wasm)[K] }
  module._malloc = (bytes) => {
    const address = malloc(bytes)
    taken.set(address >>> 0, bytes)
    return address
  }
  module._free = (address) => {
    taken.delete(address >>> 0)
    free(address)
  }
  return {
    inUse: () => [...taken.values()].reduce((sum, bytes) => sum + bytes, 0),
    size: () => wasm.HEAPU8.length,
    stop: () => Object.assign(module, { _malloc: malloc, _free: free }),
  }
}
