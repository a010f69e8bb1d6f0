import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ExplicitPad, Pad, Pair } from '../../src/shape/window.js'
import { numericGradient } from '../support/numeric.js'

// The last size of a filter is that of the output for conv2d, and a multiplier for depthwiseConv2d.
const ops = {
  conv2d: { kernel: 'Conv2D', last: 'channels out' },
  depthwiseConv2d: { kernel: 'DepthwiseConv2dNative', last: 'multiplier' },
} as const
type Op = keyof typeof ops

/** Numbers in -1 ... 1 that repeat nowhere soon. */
function image(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1)
  const values = Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + seed * 78.233))
  return core.tensor(values, shape) as tf.Tensor
}

interface Sample {
  x: number[]
  filter: number[]
  strides: Pair
  pad: Pad
  dilations?: Pair
}
const odd: ExplicitPad = [
  [0, 0],
  [1, 2],
  [0, 3],
  [0, 0],
]
const samples: Sample[] = [
  { x: [1, 5, 5, 1], filter: [3, 3, 1, 1], strides: 1, pad: 'valid' },
  { x: [2, 7, 6, 3], filter: [3, 2, 3, 4], strides: 1, pad: 'same' },
  { x: [2, 7, 6, 3], filter: [3, 3, 3, 4], strides: 2, pad: 'valid' },
  { x: [2, 8, 7, 2], filter: [3, 3, 2, 3], strides: 2, pad: 'same' },
  { x: [3, 9, 8, 2], filter: [2, 3, 2, 3], strides: [2, 1], pad: 'same' },
  { x: [2, 9, 8, 2], filter: [3, 2, 2, 3], strides: [1, 3], pad: 'valid' },
  { x: [2, 9, 8, 2], filter: [3, 2, 2, 3], strides: 1, pad: 'valid', dilations: 2 },
  { x: [2, 9, 8, 2], filter: [3, 2, 2, 3], strides: 1, pad: 'same', dilations: [2, 3] },
  { x: [2, 9, 8, 2], filter: [3, 2, 2, 3], strides: 1, pad: odd, dilations: [1, 2] },
  { x: [2, 6, 5, 2], filter: [3, 3, 2, 3], strides: 1, pad: 1 },
  { x: [2, 6, 5, 2], filter: [3, 2, 2, 3], strides: [2, 1], pad: 1 },
  { x: [2, 6, 5, 2], filter: [2, 2, 2, 3], strides: 2, pad: 3 },
  { x: [2, 6, 5, 2], filter: [1, 2, 2, 3], strides: 1, pad: odd },
  { x: [2, 6, 5, 2], filter: [3, 3, 2, 3], strides: 2, pad: odd },
  { x: [2, 6, 5, 2], filter: [1, 1, 2, 3], strides: 1, pad: 'same' },
  { x: [2, 6, 5, 2], filter: [1, 1, 2, 3], strides: 3, pad: 'same' },
  { x: [2, 6, 5, 2], filter: [2, 2, 2, 3], strides: 3, pad: 'valid' },
  { x: [1, 3, 4, 2], filter: [5, 5, 2, 3], strides: 1, pad: 'same' },
  { x: [1, 3, 4, 2], filter: [3, 4, 2, 1], strides: 1, pad: 'valid' },
  { x: [2, 9, 10, 2], filter: [2, 3, 2, 3], strides: 2, pad: 'valid', dilations: 2 },
  { x: [2, 9, 10, 2], filter: [2, 3, 2, 3], strides: [2, 3], pad: 'same', dilations: [3, 2] },
]
const title = ({ x, filter, strides, pad, dilations = 1 }: Sample) =>
  `[${x}] by [${filter}], strides ${JSON.stringify(strides)}, pad ${JSON.stringify(pad)}, dilations ${JSON.stringify(dilations)}`

/** What tfjs' own kernels on cpu say. */
interface Expected {
  y: core.Tensor
  dx: core.Tensor
  dFilter: core.Tensor
  dy: core.Tensor
}
function byTfjs(op: Op, { x, filter, strides, pad, dilations = 1 }: Sample): Expected {
  const explicit: Pad =
    typeof pad === 'number' ?
      [
        [0, 0],
        [pad, pad],
        [pad, pad],
        [0, 0],
      ]
    : pad
  const attrs = { strides, pad: explicit as never, dataFormat: 'NHWC' as const, dilations }
  const run = (kernel: string, inputs: core.NamedTensorMap, more: object = {}) =>
    core.engine().runKernel<core.Tensor>(kernel, inputs, { ...attrs, ...more } as never)
  const [image0, filter0] = [image(x, 1), image(filter, 2)]
  const { kernel } = ops[op]
  // Of a stride and a dilation the depthwise kernel takes one; the other one takes both.
  const both = String(strides) !== '1' && String(dilations) !== '1'
  const y =
    op === 'depthwiseConv2d' && both ?
      run('Conv2D', { x: image0, filter: diagonal(filter0) })
    : run(kernel, { x: image0, filter: filter0 })
  const dy = image(y.shape, 3)
  // Their gradients take no dilation: those are compared by differences alone.
  const plain = String(dilations) === '1'
  return {
    y,
    dy,
    dx: plain ? run(`${kernel}BackpropInput`, { dy, filter: filter0 }, { inputShape: x }) : y,
    dFilter: plain ? run(`${kernel}BackpropFilter`, { x: image0, dy }, { filterShape: filter }) : y,
  }
}

