import * as tf from 'tupleflow'

// --- repeat 1
// tf.relu($literal(28, 28))
