import * as tf from 'tupleflow'
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { denseBlock, denseNet, smallDenseNet, transition } from '../../examples/models/denseNet.js'
import { inverted, mobileNetV2, smallMobileNetV2, stage } from '../../examples/models/mobileNetV2.js'
import { cut, embedPatches, join, roll, smallSwin, swin } from '../../examples/models/swin.js'
import { decode, smallUNet, uNet, upsample } from '../../examples/models/uNet.js'
import { learns } from './learns.js'

// Image models of generic blocks: what their types say where they are made is what comes out, and they learn.

type Image<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim> = tf.SymbolicTensor<['batch', H, W, C]>
beforeAll(() => tf.ready())

const oneHots = () => tf.oneHot(tf.tensor1d([1, 7], 'int32'), 10)

describe('MobileNetV2', () => {
  test('its type is what it predicts', () => {
    const m = smallMobileNetV2()
    expectTypeOf(m.outputs).toEqualTypeOf<{
      features: Image<2, 2, 1280>
      scores: tf.SymbolicTensor<['batch', 10]>
    }>()
    const { features, scores } = m.predict(tf.randomUniform([2, 64, 64, 3]))
    expectTypeOf(features).toEqualTypeOf<tf.Tensor<[2, 2, 2, 1280]>>()
    expectTypeOf(scores).toEqualTypeOf<tf.Tensor<[2, 10]>>()
    expect([features.shape, scores.shape]).toEqual([
      [2, 2, 2, 1280],
      [2, 10],
    ])
    // The paper's: a first and a last convolution, and 17 blocks of three.
    expect(m.layers.filter(({ kind }) => kind === 'conv2d' || kind === 'depthwiseConv2d')).toHaveLength(53)
  })
  test('it learns', async () => {
    tf.setSeed(1)
    const image = tf.input({ shape: [32, 32, 3] })
    const m = tf.model({ inputs: image, outputs: tf.softmax(mobileNetV2(image, 10).scores) })
    const trained = m.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' })
    await learns(() => trained.trainOnBatch(tf.randomUniform([2, 32, 32, 3], 0, 1, 'float32', 5), oneHots()))
  })
  test('the sides may be names', () => {
    const { features } = mobileNetV2(tf.input({ shape: ['32*h', '32*w', 3] }), 10)
    expectTypeOf(features).toEqualTypeOf<Image<'h', 'w', 1280>>()
    expect(features.shape).toEqual(['batch', 'h', 'w', 1280])
  })
  test('blocks', () => {
    const x = tf.input({ shape: [9, 9, 8] })
    const y = inverted(x, 8, 1, 6)
    expectTypeOf(y).toEqualTypeOf<Image<9, 9, 8>>()
    expectTypeOf(stage(x, 24, 3, 2, 6)).toEqualTypeOf<Image<5, 5, 24>>()
    // @ts-expect-error add: cannot broadcast [batch, 9, 9, 8] with [batch, 9, 9, 16]: axis -1 is 8 vs 16
    expect(() => tf.add(y, inverted(x, 16, 1, 6))).toThrow('axis -1 is 8 vs 16')
    // A block whose weights are zeros adds nothing to what it was given.
    const image = tf.randomUniform([1, 9, 9, 8])
    const m = tf.model({ inputs: x, outputs: y })
    m.setWeights(m.getWeights().map((weight) => tf.zerosLike(weight)))
    expect(m.predict(image).dataSync()).toEqual(image.dataSync())
    // @ts-expect-error a vector is no image
    expect(() => inverted(tf.input({ shape: [8] }), 8, 1, 6)).toThrow()
  })
})

describe('DenseNet', () => {
  test('its type is what it predicts', () => {
    const m = smallDenseNet()
    expectTypeOf(m.outputs).toEqualTypeOf<{ features: Image<8, 8, 40>; scores: tf.SymbolicTensor<['batch', 10]> }>()
    const { features } = m.predict(tf.ones([2, 32, 32, 3]))
    expectTypeOf(features).toEqualTypeOf<tf.Tensor<[2, 8, 8, 40]>>()
    expect(features.shape).toEqual([2, 8, 8, 40])
    // Two in each of five layers, the stem and a transition.
    expect(m.layers.filter(({ kind }) => kind === 'conv2d')).toHaveLength(12)
  })
  test('it learns', async () => {
    tf.setSeed(1)
    const image = tf.input({ shape: [8, 8, 3] })
    const { scores } = denseNet(image, 4, [1, 2], 10)
    const m = tf.model({ inputs: image, outputs: tf.softmax(scores) })
    const trained = m.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' })
    await learns(() => trained.trainOnBatch(tf.randomUniform([2, 8, 8, 3], 0, 1, 'float32', 5), oneHots()))
  })
  test('blocks', () => {
    const x = tf.input({ shape: ['h', 'w', 16] })
    const y = denseBlock(x, 12, 3)
    expectTypeOf(y).toEqualTypeOf<Image<'h', 'w', 52>>()
    expectTypeOf(transition(y)).toEqualTypeOf<Image<'(h)//2', '(w)//2', 26>>()
    expect(transition(y).shape).toEqual(['batch', '(h)//2', '(w)//2', 26])
    // @ts-expect-error add: cannot broadcast [batch, h, w, 52] with [batch, h, w, 16]: axis -1 is 52 vs 16
    expect(() => tf.add(y, x)).toThrow('axis -1 is 52 vs 16')
  })
})

