// gh-aiipcam-2 (pad)
// Image padding applied after the tensor was flattened: 4 pairs for rank 2
// https://github.com/mharizanov/AI-ipcam/issues/2
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.SymbolicTensor<['batch', 1024]>
  // @ts-expect-error pad: needs one pair [before, after] for each axis of [batch, 1024], got 4
  tf.pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ])
}

export namespace right {
  declare const x: tf.SymbolicTensor<['batch', 32, 32, 1]>
  const y = tf.pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ])
  expectType<tf.SymbolicTensor<['batch', 34, 34, 1]>>(y)
}
