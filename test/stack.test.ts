import { beforeAll, expect, test } from 'vitest'
import * as tf from 'tupleflow'

beforeAll(() => tf.ready())

const any = tf as any
const x = tf.input({ shape: [3] })
const m = any.model({ inputs: x, outputs: tf.layers.dense({ units: 2 })(x) })
const images = tf.layers.conv2d({ filters: 2, kernelSize: 3 })

/** The first frame below the message. */
function firstFrame(error: unknown): string {
  return String((error as Error).stack)
    .split('\n')
    .find((line) => /^\s+at /.test(line))!
}
function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
const calls: { readonly [name: string]: () => unknown } = {
  'an op, refused by its rule': () => any.add(tf.ones([2]), tf.ones([3])),
  'an op, refused by what it is given': () => any.sum([1], 0, 'yes'),
  'an op on a symbolic tensor': () => any.reshape(x, [7]),
  'a kind of tensor': () => any.zeros([-1]),
  'the config of a layer': () => any.layers.dense({ units: -1 }),
  'the call of a layer': () => any.layers.dense({ units: 1 })(undefined),
  'a layer on numbers': () => (images as any)(tf.ones([1, 2, 2, 1])),
  'a layer of a graph': () => (images as any)(tf.input({ shape: [2, 2, 1] })),
  'an initializer': () => any.initializers.constant({ value: 'x' }),
  'an optimizer': () => any.train.adam({ beta1: 2 }),
  input: () => any.input({ shape: ['a b'] }),
  model: () => any.model({ inputs: x }),
  'a model of nothing': () => any.model({ inputs: x, outputs: tf.input({ shape: [3] }) }),
  sequential: () => any.sequential({ layers: [tf.layers.dense({ units: 1 })] }),
  'a link of a sequential': () => any.sequential({ layers: [tf.layers.flatten({ inputShape: [3] }), images] }),
  compile: () => m.compile({ optimizer: 'sgd', loss: 'nothing' }),
  predict: () => m.predict(tf.ones([1, 4])),
  'a call of a model': () => m(tf.ones([1, 4])),
  evaluate: () => m.evaluate(tf.ones([1, 3]), tf.ones([1, 2])),
  jit: () => any.jit(5),
  'a function of jit': () => any.jit((t: tf.Tensor) => t)('x', {}),
}
test.each(Object.entries(calls))('%s: the stack of an error begins at the line of the user', (_, call) => {
  expect(firstFrame(thrownBy(call))).toContain('stack.test.ts')
})

test.each<[string, (m: any) => Promise<unknown>]>([
  ['before it begins', (m) => m.fit(tf.ones([2, 3]), tf.ones([2, 2]))],
  [
    'by its options',
    (m) => m.compile({ optimizer: 'sgd', loss: 'huber' }).fit(tf.ones([2, 3]), tf.ones([2, 2]), { epochs: 0 }),
  ],
  ['by its data', (m) => m.fit(tf.ones([2, 4]), tf.ones([2, 2]))],
  ['in one step', (m) => m.trainOnBatch(tf.ones([2, 3]), tf.ones([2, 5]))],
])('fit refused %s: so it does when nobody waits at that line', async (_, run) => {
  const promise = run(m)
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(firstFrame(error)).toContain('stack.test.ts')
})

test('what a function of the user throws keeps its stack', () => {
  const mine = new TypeError('mine')
  const { stack } = mine
  const own = tf.layer({
    call: () => (): tf.Tensor => {
      throw mine
    },
  })
  expect(() => (own as any)(tf.ones([1]))).toThrow(mine)
  expect(mine.stack).toBe(stack)
})

test('an op in a function of the user is said to be there, not where the function is called', () => {
  const inner = (t: tf.Tensor) => any.reshape(t, [7])
  expect(firstFrame(thrownBy(() => tf.jit(inner as any)(tf.ones([3]))))).toContain('inner')
})
