import * as tf from 'tupleflow'

declare const x0: tf.SymbolicTensor<['batch', 'seq', 512]>
declare const w: tf.Tensor<[512, 512]>
declare const up: tf.Tensor<[512, 2048]>
declare const down: tf.Tensor<[2048, 512]>
export { x0, w, up, down }
// --- first
// repeat 12
// const q$i = tf.transpose(tf.reshape(tf.matMul(x$j, w), ['batch', 'seq', 8, 64]), [0, 2, 1, 3])
// const k$i = tf.transpose(tf.reshape(tf.matMul(x$j, w), ['batch', 'seq', 8, 64]), [0, 2, 1, 3])
// const v$i = tf.transpose(tf.reshape(tf.matMul(x$j, w), ['batch', 'seq', 8, 64]), [0, 2, 1, 3])
// const scores$i = tf.softmax(tf.mul(tf.matMul(q$i, k$i, false, true), 0.125))
// const heads$i = tf.transpose(tf.matMul(scores$i, v$i), [0, 2, 1, 3])
// const mixed$i = tf.matMul(tf.reshape(heads$i, ['batch', 'seq', 512]), w)
// const sum$i = tf.add(x$j, mixed$i)
// const x$i = tf.add(sum$i, tf.matMul(tf.relu(tf.matMul(sum$i, up)), down))
