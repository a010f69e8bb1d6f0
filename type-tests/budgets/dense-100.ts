import * as tf from 'tupleflow'

declare const x0: tf.SymbolicTensor<['batch', 100]>
export { x0 }
// --- first
// repeat 100
// const x$i = tf.layers.dense({ units: 1$i })(x$j)
