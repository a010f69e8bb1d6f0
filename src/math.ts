// `tf.math`, as in TensorFlow.js.

export { confusionMatrix } from './ops/confusionMatrix.js'
