import * as core from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { watchHeap, type Heap } from './support/heap.js'

let heap: Heap
beforeEach(async () => {
  await tf.setBackend('wasm')
  heap = watchHeap()
})
afterEach(() => heap.stop())

const used = () => ({ tensors: tf.memory().numTensors, bytes: heap.inUse() })
const numbers = (tensor: { dataSync(): ArrayLike<number> }) => Array.from(tensor.dataSync())
/** How often the function itself has run. */
function counted<F extends (...args: never[]) => any>(f: F) {
  let count = 0
  const compiled = tf.jit(((...args: never[]) => {
    count++
    return f(...args)
  }) as F)
  return { compiled, count: () => count }
}

describe('a compiled function', () => {
  const f = (x: tf.Tensor<[2, 3]>, y: tf.Tensor<[3]>) => tf.relu(tf.sub(tf.mul(x, y), 1))
  test('gives what it gives uncompiled, and is traced once for each set of shapes and dtypes', () => {
    const { compiled, count } = counted((x: tf.Tensor, y: tf.Tensor) => tf.relu(tf.sub(tf.mul(x, y), 1)))
    const [x, y] = [tf.tensor([[1, 2, 3], [4, 5, 6]]), tf.tensor([1, 0, 2])] // prettier-ignore
    expect(numbers(compiled(x, y))).toEqual(numbers(f(x, y)))
    expect(numbers(compiled(tf.neg(x), y))).toEqual([0, 0, 0, 0, 0, 0])
    expect(count()).toBe(1)
    compiled(tf.ones([5, 3]), y)
    expect(count()).toBe(2)
    compiled(x, tf.tensor([1, 2, 3], [3], 'int32') as unknown as tf.Tensor)
    expect(count()).toBe(3)
    expect(compiled(x, y).shape).toEqual([2, 3])
    expect(count()).toBe(3)
  })
  test('runs on cpu too, and on wasm again', async () => {
    const compiled = tf.jit(f)
    const [x, y] = [tf.ones([2, 3]), tf.tensor([1, 2, 3])]
    const expected = [0, 1, 2, 0, 1, 2]
    expect(numbers(compiled(x, y))).toEqual(expected)
    await tf.setBackend('cpu')
    expect(numbers(compiled(x, y))).toEqual(expected)
    await tf.setBackend('wasm')
    expect(numbers(compiled(x, y))).toEqual(expected)
    compiled.dispose()
  })
  test('says a wrong shape in the sentence of the op, before anything runs', () => {
    const nothing = used()
    let ran = 0
    const compiled = tf.jit((x: tf.Tensor, y: tf.Tensor) => {
      ran++
      return tf.add(tf.exp(x), y)
    })
    const [x, y] = [tf.ones([2, 3]), tf.ones([4])]
    const before = used()
    for (let i = 0; i < 3; i++) {
      expect(() => compiled(x, y)).toThrow('add: cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4')
    }
    expect(ran).toBe(3)
    expect(used()).toEqual(before)
    const good = compiled(x, x)
    compiled.dispose()
    tf.dispose([x, y, good])
    expect(used()).toEqual(nothing)
  })
  test('that fails behind a captured tensor keeps nothing of it', () => {
    const [x, around] = [tf.ones([2, 3]), tf.ones([3])]
    const compiled = tf.jit((x: tf.Tensor) => tf.add(tf.mul(x, around), [1, 2]))
    const before = used()
    for (let i = 0; i < 3; i++) expect(() => compiled(x)).toThrow('add: cannot broadcast')
    expect(used()).toEqual(before)
    tf.dispose([x, around])
  })
  test('a layer is told whether this is training', () => {
    const layer = tf.layers.batchNormalization({ momentum: 0 })
    const compiled = tf.jit((x: tf.Tensor<[4, 1]>) => [
      layer(x),
      layer(x, { training: true }),
      layer(x),
      tf.layers.dropout({ rate: 0.5, seed: 3 })(x, { training: true }),
    ])
    const x = tf.tensor([[1], [2], [3], [4]])
    const [inferred, trained, moved, dropped] = compiled(x)
    expect(numbers(inferred!)[0]).toBeCloseTo(0.9995, 3)
    expect(numbers(trained!)[0]).toBeCloseTo(-1.3411, 3)
    expect(numbers(moved!)).toEqual(numbers(trained!))
    expect(numbers(layer(x))).toEqual(numbers(trained!))
    expect(numbers(dropped!)).toContain(0)
  })
  test('a kernel that cannot be set up leaves the others as they are', () => {
    core.registerKernel({
      kernelName: 'Mine',
      backendName: 'wasm',
      kernelFunc: () => [],
      setupFunc: (backend) => void (backend as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length,
    })
    const x = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    try {
      expect(() => tf.jit((x: tf.Tensor<[11]>) => tf.mul(tf.exp(x), 2))(x)).toThrow()
    } finally {
      core.unregisterKernel('Mine', 'wasm')
    }
    expect(numbers(tf.mul(x, 3)).slice(0, 3)).toEqual([3, 6, 9])
  })
  test('a kernel that was registered anew is used', () => {
    const x = tf.tensor([1, 2, 3])
    expect(numbers(tf.jit((x: tf.Tensor<[3]>) => tf.square(x))(x))).toEqual([1, 4, 9])
    const own = core.getKernel('Square', 'wasm')
    core.unregisterKernel('Square', 'wasm')
    core.registerKernel({ ...own, kernelFunc: core.getKernel('Neg', 'wasm').kernelFunc })
    try {
      expect(numbers(tf.jit((x: tf.Tensor<[3]>) => tf.square(x))(x))).toEqual([-1, -2, -3])
    } finally {
      core.unregisterKernel('Square', 'wasm')
      core.registerKernel(own)
    }
  })
  test('a kernel that throws in the middle leaves nothing behind, on cpu too', async () => {
    await tf.setBackend('cpu')
    const own = core.getKernel('_FusedMatMul', 'cpu')
    try {
      const [x, w, b] = [tf.ones([2, 3]), tf.ones([3, 4]), tf.ones([4])]
      const compiled = tf.jit((x: tf.Tensor<[2, 3]>) => tf.relu(tf.add(tf.matMul(x, w), b)))
      compiled(x).dispose()
      core.unregisterKernel('_FusedMatMul', 'cpu')
      const broken = () => {
        throw new Error('broken')
      }
      core.registerKernel({ ...own, kernelFunc: broken })
      const before = used()
      for (let i = 0; i < 3; i++) expect(() => compiled(x)).toThrow('broken')
      expect(used()).toEqual(before)
    } finally {
      core.unregisterKernel('_FusedMatMul', 'cpu')
      core.registerKernel(own)
      await tf.setBackend('wasm')
    }
  })
  test('of nothing is nothing, of another shape: no kernel runs', () => {
    const compiled = tf.jit((x: tf.Tensor<[0, 3, 2]>) => {
      const y = tf.relu(x)
      const turned = tf.transpose(y, [2, 1, 0])
      // wasm divides by zero at the first of these.
      return [
        tf.transpose(y, [0, 2, 1]),
        tf.cumsum(turned, 1),
        tf.gather(turned, [1, 1, 0]),
        tf.tile(turned, [2, 1, 1]),
      ]
    })
    const x = tf.zeros([0, 3, 2])
    for (let i = 0; i < 2; i++) {
      const shapes = compiled(x).map(({ shape }) => shape.join())
      expect(shapes).toEqual(['0,2,3', '2,3,0', '3,3,0', '4,3,0'])
    }
  })
  test('cannot read values, and says so; what is typed for eager tensors may let go of its own', () => {
    const nothing = used()
    const around = tf.tensor([1, 2])
    const compiled = tf.jit((x: tf.Tensor<[2]>) => {
      const [sum, product] = [tf.add(x, around), tf.mul(x, 2)]
      using square = tf.square(sum)
      const y = tf.tidy(() => tf.add(square, product))
      // The captured tensor is not among what they hold.
      tf.dispose([sum, { product }])
      product.dispose()
      return y
    })
    const x = tf.tensor([1, 1])
    for (let i = 0; i < 2; i++) {
      const y = compiled(x)
      expect(numbers(y)).toEqual([6, 11])
      y.dispose()
    }
    for (const read of ['dataSync', 'data', 'array', 'arraySync'] as const) {
      const reading = tf.jit((x: tf.Tensor<[2]>) => tf.mul(x, Object(tf.exp(x)[read]())[0]))
      expect(() => reading(x)).toThrow(
        `${read}: a symbolic tensor has no values: they are there when its graph has run`,
      )
    }
    compiled.dispose()
    tf.dispose([around, x])
    expect(used()).toEqual(nothing)
  })
  test('returns something; makes no variable of what it computes', () => {
    const x = tf.tensor([1, 2])
    const before = used()
    const nothing = tf.jit(((x: tf.Tensor) => void tf.exp(x)) as any)
    expect(() => nothing(x as never)).toThrow('jit: the function must return a tensor, or a list or record of them')
    const makes = tf.jit((x: tf.Tensor) => tf.mul(tf.variable(tf.exp(x) as tf.Tensor), x))
    expect(() => makes(x)).toThrow('variable: the initial value is a symbolic tensor')
    expect(used()).toEqual(before)
    x.dispose()
  })
  test('is not async, and uses no symbolic tensor of another graph', () => {
    const x = tf.tensor([1, 2])
    const waits = async (x: tf.Tensor) => tf.mul(x, (await tf.exp(x).data())[0]!)
    const before = used()
    const sentence = 'jit: the function is async; what is traced cannot wait'
    expect(() => tf.jit(waits as any)).toThrow(sentence)
    expect(() => tf.jit(((x: tf.Tensor) => waits(x)) as any)(x as never)).toThrow(sentence)
    const place = tf.input({ batchShape: [2] })
    const uses = tf.jit((x: tf.Tensor) => tf.add(x, tf.relu(place) as any) as any)
    expect(() => uses(x)).toThrow(`jit: the function uses '${place.name}', a symbolic tensor from around it`)
    expect(used()).toEqual(before)
    x.dispose()
  })
  test('its captures are its own: a graph that uses the same tensor keeps it', () => {
    const nothing = used()
    const [x, around] = [tf.input({ shape: [3] }), tf.tensor([1, 2, 3])]
    const y = tf.add(x, around)
    const compiled = tf.jit((data: tf.Tensor<[1, 3]>) => tf.mul(data, around))
    const data = tf.ones([1, 3])
    const product = compiled(data)
    expect(numbers(product)).toEqual([1, 2, 3])
    compiled.dispose()
    around.dispose()
    const m = tf.model({ inputs: x, outputs: y })
    const sum = m.predict(data)
    expect(numbers(sum)).toEqual([2, 3, 4])
    m.dispose()
    tf.dispose([data, product, sum])
    expect(used()).toEqual(nothing)
  })
  test('says what is no argument, and what was disposed', () => {
    const compiled = tf.jit((x: unknown) => tf.add(x as tf.Tensor, 1))
    expect(() => compiled(null)).toThrow('jit: argument 0 is neither tensors nor a plain value')
    expect(() => compiled({ a: 1 })).toThrow('jit: argument 0 is neither tensors nor a plain value')
    expect(() => compiled(() => 1)).toThrow('jit: argument 0 is neither tensors nor a plain value')
    const gone = tf.ones([2])
    gone.dispose()
    expect(() => compiled(gone)).toThrow('jit: a tensor was disposed before this use')
  })
})

describe('arguments and results', () => {
  test('lists and records', () => {
    const { compiled, count } = counted((list: readonly tf.Tensor[], { a, b }: { a: tf.Tensor; b: tf.Tensor }) => ({
      sum: list.reduce((all, each) => tf.add(all, each) as tf.Tensor),
      both: tf.sub(a, b),
    }))
    const [one, two] = [tf.ones([2]), tf.fill([2], 2)]
    const { sum, both } = compiled([one, two, two], { b: one, a: two })
    expect([numbers(sum), numbers(both)]).toEqual([[5, 5], [1, 1]]) // prettier-ignore
    expect(numbers(compiled([one, two, two], { a: one, b: two }).both)).toEqual([-1, -1])
    expect(count()).toBe(1)
    expect(numbers(compiled([one, two], { a: one, b: two }).sum)).toEqual([3, 3])
    expect(count()).toBe(2)
    const listed = tf.jit((x: tf.Tensor<[4]>) => tf.split(x, 2))
    expect(listed(tf.tensor([1, 2, 3, 4])).map(numbers)).toEqual([[1, 2], [3, 4]]) // prettier-ignore
  })
  test('what is no tensor is compiled in', () => {
    const { compiled, count } = counted((x: tf.Tensor, power: number, how: string, twice: boolean) => {
      const y = how === 'square' ? tf.square(x) : tf.mul(x, power)
      return twice ? tf.mul(y, 2) : y
    })
    const x = tf.tensor([3])
    expect(numbers(compiled(x, 5, 'times', false))).toEqual([15])
    expect(numbers(compiled(x, 6, 'times', false))).toEqual([18])
    expect(numbers(compiled(x, 6, 'square', true))).toEqual([18])
    expect(numbers(compiled(x, 6, 'square', false))).toEqual([9])
    expect(count()).toBe(4)
    expect(numbers(compiled(x, 5, 'times', false))).toEqual([15])
    expect(count()).toBe(4)
  })
  test('the same tensor twice, and results that are arguments or one another', () => {
    const compiled = tf.jit((a: tf.Tensor<[2]>, b: tf.Tensor<[2]>) => {
      const c = tf.add(a, b)
      return [a, c, c, tf.reshape(c, [2, 1]), b]
    })
    const x = tf.tensor([1, 2])
    const results = compiled(x, x)
    expect(results.map(numbers)).toEqual([[1, 2], [2, 4], [2, 4], [2, 4], [1, 2]]) // prettier-ignore
    const before = used().tensors
    tf.dispose([...results])
    expect(used().tensors).toBe(before - 5)
    expect(numbers(x)).toEqual([1, 2])
  })
  test('results stay as they are when it runs again', () => {
    const compiled = tf.jit((x: tf.Tensor<[2]>) => tf.exp(tf.neg(x)))
    const first = compiled(tf.tensor([0, 1]))
    const seen = numbers(first)
    compiled(tf.tensor([5, 6]))
    compiled.dispose()
    expect(numbers(first)).toEqual(seen)
  })
})

describe('what is around the function', () => {
  test('a variable is read in each run', () => {
    const scale = tf.variable(tf.tensor([2]))
    const compiled = tf.jit((x: tf.Tensor<[3]>) => tf.mul(x, scale))
    const x = tf.tensor([1, 2, 3])
    expect(numbers(compiled(x))).toEqual([2, 4, 6])
    scale.assign(tf.tensor([10]))
    expect(numbers(compiled(x))).toEqual([10, 20, 30])
  })
  test('a tensor is kept as it was, whatever happens to its handle', () => {
    const around = tf.tensor([1, 2, 3])
    const compiled = tf.jit((x: tf.Tensor<[3]>) => tf.mul(x, around))
    const x = tf.ones([3])
    compiled(x).dispose()
    around.dispose()
    expect(numbers(compiled(x))).toEqual([1, 2, 3])
  })
  test('random ops draw anew in each run: of arguments, and of nothing', () => {
    tf.setSeed(4)
    const compiled = tf.jit((x: tf.Tensor<[16]>) => [tf.dropout(x, 0.5), tf.add(x, tf.randomNormal([16]))])
    const x = tf.ones([16])
    const runs = Array.from({ length: 4 }, () => compiled(x).map(numbers))
    expect(new Set(runs.map(([dropped]) => String(dropped))).size).toBe(4)
    expect(new Set(runs.map(([, shifted]) => String(shifted))).size).toBe(4)
  })
  test('a seed that is given gives the same in each run', () => {
    const compiled = tf.jit((x: tf.Tensor<[16]>) => tf.add(x, tf.randomNormal([16], 0, 1, 'float32', 3)))
    const x = tf.zeros([16])
    expect(numbers(compiled(x))).toEqual(numbers(tf.randomNormal([16], 0, 1, 'float32', 3)))
    expect(numbers(compiled(x))).toEqual(numbers(compiled(x)))
  })
  test('layers and models inside', () => {
    const dense = tf.layers.dense({ units: 3, activation: 'relu' })
    const compiled = tf.jit((x: tf.Tensor<[2, 4]>) => tf.softmax(dense(x)))
    const x = tf.ones([2, 4])
    const eager = numbers(tf.softmax(dense(x)))
    numbers(compiled(x)).forEach((value, i) => expect(value).toBeCloseTo(eager[i]!, 6))
    dense.setWeights([tf.zeros([4, 3]), tf.tensor([0, 0, 1000])])
    expect(numbers(compiled(x))).toEqual([0, 0, 1, 0, 0, 1])
  })
  test('a model is called; its predict, which reads numbers, is not', () => {
    const x = tf.input({ shape: [4] })
    const m = tf.model({ inputs: { x }, outputs: tf.layers.dense({ units: 3 })(x) })
    const data = tf.randomNormal([2, 4])
    const called = tf.jit((x: tf.Tensor<[2, 4]>) => tf.mul(m({ x }), 2))
    const eager = numbers(tf.mul(m({ x: data }), 2))
    numbers(called(data)).forEach((value, i) => expect(value).toBeCloseTo(eager[i]!, 5))
    const predicting = tf.jit((x: tf.Tensor<[2, 4]>) => m.predict({ x }))
    expect(() => predicting(data)).toThrow(
      'predict: x.x is a symbolic tensor, which has no values; call the model itself, as in m(x)',
    )
    const fresh = tf.layers.dense({ units: 3, kernelInitializer: 'ones' })(x)
    const n = tf.model({ inputs: { x }, outputs: fresh })
    const [zeros, sums] = [tf.zeros([2, 3]), numbers(tf.sum(data, 1))]
    const first = numbers(tf.jit((x: tf.Tensor<[2, 3]>) => tf.add(n({ x: data }), x))(zeros))
    first.forEach((value, i) => expect(value).toBeCloseTo(sums[Math.floor(i / 3)]!, 5))
    const around = tf.jit((x: tf.Tensor<[2, 3]>) => tf.add(m({ x: data }), x))
    around(zeros)
    m.setWeights([tf.zeros([4, 3]), tf.tensor([1, 2, 3])])
    expect(numbers(around(zeros))).toEqual([1, 2, 3, 1, 2, 3])
    // Of real tensors it gives numbers, which stay as they are.
    const constant = tf.jit((x: tf.Tensor<[2, 3]>) => tf.add(m.predict({ x: data }), x))
    expect(numbers(constant(zeros))).toEqual(numbers(m.predict({ x: data })))
    m.dispose()
    n.dispose()
  })
})

describe('as part of something else', () => {
  const compiled = tf.jit((x: tf.Tensor) => tf.mul(tf.square(x), 3))
  test('under a gradient, and a gradient inside', () => {
    const x = tf.tensor([1, 2])
    expect(numbers(compiled(x))).toEqual([3, 12])
    expect(numbers(tf.grad(compiled)(x))).toEqual([6, 12])
    expect(numbers(tf.grad(tf.grad(compiled) as any)(x as any))).toEqual([6, 6])
  })
  test('on symbols, in another compiled function, in a model', () => {
    const x = tf.input({ shape: [2] })
    const y = (compiled as unknown as (x: tf.SymbolicTensor<any>) => tf.SymbolicTensor<any>)(x)
    const m = tf.model({ inputs: x, outputs: y }) as any
    expect(numbers(m.predict(tf.tensor([[1, 2]])))).toEqual([3, 12])
    const outer = tf.jit((x: tf.Tensor) => tf.add(compiled(x), 1))
    expect(numbers(outer(tf.tensor([1, 2])))).toEqual([4, 13])
  })
  test('in tidy', () => {
    const x = tf.tensor([1, 2])
    compiled(x).dispose()
    const before = used()
    tf.tidy(() => void compiled(x))
    expect(used()).toEqual(before)
  })
})

describe('memory', () => {
  test('runs leave nothing behind; at most 16 plans are kept; dispose frees them all, and a later call compiles anew', () => {
    const nothing = used()
    const around = tf.ones([1])
    const { compiled, count } = counted((x: tf.Tensor) => tf.softmax(tf.add(tf.mul(tf.exp(x), 2), around)))
    const plans = () => {
      let found = 0
      compiled.printPlans((line) => (found += line.startsWith('Plan:') ? 1 : 0))
      return found
    }
    const run = (size: number) => {
      const x = tf.ones([size])
      tf.dispose([x, compiled(x)])
    }
    for (let size = 1; size <= 40; size++) run(size)
    expect([plans(), count()]).toEqual([16, 40])
    const before = used()
    for (let i = 0; i < 1000; i++) run(25 + (i % 16))
    expect(used()).toEqual(before)
    expect(count()).toBe(40)
    run(1)
    expect(count()).toBe(41)
    compiled.dispose()
    expect(plans()).toBe(0)
    around.dispose()
    expect(used()).toEqual(nothing)
  })
  test('compiles anew when it was disposed', () => {
    const { compiled, count } = counted((x: tf.Tensor) => tf.exp(x))
    const x = tf.zeros([2])
    compiled(x)
    compiled.dispose()
    expect(numbers(compiled(x))).toEqual([1, 1])
    expect(count()).toBe(2)
  })
  test('an error while it runs leaves nothing behind', () => {
    const compiled = tf.jit((x: tf.Tensor<[3]>, i: tf.Tensor<[2], 'int32'>) => [tf.exp(x), tf.gather(tf.neg(x), i)])
    const x = tf.ones([3])
    const [good, bad] = [tf.tensor([0, 2], [2], 'int32'), tf.tensor([0, 8], [2], 'int32')]
    tf.dispose(compiled(x, good))
    const before = used()
    for (let i = 0; i < 3; i++) expect(() => compiled(x, bad)).toThrow(/index/)
    expect(used()).toEqual(before)
    expect(numbers(compiled(x, good)[1]!)).toEqual([-1, -1])
  })
})

describe('what a trace must not freeze', () => {
  test('ops of variables alone are done in each run', () => {
    const v = tf.variable(tf.tensor([1, 2]))
    const f = tf.jit((x: tf.Tensor<[2]>) => tf.add(x, tf.square(v as tf.Tensor<[2]>)))
    expect(numbers(f(tf.tensor([0, 0])))).toEqual([1, 4])
    v.assign(tf.tensor([10, 20]))
    expect(numbers(f(tf.tensor([0, 0])))).toEqual([100, 400])
  })
  test('a compiled function inside another is traced with it', () => {
    const v = tf.variable(tf.tensor([1]))
    const inner = tf.jit((a: tf.Tensor<[1]>) => tf.mul(a, 2))
    const f = tf.jit((x: tf.Tensor<[1]>) => tf.add(x, inner(v as tf.Tensor<[1]>)))
    expect(numbers(f(tf.tensor([0])))).toEqual([2])
    v.assign(tf.tensor([5]))
    expect(numbers(f(tf.tensor([0])))).toEqual([10])
  })
  test('arguments of other forms and values have plans of their own', () => {
    const sum = tf.jit(
      (x: any, ...rest: unknown[]) => tf.mul('shape' in x ? x : Object.values(x)[0], rest.length + 1) as any,
    )
    const x = tf.tensor([1])
    expect(numbers(sum(x))).toEqual([1])
    expect(numbers(sum({ tensor: x }, 'a', 'b'))).toEqual([3])
    expect(numbers(sum({ tensor: x }, 'a string b'))).toEqual([2])
    const inverse = tf.jit((y: tf.Tensor<[1]>, zero: number) => tf.div(y, zero))
    expect([inverse(x, 0), inverse(x, -0)].flatMap(numbers)).toEqual([Infinity, -Infinity])
  })
  test('a plan that was dropped is never run, though making it anew failed', async () => {
    let fails = false
    const f = tf.jit((x: tf.Tensor<[2]>) => {
      if (fails) throw new Error('not now')
      return tf.add(x, 1)
    })
    const x = tf.tensor([1, 2])
    expect(numbers(f(x))).toEqual([2, 3])
    await tf.setBackend('cpu')
    fails = true
    expect(() => f(x)).toThrow('not now')
    await tf.setBackend('wasm')
    expect(() => f(x)).toThrow('not now')
    fails = false
    expect(numbers(f(x))).toEqual([2, 3])
  })
})
