import * as tf from 'tupleflow'

declare const x0: tf.SymbolicTensor<['batch', 56, 56, 64]>
declare const filter: tf.Tensor<[3, 3, 64, 64]>
export { x0, filter }
// --- first
// repeat 100
// const y$i = tf.conv2d(x$j, filter, 1, 'same')
// const x$i = tf.add(y$i, x$j)
