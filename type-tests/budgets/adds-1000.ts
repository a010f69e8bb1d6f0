import * as tf from 'tupleflow'

declare const x0: tf.SymbolicTensor<['batch', 64]>
export { x0 }
// --- first
// repeat 1000
// export const x$i = tf.add(x$j, x0)
