// issta-35451948 (reshape-count)
// set_shape used where reshape was meant: same element count, other rank: rank 1 vs rank 3 (478*717*3 = 1028178)
// https://github.com/ForeverZyh/TensorFlow-Program-Bugs/tree/158ba0a23e0cb74e73dbab08571b05fc36848f2a/StackOverflow/UT-3/35451948-buggy
// https://stackoverflow.com/questions/35451948
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.Tensor<[1028178]>
  // @ts-expect-error ensureShape: is [1028178], expected [478, 717, 3]: the rank is 1 vs 3
  tf.ensureShape(x, [478, 717, 3])
}

export namespace right {
  declare const x: tf.Tensor<[1028178]>
  const y = tf.reshape(x, [478, 717, 3])
  expectType<tf.Tensor<[478, 717, 3]>>(y)
}
