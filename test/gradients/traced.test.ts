import * as core from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { watchHeap, type Heap } from '../support/heap.js'

// Gradients inside of compiled functions: those of eager calls.

let heap: Heap
beforeEach(async () => {
  await tf.setBackend('wasm')
  heap = watchHeap()
})
afterEach(() => heap.stop())

const used = () => ({ tensors: tf.memory().numTensors, bytes: heap.inUse() })
const numbers = (tensor: { dataSync(): ArrayLike<number> }) => Array.from(tensor.dataSync())
const cube = (x: tf.Tensor) => tf.mul(tf.mul(x, x), x)
const variable = (values: number[], trainable = true) => tf.tidy(() => tf.variable(tf.tensor(values), trainable))

/** All tensors in a result, by the names of records. */
function flat(result: object): Record<string, tf.AnyTensor> {
  if ('dtype' in result) return { '': result as tf.AnyTensor }
  const parts = Object.entries(result).map(([key, value]) =>
    Object.fromEntries(Object.entries(flat(value)).map(([inner, found]) => [`${key}.${inner}`, found])),
  )
  return Object.assign({}, ...parts)
}
/** Compiled as uncompiled, in a second run too, and nothing is left behind. */
function agrees<Args extends tf.Tensor[]>(f: (...args: Args) => any, ...args: Args): void {
  const values = (run: (...args: Args) => Record<string, tf.AnyTensor>) => {
    const results = run(...args)
    const found = Object.keys(results)
      .sort()
      .map((key) => [key, numbers(results[key] as tf.Tensor)] as const)
    tf.dispose(results as core.TensorContainer)
    return found
  }
  const flattened = (...args: Args) => flat(f(...args))
  let expected: ReturnType<typeof values> = []
  tf.tidy(() => void (expected = values(flattened)))
  // Weights are there by now.
  const before = used()
  const compiled = tf.jit(flattened as any)
  for (let i = 0; i < 2; i++) {
    const found = values(compiled as any)
    expect(found.map(([name]) => name)).toEqual(expected.map(([name]) => name))
    found.forEach(([name, numbers], k) => {
      expect(numbers.length).toBe(expected[k]![1].length)
      numbers.forEach((number, n) => expect(number, `${name} ${n}`).toBeCloseTo(expected[k]![1][n]!, 4))
    })
  }
  compiled.dispose()
  expect(used()).toEqual(before)
}

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })
  const x = () => tf.tensor([1, 2, -3])
  const product = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(tf.exp(a), b)) as tf.Tensor

  test('of one argument and of several, with values and weighted', () => {
    agrees((x: tf.Tensor) => tf.grad(cube)(x), x())
    agrees((x: tf.Tensor) => tf.grad(cube)(x, tf.tensor([1, 10, 100])), x())
    agrees((x: tf.Tensor) => tf.valueAndGrad(cube)(tf.mul(x, 2), x), x())
    agrees((a: tf.Tensor, b: tf.Tensor) => tf.grads(product)([a, b]), x(), tf.tensor([4, 5, 6]))
    agrees((a: tf.Tensor, b: tf.Tensor) => tf.valueAndGrads(product)([a, b]).grads, x(), tf.tensor([4, 5, 6]))
    // Of what is around the compiled function.
    const around = x()
    agrees((y: tf.Tensor) => tf.grad((z: tf.Tensor) => tf.mul(tf.square(z), y))(around), x())
  })
  test('of gradients, and of those', () => {
    const second = (x: tf.Tensor) => tf.grad((y: tf.Tensor) => tf.grad(cube)(y))(x)
    agrees(second, x())
    agrees((x: tf.Tensor) => tf.grad((y: tf.Tensor) => tf.sum(second(tf.mul(y, y))) as tf.Tensor)(x), x())
    // A compiled function under a gradient, in a compiled function.
    const inner = tf.jit((y: tf.Tensor) => tf.grad(cube)(y))
    agrees((x: tf.Tensor) => tf.grad(inner)(x), x())
    expect(numbers(tf.grad(inner)(x()))).toEqual([6, 12, -18])
  })
  test('an argument counts wherever it is used, also by the name it has outside', () => {
    const own = (x: tf.Tensor) => tf.grad((z: tf.Tensor) => tf.mul(z, x))(x)
    expect(numbers(own(x()))).toEqual([2, 4, -6])
    agrees(own, x())
    agrees((x: tf.Tensor) => tf.grads(product)([x, x]), x())
    agrees((x: tf.Tensor) => tf.grad(own)(x), x())
    expect(numbers(tf.grad(own)(x()))).toEqual([2, 2, 2])
    // What was made of it before is a constant.
    const before = (x: tf.Tensor) => {
      const square = tf.square(x)
      return tf.grad((z: tf.Tensor) => tf.mul(z, square))(x)
    }
    expect(numbers(before(x()))).toEqual([1, 4, 9])
    agrees(before, x())
    agrees((x: tf.Tensor) => tf.grad(before)(x), x())
    expect(numbers(tf.grad(before)(x()))).toEqual([2, 4, -6])
    const same = (x: tf.Tensor) => tf.valueAndGrad((z: tf.Tensor) => z)(x)
    agrees(same, x())
    agrees((x: tf.Tensor) => tf.valueAndGrad((z: tf.Tensor) => same(z).value)(x), x())
  })
  test('of variables: those that take part, by name, or those that are asked for', () => {
    const [v, w, fixed] = [variable([2]), variable([3]), variable([5], false)]
    const loss = (x: tf.Tensor) => tf.sum(tf.mul(tf.mul(tf.square(v), fixed), x)) as tf.Tensor
    const f = (x: tf.Tensor) => {
      const outside = tf.mul(w, 3)
      return tf.variableGrads(() => tf.add(loss(x), tf.sum(outside)))
    }
    expect(Object.keys(tf.variableGrads(() => loss(x())).grads)).toEqual([v.name])
    agrees(f, x())
    agrees((x: tf.Tensor) => tf.variableGrads(() => loss(x), [fixed, v]).grads, x())
    const wrong = tf.jit((x: tf.Tensor) => tf.variableGrads(() => loss(x), [w]).grads[w.name]!)
    const message = `variableGrads: the result does not depend on the variable '${w.name}'`
    expect(() => wrong(x())).toThrow(message)
    expect(() => tf.variableGrads(() => loss(x()), [w])).toThrow(message)
    // Of the length of the gradient, and of a gradient with respect to the variable itself.
    const length = (x: tf.Tensor) => tf.sum(tf.square(tf.variableGrads(() => loss(x)).grads[v.name]!)) as tf.Tensor
    agrees((x: tf.Tensor) => tf.variableGrads(() => length(x)), x())
    const slope = () => tf.sum(tf.grad(cube)(v as core.Tensor as tf.Tensor)) as tf.Tensor
    expect(numbers(tf.variableGrads(slope).grads[v.name]!)).toEqual([12])
    agrees(() => tf.variableGrads(slope).grads)
    tf.dispose([v, w, fixed])
  })
  test('go through what the function assigns', () => {
    const v = variable([2])
    const f = tf.jit((x: tf.Tensor<[1]>) => {
      const { value, grads } = tf.variableGrads(() => {
        v.assign(tf.mul(v, x))
        return tf.square(v as core.Tensor as tf.Tensor<[1]>)
      })
      return [value, grads[v.name]!]
    })
    expect(f(tf.tensor([3])).flatMap(numbers)).toEqual([36, 36])
    expect(numbers(v)).toEqual([6])
    v.dispose()
  })
  test('of the weights of layers and models, also of a recurrent one', () => {
    const input = tf.input({ shape: ['seq', 3] })
    const h = tf.layers.lstm({ units: 4 })(input)
    const m: any = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 2 })(h) })
    const scale = tf.layers.dense({ units: 2, activation: 'tanh' })
    const data = tf.randomNormal([2, 5, 3]) as tf.Tensor
    const loss = (x: tf.Tensor) => tf.mean(tf.square(scale(m(x)))) as any
    expect(Object.keys(tf.variableGrads(() => loss(data)).grads)).toHaveLength(7)
    agrees((x: tf.Tensor) => tf.variableGrads(() => loss(x)), data)
    agrees((x: tf.Tensor) => tf.grad(loss)(x), data)
    m.dispose()
  })
  test('of weights that are made then', () => {
    const layer = tf.layers.dense({ units: 1, kernelInitializer: 'ones' })
    const f = tf.jit((x: tf.Tensor<[2, 3]>) => {
      const { value, grads } = tf.variableGrads(() => tf.sum(layer(x)))
      return [value, ...Object.values(grads)]
    })
    const found = f(tf.tensor([[1, 2, 3], [4, 5, 6]])) // prettier-ignore
    expect(found.map(numbers)).toEqual([[21], [5, 7, 9], [2]])
  })
  test('in the steps of a scan, and of a scan', () => {
    const f = (xs: tf.Tensor) => tf.scan(([sum], x) => [[tf.add(sum, cube(x as tf.Tensor))], tf.grad(cube)(x as tf.Tensor)], [tf.zeros([])], xs) // prettier-ignore
    agrees((xs: tf.Tensor) => f(xs)[1], x())
    agrees((xs: tf.Tensor) => tf.grad((ys: tf.Tensor) => f(ys)[0][0] as any)(xs), x())
  })
  test('of customGrad: its own, which may use what it finds around it', () => {
    const clipped = tf.customGrad((x: tf.Tensor, save: tf.GradSaveFunc) => {
      save([x])
      return {
        value: tf.square(x),
        gradFunc: (dy, [saved]) => tf.mul(dy, tf.add(tf.mul(saved!, 5), tf.mul(x, 5))),
      }
    })
    agrees((x: tf.Tensor) => tf.valueAndGrad((y: tf.Tensor) => clipped(tf.mul(y, 2)))(x), x())
    agrees((x: tf.Tensor) => tf.grad((z: tf.Tensor) => tf.grad((y: tf.Tensor) => clipped(y))(z))(x), x())
    const both = (z: tf.Tensor) => {
      const { value, grad } = tf.valueAndGrad((y: tf.Tensor) => clipped(y))(z)
      return tf.add(value, tf.mul(grad, z)) as tf.Tensor
    }
    agrees((x: tf.Tensor) => tf.grad(both)(x), x())
    // It runs where its gradient is asked for, and may assign.
    const asked = variable([0])
    const counting = tf.customGrad((x: tf.Tensor) => ({
      value: tf.square(x),
      gradFunc(dy) {
        asked.assign(tf.add(asked, tf.sum(dy)) as tf.Tensor)
        return dy
      },
    }))
    const f = (x: tf.Tensor) => tf.add(tf.grad((y: tf.Tensor) => counting(tf.mul(y, 2)) as tf.Tensor)(x), counting(x))
    for (const each of [f, tf.jit(f)]) {
      expect(numbers(each(x()) as tf.Tensor)).toEqual([3, 6, 11])
    }
    expect(numbers(asked)).toEqual([6])
    const wrong = tf.customGrad((x: tf.Tensor, y: tf.Tensor) => ({ value: tf.add(x, y), gradFunc: (dy) => dy }))
    const counted = tf.jit((x: tf.Tensor) => tf.grads(wrong)([x, x])[0])
    expect(() => counted(x())).toThrow('customGrad: gradFunc returns 1 gradients for 2 arguments')
  })
  test('in a loss: the penalty of a gradient', async () => {
    const w = variable([3])
    const place = tf.input({ batchShape: [2] })
    const m: any = tf.model({ inputs: place, outputs: tf.mul(place, w) })
    // The gradient of (p · w)² at p = 1 is 2w², and that of its square is 16w³.
    const penalty = (_: tf.AnyTensor, p: tf.AnyTensor) => {
      const square = (z: tf.Tensor) => tf.square(tf.mul(z, w))
      return tf.add(tf.mul(tf.sum(p), 0), tf.square(tf.grad(square)(tf.ones([1]))))
    }
    m.compile({ optimizer: tf.train.sgd(0.001), loss: penalty })
    const data = tf.ones([2])
    expect(await m.trainOnBatch(data, data)).toBeCloseTo(18 ** 2, 3)
    expect(numbers(w)[0]).toBeCloseTo(3 - 0.001 * 16 * 27, 4)
    m.dispose()
  })

  test('a whole training step is that of eager calls', () => {
    const nothing = used()
    tf.setSeed(8)
    const [x, y] = [tf.randomNormal([16, 3]), tf.randomNormal([16, 1])]
    const made = () => ({
      w: tf.tidy(() => tf.variable(tf.tensor([[0.1], [-0.2], [0.3]]))),
      b: tf.tidy(() => tf.variable(tf.zeros([1]))),
      count: tf.tidy(() => tf.variable(tf.scalar(0), false)),
    })
    type Parameters = ReturnType<typeof made>
    const stepOf =
      ({ w, b, count }: Parameters) =>
      (x: tf.Tensor, y: tf.Tensor) => {
        const { value, grads } = tf.variableGrads(
          () => tf.mean(tf.square(tf.sub(tf.tanh(tf.add(tf.matMul(x, w) as tf.Tensor, b)), y))) as tf.Tensor,
        )
        count.assign(tf.add(count, 1))
        // A rate that falls: what has just been assigned is read.
        const rate = tf.div(0.5, tf.sqrt(count))
        w.assign(tf.sub(w, tf.mul(rate, grads[w.name]!)))
        b.assign(tf.sub(b, tf.mul(rate, grads[b.name]!)))
        return value
      }
    const [eager, planned] = [made(), made()]
    const [step, compiled] = [stepOf(eager), tf.jit(stepOf(planned))]
    let first = 0
    for (let i = 0; i < 20; i++) {
      const [expected, found] = tf.tidy(() => [numbers(step(x, y))[0]!, numbers(compiled(x, y))[0]!])
      expect(found).toBeCloseTo(expected, 5)
      if (i === 0) first = expected
      for (const key of ['w', 'b', 'count'] as const) {
        numbers(planned[key]).forEach((value, k) => expect(value).toBeCloseTo(numbers(eager[key])[k]!, 5))
      }
    }
    expect(tf.tidy(() => numbers(compiled(x, y))[0]!)).toBeLessThan(0.95 * first)
    compiled.dispose()
    tf.dispose([x, y, ...Object.values(eager), ...Object.values(planned)])
    expect(used()).toEqual(nothing)
  })
})

