import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'
import { numericGradient } from '../support/numeric.js'

// Ops that cut, join and move elements.

type Eager = tf.Tensor<number[], tf.DType>
/** The rules of an op that takes anything are those at run time. */
const loosely = (op: unknown) => op as (...args: unknown[]) => Eager & Eager[]

function filled(shape: readonly number[], dtype: tf.DType = 'float32', seed = 1): Eager {
  const size = shape.reduce((a, b) => a * b, 1)
  const floats = Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + seed) * 5)
  const values = {
    float32: floats,
    int32: floats.map(Math.round),
    bool: floats.map((value) => +(value > 0)),
    string: floats.map((value) => value.toFixed(2)),
    complex64: floats,
  }[dtype]
  return core.tensor(values as number[], [...shape], dtype as 'float32') as Eager
}
const listed = (result: core.Tensor | core.Tensor[]) => (Array.isArray(result) ? result : [result])
const describeAll = (result: core.Tensor | core.Tensor[]) =>
  listed(result).map((y) => ({ shape: y.shape, dtype: y.dtype as string, values: Array.from(y.dataSync()) }))

type Call = (ops: Record<string, (...args: unknown[]) => Eager & Eager[]>, ...x: Eager[]) => Eager | Eager[]
/** [name, shapes of the tensors, the call, dtypes besides float32] */
type Sample = readonly [string, readonly (readonly number[])[], Call, ...tf.DType[]]
const text = ['int32', 'bool', 'string'] as const
const numbers = ['int32', 'bool'] as const
const samples: readonly Sample[] = [
  ['slice a vector', [[5]], (ops, x) => ops.slice!(x, 1, 3), ...text],
  ['slice rows', [[4, 3]], (ops, x) => ops.slice!(x, 2), ...text],
  ['slice columns', [[4, 3]], (ops, x) => ops.slice!(x, [0, 1], [-1, 2]), ...text],
  ['slice three axes', [[2, 3, 4]], (ops, x) => ops.slice!(x, [1, 0, 2], [1, 2, -1]), ...numbers],
  ['slice of four axes', [[2, 3, 4, 2]], (ops, x) => ops.slice!(x, [0, 1, 1], 1), ...text],
  ['slice five axes', [[2, 1, 3, 2, 2]], (ops, x) => ops.slice!(x, [1, 0, 1, 0, 1])],
  ['slice nothing', [[2, 3]], (ops, x) => ops.slice!(x, [2, 3])],
  ['pad a vector', [[3]], (ops, x) => ops.pad!(x, [[1, 2]]), ...numbers],
  [
    'pad with a value',
    [[2, 3]],
    (ops, x) =>
      ops.pad!(
        x,
        [
          [0, 1],
          [2, 0],
        ],
        1,
      ),
    ...numbers,
  ],
  [
    'pad five axes',
    [[2, 1, 3, 1, 2]],
    (ops, x) =>
      ops.pad!(
        x,
        [
          [0, 0],
          [1, 0],
          [0, 2],
          [0, 0],
          [1, 1],
        ],
        -2,
      ),
    'int32',
  ],
  [
    'pad no cells',
    [[0, 2]],
    (ops, x) =>
      ops.pad!(x, [
        [1, 0],
        [0, 0],
      ]),
    ...numbers,
  ],
  ['reverse all', [[2, 3]], (ops, x) => ops.reverse!(x), ...numbers],
  ['reverse the last axis', [[2, 3, 2]], (ops, x) => ops.reverse!(x, -1), ...numbers],
  ['reverse two axes', [[2, 3, 2, 3]], (ops, x) => ops.reverse!(x, [0, 2]), ...numbers],
  ['reverse a scalar', [[]], (ops, x) => ops.reverse!(x), ...numbers],
  [
    'concat rows',
    [
      [2, 3],
      [1, 3],
    ],
    (ops, a, b) => ops.concat!([a, b]),
    ...text,
  ],
  [
    'concat columns',
    [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    (ops, a, b, c) => ops.concat!([a, b, c], -1),
    ...text,
  ],
  ['concat one', [[2, 3]], (ops, x) => ops.concat!([x], 1), ...text],
  [
    'concat with nothing',
    [
      [2, 0, 2],
      [2, 3, 2],
    ],
    (ops, a, b) => ops.concat!([a, b], 1),
    ...numbers,
  ],
  [
    'stack in front',
    [
      [2, 3],
      [2, 3],
    ],
    (ops, a, b) => ops.stack!([a, b]),
    ...text,
  ],
  [
    'stack at the end',
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    (ops, a, b, c) => ops.stack!([a, b, c], -1),
    ...text,
  ],
  ['stack scalars', [[], []], (ops, a, b) => ops.stack!([a, b]), ...text],
  ['stack one', [[2]], (ops, x) => ops.stack!([x], 1), ...text],
  ['unstack rows', [[2, 3]], (ops, x) => ops.unstack!(x), ...text],
  ['unstack the last axis', [[2, 3, 4]], (ops, x) => ops.unstack!(x, -1), ...text],
  ['split in two', [[4, 3]], (ops, x) => ops.split!(x, 2), ...numbers],
  ['split by sizes', [[2, 6]], (ops, x) => ops.split!(x, [1, -1, 2], 1), ...numbers],
  ['split with an empty part', [[3, 2]], (ops, x) => ops.split!(x, [3, 0]), ...numbers],
  ['tile', [[2, 3]], (ops, x) => ops.tile!(x, [2, 3]), ...text],
  ['tile three axes', [[1, 2, 3]], (ops, x) => ops.tile!(x, [3, 1, 2]), ...text],
  ['tile none', [[2, 3]], (ops, x) => ops.tile!(x, [1, 0])],
  ['expandDims', [[2, 3]], (ops, x) => ops.expandDims!(x), ...text],
  ['expandDims at the end', [[2, 3]], (ops, x) => ops.expandDims!(x, -1), ...text],
  ['squeeze', [[1, 2, 1, 3]], (ops, x) => ops.squeeze!(x), ...text],
  ['squeeze an axis', [[1, 2, 1]], (ops, x) => ops.squeeze!(x, -1), ...text],
  ['squeeze axes', [[1, 2, 1]], (ops, x) => ops.squeeze!(x, [0, 2]), ...text],
]
const ours = tf as unknown as Parameters<Call>[0]
const theirs = core as unknown as Parameters<Call>[0]

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
    await tf.setBackend(backend)
  })

  const cases = samples.flatMap(([name, shapes, call, ...dtypes]) =>
    (['float32', ...dtypes] as const).map((dtype) => [name, dtype, shapes, call] as const),
  )
  it.each(cases)('%s of %s', async (_, dtype, shapes, call) => {
    const inputs = () => shapes.map((shape, i) => filled(shape, dtype, i))
    await tf.setBackend('cpu')
    const expected = core.tidy(() => describeAll(call(theirs, ...inputs())) as unknown as core.TensorContainer)
    await tf.setBackend(backend)
    const before = tf.memory().numTensors
    core.tidy(() => {
      expect(describeAll(call(ours, ...inputs()))).toEqual(expected)
    })
    expect(tf.memory().numTensors).toBe(before)
  })

  // The sum of nothing depends on nothing.
  const withCells = samples.filter(([name]) => !/nothing|none/.test(name) || name.startsWith('concat'))
  it.each(withCells.map(([name, shapes, call]) => [name, shapes, call] as const))(
    'the gradient of %s',
    (_, shapes, call) => {
      const before = tf.memory().numTensors
      core.tidy(() => {
        const inputs = shapes.map((shape, i) => filled(shape, 'float32', i) as tf.Tensor)
        // Each output counts differently, and not linearly.
        const f = (...x: tf.Tensor[]) => {
          const parts = listed(call(ours, ...x)) as tf.Tensor[]
          const sums = parts.map((part, i) => {
            const weights = filled(part.shape, 'float32', i + 9) as tf.Tensor
            return tf.sum(tf.mul(tf.mul(part, part), weights)) as tf.Tensor
          })
          return sums.reduce((a, b) => tf.add(a, b))
        }
        const gradients = tf.grads(f)(inputs)
        inputs.forEach((input, i) => {
          const gradient = gradients[i]!
          expect(gradient.shape).toEqual(input.shape)
          const slope = numericGradient(
            (x) => f(...inputs.map((other, j) => (j === i ? (x as tf.Tensor) : other))),
            input,
            undefined,
            0.05,
          )
          const actual = Array.from(gradient.dataSync())
          const scale = Math.max(1, ...slope.map(Math.abs))
          actual.forEach((value, k) => expect(Math.abs(value - slope[k]!) / scale).toBeLessThan(2e-2))
        })
      })
      expect(tf.memory().numTensors).toBe(before)
    },
  )

  it('takes nested arrays and leaves nothing behind', () => {
    const before = tf.memory().numTensors
    core.tidy(() => {
      const [a, b] = tf.split(
        [
          [1, 2],
          [3, 4],
        ],
        2,
        1,
      )
      expect([...a.dataSync(), ...b.dataSync()]).toEqual([1, 3, 2, 4])
      expect([...tf.concat([[1, 2], [3]]).dataSync()]).toEqual([1, 2, 3])
      expect(tf.stack([1, 2]).shape).toEqual([2])
      expect(tf.memory().numTensors).toBe(before + 4)
    })
    expect(tf.memory().numTensors).toBe(before)
  })

  it('refuses with one sentence', () => {
    const x = core.zeros([2, 3])
    const ints = core.zeros([2, 3], 'int32')
    const words = filled([2, 3], 'string')
    const before = tf.memory().numTensors
    const refused: [keyof typeof tf, unknown[], string][] = [
      ['slice', [x, 3], 'axis 0 of [2, 3] ends at 2, but begin is 3'],
      ['slice', [x, [0, 1], [1, 3]], 'axis 1 of [2, 3] ends at 3, but begin + size is 4'],
      ['slice', [x, -1], 'begin is -1 on axis 0; it counts from the front, an integer of at least 0'],
      ['slice', [x, 0.5], 'begin is 0.5 on axis 0; it counts from the front, an integer of at least 0'],
      ['slice', [x, 0, -2], 'size is -2 on axis 0; it is an integer of at least 0, or -1 for the rest'],
      ['slice', [x, [0, 0, 0]], 'begin has 3 entries, but [2, 3] has 2 axes'],
      ['slice', [x, 0, [1, 1, 1]], 'size has 3 entries, but [2, 3] has 2 axes'],
      ['slice', [1, 0], 'needs rank 1 or more, got []'],
      ['pad', [x, [[0, 0]]], 'needs one pair [before, after] for each axis of [2, 3], got 1'],
      [
        'pad',
        [
          x,
          [
            [0, 0],
            [0, -1],
          ],
        ],
        'the padding -1 on axis 1 is not an integer of at least 0',
      ],
      ['pad', [x, [[0], [1, 1]]], 'the padding of axis 0 is a pair [before, after], got [0]'], // prettier-ignore
      ['pad', [x, [[0, 1], [2, 3, 4]]], 'the padding of axis 1 is a pair [before, after], got [2, 3, 4]'], // prettier-ignore
      ['pad', [x, [0, 1]], 'the padding of axis 0 is a pair [before, after], got 0'],
      ['pad', [1, []], 'needs rank 1 or more, got []'],
      [
        'pad',
        [
          words,
          [
            [0, 0],
            [0, 0],
          ],
        ],
        'needs numbers, got a string tensor',
      ],
      ['reverse', [x, 2], 'axis 2 is out of range for [2, 3]'],
      ['reverse', [words], 'needs numbers, got a string tensor'],
      ['concat', [[x, [[1, 2]]], 0], 'cannot join [2, 3] with [1, 2]: axis 1 is 3 vs 2'],
      ['concat', [[x, [1]]], 'cannot join [2, 3] with [1]: the ranks differ'],
      ['concat', [[x, ints]], "cannot join float32 with int32; convert one with tf.cast(x, 'float32')"],
      ['concat', [[x, x], 2], 'axis 2 is out of range for [2, 3]'],
      ['concat', [[1, 2]], 'needs rank 1 or more, got []'],
      ['concat', [[]], 'needs at least one tensor'],
      ['stack', [[x, [1]]], 'cannot join [2, 3] with [1]: the ranks differ'],
      ['stack', [[x, [[1, 2]]]], 'cannot join [2, 3] with [1, 2]: axis 0 is 2 vs 1'],
      ['stack', [[x], 3], 'axis 3 is out of range for [2, 3]'],
      ['stack', [[]], 'needs at least one tensor'],
      ['unstack', [x, 2], 'axis 2 is out of range for [2, 3]'],
      ['split', [x, 2, 1], 'axis 1 of [2, 3] is 3, which does not split into 2 equal parts'],
      ['split', [x, [1, 1], 1], 'the parts add up to 2, but axis 1 of [2, 3] is 3'],
      ['split', [x, [4, -1], 1], 'the parts add up to 4, but axis 1 of [2, 3] is 3'],
      ['split', [x, [-1, -1]], 'only one size can be -1'],
      ['split', [x, [-2, 4]], '-2 is not a size; it is an integer of at least 0, or -1 for the rest'],
      ['split', [x, 0], 'the number of parts is an integer of at least 1, got 0'],
      ['split', [x, []], 'the number of parts is an integer of at least 1, got 0'],
      ['split', [words, 2], 'needs numbers, got a string tensor'],
      ['tile', [x, [2]], 'needs one repeat for each axis of [2, 3], got 1'],
      ['tile', [x, [1, -1]], 'the repeat -1 on axis 1 is not an integer of at least 0'],
      ['expandDims', [x, -4], 'axis -4 is out of range for [2, 3]'],
      ['squeeze', [x, 1], 'axis 1 of [2, 3] is 3, only axes of size 1 can be squeezed'],
      ['squeeze', [x, 2], 'axis 2 is out of range for [2, 3]'],
      ['reshape', [x, [4]], 'cannot reshape [2, 3] to [4]: 6 vs 4 elements'],
      ['reshape', [x, [7]], 'cannot reshape [2, 3] to [7]: 6 vs 7 elements'],
      ['reshape', [x, [-2, -3]], '-2 is not a size'],
      ['reshape', [x, [1.5, 4]], '1.5 is not a size'],
    ]
    for (const [op, args, sentence] of refused) {
      expect(() => loosely(tf[op])(...args), op).toThrow(tf.ShapeError)
      expect(() => loosely(tf[op])(...args), op).toThrow(`${op}: ${sentence}`)
    }
    expect(tf.memory().numTensors).toBe(before)
  })
  it('nothing, joined, can be cut', () => {
    const none = tf.zeros([0, 5])
    for (const x of [tf.stack([none, none], 1), tf.concat([tf.zeros([0, 2, 1]), tf.zeros([0, 2, 4])], 2)]) {
      expect(x.shape).toEqual([0, 2, 5])
      expect(tf.slice(x as Eager, [0, 0, 0], [0, 2, 5]).shape).toEqual([0, 2, 5])
    }
    for (const join of [tf.concat, tf.stack]) {
      const gradients = tf.grads((a: tf.Tensor, b: tf.Tensor) => loosely(join)([a, b]) as tf.Tensor)([none, none])
      expect(gradients.map(({ shape }) => shape)).toEqual([
        [0, 5],
        [0, 5],
      ])
    }
  })
})

