import * as core from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import type { State } from '../../src/graph/sources.js'
import { defineOp, dispatch } from '../../src/op.js'
import { watchHeap, type Heap } from '../support/heap.js'

// State moves whenever a graph says so, and what does not move is computed once.

let heap: Heap
beforeEach(async () => {
  await tf.setBackend('wasm')
  heap = watchHeap()
})
afterEach(() => heap.stop())

const used = () => ({ tensors: tf.memory().numTensors, bytes: heap.inUse() })
const numbers = (tensor: { dataSync(): ArrayLike<number> }) => Array.from(tensor.dataSync())
const variable = (values: number[]) => tf.tidy(() => tf.variable(tf.tensor(values)))
const lines = (printer: { printPlans(print: (line: string) => void): void }) => {
  const found: string[] = []
  printer.printPlans((line) => found.push(line))
  return found
}
/** How many steps a plan runs only when a state has changed. */
const settledIn = (plan: readonly string[]) => Number(/and (\d+) when/.exec(plan.join('\n'))?.[1] ?? 0)

/** A sum that goes on from call to call: what is added, and what it comes to. */
interface Attrs {
  readonly total: State
}
const accumulateOp = defineOp<Attrs>({
  name: 'accumulate',
  effect: 'state',
  infer: ([x]) => x!,
  writes: ({ total }) => [total],
  lower({ inputs: [x], attrs: { total }, read, write }) {
    const next = tf.add(read(total), tf.sum(x!, 0))
    write(total, next)
    return tf.add(tf.mul(x!, 0), next)
  },
})
const accumulate = (x: tf.AnyTensor, total: State) => dispatch<any>(accumulateOp, [x], { total })
/** Kept in a `tf.variable`. */
function totalOf(size: number): { state: State; variable: tf.Tensor & { assign(value: tf.Tensor): void } } {
  const held = tf.tidy(() => tf.variable(tf.zeros([size])))
  const state: State = {
    name: 'total',
    shape: [size],
    dtype: 'float32',
    trainable: false,
    read: () => held as any,
    write: (value) => {
      held.assign(value as any)
      value.dispose()
    },
  }
  return { state, variable: held as any }
}

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })

  describe('a variable that a compiled function assigns', () => {
    test('is written when the run is over; a later read and the next run see it', () => {
      const nothing = used()
      const counter = variable([0])
      let traced = 0
      const count = tf.jit((x: tf.Tensor<[1]>) => {
        traced++
        const before = tf.mul(counter as tf.Tensor<[1]>, 1)
        counter.assign(tf.add(counter, x))
        const after = tf.mul(counter as tf.Tensor<[1]>, 10)
        counter.assign(tf.add(counter, 1))
        return [before, after, counter as tf.Tensor<[1]>]
      })
      const x = tf.tensor([2])
      const run = () => {
        const results = count(x)
        const found = results.map((result) => numbers(result)[0])
        tf.dispose([...results])
        return found
      }
      expect([run(), numbers(counter)]).toEqual([[0, 20, 3], [3]])
      expect([run(), numbers(counter)]).toEqual([[3, 50, 6], [6]])
      tf.tidy(() => counter.assign(tf.tensor([100])))
      const before = used()
      for (let i = 0; i < 5; i++) run()
      expect(used()).toEqual(before)
      expect(numbers(counter)).toEqual([115])
      expect(traced).toBe(1)
      count.dispose()
      tf.dispose([counter, x])
      expect(used()).toEqual(nothing)
    })
    test('may be given an argument, another variable, a tensor from around, what is always the same', () => {
      const nothing = used()
      const [a, b, c, d] = [variable([1]), variable([2]), variable([3]), variable([4])]
      const [e, fixed, around] = [variable([5]), variable([9]), tf.tensor([9])]
      const f = tf.jit((x: tf.Tensor<[1]>) => {
        const held = tf.mul(a as tf.Tensor<[1]>, 1)
        a.assign(b)
        b.assign(held)
        c.assign(x)
        d.assign(tf.square(fixed))
        e.assign(around)
        return []
      })
      const x = tf.tensor([7])
      for (const expected of [
        [2, 1, 7, 81, 9],
        [1, 2, 7, 81, 9],
      ]) {
        f(x)
        expect([a, b, c, d, e].flatMap(numbers)).toEqual(expected)
        for (const v of [d, e]) v.assign(x)
      }
      // Each is written in memory of its own.
      tf.dispose([x, around])
      expect([a, b, c, d, e].flatMap(numbers)).toEqual([1, 2, 7, 7, 7])
      f.dispose()
      tf.dispose([a, b, c, d, e, fixed])
      expect(used()).toEqual(nothing)
    })
    test('keeps its shape and dtype, in the words of an eager call', () => {
      const v = variable([1, 2])
      const wrong = [tf.zeros([3]), tf.zeros([2], 'int32')] as const
      for (const value of wrong) {
        const eager = (() => {
          try {
            return v.assign(value as tf.Tensor)
          } catch (error) {
            return String(error)
          }
        })()
        const f = tf.jit((x: tf.Tensor) => {
          v.assign(x)
          return x
        })
        const before = used()
        expect(() => f(value as tf.Tensor)).toThrow(String(eager).replace('Error: ', ''))
        expect(used()).toEqual(before)
      }
      expect(numbers(v)).toEqual([1, 2])
      tf.dispose([v, ...wrong])
    })
    test('stays as it was after an error, in the trace or in the run', () => {
      const nothing = used()
      const [v, around] = [variable([1]), tf.tensor([5])]
      const thrown = tf.jit((x: tf.Tensor<[1]>) => {
        v.assign(tf.mul(x, around))
        throw new Error('not now')
      })
      const x = tf.tensor([3])
      for (let i = 0; i < 3; i++) expect(() => thrown(x)).toThrow('not now')
      const gathered = tf.jit((x: tf.Tensor<[1]>, i: tf.Tensor<[1], 'int32'>) => {
        v.assign(tf.add(v, x))
        return tf.gather(tf.neg(x), i)
      })
      const [good, bad] = [tf.tensor([0], [1], 'int32'), tf.tensor([8], [1], 'int32')]
      gathered(x, good).dispose()
      const before = used()
      for (let i = 0; i < 3; i++) expect(() => gathered(x, bad)).toThrow(/index/)
      expect(used()).toEqual(before)
      expect(numbers(v)).toEqual([4])
      gathered.dispose()
      tf.dispose([v, around, x, good, bad])
      expect(used()).toEqual(nothing)
    })
    test('that was disposed is told before anything runs', () => {
      const [v, w] = [variable([1]), variable([1])]
      const f = tf.jit((x: tf.Tensor<[1]>) => {
        w.assign(tf.mul(x, 2))
        v.assign(tf.mul(x, 3))
        return tf.exp(x)
      })
      const x = tf.tensor([3])
      f(x).dispose()
      v.dispose()
      const before = used()
      const held = numbers(w)
      x.dispose()
      const y = tf.tensor([4])
      for (let i = 0; i < 3; i++) expect(() => f(y)).toThrow('was disposed, but a graph that is run needs it')
      y.dispose()
      expect(numbers(w)).toEqual(held)
      expect(used().tensors).toBe(before.tensors - 1)
      f.dispose()
      w.dispose()
    })
    test('is written by the function around, in each step of a scan too', () => {
      const v = variable([1])
      const inner = tf.jit((x: tf.Tensor<[1]>) => {
        v.assign(tf.mul(v, x))
        return tf.add(v as tf.Tensor<[1]>, 0)
      })
      const outer = tf.jit((xs: tf.Tensor<[3, 1]>) => tf.scan((_, x) => [[], inner(x as tf.Tensor<[1]>)], [], xs)[1])
      expect(numbers(outer(tf.tensor([[2], [3], [4]])))).toEqual([2, 6, 24])
      expect(numbers(outer(tf.tensor([[2], [1], [1]])))).toEqual([48, 48, 48])
      expect(numbers(v)).toEqual([48])
    })
  })
  test('a graph of a model takes no assignment', () => {
    const v = variable([1, 2])
    const x = tf.input({ batchShape: [2] })
    expect(() => v.assign(tf.neg(x) as any)).toThrow('assign: the new value is a symbolic tensor')
    expect(numbers(v)).toEqual([1, 2])
    v.dispose()
  })

  describe('predict and evaluate', () => {
    test('move statistics where a call says that it trains, between batches too, as eager calls do', () => {
      const models = [0, 1].map(() => {
        const x = tf.input({ shape: [2] })
        const layer = tf.layers.batchNormalization({ momentum: 0.5 })
        // What is read after the call is what has moved.
        const m = tf.model({ inputs: x, outputs: layer(tf.mul(layer(x, { training: true }), 2)) })
        return m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
      })
      const [planned, eager] = models as [(typeof models)[0], (typeof models)[0]]
      const data = tf.tensor([[1, 2], [3, 5], [2, 9], [8, 1], [0, 1], [4, 4]]) // prettier-ignore
      const statistics = (m: typeof planned) => m.getWeights().flatMap(numbers)
      const close = (a: readonly number[], b: readonly number[]) =>
        a.forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 4))
      const before = statistics(planned)
      const parts = [0, 2, 4].map((i) => eager(tf.slice(data, [i, 0], [2, 2]) as tf.Tensor<[2, 2]>) as tf.Tensor)
      close(numbers(planned.predict(data, { batchSize: 2 })), parts.flatMap(numbers))
      expect(statistics(planned)).not.toEqual(before)
      close(statistics(planned), statistics(eager))
      planned.evaluate(data, data, { batchSize: 3 })
      for (const i of [0, 3]) eager(tf.slice(data, [i, 0], [3, 2]))
      close(statistics(planned), statistics(eager))
      for (const m of models) m.dispose()
    })
    test('write at once what they are asked in a trace, where weights may be made', () => {
      const x = tf.input({ shape: [2] })
      const norm = tf.layers.batchNormalization({ momentum: 0 })
      const dense = tf.layers.dense({ units: 1, kernelInitializer: 'ones' })
      const m = tf.model({ inputs: x, outputs: dense(norm(x, { training: true })) })
      const data = tf.tensor([[1, 2], [3, 6]]) // prettier-ignore
      const f = tf.jit((y: tf.Tensor<[2, 1]>) => tf.add(m.predict(data), y))
      for (let i = 0; i < 2; i++) {
        numbers(f(tf.ones([2, 1]))).forEach((value, k) => expect(value).toBeCloseTo([-1, 3][k]!, 2))
      }
      const statistics = () => norm.getWeights().slice(2).flatMap(numbers)
      expect(statistics()).toEqual([2, 4, 1, 4])
      // It is no part of what is run again.
      norm.setWeights([tf.ones([2]), tf.zeros([2]), tf.zeros([2]), tf.ones([2])])
      f(tf.ones([2, 1]))
      expect(statistics()).toEqual([0, 0, 1, 1])
      m.dispose()
    })
    test('a stateful op goes on from call to call, from step to step, from batch to batch', () => {
      const nothing = used()
      const { state, variable } = totalOf(1)
      const x = tf.input({ shape: [3, 1] })
      const [, each] = tf.scan((_, row) => [[], accumulate(row, state)], [], x, { axis: 1 })
      const m: any = tf.model({ inputs: x, outputs: [each, accumulate(tf.sum(x, 1), state)] })
      const data = tf.tensor([[[1], [2], [3]], [[4], [5], [6]]]) // prettier-ignore
      const predicted = () =>
        tf.tidy(() => (m.predict(data, { batchSize: 1 }) as tf.Tensor[]).map((result) => numbers(result)))
      // The first batch comes to 6, and once more; the second one goes on.
      expect(predicted()).toEqual([[1, 3, 6, 16, 21, 27], [12, 42]]) // prettier-ignore
      expect(numbers(variable)).toEqual([42])
      tf.tidy(() => variable.assign(tf.zeros([1])))
      expect(predicted()).toEqual([[1, 3, 6, 16, 21, 27], [12, 42]]) // prettier-ignore
      const before = used()
      for (let i = 0; i < 3; i++) predicted()
      expect(used()).toEqual(before)
      m.dispose()
      tf.dispose([variable, data])
      expect(used()).toEqual(nothing)
    })
  })

  describe('what a graph does not write', () => {
    test('is not computed again for what it writes', async () => {
      const [counter, scale] = [variable([0]), variable([0])]
      const f = tf.jit((x: tf.Tensor<[1]>) => {
        counter.assign(tf.add(counter, 1))
        return tf.add(tf.mul(x, tf.exp(scale as tf.Tensor<[1]>)), tf.mul(counter, 0))
      })
      const x = tf.tensor([1])
      const own = core.getKernel('Exp', backend)
      let exps = 0
      core.unregisterKernel('Exp', backend)
      core.registerKernel({ ...own, kernelFunc: (call) => (exps++, own.kernelFunc(call)) })
      const counted = () => {
        const before = exps
        f(x).dispose()
        return exps - before
      }
      try {
        counted()
        const first = exps
        expect([counted(), counted()]).toEqual([0, 0])
        tf.tidy(() => scale.assign(tf.tensor([1])))
        counted()
        // On wasm its export is called, which is not seen here.
        if (backend === 'cpu') expect([first, exps]).toEqual([1, 2])
      } finally {
        core.unregisterKernel('Exp', backend)
        core.registerKernel(own)
        f.dispose()
        tf.dispose([counter, scale, x])
      }
    })
    test('is computed when it has changed, in a graph that writes something else', () => {
      const [counter, scale] = [variable([0]), variable([3])]
      const f = tf.jit((x: tf.Tensor<[1]>) => {
        counter.assign(tf.add(counter, 1))
        return tf.add(tf.mul(x, tf.square(tf.exp(scale as tf.Tensor<[1]>))), tf.neg(counter))
      })
      const x = tf.tensor([1])
      const run = () => tf.tidy(() => numbers(f(x))[0]!)
      expect(run()).toBeCloseTo(Math.exp(6) - 1, 2)
      expect(settledIn(lines(f))).toBe(2)
      expect(run()).toBeCloseTo(Math.exp(6) - 2, 2)
      tf.tidy(() => scale.assign(tf.tensor([0])))
      expect(run()).toBeCloseTo(1 - 3)
      // What is written counts from outside too.
      tf.tidy(() => counter.assign(tf.tensor([10])))
      expect(run()).toBeCloseTo(1 - 11)
      expect(numbers(counter)).toEqual([11])
      f.dispose()
      tf.dispose([counter, scale, x])
    })
    test('frozen parts of a training graph are computed when their weights change', async () => {
      tf.setSeed(3)
      const image = tf.input({ shape: [4, 4, 2] })
      const conv = tf.layers.conv2d({ filters: 3, kernelSize: 3, trainable: false })
      const norm = tf.layers.batchNormalization({ trainable: false, movingVarianceInitializer: 'ones' })
      const dense = () => tf.layers.dense({ units: 2, kernelInitializer: 'ones' })
      const features = tf.layers.flatten()(norm(conv(image)))
      const whole: any = tf
        .model({ inputs: image, outputs: dense()(features) })
        .compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: 'meanSquaredError' })
      const base: any = tf.model({ inputs: image, outputs: features })
      const rows = tf.input({ shape: [12] })
      const head: any = tf
        .model({ inputs: rows, outputs: dense()(rows) })
        .compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: 'meanSquaredError' })
      const [x, y] = [tf.randomNormal([5, 4, 4, 2]), tf.randomNormal([5, 2])]
      const step = async () => {
        const [found, expected] = [await whole.trainOnBatch(x, y), await head.trainOnBatch(base.predict(x), y)]
        expect(Math.abs(found - expected)).toBeLessThan(1e-4 * expected)
      }
      for (let i = 0; i < 3; i++) await step()
      const plan = lines(whole)
      expect(settledIn(plan)).toBeGreaterThan(2)
      // The normalisation has gone into the convolution: no factor of its result is left.
      expect(plan.filter((line) => line.includes('Conv2D'))).toHaveLength(1)
      expect(plan.filter((line) => /Multiply +\[5,2,2,3\]/.test(line))).toEqual([])
      norm.setWeights(norm.getWeights().map((weight) => tf.add(tf.abs(weight as tf.Tensor), 0.5)))
      for (let i = 0; i < 3; i++) await step()
      conv.setWeights(conv.getWeights().map((weight) => tf.mul(weight as tf.Tensor, 2)))
      for (let i = 0; i < 3; i++) await step()
    })
  })
})
