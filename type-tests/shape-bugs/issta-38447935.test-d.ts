// issta-38447935 (silent)
// Hand-written squared error broadcasts [3] against [3,1]: [3]-[3,1] = [3,3], not [3,1]
// https://github.com/ForeverZyh/TensorFlow-Program-Bugs/tree/158ba0a23e0cb74e73dbab08571b05fc36848f2a/StackOverflow/UT-15/38447935-buggy
// https://stackoverflow.com/questions/38447935
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace legal {
  declare const x: tf.Tensor<[3, 2]>
  declare const w: tf.Tensor<[2, 1]>
  const y = tf.matMul(x, w)
  declare const t: tf.Tensor<[3]>
  const d = tf.sub(t, y)
  expectType<tf.Tensor<[3, 3]>>(d)
  const s = tf.square(d)
  tf.mean(s)
}

export namespace right {
  declare const x: tf.Tensor<[3, 2]>
  declare const w: tf.Tensor<[2, 1]>
  const y = tf.matMul(x, w)
  expectType<tf.Tensor<[3, 1]>>(y)
  declare const t: tf.Tensor<[3]>
  const u = tf.expandDims(t, 1)
  expectType<tf.Tensor<[3, 1]>>(u)
  const d = tf.sub(u, y)
  expectType<tf.Tensor<[3, 1]>>(d)
  const s = tf.square(d)
  expectType<tf.Tensor<[3, 1]>>(s)
  const e = tf.mean(s)
  expectType<tf.Tensor<[]>>(e)
}

/** What the program means is said by a declared shape, in either way. */
export namespace safe {
  declare const x: tf.Tensor<[3, 2]>
  declare const w: tf.Tensor<[2, 1]>
  const y = tf.matMul(x, w)
  declare const t: tf.Tensor<[3]>
  // @ts-expect-error ensureShape: is [3, 3], expected [3, 1]: axis 1 is 3 vs 1
  tf.ensureShape(tf.sub(t, y), [3, 1])
  // @ts-expect-error Type 'Tensor<[3, 3], "float32">' is not assignable to type 'Tensor<[3, 1], "float32">'
  export const d: tf.Tensor<[3, 1]> = tf.sub(t, y)
}