describe('in a graph', () => {
  const x = tf.input({ shape: ['seq', 8] })
  it('keeps names', () => {
    expect(tf.slice(x, [0, 2]).shape).toEqual(['batch', 'seq-2', 8])
    expect(tf.pad(x, [[0, 0], [1, 1], [0, 0]]).shape).toEqual(['batch', 'seq+2', 8]) // prettier-ignore
    expect(tf.concat([x, x], 1).shape).toEqual(['batch', '2*seq', 8])
    expect(tf.stack([x, x], 1).shape).toEqual(['batch', 2, 'seq', 8])
    expect(tf.unstack(x, 2).map((part) => part.shape)).toEqual(Array(8).fill(['batch', 'seq']))
    expect(tf.split(x, 2, 2).map((part) => part.shape)).toEqual(Array(2).fill(['batch', 'seq', 4]))
    expect(tf.tile(x, [1, 3, 1]).shape).toEqual(['batch', '3*seq', 8])
    expect(tf.maxPool(tf.expandDims(x, -1), 2, 2, 'same').shape).toEqual(['batch', '(seq+1)//2', 4, 1])
  })
  it('tells what it cannot know', () => {
    const unstack = loosely(tf.unstack)
    expect(() => unstack(x, 1)).toThrow('axis 1 of [batch, seq, 8] is seq, so the number of tensors is not known')
    const open = tf.input({ shape: [null, 8] })
    expect(() => unstack(open, 1)).toThrow('axis 1 of [batch, ?, 8] is ?, so the number of tensors is not known')
    expect(() => tf.squeeze(open)).toThrow('some sizes of [batch, ?, 8] are unknown; name the axes to squeeze')
  })
})
