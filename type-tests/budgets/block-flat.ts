// What block-generic.ts says, with its sizes written out.
import * as tf from 'tupleflow'

export {}
// --- first
{
  const x = tf.input({ shape: [28, 28, 16] })
  const convolved = tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same' })(x)
  const settled = tf.relu(tf.layers.batchNormalization()(convolved))
  const pooled = tf.mean(settled, [1, 2], true)
  const shares = tf.sigmoid(tf.layers.dense({ units: 32 })(pooled))
  const scaled = tf.mul(settled, shares)
  const beside = tf.concat([x, scaled], -1)
  const rows = tf.reshape(beside, ['batch', x.shape[1], x.shape[2], tf.sizes.add(x.shape[3], 32)])
  tf.transpose(rows, [0, 3, 1, 2])
}
{
  const x = tf.input({ shape: ['h', 'w', 3] })
  const convolved = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' })(x)
  const settled = tf.relu(tf.layers.batchNormalization()(convolved))
  const pooled = tf.mean(settled, [1, 2], true)
  const shares = tf.sigmoid(tf.layers.dense({ units: 8 })(pooled))
  const scaled = tf.mul(settled, shares)
  const beside = tf.concat([x, scaled], -1)
  const rows = tf.reshape(beside, ['batch', x.shape[1], x.shape[2], tf.sizes.add(x.shape[3], 8)])
  tf.transpose(rows, [0, 3, 1, 2])
}
