import { expectType } from 'tsd'
import * as tf from 'tupleflow'

// What users factor out: functions that are generic in sizes or in the whole shape. Their bodies are checked as far as that
// can be, ranks are always decided, and where they are called the shapes are exact.

type D = tf.Dim
type ST<S extends readonly D[]> = tf.SymbolicTensor<S>
type Img<H extends D, W extends D, C extends D> = ST<['batch', H, W, C]>

// Counts that are generic make layers.
const dense = <U extends number>(units: U) => tf.layers.dense({ units, activation: 'relu' })
const conv = <F extends number, K extends number>(filters: F, kernelSize: K) =>
  tf.layers.conv2d({ filters, kernelSize, padding: 'same' })
const embedding = <V extends number, F extends number>(inputDim: V, outputDim: F) =>
  tf.layers.embedding({ inputDim, outputDim })
const image = tf.input({ shape: [28, 28, 16] })
const tokens = tf.input({ shape: ['time'], dtype: 'int32' })
expectType<ST<['batch', 7]>>(dense(7)(tf.input({ shape: [3] })))
expectType<Img<28, 28, 8>>(conv(8, 3)(image))
expectType<ST<['batch', 'time', 64]>>(embedding(1000, 64)(tokens))
// @ts-expect-error conv2d: needs rank 4, [batch, height, width, channels], got [batch, 3]
conv(8, 3)(tf.input({ shape: [3] }))

// A residual block, whose result can be written down.
function residual<H extends number, W extends number, C extends number>(
  x: Img<H, W, C>,
  filters: NoInfer<C>,
): Img<H, W, C> {
  const y = tf.relu(tf.layers.batchNormalization()(conv(filters, 3)(x)))
  return tf.relu(tf.add(x, conv(filters, 3)(y)))
}
expectType<Img<28, 28, 16>>(residual(image, 16))
// @ts-expect-error 8 channels are not the 16 that come in
residual(image, 8)
export function residualWrong<H extends number, W extends number>(x: Img<H, W, 16>) {
  // @ts-expect-error add: cannot broadcast [batch, ?, ?, 16] with [batch, ?, ?, 8]: axis -1 is 16 vs 8
  return tf.add(x, conv(8, 3)(x))
}

// Any shape.
const gelu = <S extends number[]>(x: tf.Tensor<S>): tf.Tensor<S> =>
  tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.div(x, Math.SQRT2))))
const twice = <S extends number[]>(x: tf.Tensor<S>): tf.Tensor<S> => tf.add(x, x)
const gate = <S extends D[]>(x: ST<S>): ST<S> => tf.mul(tf.sigmoid(tf.mul(x, 1.5)), tf.neg(x))
const center = <S extends number[]>(x: tf.Tensor<S>) => tf.neg(tf.sub(x, tf.mean(x, 0, true)))
expectType<tf.Tensor<[2, 3]>>(gelu(twice(tf.zeros([2, 3]))))
expectType<Img<28, 28, 16>>(gate(image))
expectType<tf.Tensor<number[]>>(center(tf.zeros([2, 3])))

// Any axes in front.
export const norm = <S extends D[], F extends number>(x: ST<[...S, F]>, w: tf.Tensor<[F]>): ST<[...S, F]> =>
  tf.relu(tf.mul(x, w))
export const meanOfLast = <S extends D[], F extends number>(x: ST<[...S, F]>): ST<[...S, 1]> => tf.mean(x, -1, true)
export const project = <S extends D[], F extends number>(x: ST<[...S, F]>): ST<[...S, 256]> =>
  tf.layers.dense({ units: 256 })(x)
export const swish = <S extends D[], F extends number>(x: ST<[...S, F]>): ST<[...S, F]> =>
  tf.mul(x, tf.sigmoid(tf.sub(x, tf.mean(x, -1, true))))
export const eitherFront = <S extends number[], R extends number[]>(x: tf.Tensor<[...S, 8]>, y: tf.Tensor<[...R, 8]>) =>
  tf.less(x, y)