test('the weights of a layer are trained by a compiled function as by an eager one', () => {
  const [x, y] = [tf.randomNormal([8, 3]), tf.randomNormal([8, 2])]
  const made = () => {
    const layer = tf.layers.dense({ units: 2, kernelInitializer: 'ones' })
    layer(x).dispose()
    const variables = layer.weights.map((weight) => weight.read() as core.Tensor as core.Variable)
    const step = (x: tf.Tensor, y: tf.Tensor) => {
      const error = () => tf.mean(tf.square(tf.sub(layer(x as tf.Tensor<[8, 3]>), y as tf.Tensor<[8, 2]>)))
      // The penalty reads the weight itself.
      const kernel = variables[0] as core.Tensor as tf.Tensor
      const loss = () => tf.add(error(), tf.mul(tf.sum(tf.square(kernel)), 0.1)) as tf.Tensor
      const { value, grads } = tf.variableGrads(loss)
      for (const v of variables) v.assign(tf.sub(v, tf.mul(grads[v.name]!, 0.1)))
      return value
    }
    return { layer, step }
  }
  const [eager, planned] = [made(), made()]
  const compiled = tf.jit(planned.step)
  for (let i = 0; i < 5; i++) {
    expect(numbers(compiled(x, y))[0]).toBeCloseTo(numbers(eager.step(x, y))[0]!, 5)
    const expected = eager.layer.getWeights().flatMap(numbers)
    planned.layer.getWeights().flatMap(numbers).forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 5)) // prettier-ignore
  }
})

