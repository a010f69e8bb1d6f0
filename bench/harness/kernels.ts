import * as tfjs from '@tensorflow/tfjs'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { useBackend } from './backends.js'
import type { Entry } from './row.js'

type Exported = (...args: unknown[]) => unknown
interface Wrapping {
  cwrap(name: string, returns: string | null, args: readonly string[]): Exported
}

/** Another backend, with a module of its own: the exports of a module are looked up once. */
async function startAnew(): Promise<void> {
  const factory = tfjs.findBackendFactory('wasm')
  tfjs.removeBackend('wasm')
  tfjs.registerBackend('wasm', factory)
  await useBackend('wasm')
}

/**
 * The share of its time that a model spends inside the exports of the wasm module. These are timed in a backend of its own,
 * which stays for the rest of the process: this is the last thing that a process measures.
 */
export async function kernelShare(entry: Entry): Promise<number> {
  await startAnew()
  const wasm = (tfjs.backend() as BackendWasm).wasm as unknown as Wrapping
  const { cwrap } = wasm
  let inside = 0
  wasm.cwrap = (name, returns, args) => {
    const call = cwrap(name, returns, args)
    if (name === 'register_tensor' || name === 'dispose_data') return call
    return (...values) => {
      const start = performance.now()
      const result = call(...values)
      inside += performance.now() - start
      return result
    }
  }
  try {
    const contestant = await entry.build()
    for (let i = 0; i < 5; i++) await contestant.run()
    const start = performance.now()
    inside = 0
    while (performance.now() - start < 300) await contestant.run()
    return inside / (performance.now() - start)
  } finally {
    wasm.cwrap = cwrap
  }
}
