import { expectType } from 'tsd'
import * as tf from 'tupleflow'

// What could be several things is unknown, at a cost that does not grow with how many they are. `any` is unknown and eager.

declare const sizes: tf.Tensor<[2 | 3, 4]>
declare const shapes: tf.Tensor<[2, 4]> | tf.Tensor<[3, 4]>
declare const ranks: tf.Tensor<[2, 4]> | tf.Tensor<[3]>
declare const symbolic: tf.SymbolicTensor<['batch', 4]> | tf.SymbolicTensor<['batch', 5]>
declare const anything: any

expectType<tf.Tensor<[number, 4]>>(tf.add(sizes, tf.zeros([2, 4])))
expectType<tf.Tensor<[4, 2 | 3]>>(tf.transpose(sizes))
expectType<tf.Tensor<number[]>>(tf.add(shapes, 1))
expectType<tf.Tensor<number[]>>(tf.add(ranks, shapes))
expectType<tf.Tensor<number[]>>(tf.matMul(shapes, tf.zeros([4, 5])))
expectType<tf.Tensor<number[]>>(tf.concat([shapes, shapes], 1))
expectType<tf.SymbolicTensor<number[]>>(tf.relu(symbolic))
expectType<Float32Array | Int32Array | Uint8Array>(tf.add(anything, 1).dataSync())
expectType<tf.Tensor<number[]>>(tf.relu(anything as tf.Tensor))

// Sixty of them, in any op.
type Some<N extends number> = N extends number ? tf.Tensor<[N, 4]> : never
declare const sixty: Some<
  0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31 | 32 | 33 | 34 | 35 | 36 | 37 | 38 | 39 | 40 | 41 | 42 | 43 | 44 | 45 | 46 | 47 | 48 | 49 | 50 | 51 | 52 | 53 | 54 | 55 | 56 | 57 | 58 | 59 // prettier-ignore
>
expectType<tf.Tensor<number[]>>(tf.add(sixty, sixty))
expectType<tf.Tensor<number[]>>(tf.concat([sixty, sixty], 1))
expectType<tf.Tensor<number[]>>(tf.matMul(sixty, tf.zeros([4, 5])))
expectType<tf.Tensor<number[]>>(tf.where(tf.greater(sixty, 0), sixty, sixty))
expectType<tf.Tensor<[number, 2, 2]>>(tf.reshape(sixty, [-1, 2, 2]))
expectType<tf.Tensor<number[]>>(tf.mean(sixty, 1))
expectType<tf.Tensor<number[]>>(tf.slice(sixty, [0, 1], [-1, 2]))
