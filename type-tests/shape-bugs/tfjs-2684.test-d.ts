// tfjs-2684 (slice)
// Example asks for 20 test rows when fewer exist: 0+20 > number of test rows (10 here)
// https://github.com/tensorflow/tfjs/issues/2684
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.Tensor<[10, 5, 12]>
  // @ts-expect-error slice: axis 0 of [10, 5, 12] ends at 10, but begin + size is 20
  tf.slice(x, [0, 0, 0], [20, 5, 12])
}

export namespace right {
  declare const x: tf.Tensor<[10, 5, 12]>
  const s = tf.slice(x, [0, 0, 0], [10, 5, 12])
  expectType<tf.Tensor<[10, 5, 12]>>(s)
}

/** A number of rows that comes from data is unknown: it is checked when the program runs. */
export namespace fromData {
  declare const x: tf.Tensor<[number, 5, 12]>
  expectType<tf.Tensor<[20, 5, 12]>>(tf.slice(x, [0, 0, 0], [20, 5, 12]))
}
