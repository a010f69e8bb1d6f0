// tf-2048 (reshape-count)
// Raw JPEG bytes reshaped as if they were pixels: 4889 bytes read vs 3*40*40=4800
// https://github.com/tensorflow/tensorflow/issues/2048
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.SymbolicTensor<['bytes']>
  // @ts-expect-error reshape: cannot reshape [bytes] to [3, 40, 40]: bytes vs 4800 elements; if they agree when run, say so with tf.ensureShape
  tf.reshape(x, [3, 40, 40])
}

export namespace right {
  declare const x: tf.Tensor<[4800]>
  const r = tf.reshape(x, [3, 40, 40])
  expectType<tf.Tensor<[3, 40, 40]>>(r)
}

/** A length that is read from a file is unknown: it is checked when the program runs. */
export namespace fromData {
  declare const x: tf.Tensor<[number]>
  expectType<tf.Tensor<[3, 40, 40]>>(tf.reshape(x, [3, 40, 40]))
}
