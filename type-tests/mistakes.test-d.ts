import * as tf from 'tupleflow'

// Of two mistakes in one call, the first argument's is told: the same calls as in test/ops/mistakes.test.ts.

declare const text: tf.Tensor<[], 'string'>
declare const image: tf.Tensor<[1, 4, 4, 2]>
declare const ints: tf.Tensor<[3, 3, 2, 1], 'int32'>
declare const words: tf.Tensor<[2, 3], 'string'>
declare const row: tf.Tensor<[2]>

// @ts-expect-error gather: needs numbers, got a string tensor
tf.gather(text, [0])
// @ts-expect-error gather: axis 0 is out of range for []
tf.gather(1, row)
// @ts-expect-error conv2d: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.conv2d(image, ints, 1, -1)
// @ts-expect-error conv2d: the stride is an integer of at least 1, got 0
tf.conv2d(image, tf.zeros([3, 3, 2, 1]), 0, -1)
// @ts-expect-error einsum: index 'k' of the result is in no operand
tf.einsum('ij->k', words)
// @ts-expect-error randomNormal: -2 is not a size
tf.randomNormal([-2, 3], 0, 2, 'string')
// @ts-expect-error eye: -1 is not a size
tf.eye(-1, -2, [-3])
// @ts-expect-error range: the step must not be 0
tf.range(0, 1, 0, 'bool')
// @ts-expect-error oneHot: depth is an integer of at least 2, got 1
tf.oneHot([1], 1, 1, 0, 'string')
// @ts-expect-error reverse: needs numbers, got a string tensor
tf.reverse(words, 5)
