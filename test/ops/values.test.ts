import * as core from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'

/** A tensor whose type says nothing: what is refused by the type is refused when run as well. */
const vague = (t: core.Tensor) => t as tf.Tensor<number[], any>
function sentenceOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof tf.ShapeError) return error.message
    throw error
  }
  return 'no error'
}

describe.each(['wasm', 'cpu'])('tensors of values on %s', (backend) => {
  let before = 0
  beforeEach(async () => {
    await tf.setBackend(backend)
    core.engine().startScope()
    before = tf.memory().numTensors
  })
  afterEach(() => {
    core.engine().endScope()
  })
  const values = (t: core.Tensor) => [t.dtype, t.shape, Array.from(t.dataSync())]

  it('tensor infers shape and dtype like tfjs', () => {
    const cases: [core.TensorLike, (number[] | undefined)?, core.DataType?][] = [
      [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      [3],
      [[]],
      [[true, false]],
      [new Int32Array([1, 2])],
      [new Float32Array([1, 2, 3, 4]), [2, 2]],
      [[1, 2, 3, 4, 5, 6], [2, 3], 'int32'],
      [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [2, 3, 1],
      ],
      [[0, 2, 1], undefined, 'bool'],
    ]
    for (const [x, shape, dtype] of cases) {
      const y = (tf.tensor as (...args: unknown[]) => core.Tensor)(x, shape, dtype)
      expect(values(y)).toEqual(values(core.tensor(x, shape, dtype)))
    }
    expect(tf.tensor(['a', 'b']).dataSync()).toEqual(['a', 'b'])
  })
  it('tensor1d ... tensor4d and scalar', () => {
    expect(values(tf.tensor1d([1, 2], 'int32'))).toEqual(['int32', [2], [1, 2]])
    expect(values(tf.tensor2d([1, 2, 3, 4], [2, 2]))).toEqual(['float32', [2, 2], [1, 2, 3, 4]])
    expect(values(tf.tensor2d([[1, 2]]))).toEqual(['float32', [1, 2], [1, 2]])
    expect(values(tf.tensor3d([[[1, 2]]]))).toEqual(['float32', [1, 1, 2], [1, 2]])
    expect(values(tf.tensor4d([1, 2], [1, 2, 1, 1]))).toEqual(['float32', [1, 2, 1, 1], [1, 2]])
    expect(values(tf.scalar(true))).toEqual(['bool', [], [1]])
  })
  it('refuses what the types refuse', () => {
    const any = tf as any
    expect(sentenceOf(() => any.tensor([1, 2, 3, 4, 5, 6], [2, 4]))).toBe('tensor: 6 values do not fill [2, 4]')
    expect(sentenceOf(() => any.tensor([[1, 2], [3]]))).toBe('tensor: the rows have different lengths: 2 vs 1')
    expect(
      sentenceOf(() =>
        any.tensor(
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
          [3, 2],
        ),
      ),
    ).toBe('tensor: the values are nested as [2, 3], not [3, 2]')
    expect(sentenceOf(() => any.tensor([1, 2], [-1]))).toBe('tensor: -1 is not a size')
    expect(sentenceOf(() => any.tensor(['a'], null, 'float32'))).toBe('tensor: cannot make float32 of string')
    expect(sentenceOf(() => any.tensor([1], null, 'complex64'))).toBe('tensor: cannot make complex64 of float32')
    expect(sentenceOf(() => any.tensor2d([1, 2]))).toBe('tensor2d: needs rank 2, got [2]')
    expect(sentenceOf(() => any.tensor2d([1, 2], [2]))).toBe('tensor2d: needs rank 2, got [2]')
    expect(sentenceOf(() => any.tensor3d([[1, 2]], [1, 1, 2]))).toBe('tensor3d: needs rank 3, got [1, 2]')
    expect(sentenceOf(() => any.tensor1d([[1]]))).toBe('tensor1d: needs rank 1, got [1, 1]')
    expect(sentenceOf(() => any.scalar([1]))).toBe('scalar: needs rank 0, got [1]')
    expect(tf.memory().numTensors).toBe(before)
  })
  it('range, linspace and eye are those of tfjs', () => {
    const ranges: [number, number, number?][] = [
      [0, 10, 3],
      [5, 0],
      [5, 0, -2],
      [5, 0, 2],
      [0, 5, -1],
      [3, 3],
      [0, 1, 0.1],
      [-2, 3],
    ]
    for (const [start, stop, step] of ranges) {
      expect(values(tf.range(start, stop, step))).toEqual(values(core.range(start, stop, step)))
    }
    expect(values(tf.range(0, 4, 1, 'int32'))).toEqual(['int32', [4], [0, 1, 2, 3]])
    for (const num of [1, 2, 5]) expect(values(tf.linspace(3, -1, num))).toEqual(values(core.linspace(3, -1, num)))
    expect(values(tf.eye(3))).toEqual(values(core.eye(3)))
    expect(values(tf.eye(2, 3, [2], 'int32'))).toEqual(values(core.eye(2, 3, [2], 'int32')))
    expect(values(tf.eye(3, 2, [1, 2], 'bool'))).toEqual(values(core.eye(3, 2, [1, 2], 'bool')))
    expect(values(tf.eye(0, 2))).toEqual(['float32', [0, 2], []])
    const any = tf as any
    expect(sentenceOf(() => any.range(0, 1, 0))).toBe('range: the step must not be 0')
    expect(sentenceOf(() => any.range(0, 1, 1, 'bool'))).toBe('range: the dtype must be float32 or int32, got bool')
    expect(sentenceOf(() => any.linspace(0, 1, 0))).toBe('linspace: num is an integer of at least 1, got 0')
    expect(sentenceOf(() => any.eye(-1))).toBe('eye: -1 is not a size')
  })
  it('assertShape returns the tensor that it has checked, ensureShape another handle to it', () => {
    const any = tf as any
    const x = vague(tf.ones([4, 10]))
    expect(tf.assertShape(x, ['batch', 10])).toBe(x)
    expect(tf.assertShape(x, [null, 'n'], 'float32')).toBe(x)
    expect([...tf.ensureShape(x, ['batch', '2*batch+2']).dataSync()]).toEqual([...x.dataSync()])
    expect(sentenceOf(() => tf.assertShape(x, ['n', 12]))).toBe(
      'assertShape: is [4, 10], expected [n, 12]: axis 1 is 10 vs 12',
    )
    expect(sentenceOf(() => tf.assertShape(x, ['n', 'n']))).toBe(
      "assertShape: is [4, 10], expected [n, n]: 'n' is 4 and 10",
    )
    expect(sentenceOf(() => tf.assertShape(x, ['n']))).toBe('assertShape: is [4, 10], expected [n]: the rank is 2 vs 1')
    expect(sentenceOf(() => tf.assertShape(x, [null, 10], 'int32'))).toBe(
      "assertShape: needs int32, got float32; convert it with tf.cast(x, 'int32')",
    )
    expect(sentenceOf(() => tf.ensureShape(x, ['n', '2*n']))).toBe(
      'ensureShape: is [4, 10], expected [n, 2*n]: axis 1 is 10 vs 8',
    )
    expect(sentenceOf(() => any.ensureShape(x, ['a b', 10]))).toBe("ensureShape: 'a b' is not a size")
    expect(values(tf.ensureShape([1, 2], [2]))).toEqual(['float32', [2], [1, 2]])
    const slope = tf.grad((t: tf.Tensor) => tf.mul(tf.ensureShape(t, [null, 10]), 3))(x)
    expect(slope.dataSync()[0]).toBe(3)
  })
})
