import { expectType } from 'tsd'
import * as tf from 'tupleflow'

expectType<tf.SymbolicTensor<['batch', 28, 28, 1]>>(tf.input({ shape: [28, 28, 1] }))
expectType<tf.SymbolicTensor<['batch']>>(tf.input({ shape: [] }))
expectType<tf.SymbolicTensor<['batch', 'seq'], 'int32'>>(tf.input({ shape: ['seq'], dtype: 'int32' }))
expectType<tf.SymbolicTensor<['batch', '16*h', '2*w+1']>>(tf.input({ shape: ['h*16', '1+2*w'], name: 'image' }))
expectType<tf.SymbolicTensor<['batch', number, 3]>>(tf.input({ shape: [null, 3] }))
expectType<tf.SymbolicTensor<[32, 10]>>(tf.input({ batchShape: [32, 10] }))
expectType<tf.SymbolicTensor<['pair', 10]>>(tf.input({ batchShape: ['pair', 10] }))
declare const size: number
expectType<tf.SymbolicTensor<['batch', number]>>(tf.input({ shape: [size] }))

// @ts-expect-error input: shape: -1 is not a size
tf.input({ shape: [-1, 3] })
// @ts-expect-error input: shape: 2.5 is not a size
tf.input({ shape: [2.5] })
// @ts-expect-error input: shape: 'a b' is not a size
tf.input({ shape: ['a b'] })
// @ts-expect-error input: takes an object of options, got a function
tf.input(() => [3])
// @ts-expect-error input: there is no option 'sparse'
tf.input({ shape: [3], sparse: true })