describe('U-Net', () => {
  test('its type is what it predicts, for any image whose sides halve twice', () => {
    const m = smallUNet()
    expectTypeOf(m.outputs).toEqualTypeOf<Image<'4*h', '4*w', 5>>()
    const classes = m.predict(tf.ones([2, 16, 24, 3]))
    expectTypeOf(classes).toEqualTypeOf<tf.Tensor<[2, 16, 24, 5]>>()
    expect(classes.shape).toEqual([2, 16, 24, 5])
  })
  test('it learns', async () => {
    tf.setSeed(1)
    const image = tf.input({ shape: [8, 8, 1] })
    const trained = tf
      .model({ inputs: image, outputs: uNet(image, 4, 2) })
      .compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' })
    const x = tf.randomUniform([2, 8, 8, 1], 0, 1, 'float32', 5)
    const y = tf.oneHot(tf.cast(tf.greater(tf.reshape(x, [2, 8, 8]), 0.5), 'int32'), 2)
    await learns(() => trained.trainOnBatch(x, y))
  })
  test('blocks', () => {
    const x = tf.input({ shape: [3, 5, 2] })
    const large = upsample(x)
    expectTypeOf(large).toEqualTypeOf<Image<6, 10, 2>>()
    const pixels = tf.input({ shape: [1, 2, 1] })
    const doubled = tf.model({ inputs: pixels, outputs: upsample(pixels) }).predict(tf.tensor4d([[[[1], [2]]]]))
    expect(Array.from(doubled.dataSync())).toEqual([1, 1, 2, 2, 1, 1, 2, 2])
    expectTypeOf(decode(x, tf.input({ shape: [6, 10, 7] }))).toEqualTypeOf<Image<6, 10, 7>>()
    // @ts-expect-error a text has no sides
    expect(() => decode(x, tf.input({ shape: [6, 7] }))).toThrow()
    expect(() => decode(x, tf.input({ shape: [6, 9, 7] }))).toThrow('axis 2 is 10 vs 9')
    // Sides that do not halve twice.
    expect(() => uNet(tf.input({ shape: [10, 8, 3] }), 4, 5)).toThrow('ensureShape')
  })
})

describe('Swin Transformer', () => {
  test('its type is what it predicts', () => {
    const m = smallSwin()
    expectTypeOf(m.outputs).toEqualTypeOf<{ features: Image<4, 4, 16>; scores: tf.SymbolicTensor<['batch', 10]> }>()
    const { features } = m.predict(tf.ones([2, 32, 32, 3]))
    expectTypeOf(features).toEqualTypeOf<tf.Tensor<[2, 4, 4, 16]>>()
    expect(features.shape).toEqual([2, 4, 4, 16])
  })
  test('it learns', async () => {
    tf.setSeed(1)
    const image = tf.input({ shape: [8, 8, 3] })
    const { scores } = swin(image, { patch: 1, channels: 4, window: 2, classes: 10 })
    const m = tf.model({ inputs: image, outputs: tf.softmax(scores) })
    const trained = m.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' })
    await learns(() => trained.trainOnBatch(tf.randomUniform([2, 8, 8, 3], 0, 1, 'float32', 5), oneHots()))
  })
  test('blocks', () => {
    const x = tf.input({ shape: [4, 6, 1] })
    const windows = cut(x, 2)
    expectTypeOf(windows).toEqualTypeOf<tf.SymbolicTensor<['6*batch', 4, 1]>>()
    expectTypeOf(join(windows, x.shape, 2)).toEqualTypeOf<Image<4, 6, 1>>()
    expectTypeOf(embedPatches(tf.input({ shape: [32, 64, 3] }), 4, 8)).toEqualTypeOf<Image<8, 16, 8>>()
    const image = tf.reshape(tf.range(0, 24), [1, 4, 6, 1])
    const m = tf.model({ inputs: x, outputs: { windows, joined: join(windows, x.shape, 2), rolled: roll(x, 1) } })
    const got = m.predict(image)
    expect(Array.from(got.windows.dataSync()).slice(0, 8)).toEqual([0, 1, 6, 7, 2, 3, 8, 9])
    expect(got.joined.dataSync()).toEqual(image.dataSync())
    expect(Array.from(got.rolled.dataSync()).slice(0, 8)).toEqual([23, 18, 19, 20, 21, 22, 5, 0])
    // @ts-expect-error windows of 3 × 3 have 9 pixels, not 4
    expect(() => join(windows, x.shape, 3)).toThrow('reshape')
    // What does not fit inside a block that is generic is said when the graph is made.
    expect(() => cut(tf.input({ shape: [5, 6, 1] }), 2)).toThrow(
      'cannot reshape [batch, 5, 6, 1] to [batch, 2, 2, 3, 2, 1]',
    )
  })
})
