import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ExplicitPad, Pad, Pair } from '../../src/shape/window.js'
import { numericGradient } from '../support/numeric.js'

/** All numbers are different and far enough apart for differences; `shift` is how many of them are negative. */
function shuffled(shape: readonly number[], shift: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1)
  const values = Array.from({ length: size }, (_, i) => i - shift)
  let seed = 7
  for (let i = size - 1; i > 0; i--) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    const j = seed % (i + 1)
    ;[values[i], values[j]] = [values[j]!, values[i]!]
  }
  return core.tensor(values, [...shape]) as tf.Tensor
}
const weights = (shape: readonly number[]) => {
  const size = shape.reduce((a, b) => a * b, 1)
  return core.tensor(
    Float32Array.from({ length: size }, (_, i) => 1 + (i % 7)),
    [...shape],
  ) as tf.Tensor
}

interface Sample {
  x: readonly number[]
  filterSize: Pair
  strides: Pair
  pad: Pad
}
const border: ExplicitPad = [
  [0, 0],
  [1, 0],
  [0, 2],
  [0, 0],
]
const samples: Sample[] = [
  { x: [2, 6, 6, 3], filterSize: 2, strides: 2, pad: 'valid' },
  { x: [2, 7, 6, 3], filterSize: [3, 2], strides: [2, 1], pad: 'same' },
  { x: [2, 7, 6, 3], filterSize: 3, strides: 1, pad: 'same' },
  { x: [1, 5, 6, 2], filterSize: [2, 3], strides: [1, 2], pad: 1 },
  { x: [1, 5, 5, 2], filterSize: 2, strides: 3, pad: 'valid' },
  { x: [1, 5, 5, 2], filterSize: [1, 3], strides: 1, pad: 'valid' },
  { x: [2, 8, 8, 1], filterSize: 3, strides: 2, pad: border },
  { x: [5, 6, 2], filterSize: 2, strides: 2, pad: 'same' },
  { x: [2, 4, 4, 2], filterSize: 4, strides: 1, pad: 'valid' },
]
const title = (s: Sample) =>
  `[${s.x}] by ${JSON.stringify(s.filterSize)}, strides ${JSON.stringify(s.strides)}, pad ${JSON.stringify(s.pad)}`

const read = (x: core.Tensor) => Array.from(x.dataSync())
function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number) {
  expect(actual.length).toBe(expected.length)
  const scale = Math.max(1, ...expected.map(Math.abs))
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)))
  expect(worst / scale).toBeLessThan(tolerance)
}

