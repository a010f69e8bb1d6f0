import { expect, test } from 'vitest'
import * as tf from 'tupleflow'

test('layers and models are functions, for whoever asks or binds them', () => {
  const x = tf.input({ shape: [4] })
  const layer = tf.layers.dense({ units: 3 })
  const m = tf.model({ inputs: x, outputs: layer(x) })
  for (const each of [layer, m] as unknown as ((x: unknown) => tf.SymbolicTensor<number[]>)[]) {
    expect(typeof each).toBe('function')
    expect(each).toBeInstanceOf(Function)
    expect(each.bind(undefined)(x).shape).toEqual(['batch', 3])
  }
})
