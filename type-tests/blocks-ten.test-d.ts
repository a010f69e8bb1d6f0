import { expectType } from 'tsd'
import * as tf from 'tupleflow'

// Blocks as models have them, each with a use and a wrong one. examples/models has whole models of them.

type D = tf.Dim
type Img<H extends D, W extends D, C extends D> = tf.SymbolicTensor<['batch', H, W, C]>
type Seq<T extends D, C extends D> = tf.SymbolicTensor<['batch', T, C]>
const image = tf.input({ shape: [28, 28, 16] })
const steps = tf.input({ shape: ['time', 64] })

// 1. Residual, with a projection where stride or channels change.
function residual<H extends D, W extends D, C extends number, F extends number, S extends number>(
  x: Img<H, W, C>,
  filters: F,
  strides: S,
) {
  const first = tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same' })(x)
  const y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' })(tf.relu(first))
  return tf.relu(tf.add(y, tf.layers.conv2d({ filters, kernelSize: 1, strides, padding: 'same' })(x)))
}
expectType<Img<14, 14, 32>>(residual(image, 32, 2))
expectType<Img<7, 7, 64>>(residual(residual(image, 32, 2), 64, 2))
expectType<Img<28, 28, 16>>(residual(image, 16, 1))
// @ts-expect-error add: cannot broadcast [batch, 14, 14, 32] with [batch, 28, 28, 32]: axis -2 is 14 vs 28
tf.add(residual(image, 32, 2), residual(image, 32, 1))

// 2. Inception: what several convolutions see, beside each other.
function inception<H extends D, W extends D, C extends number, A extends number, B extends number>(
  x: Img<H, W, C>,
  narrow: A,
  wide: B,
): Img<H, W, tf.sizes.Add<tf.sizes.Add<A, B>, C>> {
  const one = tf.layers.conv2d({ filters: narrow, kernelSize: 1 })(x)
  const five = tf.layers.conv2d({ filters: wide, kernelSize: 5, padding: 'same' })(one)
  const pooled = tf.layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' })(x)
  return tf.layers.concatenate()([one, five, pooled])
}
expectType<Img<28, 28, 60>>(inception(image, 12, 32))
// @ts-expect-error 60 channels come out
expectType<Img<28, 28, 44>>(inception(image, 12, 32))

// 3. Squeeze and excite: each channel times what the whole image says of it.
function excite<H extends D, W extends D, C extends number, R extends number>(x: Img<H, W, C>, ratio: R): Img<H, W, C> {
  const channels = x.shape[3]
  const squeezed = tf.layers.globalAveragePooling2d()(x)
  const narrow = tf.layers.dense({ units: tf.sizes.floorDiv(channels, ratio), activation: 'relu' })(squeezed)
  const shares = tf.layers.dense({ units: channels, activation: 'sigmoid' })(narrow)
  return tf.mul(x, tf.reshape(shares, ['batch', 1, 1, channels]))
}
expectType<Img<28, 28, 16>>(excite(image, 4))
// @ts-expect-error a text is no image
excite(steps, 4)

// 4. and 5. A stage of an encoder, and of a decoder. What is beside it has to be twice as large.
function encode<H extends D, W extends D, C extends number, F extends number>(x: Img<H, W, C>, filters: F) {
  const skip = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' })(x)
  return { skip, half: tf.layers.maxPooling2d({ poolSize: 2 })(skip) }
}
function decode<H extends D, W extends D, C extends number, F extends number>(
  x: Img<H, W, C>,
  skip: Img<tf.sizes.Mul<NoInfer<H>, 2>, tf.sizes.Mul<NoInfer<W>, 2>, F>,
): Img<tf.sizes.Mul<H, 2>, tf.sizes.Mul<W, 2>, tf.sizes.Add<F, C>> {
  const [batch, h, w, c] = x.shape
  const pixels = tf.tile(tf.reshape(x, [batch, h, 1, w, 1, c]), [1, 1, 2, 1, 2, 1])
  return tf.concat([skip, tf.reshape(pixels, [batch, tf.sizes.mul(h, 2), tf.sizes.mul(w, 2), c])], -1)
}
const { skip, half } = encode(image, 8)
expectType<Img<28, 28, 8>>(skip)
expectType<Img<14, 14, 8>>(half)
expectType<Img<28, 28, 16>>(decode(half, skip))
expectType<Img<'2*h', '2*w', 7>>(decode(tf.input({ shape: ['h', 'w', 3] }), tf.input({ shape: ['2*h', '2*w', 4] })))
// @ts-expect-error 28 is not twice 28
decode(skip, skip)

