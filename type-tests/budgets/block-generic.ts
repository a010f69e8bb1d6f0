// A block of ten ops, generic in all its sizes, and two calls.
import * as tf from 'tupleflow'

export {}
// --- first
function block<H extends tf.Dim, W extends tf.Dim, C extends number, F extends number>(
  x: tf.SymbolicTensor<['batch', H, W, C]>,
  filters: F,
) {
  const convolved = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' })(x)
  const settled = tf.relu(tf.layers.batchNormalization()(convolved))
  const pooled = tf.mean(settled, [1, 2], true)
  const shares = tf.sigmoid(tf.layers.dense({ units: filters })(pooled))
  const scaled = tf.mul(settled, shares)
  const beside = tf.concat([x, scaled], -1)
  const rows = tf.reshape(beside, ['batch', x.shape[1], x.shape[2], tf.sizes.add(x.shape[3], filters)])
  return tf.transpose(rows, [0, 3, 1, 2])
}
block(tf.input({ shape: [28, 28, 16] }), 32)
block(tf.input({ shape: ['h', 'w', 3] }), 8)