expectType<ST<['batch', 'time', 256]>>(project(embedding(10, 8)(tokens)))

// An open size stays alone: what is known of the others is.
const standard = <B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> =>
  tf.square(tf.sub(x, tf.mean(x, 1, true)))
const doubled = <B extends number, F extends number>(x: tf.Tensor<[B, F]>) => tf.relu(tf.neg(tf.concat([x, x], 1)))
const pointwise = <H extends number>(x: Img<H, 7, 3>): Img<H, 7, 8> => tf.relu(conv(8, 1)(x))
const strided = <H extends number>(x: Img<H, 8, 3>) =>
  tf.relu(tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same' })(x))
const channels = <C extends number>(x: Img<7, 7, C>): Img<5, 5, 8> => tf.layers.conv2d({ filters: 8, kernelSize: 3 })(x)
const depthwise = <C extends number>(x: Img<7, 7, C>): Img<5, 5, C> => tf.layers.depthwiseConv2d({ kernelSize: 3 })(x)
expectType<tf.Tensor<[2, 3]>>(standard(tf.zeros([2, 3])))
expectType<tf.Tensor<[2, 8]>>(doubled(tf.zeros([2, 4])))
expectType<Img<9, 7, 8>>(pointwise(tf.input({ shape: [9, 7, 3] })))
expectType<Img<5, 4, 8>>(strided(tf.input({ shape: [9, 8, 3] })))
expectType<Img<5, 5, 8>>(channels(tf.input({ shape: [7, 7, 3] })))
expectType<Img<5, 5, 3>>(depthwise(tf.input({ shape: [7, 7, 3] })))

// Attention heads.
const heads = <B extends D, T extends D, N extends number, K extends number>(x: ST<[B, T, 256]>, n: N, k: K) => {
  const split: ST<[B, T, N, K]> = tf.reshape(x, [x.shape[0], x.shape[1], n, k])
  const rows: ST<[B, N, T, K]> = tf.transpose(split, [0, 2, 1, 3])
  return rows
}
const headsOfRest = <B extends D, T extends D, W extends number, N extends number>(x: ST<[B, T, W]>, n: N) =>
  tf.transpose(tf.reshape(x, [x.shape[0], x.shape[1], n, -1]), [0, 2, 1, 3])
const attend = <B extends D, N extends number, T extends D, K extends number>(q: ST<[B, N, T, K]>, k: ST<[B, N, T, K]>, v: ST<[B, N, T, K]>): ST<[B, N, T, K]> => tf.matMul(tf.softmax(tf.div(tf.matMul(q, k, false, true), 8)), v) // prettier-ignore
const flat = <B extends D, T extends D, V extends number>(x: ST<[B, T, V]>) => tf.relu(tf.reshape(x, [-1, x.shape[2]]))
const embedded = tf.input({ shape: ['time', 256] })
const q = heads(embedded, 8, 32)
expectType<ST<['batch', 8, 'time', 32]>>(q)
expectType<ST<['batch', 8, 'time', 32]>>(headsOfRest(embedded, 8))
expectType<ST<['batch', 8, 'time', 32]>>(attend(q, q, q))
expectType<ST<['batch*time', 256]>>(flat(embedded))

// 1 against a generic size is that size.
export const stretched = <B extends D, T extends D>(x: ST<[B, 1, 128]>, y: ST<[B, T, 128]>): ST<[B, T, 128]> =>
  tf.add(x, y)
export const shares = <B extends D, T extends D>(x: ST<[B, T]>): ST<[B, T]> => tf.div(x, tf.sum(x, -1, true))
export const masked = <B extends D, T extends D>(
  mask: tf.SymbolicTensor<[B, 1, 1, T], 'bool'>,
  x: ST<[B, 8, T, T]>,
): ST<[B, 8, T, T]> => tf.where(mask, x, -1e9)
export const distances = <T extends number>(t: tf.Tensor<[T]>): tf.Tensor<[T, T]> =>
  tf.sub(tf.expandDims(t, 0), tf.expandDims(t, 1))

// Parts and repeats.
const added = <B extends number, A extends number>(x: tf.Tensor<[B, 8]>, a: A) => {
  const [left, right] = tf.split(x, [a, a], 1)
  return tf.add(left, right)
}
const lastStep = <B extends D, T extends number, W extends number>(x: ST<[B, T, W]>) => {
  const [before, last] = tf.split(x, [-1, 1], 1)
  const one: ST<[B, 1, W]> = last
  return [tf.relu(before), one] as const
}
const anyPart = <B extends number>(x: tf.Tensor<[B, 8]>, begin: number[]) => tf.slice(x, begin)
expectType<tf.Tensor<[number, number]>>(anyPart(tf.zeros([2, 8]), [0, 1]))
export function notAnyShape<S extends D[]>(x: ST<S>): ST<[4, number, 1]> {
  // @ts-expect-error what is open is not of any shape that is written
  return tf.expandDims(x, -1)
}
const rowsOf = <B extends number, F extends number>(x: tf.Tensor<[B, F]>) => tf.relu(tf.unstack(x)[0]!)
const squeezed = <B extends number>(x: tf.Tensor<[B, 1]>, axis: 1 | 3) => tf.squeeze(x, axis)
expectType<tf.Tensor<[3]>>(rowsOf(tf.zeros([2, 3])))
expectType<tf.Tensor<number[]>>(squeezed(tf.zeros([2, 1]), 1))
const repeated = <B extends number, G extends number>(x: tf.Tensor<[B, 1, 4]>, g: G) => tf.relu(tf.tile(x, [1, g, 1]))
const firstStep = <B extends D, T extends D>(x: ST<[B, T, 8]>) => tf.relu(tf.slice(x, [0, 0, 0], [-1, 1, -1]))
const padded = <B extends number, P extends number>(x: tf.Tensor<[B, 8]>, p: P) => tf.relu(tf.pad(x, [[0, 0], [p, p]])) // prettier-ignore
const filled = <Q extends number, K extends number>(values: number[], q: Q, k: K) =>
  tf.relu(tf.tensor2d(values, [q, k]))
const steps = <K extends number>(k: K) => tf.expandDims(tf.range(0, k, 2), 0)
const product = <T extends number, I extends number>(x: tf.Tensor<[T, I]>, w: tf.Tensor<[I, 3]>): tf.Tensor<[T, 3]> =>
  tf.relu(tf.einsum('ti,io->to', x, w))
const flattened = <B extends D, C extends number>(x: ST<[B, 1, 1, C]>): ST<[B, C]> => tf.layers.flatten()(x)
const ensured = <B extends D, F extends D>(x: ST<[B, F]>, y: ST<D[]>): ST<[B, F]> => tf.relu(tf.ensureShape(y, x.shape))
expectType<tf.Tensor<[2, 4]>>(added(tf.zeros([2, 8]), 4))
expectType<readonly [ST<['batch', 4, 2]>, ST<['batch', 1, 2]>]>(lastStep(tf.input({ shape: [5, 2] })))
expectType<tf.Tensor<[2, 5, 4]>>(repeated(tf.zeros([2, 1, 4]), 5))
expectType<ST<['batch', 1, 8]>>(firstStep(tf.input({ shape: ['time', 8] })))
expectType<tf.Tensor<[2, 12]>>(padded(tf.zeros([2, 8]), 2))
expectType<tf.Tensor<[2, 3]>>(filled([1, 2, 3, 4, 5, 6], 2, 3))
expectType<tf.Tensor<[1, 4]>>(steps(8))
expectType<tf.Tensor<[2, 3]>>(product(tf.zeros([2, 4]), tf.zeros([4, 3])))
expectType<ST<['batch', 9]>>(flattened(tf.input({ shape: [1, 1, 9] })))
expectType<ST<['batch', 9]>>(ensured(tf.input({ shape: [9] }), null! as ST<D[]>))

// What is surely wrong is said in the body.
export function wrong<B extends number, F extends number>(x: tf.Tensor<[B, 8]>, y: tf.Tensor<[B, F, 3]>) {
  // @ts-expect-error add: cannot broadcast [?, 8] with [9]: axis -1 is 8 vs 9
  tf.add(x, tf.zeros([9]))
  // @ts-expect-error concat: cannot join [?, ?, 3] with [?, ?, 6]: axis 2 is 3 vs 6
  tf.concat([y, tf.concat([y, y], 2), tf.zeros([1, 1, 4])], 1)
  // @ts-expect-error split: axis 1 of [?, 8] is 8, which does not split into 3 equal parts
  tf.split(x, 3, 1)
  // @ts-expect-error ensureShape: is [?, 8], expected [?, 2, 3]: the rank is 2 vs 3
  tf.ensureShape(x, [null, 2, 3])
  // @ts-expect-error einsum: index 'b' is 8 in one operand and 9 in another
  tf.einsum('ab,bc->ac', x, tf.zeros([9, 2]))
}

// A tensor of whatever kind and shape.
function standardise<T extends tf.Tensor>(x: T) {
  return tf.div(tf.sub(x, tf.mean(x, -1, true)), 2)
}
expectType<tf.Tensor<[2, 3]>>(standardise(tf.zeros([2, 3])))
function headed<T extends tf.AnyTensor>(x: T) {
  return tf.mul(tf.layers.dense({ units: 4 })(x), 2)
}
expectType<tf.Tensor<[2, 4]>>(headed(tf.zeros([2, 3])))
expectType<tf.SymbolicTensor<['batch', 4]>>(headed(tf.input({ shape: [3] })))
function activate<T extends tf.Tensor>(x: T) {
  return tf.tanh(tf.relu(x))
}
expectType<tf.Tensor<[2, 3]>>(activate(tf.zeros([2, 3])))
export function itself<T extends tf.Tensor>(x: T): T {
  // @ts-expect-error an op gives a tensor of its own: T can have more than a shape
  return tf.relu(x)
}

// A whole shape that is a parameter.
function likeShape<S extends number[]>(x: tf.Tensor, like: tf.Tensor<S>): tf.Tensor<S> {
  return tf.relu(tf.ensureShape(tf.abs(x), like.shape))
}
expectType<tf.Tensor<[2, 3]>>(likeShape({} as tf.Tensor, tf.zeros([2, 3])))
function residualOf<S extends tf.Dim[]>(x: tf.SymbolicTensor<S>, h: tf.SymbolicTensor): tf.SymbolicTensor<S> {
  return tf.ensureShape(h, x.shape)
}
expectType<tf.SymbolicTensor<['batch', 3]>>(residualOf(tf.input({ shape: [3] }), tf.input({ shape: [4] })))
function reshaped<const S extends number[]>(x: tf.Tensor<[2, 3]>, shape: S) {
  return tf.relu(tf.reshape(x, shape))
}
expectType<tf.Tensor<[6]>>(reshaped(tf.zeros([2, 3]), [6]))
expectType<tf.Tensor<[3, 2]>>(reshaped(tf.zeros([2, 3]), [-1, 2]))
function asserted<const S extends number[]>(x: tf.Tensor, shape: S) {
  return tf.relu(tf.assertShape(x, shape))
}
expectType<tf.Tensor<[6]>>(asserted({} as tf.Tensor, [6]))

// Counts that are parameters.
function parts<B extends tf.Dim, N extends number>(x: tf.SymbolicTensor<[B, 12]>, n: N) {
  return tf.split(x, n, 1).map((part) => tf.relu(part))
}
expectType<tf.SymbolicTensor<['batch', 4]>[]>(parts(tf.input({ shape: [12] }), 3))
function encoded<B extends number, N extends number>(labels: tf.Tensor<[B], 'int32'>, classes: N) {
  return tf.matMul(tf.oneHot(labels, classes, 1, 0, 'float32'), tf.eye(classes))
}
expectType<tf.Tensor<[7, 5]>>(encoded(tf.zeros([7], 'int32'), 5))
function projected<N extends number, M extends number>(n: N, m: M) {
  return tf.matMul(tf.eye(n, m), tf.ones([m, n]))
}
expectType<tf.Tensor<[5, 5]>>(projected(5, 2))
function declared<N extends number>(n: N): tf.SymbolicTensor<['batch', N]> {
  return tf.relu(tf.input({ shape: [n] }))
}
expectType<tf.SymbolicTensor<['batch', 3]>>(declared(3))

// A layer as a parameter, by what it takes and gives.
function along(layers: readonly tf.Layer[], x: tf.SymbolicTensor): tf.SymbolicTensor {
  return layers.reduce((h, layer) => layer(h), x)
}
along(
  [tf.layers.dense({ units: 4 }), tf.layers.dropout({ rate: 0.5 }), tf.layers.lstm({ units: 3 }), tf.layers.flatten()],
  tf.input({ shape: [3] }),
)
function wrapped<L extends tf.Layer>(layer: L, x: tf.SymbolicTensor<['batch', 3]>) {
  return tf.relu(layer(x))
}
expectType<tf.SymbolicTensor>(wrapped(tf.layers.dense({ units: 4 }), tf.input({ shape: [3] })))
function stage<A extends number, B extends number>(
  layer: tf.Layer<tf.SymbolicTensor<['batch', A]>, tf.SymbolicTensor<['batch', B]>>,
  a: A,
) {
  return layer(tf.input({ shape: [a] }))
}
expectType<tf.SymbolicTensor<['batch', number]>>(stage(tf.layers.dense({ units: 4 }), 3))
const toFour: tf.Layer<tf.Tensor<[2, 3]>, tf.Tensor<[2, 4]>> = tf.layers.dense({ units: 4 })
expectType<tf.Tensor<[2, 4]>>(toFour(tf.zeros([2, 3])))
const merged: tf.Layer<readonly tf.SymbolicTensor[]> = tf.layers.concatenate()
expectType<tf.SymbolicTensor>(merged([tf.input({ shape: [3] }), tf.input({ shape: [4] })]))
// @ts-expect-error it gives [2, 5]
const toFive: tf.Layer<tf.Tensor<[2, 3]>, tf.Tensor<[2, 4]>> = tf.layers.dense({ units: 5 })
// @ts-expect-error it gives three tensors
const several: tf.Layer = tf.layers.lstm({ units: 3, returnState: true })
// @ts-expect-error it takes a list
const list: tf.Layer = tf.layers.concatenate()
export { toFive, several, list }

// An axis that is a parameter: the rank is known where one axis is meant, the sizes are not.
const joined = <A extends number>(x: tf.Tensor<[2, 3]>, axis: A) => tf.relu(tf.concat([x, x], axis))
expectType<tf.Tensor<[number, number]>>(joined(tf.zeros([2, 3]), 1))
const stacked = <A extends number>(x: tf.Tensor<[2, 3]>, axis: A) => tf.relu(tf.stack([x, tf.reverse(x, 0)], axis))
expectType<tf.Tensor<[number, number, number]>>(stacked(tf.zeros([2, 3]), 1))
const unstacked = <A extends number>(x: tf.Tensor<[2, 3]>, axis: A) => tf.unstack(x, axis).map((row) => tf.relu(row))
expectType<tf.Tensor<[number]>[]>(unstacked(tf.zeros([2, 3]), 1))
const summed = <A extends number>(x: tf.Tensor<[2, 3]>, axis: A) => tf.relu(tf.sum(x, axis))
expectType<tf.Tensor>(summed(tf.zeros([2, 3]), 1))
const normalised = <A extends number>(x: tf.Tensor<[2, 3]>, axis: A): tf.Tensor<[2, 3]> =>
  tf.mul(tf.layers.softmax({ axis })(x), tf.softmax(tf.cumsum(x, axis), axis))
normalised(tf.zeros([2, 3]), 1)
const picked = <A extends number>(x: tf.Tensor<[2, 3]>, axis: A) => tf.relu(tf.gather(x, [0, 1], axis))
expectType<tf.Tensor>(picked(tf.zeros([2, 3]), 1))
