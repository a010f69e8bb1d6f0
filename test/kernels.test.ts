/** What is said about kernels is true, and ops keep to it. */
import * as core from '@tensorflow/tfjs-core'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import type { OpDefinition } from '../src/graph/node.js'
import { kernels, type Kernel, type KernelName } from '../src/kernels.js'
import { defineOp, dispatch } from '../src/op.js'
import { scatterRows } from '../src/ops/common/scatterRows.js'
import type { DType } from '../src/shape/dtype.js'
import { readSources } from './laws/harness/sources.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
  await tf.setBackend('wasm')
})

test('every kernel that is described is some op’s, or what products are fused into', () => {
  const named = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) named.add(node.text)
    ts.forEachChild(node, visit)
  }
  for (const { path, tree } of readSources()) if (/^(ops|gradients)\//.test(path)) visit(tree)
  for (const { product } of Object.values<Kernel>(kernels)) if (product !== undefined) named.add(product.fused)
  expect(Object.keys(kernels).filter((kernel) => !named.has(kernel))).toEqual([])
})

describe('element-wise kernels take on wasm what is said', () => {
  const elementwise = Object.entries<Kernel>(kernels).filter(([, kernel]) => kernel.elementwise)
  /** Those of the last input that has its own. */
  const dtypesOf = ({ takes }: Kernel) =>
    takes.reduce<readonly DType[]>((last, taken) => (typeof taken === 'string' ? last : taken), [])
  const cases = elementwise.flatMap(([name, kernel]) => dtypesOf(kernel).map((dtype) => [name, dtype, kernel] as const))
  /** None is 0, but for truth values. */
  const values = (dtype: DType, from: number) =>
    Array.from({ length: 6 }, (_, i) =>
      dtype === 'float32' ? (i + from) / 8
      : dtype === 'int32' ? ((i + from) % 4) + 1
      : (i + from) % 2,
    )
  const attrs = { alpha: 0.5, clipValueMin: 0.3, clipValueMax: 0.6 }

  test.each(cases)('%s: %s', async (name, dtype, kernel) => {
    const run = async (backend: string) => {
      await tf.setBackend(backend)
      const tensors = kernel.takes.map((taken, i) => {
        const own = typeof taken === 'string' || taken.includes(dtype) ? dtype : taken[0]!
        return [kernel.inputs[i], core.tensor(values(own, i + 1), [2, 3], own)] as const
      })
      return core.engine().runKernel<core.Tensor>(name, Object.fromEntries(tensors), attrs)
    }
    const [onWasm, onCpu] = [await run('wasm'), await run('cpu')]
    expect(onWasm.dtype).toBe(onCpu.dtype)
    const found = onWasm.dataSync()
    onCpu.dataSync().forEach((value, i) => {
      // Outside of a domain both are NaN.
      if (!Object.is(found[i], value)) expect(found[i]).toBeCloseTo(value, 5)
    })
  })
})

describe.each(['wasm', 'cpu'])('on %s, an op that gives a kernel another dtype is named', (backend) => {
  beforeAll(() => tf.setBackend(backend))
  const rows = () =>
    tf.tensor([
      [1, 2],
      [3, 4],
    ]) as tf.AnyTensor
  const indices = () => tf.tensor([[0], [1]]) as tf.AnyTensor
  const sentence = "scatterRows: the kernel 'ScatterNd' takes int32 for 'indices', got float32"

  test('in an eager call', () => {
    expect(() => scatterRows(indices(), rows(), 2)).toThrow(sentence)
    const summed = scatterRows(tf.cast(indices(), 'int32'), rows(), 2) as tf.Tensor
    expect([...summed.dataSync()]).toEqual([1, 2, 3, 4])
  })
  test('in a plan', () => {
    const scattered = tf.jit((i: tf.AnyTensor, x: tf.AnyTensor) => scatterRows(i, x, 2))
    expect(() => scattered(indices(), rows())).toThrow(sentence)
  })
  test('also where inputs have to be of one dtype', () => {
    const unlike = [rows(), tf.cast(rows(), 'int32')] as const
    const opOf = (name: string, kernel: KernelName) =>
      defineOp({ name, effect: 'pure', infer: ([x]) => x!, kernel: { name: kernel } })
    const call = (op: OpDefinition) => () => dispatch(op, unlike, {})
    expect(call(opOf('plus', 'Add'))).toThrow("plus: the kernel 'Add' takes float32 for 'b', as for 'a', got int32")
    expect(call(opOf('join', 'Concat'))).toThrow(
      "join: the kernel 'Concat' takes float32 for input 1, as for the first, got int32",
    )
    // @ts-expect-error A kernel that is not described has no name.
    opOf('plus', 'Plus')
    const texts = ['a', 'b'].map((text) => tf.tensor([text]))
    expect(() => dispatch(opOf('plus', 'Add'), texts, {})).toThrow(
      "plus: the kernel 'Add' takes float32 or int32 for 'a', got string",
    )
  })
})