// 6. A head of attention, on tensors of either kind.
function head<B extends number, T extends number, U extends number, K extends number, V extends number>(
  q: tf.Tensor<[B, T, K]>,
  k: tf.Tensor<[B, U, NoInfer<K>]>,
  v: tf.Tensor<[B, NoInfer<U>, V]>,
): tf.Tensor<[B, T, V]> {
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(q.shape[2]))
  return tf.matMul(tf.softmax(scores), v)
}
expectType<tf.Tensor<[2, 3, 7]>>(head(tf.zeros([2, 3, 8]), tf.zeros([2, 5, 8]), tf.zeros([2, 5, 7])))
// @ts-expect-error queries have 8 features, keys have 6
head(tf.zeros([2, 3, 8]), tf.zeros([2, 5, 6]), tf.zeros([2, 5, 7]))
// @ts-expect-error five keys, four values
head(tf.zeros([2, 3, 8]), tf.zeros([2, 5, 8]), tf.zeros([2, 4, 7]))

// 7. A perceptron of as many layers as widths are given; the last one is its own.
function mlp<F extends number, N extends number>(x: tf.SymbolicTensor<['batch', F]>, widths: number[], last: N) {
  let h: tf.SymbolicTensor<['batch', number]> = x
  for (const units of widths) h = tf.layers.dense({ units, activation: 'relu' })(h)
  return tf.layers.dense({ units: last })(h)
}
expectType<tf.SymbolicTensor<['batch', 3]>>(mlp(tf.input({ shape: [8] }), [64, 32], 3))
// @ts-expect-error a perceptron of rows takes no texts
mlp(steps, [64, 32], 3)

// 8. A gated unit: one half decides what of the other half passes. On any shape.
const gated = <S extends D[], C extends number>(x: tf.SymbolicTensor<[...S, C]>, units: NoInfer<C>) => {
  const value = tf.layers.dense({ units })(x)
  return tf.add(x, tf.mul(value, tf.sigmoid(tf.layers.dense({ units })(x))))
}
expectType<Seq<'time', 64>>(gated(steps, 64))
expectType<Img<28, 28, 16>>(gated(image, 16))
// @ts-expect-error a unit is added to what it was given: 64 features
gated(steps, 32)

// 9. A layer of a DenseNet, made once and called where it is needed.
const growing = <G extends number>(growth: G) => {
  const conv = tf.layers.conv2d({ filters: growth, kernelSize: 3, padding: 'same' })
  return <H extends D, W extends D, C extends D>(x: Img<H, W, C>): Img<H, W, tf.sizes.Add<C, G>> =>
    tf.concat([x, conv(tf.relu(x))], 3)
}
const [grow, growMore] = [growing(12), growing(8)]
expectType<Img<28, 28, 36>>(growMore(grow(image)))
// @ts-expect-error a text is no image
grow(steps)

// 10. Patches of an image, as a text; on eager tensors.
function patches<B extends number, H extends number, W extends number, C extends number, P extends number>(
  x: tf.Tensor<[B, H, W, C]>,
  size: P,
): tf.Tensor<[B, tf.sizes.Mul<tf.sizes.FloorDiv<H, P>, tf.sizes.FloorDiv<W, P>>, tf.sizes.Mul<tf.sizes.Mul<P, P>, C>]> {
  const [b, h, w, c] = x.shape
  const [rows, columns] = [tf.sizes.floorDiv(h, size), tf.sizes.floorDiv(w, size)]
  const grid = tf.transpose(tf.reshape(x, [b, rows, size, columns, size, c]), [0, 1, 3, 2, 4, 5])
  return tf.reshape(grid, [b, tf.sizes.mul(rows, columns), tf.sizes.mul(tf.sizes.mul(size, size), c)])
}
expectType<tf.Tensor<[2, 196, 768]>>(patches(tf.zeros([2, 224, 224, 3]), 16))
// @ts-expect-error matMul: cannot multiply [2, 196, 768] by [512, 8]: inner dimensions are 768 vs 512
tf.matMul(patches(tf.zeros([2, 224, 224, 3]), 16), tf.zeros([512, 8]))

// Windows: strides and sizes that are generic, of convolutions and of pooling. A stride of 1 leaves even an open side.
const strided = <H extends D, S extends number>(x: Img<H, 8, 3>, strides: S) =>
  tf.relu(tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: 'same' })(x))
const slid = <H extends number, K extends number, S extends number>(x: Img<H, 8, 3>, size: K, stride: S) =>
  tf.relu(tf.maxPool(x, size, stride, 'valid'))
