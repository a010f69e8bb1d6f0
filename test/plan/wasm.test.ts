import * as core from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as tf from 'tupleflow'
import { activeWasm, type WasmBackend, type WasmModule } from '../../src/backend.js'
import { callsDirectly } from '../../src/plan/wasm/probe.js'

// How plans come to the calls of the wasm module, and when they do not.

let backend: WasmBackend
beforeEach(async () => {
  await tf.setBackend('wasm')
  backend = activeWasm()!
})

const way = (compiled: unknown): string => {
  const lines: string[] = []
  ;(compiled as { printPlans(print: (line: string) => void): void }).printPlans((line) => lines.push(line))
  return lines.at(-3)!.trim().split(/ {2,}/).at(-2)!
}

describe('the probe', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    // The kernels call what they were set up with last.
    for (const { setupFunc } of core.getKernelsForBackend('wasm')) setupFunc?.(core.backend())
  })
  /** The backend under another identity, with these exports. */
  const like = (cwrap: WasmModule['cwrap']) => {
    const wasm = new Proxy(backend.wasm, {
      get: (real, key) => (key === 'cwrap' ? cwrap : real[key as keyof WasmModule]),
    })
    return new Proxy(backend, { get: (real, key) => (key === 'wasm' ? wasm : real[key as keyof WasmBackend]) })
  }

  test('takes a backend that gives the same bits, and leaves no tensors behind', () => {
    const warn = vi.spyOn(console, 'warn')
    const before = tf.memory().numTensors
    expect(callsDirectly(like((...call) => backend.wasm.cwrap(...call)))).toBe(true)
    expect(tf.memory().numTensors).toBe(before)
    expect(warn).not.toHaveBeenCalled()
  })
  test.each([
    ['gives other numbers', () => () => {}],
    ['cannot be called', () => { throw new Error('no such export') }], // prettier-ignore
  ] as const)('refuses a backend that %s, and says so once', (_, cwrap) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const before = tf.memory().numTensors
    const other = like((name, ...rest) => (name === 'Multiply' ? cwrap() : backend.wasm.cwrap(name, ...rest)))
    for (let i = 0; i < 2; i++) expect(callsDirectly(other)).toBe(false)
    expect(tf.memory().numTensors).toBe(before)
    expect(warn.mock.calls).toEqual([
      ['tupleflow: this version of the wasm backend is called through its kernels, which is slower'],
    ])
  })
})

describe('a kernel', () => {
  /** A plan on another kernel for `erf`, and what it gives for [1, 2, 3]. */
  function withKernel(kernelFunc: (x: core.TensorInfo, backend: WasmBackend) => core.TensorInfo) {
    const real = core.getKernel('Erf', 'wasm')
    core.unregisterKernel('Erf', 'wasm')
    core.registerKernel({
      ...real,
      kernelFunc: ({ inputs, backend }) => kernelFunc(inputs['x']!, backend as object as WasmBackend),
    })
    try {
      const compiled = tf.jit((x: tf.Tensor<[3]>) => tf.erf(x))
      const [x, before] = [tf.tensor([1, 2, 3]), tf.memory().numTensors]
      const numbers = [0, 1].map(() => tf.tidy(() => [...compiled(x).dataSync()]))
      expect(tf.memory().numTensors).toBe(before)
      const runsAs = way(compiled)
      compiled.dispose()
      return { numbers, runsAs }
    } finally {
      core.unregisterKernel('Erf', 'wasm')
      core.registerKernel(real)
    }
  }
  const negative = [[-1, -2, -3], [-1, -2, -3]] // prettier-ignore
  /** Another output; tfjs' kernels may give it more than we ever do. */
  const output = (backend: WasmBackend, ...more: readonly unknown[]) =>
    (backend as { makeOutput(...args: readonly unknown[]): core.TensorInfo }).makeOutput([3], 'float32', ...more)
  /** The negative of a tensor, by a call of the module. */
  function neg(x: core.TensorInfo, backend: WasmBackend, dtype: unknown = 0): core.TensorInfo {
    const [out, idOf] = [output(backend), ({ dataId }: core.TensorInfo) => backend.dataIdMap.get(dataId).id]
    const call = backend.wasm.cwrap('Neg', null, []) as (...args: readonly unknown[]) => void
    call(idOf(x), dtype, idOf(out))
    return out
  }

  test('that makes nothing but calls is these calls', () => {
    const found = withKernel((x, backend) => {
      const between = [neg(x, backend)]
      between.push(neg(between[0]!, backend))
      const out = neg(between[1]!, backend)
      for (const { dataId } of between) backend.disposeData(dataId)
      return out
    })
    expect(found).toEqual({ numbers: negative, runsAs: 'Neg + Neg + Neg' })
  })
  test.each<[does: string, kernel: Parameters<typeof withKernel>[0]]>([
    ['passes what is no number', (x, backend) => neg(x, backend, '0')],
    ['gives its output values', (_, backend) => output(backend, undefined, Float32Array.of(-1, -2, -3))],
    [
      'gives its output an address',
      (x, backend) => output(backend, backend.dataIdMap.get(neg(x, backend).dataId).memoryOffset),
    ],
    [
      'wants an answer',
      (x, backend) => {
        backend.wasm.cwrap('get_threads_count', 'number' as unknown as null, [])()
        return neg(x, backend)
      },
    ],
  ])('that %s runs as it is', (_, kernel) => {
    expect(withKernel(kernel)).toEqual({ numbers: negative, runsAs: 'kernel' })
  })
})

describe.each(['wasm', 'cpu'])('what depends on weights alone, on %s', (name) => {
  test('is computed when they have changed, and not in between', async () => {
    await tf.setBackend(name)
    const real = core.getKernel('GatherV2', name)
    let runs = 0
    core.unregisterKernel('GatherV2', name)
    core.registerKernel({ ...real, kernelFunc: (call) => (runs++, real.kernelFunc(call)) })
    try {
      const w = tf.variable(tf.tensor([[1, 2], [3, 4]])) // prettier-ignore
      const f = tf.jit((x: tf.Tensor<[2]>) => tf.add(tf.gather(w, tf.tensor(1, [], 'int32')), x))
      const numbers = () => tf.tidy(() => [...f(tf.tensor([10, 20])).dataSync()])
      numbers()
      runs = 0
      for (let i = 0; i < 3; i++) expect(numbers()).toEqual([13, 24])
      expect(runs).toBe(0)
      tf.tidy(() => w.assign(tf.tensor([[1, 2], [5, 6]]))) // prettier-ignore
      for (let i = 0; i < 3; i++) expect(numbers()).toEqual([15, 26])
      expect(runs).toBe(1)
      f.dispose()
    } finally {
      core.unregisterKernel('GatherV2', name)
      core.registerKernel(real)
    }
  })
})
