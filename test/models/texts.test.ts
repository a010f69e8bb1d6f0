import * as tf from 'tupleflow'
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import * as encoder from '../../examples/models/bert.js'
import * as decoder from '../../examples/models/gpt.js'
import * as swin from '../../examples/models/swin.js'
import { learns } from './learns.js'

const { Attention, bert, Block, smallBert } = encoder
const { Gpt, smallGpt } = decoder

// Models of texts, of generic blocks: what their types say where they are made is what comes out, and they learn.

beforeAll(() => tf.ready())
type Cache<T extends tf.Dim> = tf.SymbolicTensor<['batch', 2, 2, 3, T, 8]>

function same(a: tf.Tensor, b: tf.Tensor) {
  const [xs, ys] = [a.dataSync(), b.dataSync()]
  expect(xs.length).toBe(ys.length)
  expect(Math.max(...xs.map((x, i) => Math.abs(x - ys[i]!)))).toBeLessThan(1e-5)
}

test.each([encoder, decoder, swin])('layerNorm %#', ({ layerNorm }) => {
  const x = tf.input({ shape: ['time', 4] })
  const m = tf.model({ inputs: x, outputs: layerNorm(4)(x) })
  expectTypeOf(m.outputs).toEqualTypeOf<tf.SymbolicTensor<['batch', 'time', 4]>>()
  const unit = Math.sqrt(5) / 5
  same(m.predict(tf.tensor3d([[[1, 2, 3, 4]]])), tf.tensor1d([-3 * unit, -unit, unit, 3 * unit]))
})
describe('BERT', () => {
  test('its type is what it predicts, for texts of any length, whatever padding is behind them', () => {
    const m = smallBert()
    expectTypeOf(m.outputs).toEqualTypeOf<{
      steps: tf.SymbolicTensor<['batch', 'time', 32]>
      pooled: tf.SymbolicTensor<['batch', 32]>
    }>()
    const tokens = tf.tensor2d([5, 6, 7, 0, 8, 9, 0, 0], [2, 4], 'int32')
    const long = m.predict({ tokens, segments: tf.zerosLike(tokens) })
    expectTypeOf(long.steps).toEqualTypeOf<tf.Tensor<[2, 4, 32]>>()
    expectTypeOf(long.pooled).toEqualTypeOf<tf.Tensor<[2, 32]>>()
    expect(long.steps.shape).toEqual([2, 4, 32])

    const less = tf.tensor2d([5, 6, 7, 8, 9, 0], [2, 3], 'int32')
    const short = m.predict({ tokens: less, segments: tf.zerosLike(less) })
    same(short.pooled, long.pooled)
    // @ts-expect-error predict: 'time' is 3 in x.segments and 4 in x.tokens
    expect(() => m.predict({ tokens, segments: tf.zerosLike(less) })).toThrow(
      "predict: 'time' is 3 in x.segments and 4 in x.tokens",
    )
  })
  test('it learns', async () => {
    tf.setSeed(1)
    const tokens = tf.input({ shape: [4], dtype: 'int32' })
    const { pooled } = bert(tokens, tf.zerosLike(tokens), {
      vocabulary: 10,
      positions: 4,
      width: 8,
      heads: 2,
      blocks: 1,
    })
    const outputs = tf.layers.dense({ units: 3, activation: 'softmax' })(pooled)
    const trained = tf
      .model({ inputs: tokens, outputs })
      .compile({ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy' })
    await learns(() =>
      trained.trainOnBatch(tf.tensor2d([5, 6, 7, 0, 8, 9, 0, 0], [2, 4], 'int32'), tf.tensor2d([1, 2], [2, 1])),
    )
  })
  test('blocks', () => {
    const mask = tf.cast(tf.input({ shape: [1, 1, 'time'] }), 'bool')
    const x = tf.input({ shape: ['time', 16] })
    expectTypeOf(new Attention(16, 4).call(x, mask)).toEqualTypeOf<tf.SymbolicTensor<['batch', 'time', 16]>>()
    expectTypeOf(new Block(16, 4, 0).call(x, mask)).toEqualTypeOf<tf.SymbolicTensor<['batch', 'time', 16]>>()
    // @ts-expect-error the block is 16 wide, the text is 8
    expect(() => new Block(16, 4, 0).call(tf.input({ shape: ['time', 8] }), mask)).toThrow('axis -1 is 8 vs 16')
    // @ts-expect-error the mask is of another text
    expect(() => new Block(16, 4, 0).call(tf.input({ shape: ['other', 16] }), mask)).toThrow('axis -1 is time vs other')
  })
})

describe('GPT', () => {
  test('step by step it gives what it gives for the whole text', () => {
    tf.setSeed(1)
    const { reader, writer } = smallGpt()
    expectTypeOf(reader.outputs).toEqualTypeOf<{
      scores: tf.SymbolicTensor<['batch', 'time', 50]>
      cache: Cache<'time'>
    }>()
    expectTypeOf(writer.outputs).toEqualTypeOf<{
      scores: tf.SymbolicTensor<['batch', 1, 50]>
      cache: Cache<'past+1'>
    }>()
    const text = tf.tensor2d([3, 1, 4, 1, 5, 9, 2, 6], [2, 4], 'int32')
    const whole = reader.predict(text)
    expectTypeOf(whole.scores).toEqualTypeOf<tf.Tensor<[2, 4, 50]>>()

    const begun = reader.predict(tf.slice(text, [0, 0], [2, 2]))
    same(begun.scores, tf.slice(whole.scores, [0, 0, 0], [2, 2, 50]))
    const third = writer.predict({ token: tf.slice(text, [0, 2], [2, 1]), cache: begun.cache })
    expectTypeOf(third.cache).toEqualTypeOf<tf.Tensor<[2, 2, 2, 3, 3, 8]>>()
    const fourth = writer.predict({ token: tf.slice(text, [0, 3], [2, 1]), cache: third.cache })
    expectTypeOf(fourth.cache).toEqualTypeOf<tf.Tensor<[2, 2, 2, 3, 4, 8]>>()
    same(third.scores, tf.slice(whole.scores, [0, 2, 0], [2, 1, 50]))
    same(fourth.scores, tf.slice(whole.scores, [0, 3, 0], [2, 1, 50]))
    same(fourth.cache, whole.cache)
    // @ts-expect-error the cache is of 3 heads
    expect(() => writer.predict({ token: tf.ones([2, 1], 'int32'), cache: tf.zeros([2, 2, 2, 4, 3, 8]) })).toThrow(
      'axis 3 is 4 vs 3',
    )
  })
  test('it learns what comes next', async () => {
    tf.setSeed(1)
    const text = tf.input({ shape: ['time'], dtype: 'int32' })
    const { scores } = new Gpt(10, 8, 8, 2, 1).read(text)
    const trained = tf
      .model({ inputs: text, outputs: tf.softmax(scores) })
      .compile({ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy' })
    const next = tf.tensor3d([1, 4, 1, 5], [1, 4, 1])
    await learns(() => trained.trainOnBatch(tf.tensor2d([3, 1, 4, 1], [1, 4], 'int32'), next))
  })
  test('a cache that does not fit', () => {
    const gpt = new Gpt(50, 16, 24, 3, 2)
    const token = tf.input({ shape: [1], dtype: 'int32' })
    const cache = tf.input({ shape: [2, 2, 3, 'past', 8] })
    expectTypeOf(gpt.next(token, cache).cache).toEqualTypeOf<Cache<'past+1'>>()
    // @ts-expect-error 3 heads of 24 features have 8 each, not 6
    expect(() => gpt.next(token, tf.input({ shape: [2, 2, 3, 'past', 6] }))).toThrow('axis 4 is 6 vs 8')
    // @ts-expect-error one token at a time: two would see each other
    void (() => gpt.next(tf.input({ shape: [2], dtype: 'int32' }), cache))
  })
})