/** A depthwise filter as one of all channels: 0 between a channel and another one's results. */
function diagonal(filter: core.Tensor): core.Tensor {
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number]
  const own = core.tile(core.reshape(core.eye(channels), [1, 1, channels, channels, 1]), [
    height,
    width,
    1,
    1,
    multiplier,
  ])
  const each = core.mul(own, core.reshape(filter, [height, width, channels, 1, multiplier]))
  return core.reshape(each, [height, width, channels, channels * multiplier])
}

const values = (t: core.Tensor) => Array.from(t.dataSync())
function expectClose(got: readonly number[], wanted: readonly number[], tolerance: number) {
  expect(got.length).toBe(wanted.length)
  const scale = Math.max(1, ...wanted.map(Math.abs))
  const worst = Math.max(...got.map((value, i) => Math.abs(value - wanted[i]!)))
  expect(worst / scale).toBeLessThan(tolerance)
}

describe.each(
  (['conv2d', 'depthwiseConv2d'] as const).flatMap((op) => ['cpu', 'wasm'].map((backend) => [op, backend] as const)),
)('%s on %s', (op, backend) => {
  const call = tf[op]
  beforeAll(async () => {
    await tf.setBackend('cpu')
    await tf.setBackend(backend)
  })

  it.each(samples.map((sample) => [title(sample), sample] as const))('%s', async (_, sample) => {
    const { strides, pad, dilations = 1 } = sample
    await tf.setBackend('cpu')
    const { y, dx, dFilter, dy } = byTfjs(op, sample)
    const [wanted, wantedX, wantedFilter] = [values(y), values(dx), values(dFilter)]
    const numericX = numericGradient(
      (x) => call(x, image(sample.filter, 2), strides, pad, 'NHWC', dilations) as core.Tensor,
      image(sample.x, 1),
      dy,
      0.1,
    )
    const numericFilter = numericGradient(
      (filter) => call(image(sample.x, 1), filter, strides, pad, 'NHWC', dilations) as core.Tensor,
      image(sample.filter, 2),
      dy,
      0.1,
    )
    await tf.setBackend(backend)
    const [x, filter, weights] = [image(sample.x, 1), image(sample.filter, 2), image(dy.shape, 3)]
    const before = tf.memory().numTensors
    const f = (x: tf.Tensor, filter: tf.Tensor) => call(x, filter, strides, pad, 'NHWC', dilations)
    const result = f(x, filter)
    expect(result.shape).toEqual(y.shape)
    expectClose(values(result), wanted, 1e-5)
    const [gx, gf] = tf.grads(f)([x, filter], weights)
    expect(gx!.shape).toEqual(x.shape)
    expect(gf!.shape).toEqual(filter.shape)
    expectClose(values(gx!), numericX, 1e-3)
    expectClose(values(gf!), numericFilter, 1e-3)
    if (String(dilations) === '1') {
      expectClose(values(gx!), wantedX, 1e-4)
      expectClose(values(gf!), wantedFilter, 1e-4)
    }
    // What is left are the three results.
    expect(tf.memory().numTensors).toBe(before + 3)
  })

  it('refuses with one sentence', () => {
    const paddings = "the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]]"
    const loose = call as unknown as (...args: unknown[]) => tf.Tensor
    const [x, filter] = [core.zeros([1, 4, 4, 2]), core.zeros([3, 3, 2, 1])]
    const before = tf.memory().numTensors
    const refused = [
      [
        [x, core.zeros([3, 3, 1, 8]), 1, 'same'],
        'the channels differ: 2 in the input [1, 4, 4, 2], 1 in the filter [3, 3, 1, 8]',
      ],
      [[x, filter, 1, 'valid', 'NHWC', 2], 'a window of 5 does not fit into axis 1 of [1, 4, 4, 2], which is 4'],
      [[x, filter, 0, 'same'], 'the stride is an integer of at least 1, got 0'],
      [[x, filter, [2], 'same'], 'the stride is one number, or one for height and one for width, got [2]'],
      [[x, filter, [2, 2, 2], 'same'], 'the stride is one number, or one for height and one for width, got [2, 2, 2]'],
      [[x, filter, '2', 'same'], "the stride is an integer of at least 1, got '2'"],
      [[x, filter, [1, 1.5], 'same'], 'the stride is an integer of at least 1, got 1.5'],
      [[x, filter, 1, 'same', 'NHWC', [1]], 'the dilation is one number, or one for height and one for width, got [1]'],
      ...[
        ['SAME', "'SAME'"],
        [
          [
            [2, 3, 4],
            [5, 6],
          ],
          '[[2, 3, 4], [5, 6]]',
        ],
        [
          [
            [1, 1],
            [1, 1],
            [1, 1],
            [0, 0],
          ],
          '[[1, 1], [1, 1], [1, 1], [0, 0]]',
        ],
        [
          [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
            [0, 0],
          ],
          '[[0, 0], [1, 1], [1, 1], [0, 0], [0, 0]]',
        ],
      ].map(([pad, got]) => [[x, filter, 1, pad], `${paddings}, got ${got as string}`] as const),
      [
        [
          x,
          filter,
          1,
          [
            [0, 0],
            [0, -2],
            [0, 0],
            [0, 0],
          ],
        ],
        'the padding is an integer of at least 0, got -2',
      ],
      [[x, filter, 1, -1], 'the padding is an integer of at least 0, got -1'],
      [[x, [1], 1, 'same'], `needs a filter of rank 4, [height, width, channels in, ${ops[op].last}], got [1]`],
    ] as const
    for (const [args, sentence] of refused) {
      expect(() => loose(...args)).toThrow(tf.ShapeError)
      expect(() => loose(...args)).toThrow(`${op}: ${sentence}`)
    }
    expect(tf.memory().numTensors).toBe(before + 1)
  })
})
