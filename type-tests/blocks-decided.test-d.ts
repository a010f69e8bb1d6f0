import * as tf from 'tupleflow'

// Whatever is right in a generic function is taken, and its result is decided: the next op takes it.

type ST<S extends readonly tf.Dim[]> = tf.SymbolicTensor<S>
export function right<B extends number, F extends number, N extends tf.Dim>(
  x: tf.Tensor<[B, 8]>,
  y: tf.Tensor<[B, F, 8]>,
  s: ST<[N, 28, 28, 3]>,
  g: tf.Tensor<[F]>,
  z: ST<[N, F]>,
) {
  tf.neg(tf.batchNorm(x, tf.zeros([8]), tf.zeros([8])))
  tf.neg(tf.batchNorm(y, tf.zeros([8]), tf.zeros([8])))
  tf.neg(tf.batchNorm(z, g, g))
  tf.neg(tf.broadcastTo(x, [2, 5, 8]))
  tf.neg(tf.broadcastTo(x, [3, x.shape[0], 8]))
  tf.neg(tf.layers.dense({ units: 3, inputShape: [8] })(x))
  tf.neg(tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [28, 28, 3] })(s))
  tf.neg(tf.layers.lstm({ units: 3 })(y))
  tf.neg(tf.layers.lstm({ units: 3, returnSequences: true })(y))
  tf.neg(tf.layers.add()([y, x]))
  tf.neg(tf.layers.concatenate()([z, z]))
  tf.neg(tf.layers.batchNormalization()(z))
  tf.neg(tf.layers.zeroPadding2d({ padding: 1 })(s))
  tf.neg(tf.layers.maxPooling2d({})(s))
  tf.neg(tf.layers.globalAveragePooling2d()(s))
  tf.neg(tf.layers.softmax()(z))
  tf.neg(tf.unstack(y, 2)[0])
  tf.neg(tf.topk(y, 2).values)
  tf.neg(tf.topk(z, 2).values)
  tf.neg(tf.gather(z, [1, 2], 1))
  tf.neg(tf.oneHot(tf.cast(g, 'int32'), 3))
  tf.neg(tf.squeeze(tf.expandDims(z, 1), 1))
  tf.neg(tf.squeeze(z))
  tf.neg(tf.moments(z, 1).mean)
  tf.neg(tf.logSumExp(z, 1))
  tf.neg(tf.stack([z, z], 1))
  tf.neg(tf.reverse(z, 1))
  tf.neg(tf.cumsum(z, 1))
  tf.neg(tf.cast(tf.argMax(z, 1), 'float32'))
  tf.neg(tf.conv2d(s, tf.zeros([3, 3, 3, 8]), 1, 'same'))
  tf.neg(tf.depthwiseConv2d(s, tf.zeros([3, 3, 3, 2]), 1, 'same'))
  tf.neg(tf.maxPool(s, 2, 2, 'valid'))
  tf.neg(tf.ones([x.shape[0], 3]))
  tf.neg(tf.range(0, x.shape[0]))
  tf.neg(tf.matMul(z, z, true))
  tf.neg(tf.clipByValue(z, 0, 1))
  tf.neg(tf.pow(z, 2))
  tf.neg(tf.transpose(z))
  tf.neg(tf.mean(z))
  tf.neg(tf.mean(z, [0, 1], true))
  tf.neg(tf.squeeze(z, 1))
  tf.neg(tf.squeeze(tf.expandDims(z, 2), [2]))
  tf.neg(tf.searchSorted(z, x))
  tf.neg(tf.unsortedSegmentSum(x, tf.cast(g, 'int32'), 4))
  tf.neg(tf.confusionMatrix(tf.cast(g, 'int32'), [1, 2], 4))
}
export function counts<N extends number, K extends number>(
  n: N,
  k: K,
  i: tf.Tensor<[5], 'int32'>,
  x: tf.Tensor<[5, 8]>,
) {
  tf.neg(tf.linspace(0, 1, n))
  tf.neg(tf.eye(n, k))
  tf.neg(tf.oneHot(i, n))
  tf.neg(tf.split(x, n, 1)[0]!)
  tf.neg(tf.bincount(i, [], n))
  tf.neg(tf.unsortedSegmentSum(x, i, n))
  tf.neg(tf.confusionMatrix(i, i, n))
  tf.neg(tf.topk(x, n).values)
  tf.neg(tf.zeros([n, k]))
  tf.neg(tf.randomNormal([n, k]))
  tf.neg(tf.fill([n, 3], 1))
  tf.neg(tf.tensor([1], [n, k]))
  tf.neg(tf.range(n, k, 1))
  tf.neg(tf.slice(x, [n, 0], [k, -1]))
  tf.neg(tf.tile(x, [n, k]))
  tf.neg(tf.reshape(x, [n, k]))
  tf.neg(tf.broadcastTo(x, [n, 5, 8]))
}
