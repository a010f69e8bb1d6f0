import * as tf from 'tupleflow'

// What is surely wrong is said in the body of a generic function: whatever the open sizes may be, these known ones do not fit.
// A rule is asked about the shape whose open sizes are unknown (`closed` in src/shape/open.ts), so its mistakes are said once.

export function wrong<B extends number, F extends number, N extends tf.Dim>(
  x: tf.Tensor<[B, 8]>,
  i: tf.Tensor<[B, 28, 28, 3]>,
  y: tf.Tensor<[B, F, 3]>,
  s: tf.SymbolicTensor<[N, 28, 28, 3]>,
  f: tf.Tensor<[3, 3, 1, 8]>,
) {
  // @ts-expect-error conv2d: the channels differ: 3 in the input [?, 28, 28, 3], 1 in the filter [3, 3, 1, 8]
  tf.conv2d(i, f, 1, 'same')
  // @ts-expect-error depthwiseConv2d: the channels differ: 3 in the input [?, 28, 28, 3], 1 in the filter [3, 3, 1, 8]
  tf.depthwiseConv2d(i, f, 1, 'same')
  // @ts-expect-error conv2d: a window of 30 does not fit into axis 1 of [?, 28, 28, 3], which is 28
  tf.conv2d(i, tf.zeros([30, 30, 3, 8]), 1, 'valid')
  // @ts-expect-error ensureShape: is [?, 8], expected [?, 9]: axis 1 is 8 vs 9
  tf.ensureShape(x, [null, 9])
  // @ts-expect-error ensureShape: is [?, ?, 3], expected [?, ?, 4]: axis 2 is 3 vs 4
  tf.ensureShape(y, [null, null, 4])
  // @ts-expect-error reshape: only one dimension can be -1
  tf.reshape(x, [-1, -1])
  // @ts-expect-error reshape: 1.5 is not a size
  tf.reshape(x, [-1, 1.5])
  // @ts-expect-error reshape: -2 is not a size
  tf.reshape(x, [-2, 4])
  // @ts-expect-error reshape: 'a b' is not a size
  tf.reshape(y, [-1, 'a b'] as const)
  // @ts-expect-error pad: the padding -1 on axis 1 is not an integer of at least 0
  tf.pad(x, [
    [0, 0],
    [-1, 1],
  ])
  // @ts-expect-error pad: the padding of axis 1 is a pair [before, after], got [1]
  tf.pad(x, [[0, 0], [1]])
  // @ts-expect-error tile: the repeat -1 on axis 1 is not an integer of at least 0
  tf.tile(x, [1, -1])
  // @ts-expect-error tile: needs one repeat for each axis of [?, 8], got 1
  tf.tile(x, [1])
  // @ts-expect-error slice: axis 1 of [?, 8] ends at 8, but begin + size is 9
  tf.slice(x, [0, 5], [-1, 4])
  // @ts-expect-error slice: axis 1 of [?, 8] ends at 8, but begin is 9
  tf.slice(x, [0, 9])
  // @ts-expect-error slice: begin is -1 on axis 1; it counts from the front, an integer of at least 0
  tf.slice(x, [0, -1])
  // @ts-expect-error slice: begin has 3 entries, but [?, 8] has 2 axes
  tf.slice(x, [0, 0, 0])
  // @ts-expect-error split: the parts add up to 7, but axis 1 of [?, 8] is 8
  tf.split(x, [3, 4], 1)
  // @ts-expect-error split: only one size can be -1
  tf.split(x, [-1, -1], 1)
  // @ts-expect-error split: the parts add up to 9, but axis 1 of [?, 8] is 8
  tf.split(x, [9, -1], 1)
  // @ts-expect-error split: 1.5 is not a size; it is an integer of at least 0, or -1 for the rest
  tf.split(y, [1.5, -1], 1)
  // @ts-expect-error split: axis 3 is out of range for [?, 8]
  tf.split(x, 2, 3)
  // @ts-expect-error concat: cannot join [?, 8] with [2, 9]: axis 1 is 8 vs 9
  tf.concat([x, tf.zeros([2, 9])], 0)
  // @ts-expect-error concat: cannot join [?, 8] with [?, ?, 3]: the ranks differ
  tf.concat([x, y], 0)
  // @ts-expect-error concat: axis 2 is out of range for [?, 8]
  tf.concat([x, x], 2)
  // @ts-expect-error stack: cannot join [?, 8] with [2, 9]: axis 1 is 8 vs 9
  tf.stack([x, tf.zeros([2, 9])])
  // @ts-expect-error add: cannot broadcast [?, 8] with [9]: axis -1 is 8 vs 9
  tf.add(x, tf.zeros([9]))
  // @ts-expect-error add: cannot broadcast [?, ?, 3] with [4]: axis -1 is 3 vs 4
  tf.add(y, tf.zeros([4]))
  // @ts-expect-error where: cannot broadcast [?, 8] with [9]: axis -1 is 8 vs 9
  tf.where(tf.greater(x, 0), x, tf.zeros([9]))
  // @ts-expect-error matMul: cannot multiply [?, 8] by [9, 2]: inner dimensions are 8 vs 9
  tf.matMul(x, tf.zeros([9, 2]))
  // @ts-expect-error matMul: cannot multiply [?, ?, 3] by [4, 2]: inner dimensions are 3 vs 4
  tf.matMul(y, tf.zeros([4, 2]))
  // @ts-expect-error matMul: cannot multiply [?, ?, 3] by [7, 4, 2]: inner dimensions are 3 vs 4
  tf.matMul(y, tf.zeros([7, 4, 2]))
  // @ts-expect-error einsum: index 'b' is 8 in one operand and 9 in another
  tf.einsum('ab,bc->ac', x, tf.zeros([9, 2]))
  // @ts-expect-error einsum: 'ab' does not fit [?, ?, 3]: an index for each axis is needed
  tf.einsum('ab,bc->ac', y, tf.zeros([9, 2]))
  // @ts-expect-error transpose: [0, 0] is not a permutation of the axes of [?, 8]
  tf.transpose(x, [0, 0])
  // @ts-expect-error transpose: [0, 1, 2] is not a permutation of the axes of [?, 8]
  tf.transpose(x, [0, 1, 2])
  // @ts-expect-error sum: axis 2 is out of range for [?, 8]
  tf.sum(x, 2)
  // @ts-expect-error maxPool: a window of 30 does not fit into axis 1 of [?, 28, 28, 3], which is 28
  tf.maxPool(i, 30, 1, 'valid')
  // @ts-expect-error avgPool: a window of 30 does not fit into axis 1 of [?, 28, 28, 3], which is 28
  tf.avgPool(i, 30, 1, 'valid')
  // @ts-expect-error maxPool: the stride is an integer of at least 1, got 0
  tf.maxPool(i, 2, 0, 'valid')
  // @ts-expect-error maxPool: the padding is an integer of at least 0, got -1
  tf.maxPool(i, 2, 2, -1)
  // @ts-expect-error gather: axis 5 is out of range for [?, 8]
  tf.gather(x, [1], 5)
  // @ts-expect-error squeeze: axis 1 of [?, 8] is 8, only axes of size 1 can be squeezed
  tf.squeeze(x, 1)
  // @ts-expect-error batchNorm: cannot broadcast [9] with [?, 8]: axis -1 is 9 vs 8
  tf.batchNorm(x, tf.zeros([9]), tf.zeros([9]))
  // @ts-expect-error broadcastTo: cannot broadcast [?, 8] with [2, 9]: axis -1 is 8 vs 9
  tf.broadcastTo(x, [2, 9])
  // @ts-expect-error unstack: axis 4 is out of range for [?, 8]
  tf.unstack(x, 4)
  // @ts-expect-error topk: k is 9, but the last axis of [?, 8] is 8
  tf.topk(x, 9)
  // @ts-expect-error conv2d: a window of 30 does not fit into axis 1 of [?, 28, 28, 3], which is 28
  tf.layers.conv2d({ filters: 8, kernelSize: 30 })(i)
  // @ts-expect-error conv2d: a window of 30 does not fit into axis 1 of [?, 28, 28, 3], which is 28
  tf.layers.conv2d({ filters: 8, kernelSize: 30 })(s)
  // @ts-expect-error conv2d: needs rank 4, [batch, height, width, channels], got [?, 8]
  tf.layers.conv2d({ filters: 8, kernelSize: 3 })(x)
  // @ts-expect-error depthwiseConv2d: a window of 30 does not fit into axis 1 of [?, 28, 28, 3], which is 28
  tf.layers.depthwiseConv2d({ kernelSize: 30 })(s)
  // @ts-expect-error maxPooling2d: a window of 30 does not fit into axis 1 of [?, 28, 28, 3], which is 28
  tf.layers.maxPooling2d({ poolSize: 30 })(s)
  // @ts-expect-error dense: expects [batch, 9], got [?, 8]: axis 1 is 9 vs 8
  tf.layers.dense({ units: 3, inputShape: [9] })(x)
  // @ts-expect-error add: cannot broadcast [?, 8] with [2, 9]: axis -1 is 8 vs 9
  tf.layers.add()([x, tf.zeros([2, 9])])
  // @ts-expect-error concatenate: cannot join [?, 8] with [2, 9]: axis 1 is 8 vs 9
  tf.layers.concatenate({ axis: 0 })([x, tf.zeros([2, 9])])
  // @ts-expect-error lstm: needs rank 3, [batch, time, features], got [?, 8]; a recurrent layer gives every step with 'returnSequences'
  tf.layers.lstm({ units: 3 })(x)
  // @ts-expect-error flatten: needs rank 1 or more, got []
  tf.layers.flatten()(tf.scalar(1))
  // @ts-expect-error embedding: outputDim is an integer of at least 1, got 0
  tf.layers.embedding({ inputDim: 3, outputDim: 0 })
  // @ts-expect-error zeroPadding2d: needs rank 4, [batch, height, width, channels], got [?, 8]
  tf.layers.zeroPadding2d({ padding: 1 })(x)
  // @ts-expect-error softmax: axis 4 is out of range for [?, 8]
  tf.layers.softmax({ axis: 4 })(x)
  // @ts-expect-error batchNormalization: axis 4 is out of range for [?, 8]
  tf.layers.batchNormalization({ axis: 4 })(x)
}
