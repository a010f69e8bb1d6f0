import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const rows: tf.Tensor<[32, 10]>
declare const bias: tf.Tensor<[10]>

// The function's type stays: shapes, dtypes, the names of arguments, optional ones.
const normalise = tf.jit((x: tf.Tensor<[32, 10]>) => tf.div(tf.sub(x, tf.mean(x, -1, true)), 2))
expectType<tf.Tensor<[32, 10]>>(normalise(rows))
// @ts-expect-error the second size is 11
normalise(tf.zeros([32, 11]))
// @ts-expect-error an argument is missing
normalise()

// Generic functions stay generic.
const shifted = tf.jit(<B extends number, F extends number>(x: tf.Tensor<[B, F]>, b: tf.Tensor<[NoInfer<F>]>) =>
  tf.relu(tf.add(x, b)),
)
expectType<tf.Tensor<[32, 10]>>(shifted(rows, bias))
// @ts-expect-error the bias is of another size
shifted(rows, tf.zeros([11]))
const squared = tf.jit(<const S extends number[]>(x: tf.Tensor<S>) => tf.square(x))
expectType<tf.Tensor<[32, 10]>>(squared(rows))
expectType<tf.Tensor<[10]>>(squared(bias))

// Lists, records and what is compiled in.
const listed = tf.jit((list: [tf.Tensor<[4]>, tf.Tensor<[4]>], { scale }: { scale: tf.Tensor<[]> }, times: number) => ({
  sum: tf.mul(tf.add(list[0], list[1]), scale),
  whole: tf.cast(tf.mul(list[0], times), 'int32'),
}))
const { sum, whole } = listed([tf.zeros([4]), tf.ones([4])], { scale: tf.scalar(2) }, 3)
expectType<tf.Tensor<[4]>>(sum)
expectType<tf.Tensor<[4], 'int32'>>(whole)
// @ts-expect-error a number is wanted
listed([tf.zeros([4]), tf.ones([4])], { scale: tf.scalar(2) }, '3')

// What it adds.
expectType<void>(normalise.dispose())
expectType<void>(normalise.printPlans((line: string) => void line))

// A function must take and give tensors, or lists and records of them.
// @ts-expect-error a string is no tensor
tf.jit((x: tf.Tensor) => String(x))
// It goes where the function goes.
expectType<tf.Tensor<[32, 10]>>(tf.grad(normalise)(rows))