describe('what has no gradient', () => {
  test('is told in a trace too, and nothing stays', () => {
    const nothing = used()
    const x = tf.tensor([1, 2])
    const before = used()
    const fails = (f: (x: tf.Tensor) => unknown, message: string) => {
      const compiled = tf.jit(f as (x: tf.Tensor) => tf.Tensor)
      for (let i = 0; i < 2; i++) expect(() => compiled(x)).toThrow(message)
    }
    fails((x) => tf.grad(() => tf.tensor([1]))(x), 'grad: the result does not depend on argument 0')
    fails((x) => {
      const before = tf.exp(x)
      return tf.grad(() => tf.mul(before, tf.zeros([2])))(x)
    }, 'does not depend on argument 0')
    fails((x) => tf.grad((z: tf.Tensor) => tf.cast(tf.argMax(z), 'float32'))(x), 'does not depend on argument 0')
    fails((x) => tf.grad(() => 3 as never)(x), 'grad: the function must return a tensor')
    fails((x) => tf.grad(cube)(x, tf.tensor([1])), 'grad: dy is [1], the function returned [2]')
    fails((x) => tf.grad((z: tf.Tensor) => tf.add(z, tf.zeros([3]) as tf.Tensor))(x), 'add: cannot broadcast')
    expect(used()).toEqual(before)
    x.dispose()
    expect(used()).toEqual(nothing)
  })
  test('a symbolic tensor outside of one', () => {
    const place = tf.input({ batchShape: [2] }) as any
    const outside = 'is a symbolic tensor; take gradients in a function given to jit, or compile and fit a model'
    expect(() => tf.grad(cube)(place)).toThrow(`grad: argument 0 ${outside}`)
    expect(() => tf.grads((a: any, b: any) => tf.add(a, b) as any)([tf.ones([2]), place])).toThrow(
      `argument 1 ${outside}`,
    )
    expect(() => tf.grad(() => place)(tf.ones([2]))).toThrow(`grad: what the function returns ${outside}`)
    expect(() => tf.variableGrads(() => place)).toThrow(`variableGrads: what the function returns ${outside}`)
    expect(() => tf.jit((x: any) => tf.grad(cube)(x))(place)).toThrow(`grad: argument 0 ${outside}`)
  })
})
