// --- first
import * as tf from 'tupleflow'
export type Used = tf.DType
