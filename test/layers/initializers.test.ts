import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from '../../src/index.js'

// What initializers fill weights with: the formulas of the papers and of Keras' documentation.

beforeAll(() => tf.setBackend('wasm'))

const filled = (initializer: { apply(shape: readonly number[]): tf.AnyTensor }, shape: readonly number[]) =>
  Array.from((initializer.apply(shape) as tf.Tensor).dataSync())
const deviation = (values: readonly number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length)

describe('scaled to a weight', () => {
  // A convolution: 3 * 2 * 20 inputs and 3 * 2 * 50 outputs of a unit.
  const shape = [3, 2, 20, 50]
  const [inputs, outputs] = [120, 300]
  const mean = (inputs + outputs) / 2
  const { initializers } = tf
  test.each([
    ['glorotUniform', initializers.glorotUniform({ seed: 1 }), 1 / mean],
    ['heUniform', initializers.heUniform({ seed: 1 }), 2 / inputs],
    ['leCunUniform', initializers.leCunUniform({ seed: 1 }), 1 / inputs],
    ['over the outputs', initializers.varianceScaling({ distribution: 'uniform', mode: 'fanOut', scale: 3, seed: 1 }), 3 / outputs], // prettier-ignore
  ])('uniformly: %s', (_, initializer, variance) => {
    const limit = Math.sqrt(3 * variance)
    const values = filled(initializer, shape)
    expect(Math.max(...values) / limit).toBeCloseTo(1, 2)
    expect(Math.min(...values) / limit).toBeCloseTo(-1, 2)
    expect(deviation(values) / Math.sqrt(variance)).toBeCloseTo(1, 1.5)
  })
  test.each([
    ['glorotNormal', initializers.glorotNormal({ seed: 1 }), 1 / mean],
    ['heNormal', initializers.heNormal({ seed: 1 }), 2 / inputs],
    ['leCunNormal', initializers.leCunNormal({ seed: 1 }), 1 / inputs],
    ['varianceScaling', initializers.varianceScaling({ seed: 1 }), 1 / inputs],
  ])('normally, cut off at two deviations: %s', (_, initializer, variance) => {
    const values = filled(initializer, shape)
    expect(deviation(values) / Math.sqrt(variance)).toBeCloseTo(1, 1.5)
    // Of a normal distribution, which is wider by what the cut takes away.
    expect(Math.max(...values) / Math.sqrt(variance)).toBeCloseTo(2 / 0.87962566, 1)
  })
  test.each([
    ['a matrix', [30, 90], 30, 90],
    ['a vector', [40], 40, 40],
    ['one number', [], 1, 1],
  ] as const)('%s', (_, shape, inputs, outputs) => {
    for (const [mode, fan] of [
      ['fanIn', inputs],
      ['fanOut', outputs],
    ] as const) {
      const drawn = Array.from({ length: 2000 / Math.max(1, shape.length * 500) }, (_, seed) =>
        filled(tf.initializers.varianceScaling({ mode, distribution: 'uniform', seed }), shape),
      ).flat()
      const largest = Math.max(...drawn.map(Math.abs)) * Math.sqrt(fan / 3)
      expect(largest).toBeLessThanOrEqual(1 + 1e-6)
      expect(largest).toBeGreaterThan(0.95)
    }
  })
})

test.each([[[12, 12]], [[5, 40]], [[4, 3, 7]]])('orthogonal: rows or columns of %j are orthonormal', (shape) => {
  const matrix = tf.reshape(tf.initializers.orthogonal({ gain: 2, seed: 4 }).apply(shape) as tf.Tensor, [
    -1,
    shape.at(-1)!,
  ])
  const [rows, columns] = matrix.shape as readonly number[]
  const products = tf.matMul(matrix, matrix, rows! >= columns!, rows! < columns!)
  const size = Math.min(rows!, columns!)
  expect(products.shape).toEqual([size, size])
  products.dataSync().forEach((x, i) => expect(x).toBeCloseTo(i % (size + 1) === 0 ? 4 : 0, 5))
})

test('identity is a matrix, and only that', () => {
  expect(filled(tf.initializers.identity({ gain: 3 }), [2, 3])).toEqual([3, 0, 0, 0, 3, 0])
  expect(() => tf.initializers.identity().apply([2])).toThrow('identity: needs a weight of rank 2, got fewer')
  expect(() => tf.initializers.identity().apply([2, 2, 2])).toThrow('identity: needs a weight of rank 2, got more axes')
})
