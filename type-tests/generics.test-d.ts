import * as tf from 'tupleflow'

// Inside a generic function every op is decided: its result reads Tensor<[B, ...]>, not a condition that is left open.

export function sum<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B]> {
  return tf.sum(x, 1)
}
export function sumFirst<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[4]> {
  return tf.sum(x, 0)
}
export function sumKept<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 1]> {
  return tf.sum(x, -1, true)
}
export function sumOfTwo<B extends number>(x: tf.Tensor<[B, 4, 5]>): tf.Tensor<[B]> {
  return tf.sum(x, [1, 2])
}
export function sumOfAll<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[]> {
  return tf.sum(x)
}
export function argMax<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B], 'int32'> {
  return tf.argMax(x, 1)
}
export function expandFront<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[1, B, 4]> {
  return tf.expandDims(x)
}
export function expandDims<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 1, 4]> {
  return tf.expandDims(x, 1)
}
export function expandBack<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4, 1]> {
  return tf.expandDims(x, -1)
}
export function squeeze<B extends number>(x: tf.Tensor<[B, 1, 4]>): tf.Tensor<[B, 4]> {
  return tf.squeeze(x, 1)
}
export function squeezeTwo<B extends number>(x: tf.Tensor<[B, 1, 4, 1]>): tf.Tensor<[B, 4]> {
  return tf.squeeze(x, [1, 3])
}
export function split<B extends number>(x: tf.Tensor<[B, 4]>): [tf.Tensor<[B, 2]>, tf.Tensor<[B, 2]>] {
  return tf.split(x, 2, 1)
}
export function splitSizes<B extends number>(x: tf.Tensor<[B, 4]>): [tf.Tensor<[B, 1]>, tf.Tensor<[B, 3]>] {
  return tf.split(x, [1, 3], 1)
}
export function unstack<B extends number>(x: tf.Tensor<[B, 2]>): [tf.Tensor<[B]>, tf.Tensor<[B]>] {
  return tf.unstack(x, 1)
}
export function stack<B extends number>(x: tf.Tensor<[B, 2]>): tf.Tensor<[B, 2, 2]> {
  return tf.stack([x, x], 1)
}
export function concat<B extends number>(x: tf.Tensor<[B, 2]>): tf.Tensor<[B, 4]> {
  return tf.concat([x, x], 1)
}
export function maxPool<B extends number>(x: tf.Tensor<[B, 8, 8, 3]>): tf.Tensor<[B, 4, 4, 3]> {
  return tf.maxPool(x, 2, 2, 'same')
}
export function avgPool<B extends number>(x: tf.Tensor<[B, 8, 8, 3]>): tf.Tensor<[B, 4, 4, 3]> {
  return tf.avgPool(x, 2, 2, 'valid')
}
export function conv2d<B extends number>(
  x: tf.Tensor<[B, 8, 8, 3]>,
  f: tf.Tensor<[3, 3, 3, 5]>,
): tf.Tensor<[B, 6, 6, 5]> {
  return tf.conv2d(x, f, 1, 'valid')
}
export function conv2dOut<B extends number, C extends number>(
  x: tf.Tensor<[B, 8, 8, 3]>,
  f: tf.Tensor<[3, 3, 3, C]>,
): tf.Tensor<[B, 6, 6, C]> {
  return tf.conv2d(x, f, 1, 'valid')
}
export function matMul<B extends number, F extends number>(
  x: tf.Tensor<[B, F]>,
  f: tf.Tensor<[F, 3]>,
): tf.Tensor<[B, 3]> {
  return tf.matMul(x, f)
}
export function matMulTransposed<B extends number, F extends number>(
  x: tf.Tensor<[B, F]>,
  f: tf.Tensor<[3, F]>,
): tf.Tensor<[B, 3]> {
  return tf.matMul(x, f, false, true)
}
export function matMulBatched<B extends number, F extends number>(
  x: tf.Tensor<[2, B, F]>,
  f: tf.Tensor<[F, 3]>,
): tf.Tensor<[2, B, 3]> {
  return tf.matMul(x, f)
}
export function add<B extends number, F extends number>(x: tf.Tensor<[B, F]>, b: tf.Tensor<[F]>): tf.Tensor<[B, F]> {
  return tf.add(x, b)
}
export function addColumn<B extends number, F extends number>(
  x: tf.Tensor<[B, F]>,
  b: tf.Tensor<[B, 1]>,
): tf.Tensor<[B, F]> {
  return tf.add(x, b)
}
export function addNumber<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.add(x, 2)
}
export function transpose<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[F, B]> {
  return tf.transpose(x)
}
export function permute<B extends number, F extends number>(x: tf.Tensor<[B, F, 3]>): tf.Tensor<[B, 3, F]> {
  return tf.transpose(x, [0, 2, 1])
}
export function pad<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 6]> {
  return tf.pad(x, [
    [0, 0],
    [1, 1],
  ])
}
export function slice<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 2]> {
  return tf.slice(x, [0, 1], [-1, 2])
}
export function tile<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 8]> {
  return tf.tile(x, [1, 2])
}
export function einsum<B extends number, F extends number>(
  x: tf.Tensor<[B, F]>,
  y: tf.Tensor<[F, 3]>,
): tf.Tensor<[B, 3]> {
  return tf.einsum('bf,fc->bc', x, y)
}
export function softmax<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.softmax(x)
}
export function softmaxAxis<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.softmax(x, 1)
}
export function cumsum<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.cumsum(x, 1)
}
export function gather<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 2]> {
  return tf.gather(x, [1, 2], 1)
}
export function oneHot<B extends number>(x: tf.Tensor<[B], 'int32'>): tf.Tensor<[B, 10], 'int32'> {
  return tf.oneHot(x, 10)
}
export function where<B extends number>(c: tf.Tensor<[B, 4], 'bool'>, x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.where(c, x, x)
}
export function reverse<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.reverse(x, 1)
}
export function logSumExp<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B]> {
  return tf.logSumExp(x, 1)
}
export function mean<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B]> {
  return tf.mean(x, 1)
}
export function cast<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4], 'int32'> {
  return tf.cast(x, 'int32')
}
export function relu<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.relu(x)
}
export function clipByValue<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.clipByValue(x, 0, 1)
}
export function zerosLike<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4]> {
  return tf.zerosLike(x)
}
export function zeros<B extends number>(n: B): tf.Tensor<[B, 4]> {
  return tf.zeros([n, 4])
}
export function fill<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 3], 'int32'> {
  return tf.fill([x.shape[0], 3], 7, 'int32')
}
export function noise<B extends number>(n: B): tf.Tensor<[B, 4]> {
  return tf.add(tf.mul(tf.randomUniform([n, 4]), tf.randomNormal([n, 4])), tf.truncatedNormal([n, 4]))
}
export function broadcastTo<B extends number, F extends number>(x: tf.Tensor<[F]>, n: B): tf.Tensor<[B, F]> {
  return tf.broadcastTo(x, [n, x.shape[0]])
}
export function broadcastRow<B extends number, F extends number>(x: tf.Tensor<[1, F]>, n: B): tf.Tensor<[B, F]> {
  return tf.broadcastTo(x, [n, x.shape[1]])
}
export function initialState<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.tanh(tf.add(x, tf.broadcastTo(tf.zeros([x.shape[1]]), [x.shape[0], x.shape[1]])))
}
export function greater<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 4], 'bool'> {
  return tf.greater(x, 0)
}
export function dense<B extends number>(x: tf.Tensor<[B, 4]>): tf.Tensor<[B, 7]> {
  return tf.layers.dense({ units: 7 })(x)
}
export function conv2dLayer<B extends number>(x: tf.Tensor<[B, 8, 8, 1]>): tf.Tensor<[B, 6, 6, 2]> {
  return tf.layers.conv2d({ filters: 2, kernelSize: 3 })(x)
}
export function maxPooling2d<B extends number>(x: tf.Tensor<[B, 8, 8, 1]>): tf.Tensor<[B, 4, 4, 1]> {
  return tf.layers.maxPooling2d({ poolSize: 2 })(x)
}
export function flatten<B extends number>(x: tf.Tensor<[B, 8, 8, 1]>): tf.Tensor<[B, 64]> {
  return tf.layers.flatten()(x)
}
export function activation<B extends number>(x: tf.Tensor<[B, 8]>): tf.Tensor<[B, 8]> {
  return tf.layers.activation({ activation: 'relu' })(x)
}
export function lstm<B extends number>(x: tf.Tensor<[B, 8, 3]>): tf.Tensor<[B, 5]> {
  return tf.layers.lstm({ units: 5 })(x)
}
export function lstmSequences<B extends number>(x: tf.Tensor<[B, 8, 3]>): tf.Tensor<[B, 8, 5]> {
  return tf.layers.lstm({ units: 5, returnSequences: true })(x)
}
export function embedding<B extends number>(x: tf.Tensor<[B, 8], 'int32'>): tf.Tensor<[B, 8, 5]> {
  return tf.layers.embedding({ inputDim: 100, outputDim: 5 })(x)
}
export function dropout<B extends number>(x: tf.Tensor<[B, 8]>): tf.Tensor<[B, 8]> {
  return tf.layers.dropout({ rate: 0.5 })(x)
}
export function addLayer<B extends number>(x: tf.Tensor<[B, 8]>): tf.Tensor<[B, 8]> {
  return tf.layers.add()([x, x])
}
export function concatenate<B extends number>(x: tf.Tensor<[B, 8]>): tf.Tensor<[B, 16]> {
  return tf.layers.concatenate()([x, x])
}
// What is surely wrong is still said.
export function refused<B extends number>(x: tf.Tensor<[B, 8]>, w: tf.Tensor<[9, 2]>) {
  // @ts-expect-error matMul: cannot multiply [?, 8] by [9, 2]: inner dimensions are 8 vs 9
  tf.matMul(x, w)
  // @ts-expect-error sum: axis 2 is out of range for [?, 8]
  tf.sum(x, 2)
  // @ts-expect-error sum: axis -1 of [?, 8] is named twice
  tf.sum(x, [1, -1])
  // @ts-expect-error squeeze: axis 1 of [?, 8] is 8, only axes of size 1 can be squeezed
  tf.squeeze(x, 1)
  // @ts-expect-error split: axis 1 of [?, 8] is 8, which does not split into 3 equal parts
  tf.split(x, 3, 1)
  // @ts-expect-error expandDims: axis 4 is out of range for [?, 8]
  tf.expandDims(x, 4)
  // @ts-expect-error maxPool: needs rank 4, [batch, height, width, channels], got [?, 8]
  tf.maxPool(x, 2, 2, 'same')
  // @ts-expect-error concat: cannot join [?, 8] with [9, 2]: axis 1 is 8 vs 2
  tf.concat([x, w], 0)
  // @ts-expect-error pad: needs one pair [before, after] for each axis of [?, 8], got 1
  tf.pad(x, [[1, 1]])
}
