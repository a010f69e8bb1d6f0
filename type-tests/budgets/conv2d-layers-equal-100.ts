import * as tf from 'tupleflow'

declare const x0: tf.SymbolicTensor<['batch', 56, 56, 64]>
export { x0 }
// --- first
// repeat 100
// const x$i = tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same' })(x$j)