/** tfjs takes the height's windows for the width when the padding is a number. */
function byTfjs(kind: 'maxPool' | 'avgPool', x: core.Tensor, { filterSize, strides, pad }: Sample): core.Tensor {
  const spelled =
    typeof pad === 'number' ?
      [
        [0, 0],
        [pad, pad],
        [pad, pad],
        [0, 0],
      ]
    : pad
  return core[kind](x as core.Tensor4D, filterSize as number, strides as number, spelled as 'same')
}

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
    await tf.setBackend(backend)
  })

  it('finds the largest of numbers that are as far below 0 as float32 goes', () => {
    const x = tf.tensor([-3e38, -2e38, -2.5e38, -3.4e38, -3.1e38, -3.2e38, -3.3e38, -3.3e38], [2, 2, 2, 1])
    const gradient = tf.grad((x: tf.Tensor<[2, 2, 2, 1]>) => tf.maxPool(x, 2, 2, 'valid'))(x)
    expect(read(gradient)).toEqual([0, 1, 0, 0, 1, 0, 0, 0])
  })
  describe.each(['maxPool', 'avgPool'] as const)('%s', (kind) => {
    describe.each([
      ['positive', 0],
      ['of both signs', 0.5],
      ['negative', 1],
    ])('of numbers that are %s', (_, part) => {
      it.each(samples.map((sample) => [title(sample), sample] as const))('%s', async (_, sample) => {
        const { x: shape, filterSize, strides, pad } = sample
        const size = shape.reduce((a, b) => a * b, 1)
        const f = (x: tf.Tensor) => tf[kind](x, filterSize, strides, pad) as tf.Tensor
        const shift = part * size - (part === 0 ? 1 : 0)

        await tf.setBackend('cpu')
        const expected = core.tidy(() => {
          const x = shuffled(shape, shift)
          const y = byTfjs(kind, x, sample)
          const slope = numericGradient(f, x, weights(y.shape), 0.25)
          return { shape: y.shape, values: read(y), slope }
        })
        await tf.setBackend(backend)
        const before = tf.memory().numTensors
        core.tidy(() => {
          const x = shuffled(shape, shift)
          const y = f(x)
          expect(y.shape).toEqual(expected.shape)
          expectClose(read(y), expected.values, 1e-5)
          const gradient = tf.grad(f)(x, weights(y.shape))
          expect(gradient.shape).toEqual(x.shape)
          expectClose(read(gradient), expected.slope, 1e-3)
        })
        expect(tf.memory().numTensors).toBe(before)
      })
    })

    it('passes the gradient of a tie once', () => {
      const x = core.zeros([1, 4, 4, 1]) as tf.Tensor
      const gradient = tf.grad((x: tf.Tensor) => tf[kind](x, 2, 2, 'valid') as tf.Tensor)(x)
      expect(read(gradient).reduce((a, b) => a + b)).toBeCloseTo(4)
    })

    it('can be differentiated twice', () => {
      const x = shuffled([1, 5, 5, 1], 12)
      const cube = (x: tf.Tensor) => {
        const y = tf[kind](x, 3, 2, 'same') as tf.Tensor
        return tf.mul(y, tf.mul(y, y))
      }
      const slope = (x: tf.Tensor) => tf.grad(cube)(x, weights([1, 3, 3, 1]))
      const direction = weights([1, 5, 5, 1])
      const expected = numericGradient(slope, x, direction, 0.25)
      expectClose(read(tf.grad(slope)(x, direction)), expected, 1e-2)
    })

    it('refuses what does not fit', () => {
      const x = core.zeros([1, 4, 4, 1]) as tf.Tensor
      const ints = core.zeros([1, 4, 4, 1], 'int32')
      const pool = tf[kind] as unknown as (...args: unknown[]) => tf.Tensor
      const before = tf.memory().numTensors
      const refused = [
        [[x, 5, 1, 'valid'], 'a window of 5 does not fit into axis 1 of [1, 4, 4, 1], which is 4'],
        [[x, 2, 0, 'valid'], 'the stride is an integer of at least 1, got 0'],
        [[x, 2.5, 1, 'valid'], 'the window is an integer of at least 1, got 2.5'],
        [[x, [2], 1, 'valid'], 'the window is one number, or one for height and one for width, got [2]'],
        [[x, ['2', 2], 1, 'valid'], "the window is an integer of at least 1, got '2'"],
        [[x, 2, [2, 2, 2], 'valid'], 'the stride is one number, or one for height and one for width, got [2, 2, 2]'],
        [
          [
            x,
            2,
            1,
            [
              [2, 3, 4],
              [5, 6],
            ],
          ],
          "the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]], got [[2, 3, 4], [5, 6]]",
        ],
        [[x, 2, 2, -1], 'the padding is an integer of at least 0, got -1'],
        [[x, 2, 2, 2], 'the padding 2 is not smaller than the window 2: a window would see padding only'],
        [[[1, 2], 2, 2, 'valid'], 'needs rank 4, [batch, height, width, channels], got [2]'],
        [[ints, 2, 2, 'valid'], "needs float32, got int32; convert it with tf.cast(x, 'float32')"],
      ] as const
      for (const [args, sentence] of refused) {
        expect(() => pool(...args)).toThrow(tf.ShapeError)
        expect(() => pool(...args)).toThrow(`${kind}: ${sentence}`)
      }
      expect(tf.memory().numTensors).toBe(before)
    })
  })
})