const sided = <H extends number, K extends number, S extends number>(x: Img<H, 8, 3>, k: K, s: S) =>
  tf.relu(tf.layers.averagePooling2d({ poolSize: [k, 1], strides: [s, 1] })(x))
const filtered = <H extends number, K extends number, S extends number>(
  x: Img<H, 8, 3>,
  f: tf.Tensor<[K, K, 3, 5]>,
  s: S,
) =>
  // prettier-ignore
  tf.relu(tf.conv2d(x, f, s, 'same'))
export const kept = <H extends D>(x: Img<H, 8, 3>): Img<H, 8, 3> => strided(strided(x, 1), 1)
const small = tf.input({ shape: [9, 8, 3] })
expectType<Img<5, 4, 3>>(strided(small, 2))
expectType<Img<'(h+1)//2', 4, 3>>(strided(tf.input({ shape: ['h', 8, 3] }), 2))
expectType<Img<4, 3, 3>>(slid(small, 3, 2))
expectType<Img<4, 8, 3>>(sided(small, 3, 2))
expectType<Img<5, 4, 5>>(filtered(small, tf.zeros([3, 3, 3, 5]), 2))
export function wrongWindows<H extends D, S extends number, K extends number>(
  x: Img<H, 8, 3>,
  s: S,
  filter: tf.Tensor<[K, K, 3, 5]>,
) {
  // @ts-expect-error maxPool: the window is an integer of at least 1, got 0
  tf.maxPool(x, 0, s, 'valid')
  // @ts-expect-error maxPool: a window of 9 does not fit into axis 2 of [batch, ?, 8, 3], which is 8
  tf.maxPool(x, [1, 9], 1, 'valid')
  // @ts-expect-error conv2d: the stride is an integer of at least 1, got 0
  tf.conv2d(x, filter, 0, 'same')
  // @ts-expect-error conv2d: the stride is one number, or one for height and one for width, got [2]
  tf.conv2d(x, filter, [2], 'same')
  // @ts-expect-error conv2d: the stride is an integer of at least 1, got 0
  tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: [s, 0] })(x)
}

// A size that follows from others stays whole where it is given on.
export const twiceOfProduct = <G extends number, N extends number>(growth: G, count: N) => {
  const channels = tf.sizes.mul(growth, count)
  const more: tf.sizes.Add<tf.sizes.Mul<G, N>, 1> = tf.sizes.add(channels, 1)
  return more
}
export const halfOfSide = <H extends D, S extends number>(x: Img<H, 8, 3>, s: S) =>
  tf.sizes.floorDiv(strided(x, s).shape[1], 2)
expectType<2>(halfOfSide(small, 2))
export function otherSizes<A extends number, B extends number>(half: tf.sizes.FloorDiv<A, 2>, sum: tf.sizes.Add<A, B>) {
  // @ts-expect-error a half is no third
  const third: tf.sizes.FloorDiv<A, 3> = half
  // @ts-expect-error a sum is no product
  const product: tf.sizes.Mul<A, B> = sum
  return [third, product]
}
export function otherSides<H extends D, S extends number>(x: Img<H, 8, 3>, s: S) {
  // @ts-expect-error half of the height is not a third
  const third: Img<tf.sizes.FloorDiv<H, 3>, 4, 3> = tf.layers.maxPooling2d({ poolSize: 2 })(x)
  // @ts-expect-error a stride that is not known may change the height
  const same: Img<H, 8, 3> = tf.layers.conv2d({ filters: 3, kernelSize: [3, 1], strides: [s, 1], padding: 'same' })(x)
  return [third, same]
}

// As many parts as an open size says are a list of known shapes.
export const each = <N extends number, T extends D>(x: tf.SymbolicTensor<['batch', N, T]>) => {
  const list: tf.SymbolicTensor<['batch', T]>[] = tf.unstack(x, 1)
  return list
}

// Any axes in front, on both sides.
const normed = <S extends D[], C extends number>(x: tf.SymbolicTensor<[...S, C]>, gamma: tf.Tensor<[C]>) => {
  const { mean, variance } = tf.moments(x, -1, true)
  const y: tf.SymbolicTensor<[...S, C]> = tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(variance)), gamma)
  return y
}
expectType<Img<28, 28, 16>>(normed(image, tf.zeros([16])))
export function wrongNormed<S extends D[]>(x: tf.SymbolicTensor<[...S, 8]>, y: tf.SymbolicTensor<[...S, 9]>) {
  // @ts-expect-error 8 features and 9 do not go together
  tf.add(x, y)
}
