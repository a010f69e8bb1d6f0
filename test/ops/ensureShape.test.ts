import { beforeEach, describe, expect, it } from 'vitest'
import type { Value } from '../../src/graph/node.js'
import { inputNode } from '../../src/graph/sources.js'
import * as tf from '../../src/index.js'
import { makePlan, runPlan } from '../../src/plan/plan.js'
import { specialise } from '../../src/plan/specialise.js'

type Names = { readonly [name: string]: readonly [size: number, where: string] }
/** Runs a graph on one tensor. */
function run(x: Value, y: tf.AnyTensor, value: tf.Tensor<number[], any>, names: Names = {}): tf.Tensor {
  const sized = new Map([[x, { shape: value.shape, dtype: value.dtype }]])
  const graph = specialise([y as Value], names, sized, false)
  return runPlan(makePlan(graph.inputs, graph.outputs), [value], 0)[0] as tf.Tensor
}
const at = (sizes: { [name: string]: number }): Names =>
  Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, [size, 'x']]))

describe.each(['wasm', 'cpu'])('in graphs on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })
  const input = (shape: (number | string | null)[], dtype: tf.DType = 'float32') =>
    inputNode({ shape, dtype }) as tf.SymbolicTensor<any, any>

  it('ensureShape names an unknown size, and checks it when run', () => {
    const x = input(['batch', null])
    const y = tf.ensureShape(x, ['batch', 'n'])
    expect(y.shape).toEqual(['batch', 'n'])
    const value = tf.ones([2, 3])
    expect(run(x, y, value, at({ batch: 2 })).shape).toEqual([2, 3])
    const square = tf.ensureShape(x, ['n', 'n'])
    expect(() => run(x, square, value, at({ batch: 2 }))).toThrow(
      "ensureShape: is [2, 3], expected [n, n]: 'n' is 2 and 3",
    )
    const doubled = tf.ensureShape(x, ['batch', '2*batch'])
    expect(() => run(x, doubled, value, at({ batch: 2 }))).toThrow('axis 1 is 3 vs 4')
    const pinned = tf.ensureShape(x, [4, null])
    expect(pinned.shape).toEqual([4, -1])
    expect(() => run(x, pinned, value, at({ batch: 2 }))).toThrow('axis 0 is 2 vs 4')
    value.dispose()
  })
  it('a name of another input must fit', () => {
    const x = input([null])
    const y = tf.ensureShape(x, ['batch'])
    const value = tf.ones([3])
    expect(() => run(x, y, value, at({ batch: 2 }))).toThrow('axis 0 is 3 vs 2')
    value.dispose()
  })
  it('gather, oneHot, einsum and dropout compute what they compute eagerly', () => {
    const x = input(['batch', 3])
    const value = tf.tensor2d([
      [1, 2, 3],
      [4, 5, 6],
    ])
    const functions: ((t: tf.AnyTensor) => tf.AnyTensor)[] = [
      (t) => tf.gather(t as tf.Tensor, [2, 0], 1),
      (t) => tf.gather(t as tf.Tensor, 1, -1),
      (t) => tf.oneHot(tf.cast(t, 'int32'), 4, 2, -1, 'float32'),
      (t) =>
        tf.einsum(
          'bi,ij,bk->jk',
          t,
          [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
          t,
        ),
      (t) => tf.dropout(t as tf.Tensor, 0.5, [null, 1], 3),
      (t) => tf.dropout(t as tf.Tensor, 0),
    ]
    for (const f of functions) {
      const before = tf.memory().numTensors
      const [planned, eager] = [run(x, f(x), value, at({ batch: 2 })), f(value) as tf.Tensor]
      expect(planned.shape).toEqual(eager.shape)
      expect(Array.from(planned.dataSync())).toEqual(Array.from(eager.dataSync()))
      planned.dispose()
      eager.dispose()
      expect(tf.memory().numTensors).toBe(before)
    }
    value.dispose()
  })
})
