import { beforeAll, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'
import { clean, numbers } from '../support/tensors.js'

// A mask on its way through layers, in eager calls and in models whose sizes are names.

beforeAll(async () => {
  await tf.setBackend('wasm')
})

describe('a mask', () => {
  it('of an embedding leaves words out of their mean', () =>
    clean(() => {
      const words = tf.input({ shape: ['seq'], dtype: 'int32' })
      const vectors = tf.layers.embedding({ inputDim: 9, outputDim: 2, maskZero: true })
      const m = tf.model({ inputs: words, outputs: tf.layers.globalAveragePooling1d()(vectors(words)) })
      tf.tidy(() => {
        const padded = m.predict(tf.tensor([[3, 4, 0, 0]], [1, 4], 'int32'))
        const short = m.predict(tf.tensor([[3, 4]], [1, 2], 'int32'))
        numbers(padded).forEach((value, i) => expect(value).toBeCloseTo(numbers(short)[i]!, 6))
      })
      m.dispose()
    }))
  it('of `masking` leaves steps out of a recurrent layer, and ends where it has been used', () =>
    clean(() => {
      const steps = tf.input({ shape: ['seq', 2] })
      const rnn = tf.layers.simpleRNN({ units: 3 })
      const last = rnn(tf.layers.masking({ maskValue: -1 })(steps))
      const m = tf.model({ inputs: steps, outputs: tf.layers.flatten()(last) })
      tf.tidy(() => {
        const gaps = tf.tensor([
          [
            [1, 2],
            [-1, -1],
            [-1, 5],
            [-1, -1],
          ],
        ])
        const some = tf.tensor([
          [
            [1, 2],
            [-1, 5],
          ],
        ])
        const [planned, eager] = [numbers(m.predict(gaps)), numbers(rnn(some))]
        planned.forEach((value, i) => expect(value).toBeCloseTo(eager[i]!, 6))
      })
      m.dispose()
    }))
  it('goes on with the steps of a recurrent layer', () =>
    clean(() => {
      const steps = tf.input({ shape: ['seq', 2] })
      const all = tf.layers.simpleRNN({ units: 3, returnSequences: true })(tf.layers.masking()(steps))
      expect(() => tf.layers.flatten()(all)).toThrow('flatten: takes no mask, but its input carries one')
    }))
  it('may be numbers, and keeps away from what is NaN', () =>
    clean(() => {
      tf.tidy(() => {
        const x = tf.tensor([
          [
            [1, 2],
            [NaN, NaN],
            [3, 6],
          ],
        ])
        const mean = tf.layers.globalAveragePooling1d()(x, { mask: tf.tensor([[1, 0, 1]]) })
        expect(numbers(mean)).toEqual([2, 4])
      })
    }))
})

describe('simpleRNN', () => {
  it('begins anew when its states are reset', () =>
    clean(() => {
      const x = tf.input({ batchShape: [1, 2, 3] })
      const rnn = tf.layers.simpleRNN({ units: 2, stateful: true })
      const m = tf.model({ inputs: x, outputs: rnn(x) })
      tf.tidy(() => {
        const ones = tf.ones([1, 2, 3])
        const [first, second] = [numbers(m.predict(ones)), numbers(m.predict(ones))]
        expect(second).not.toEqual(first)
        rnn.resetStates()
        expect(numbers(m.predict(ones))).toEqual(first)
      })
      m.dispose()
    }))
  it('takes as many states as it has', () =>
    tf.tidy(() => {
      const rnn = tf.layers.simpleRNN({ units: 2 })
      const h = tf.zeros([1, 2])
      expect(() => rnn(tf.ones([1, 2, 3]), { initialState: [h, h] })).toThrow(
        'simpleRNN: initialState is a list of 1 tensors, got',
      )
    }))
  it('is written to a file and read back', () => {
    const config = tf.layers.simpleRNN({ units: 2, activation: 'relu', goBackwards: true }).getConfig()
    expect(config).toMatchObject({ units: 2, activation: 'relu', goBackwards: true })
    expect(tf.layers.simpleRNN({ units: 2 }).getClassName()).toBe('SimpleRNN')
  })
})
