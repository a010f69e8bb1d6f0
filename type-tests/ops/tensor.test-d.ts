import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { valuesRule } from '../../src/ops/common/values.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const list: number[]
declare const rows: number[][]
declare const anything: any

expectType<tf.Tensor<[2, 3]>>(
  tf.tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]),
)
expectType<tf.Tensor<[]>>(tf.tensor(3))
expectType<tf.Tensor<[0]>>(tf.tensor([]))
expectType<tf.Tensor<[2, 3]>>(tf.tensor([1, 2, 3, 4, 5, 6], [2, 3]))
expectType<tf.Tensor<[2, 3], 'int32'>>(tf.tensor([1, 2, 3, 4, 5, 6], [2, 3], 'int32'))
expectType<tf.Tensor<[2], 'bool'>>(tf.tensor([true, false]))
expectType<tf.Tensor<[2], 'string'>>(tf.tensor(['a', 'b']))
expectType<tf.Tensor<[number]>>(tf.tensor(list))
expectType<tf.Tensor<[number, number]>>(tf.tensor(rows))
expectType<tf.Tensor<[2, 3]>>(tf.tensor(list, [2, 3]))
expectType<tf.Tensor<[number]>>(tf.tensor(new Float32Array(3)))
expectType<tf.Tensor<[number], 'int32'>>(tf.tensor(new Uint8Array(3)))
expectType<tf.Tensor<[2, 3, 1]>>(
  tf.tensor(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [2, 3, 1],
  ),
)
tf.tensor(anything)
tf.tensor(anything, [2])
// @ts-expect-error tensor: 6 values do not fill [2, 4]
tf.tensor([1, 2, 3, 4, 5, 6], [2, 4])
// @ts-expect-error tensor: the rows have different lengths: 2 vs 3
tf.tensor([[1, 2], [1, 2, 3]]) // prettier-ignore
// @ts-expect-error tensor: the values are nested as [2, 3], not [3, 2]
tf.tensor([[1, 2, 3], [4, 5, 6]], [3, 2]) // prettier-ignore
// @ts-expect-error tensor: -1 is not a size
tf.tensor([1, 2], [-1])
// @ts-expect-error tensor: cannot make float32 of string
tf.tensor(['a'], [1], 'float32')
// @ts-expect-error tensor: cannot make complex64 of float32
tf.tensor([1], [1], 'complex64')
expectType<'tensor: 6 values do not fill [2, 4]'>(
  {} as Sentence<valuesRule<[1, 2, 3, 4, 5, 6], readonly [2, 4]>, 'tensor'>,
)
expectType<'tensor: the values are nested as [2, 3], not [3, 2]'>(
  {} as Sentence<valuesRule<[[1, 2, 3], [4, 5, 6]], readonly [3, 2]>, 'tensor'>,
)

// A value between rows is a row of length 0.
// @ts-expect-error tensor: the rows have different lengths: 0 vs 2
tf.tensor([1, [2, 3]])
// @ts-expect-error tensor: the rows have different lengths: 2 vs 0
tf.tensor([[2, 3], 1])
declare const someValue: any
tf.tensor([someValue, [1]])
tf.tensor([[1], someValue])
