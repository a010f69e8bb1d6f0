import * as tf from 'tupleflow'
export { tf }

// --- repeat 1
// tf.relu($literal(1000))
