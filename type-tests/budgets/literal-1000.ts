import * as tf from 'tupleflow'
export { tf }

// --- first
// repeat 1
// tf.relu($literal(1000))
