import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from '../../src/index.js'

// `predict` and `evaluate` give what the model gives when it is called, whatever the number of rows.

beforeAll(() => tf.setBackend('cpu'))

const ROWS = 40
const numbers = (y: unknown) => Array.from((y as tf.Tensor).dataSync())
type X = tf.SymbolicTensor<['batch', 3]>
const data = () => tf.randomNormal([ROWS, 3], 0, 1, 'float32', 5)

const mixing: { readonly [name: string]: (x: X) => tf.SymbolicTensor } = {
  sub: (x) => tf.sub(x, tf.mean(x, 0)),
  reverse: (x) => tf.reverse(x, 0),
  softmax: (x) => tf.softmax(x, 0),
  cumsum: (x) => tf.cumsum(x, 0),
  matMul: (x) => tf.matMul(tf.softmax(tf.matMul(x, tf.transpose(x))), x) as tf.SymbolicTensor,
  gather: (x) => tf.gather(x, tf.cast(tf.clipByValue(tf.sum(x, -1), 0, 1), 'int32')) as tf.SymbolicTensor,
  reshape: (x) => tf.reshape(tf.transpose(x), ['batch', 3]) as tf.SymbolicTensor,
  scan: (x) =>
    tf.scan(([sum], row) => [[tf.add(sum, row)], tf.add(sum, row)], [tf.zeros([3])], x)[1] as tf.SymbolicTensor,
  normalised: (x) => tf.layers.batchNormalization()(x, { training: true }) as tf.SymbolicTensor,
}
const apart: { readonly [name: string]: (x: X) => unknown } = {
  layers: (x) => tf.layers.batchNormalization()(tf.layers.dense({ units: 4, activation: 'softmax' })(x)),
  lstm: (x) => tf.layers.lstm({ units: 2, returnSequences: true })(tf.expandDims(x, -1)),
  attention: (x) => {
    const steps = tf.reshape(x, ['batch', 3, 1])
    return tf.matMul(tf.softmax(tf.matMul(steps, steps, false, true)), steps)
  },
  joined: (x) => tf.reshape(tf.concat([x, tf.reverse(x, 1)], -1), [-1, 2]),
  elsewhere: (x) => tf.transpose(tf.cumsum(tf.transpose(x), 0)),
  scan: (x) => tf.scan(([sum], step) => [[tf.add(sum, step)], tf.mul(sum, step)], [tf.sum(x, 1)], x, { axis: 1 })[1],
  dropout: (x) => tf.layers.dropout({ rate: 0.5 })(x),
}
function modelOf(outputs: (x: X) => unknown) {
  const x = tf.input({ shape: [3] })
  return tf.model({ inputs: x, outputs: outputs(x) as tf.SymbolicTensor<['batch', 3]> })
}

describe('rows that depend on each other', () => {
  test.each(Object.entries(mixing))('%s: run whole', (name, outputs) => {
    const m = modelOf(outputs).compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const [x, y] = [data(), tf.ones(m.outputs.shape.map((dim) => (dim === 'batch' ? ROWS : Number(dim))) as [40, 3])]
    const called = numbers(m(x))
    expect(numbers(m.predict(x))).toEqual(called)
    const cost = called.reduce((sum, value) => sum + (value - 1) ** 2, 0) / called.length
    expect(numbers(m.evaluate(x, y))[0]).toBeCloseTo(cost, 4)
    // What moves states is run as often as asked.
    if (name === 'normalised') return
    const sentence = (what: string) =>
      `${what}: the rows of this model depend on each other, by '${name === 'sub' ? 'mean' : name}'; leave batchSize out, or give at least 40`
    expect(() => m.predict(x, { batchSize: 8 })).toThrow(sentence('predict'))
    expect(() => m.evaluate(x, y, { batchSize: 8 })).toThrow(sentence('evaluate'))
    expect(numbers(m.predict(x, { batchSize: 40 }))).toEqual(called)
  })
  test('train in batches as asked, and are validated whole', async () => {
    const m = modelOf((x) => tf.layers.dense({ units: 1, kernelInitializer: 'ones' })(mixing['cumsum']!(x)))
    m.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
    const [x, y] = [data(), tf.zeros([ROWS, 1])] as never[]
    const { history } = await m.fit(x!, y!, { batchSize: 8, validationData: [x!, y!] })
    expect(history['val_loss']![0]).toBeCloseTo(numbers(m.evaluate(x!, y!))[0]!, 3)
    expect(history['loss']![0]).not.toBeCloseTo(history['val_loss']![0]!, 1)
  })
})

test('a model whose rows have no name is not cut into batches that are asked for', () => {
  const x = tf.input({ batchShape: [4, 3] })
  const m = tf.model({ inputs: x, outputs: tf.mul(x, 2) })
  expect(() => m.predict(tf.ones([4, 3]), { batchSize: 2 })).toThrow(
    'predict: the rows of this model cannot be cut into batches; leave batchSize out, or give at least 4',
  )
  expect(m.predict(tf.ones([4, 3]), { batchSize: 4 }).shape).toEqual([4, 3])
})

test.each(Object.entries(apart))('rows that do not: %s runs in batches', (_, outputs) => {
  const m = modelOf(outputs)
  const x = data()
  const lines: string[] = []
  const parts = numbers(m.predict(x, { batchSize: 16 }))
  m.printPlans((line) => lines.push(line))
  expect(lines.filter((line) => line.startsWith('Plan:'))).toHaveLength(2)
  numbers(m(x)).forEach((value, i) => expect(parts[i]).toBeCloseTo(value, 5))
})
