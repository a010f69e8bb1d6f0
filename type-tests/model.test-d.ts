import { expectType } from 'tsd'
import * as tf from 'tupleflow'

const image = tf.input({ shape: [28, 28, 1] })
const flat = tf.layers.flatten()(image)
const m = tf.model({ inputs: image, outputs: tf.layers.dense({ units: 10, activation: 'softmax' })(flat) })
declare const data: tf.Tensor<[4, 28, 28, 1]>
declare const many: tf.Tensor<[number, 28, 28, 1]>
declare const wrong: tf.Tensor<[4, 28, 28, 3]>
declare const rows: tf.Tensor<[4, 10]>
declare const ids: tf.Tensor<[4], 'int32'>
declare const column: tf.Tensor<[4, 1]>
declare const few: tf.Tensor<[3, 10]>
declare const anyRank: tf.Tensor
declare const anything: any

expectType<tf.Model<tf.SymbolicTensor<['batch', 28, 28, 1]>, tf.SymbolicTensor<['batch', 10]>>>(m)
expectType<tf.Tensor<[4, 10]>>(m.predict(data))
expectType<tf.Tensor<[number, 10]>>(m.predict(many, { batchSize: 8 }))
expectType<tf.Tensor<[number, 10]>>(m.predict(anyRank))
expectType<tf.Tensor<[number, 10]>>(m.predict(anything))
expectType<tf.Tensor<[4, 10]>>(m(data))
expectType<tf.Tensor<[4, 10]>>(m.apply(data, { training: true }))
expectType<tf.SymbolicTensor<['pair', 10]>>(m(tf.input({ batchShape: ['pair', 28, 28, 1] })))
expectType<tf.SymbolicTensor<['2*batch', 10]>>(m({} as tf.SymbolicTensor<['2*batch', 28, 28, 1]>))

// @ts-expect-error predict: x is [4, 28, 28, 3], the model expects [batch, 28, 28, 1]: axis 3 is 3 vs 1
m.predict(wrong)
// @ts-expect-error model: x is [4, 28, 28, 3], the model expects [batch, 28, 28, 1]: axis 3 is 3 vs 1
m(wrong)
// @ts-expect-error predict: x is [4, 10], the model expects [batch, 28, 28, 1]: the rank is 2 vs 4
m.predict(rows)
// @ts-expect-error predict: x is not a tensor
m.predict([data])

// As a statement, compile leaves the loss open: labels may be rows, or class numbers in both forms.
m.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' })
m.fit(data, ids, { epochs: 2 })
m.fit(data, column)
m.fit(data, rows)
m.fit(many, anyRank)
// @ts-expect-error fit: y is [4, 7], the loss expects [batch, 10]: axis 1 is 7 vs 10
m.fit(data, {} as tf.Tensor<[4, 7]>)
// @ts-expect-error fit: 'batch' is 4 in x and 3 in y
m.fit(data, {} as tf.Tensor<[3]>)
// @ts-expect-error fit: x is [4, 28, 28, 3], the model expects [batch, 28, 28, 1]: axis 3 is 3 vs 1
m.fit(wrong, ids)
expectType<tf.Tensor<[]> | [tf.Tensor<[]>, ...tf.Tensor<[]>[]]>(m.evaluate(data, rows))

const sparse = m.compile({ optimizer: tf.train.sgd(0.1), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] })
sparse.fit(data, ids)
sparse.fit(data, column)
// @ts-expect-error fit: y is [4, 10], the loss expects [batch, 1]: axis 1 is 10 vs 1
sparse.fit(data, rows)
expectType<[tf.Tensor<[]>, tf.Tensor<[]>]>(sparse.evaluate(data, ids))
expectType<Promise<[number, number]>>(sparse.trainOnBatch(data, ids))
// @ts-expect-error evaluate: y is [4, 10], the loss expects [batch, 1]: axis 1 is 10 vs 1
sparse.evaluate(data, rows)
// @ts-expect-error trainOnBatch: y is [4, 10], the loss expects [batch, 1]: axis 1 is 10 vs 1
sparse.trainOnBatch(data, rows)

const dense = m.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
dense.fit(data, rows)
// @ts-expect-error fit: y is [4], the loss expects [batch, 10]: the rank is 1 vs 2
dense.fit(data, ids)
// @ts-expect-error fit: 'batch' is 4 in x and 3 in y
dense.fit(data, few)
expectType<tf.Tensor<[]>>(dense.evaluate(data, rows))
expectType<Promise<number>>(dense.trainOnBatch(data, rows))

// A function of tensors decides for itself what labels it takes.
const own = m.compile({ optimizer: 'sgd', loss: (_, y) => tf.sum(y), metrics: ['accuracy', 'meanSquaredError'] })
own.fit(data, few)
own.fit(data, ids)
expectType<[tf.Tensor<[]>, tf.Tensor<[]>, tf.Tensor<[]>]>(own.evaluate(data, ids))

// @ts-expect-error compile: 'mse' is not a known loss
m.compile({ optimizer: 'sgd', loss: 'mse' })
// @ts-expect-error compile: 'Adam' is not a known optimizer; did you mean 'adam'?
m.compile({ optimizer: 'Adam', loss: 'meanSquaredError' })
// @ts-expect-error compile: 'recall' is not a known metric
m.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['accuracy', 'recall'] })
// @ts-expect-error compile: there is no option 'metric'; did you mean 'metrics'?
m.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metric: ['accuracy'] })

const [a, b] = [tf.input({ shape: ['seq', 2] }), tf.input({ shape: ['seq'] })]
const [first, second] = [tf.layers.dense({ units: 1 })(a), tf.layers.dense({ units: 5 })(a)]
declare const a7: tf.Tensor<[4, 7, 2]>
declare const b7: tf.Tensor<[4, 7]>
declare const b8: tf.Tensor<[4, 8]>
declare const y1: tf.Tensor<[4, 7, 1]>
declare const y5: tf.Tensor<[4, 7, 5]>

const listed = tf.model({ inputs: [a, b], outputs: [first, tf.mul(b, 2)] })
expectType<[tf.Tensor<[4, 7, 1]>, tf.Tensor<[4, 7]>]>(listed.predict([a7, b7]))
listed.predict([
  a7,
  // @ts-expect-error predict: 'seq' is 7 in x[0] and 8 in x[1]
  b8,
])
// @ts-expect-error predict: x[1] is missing
listed.predict([a7])
listed.predict([
  a7,
  b7,
  // @ts-expect-error predict: x[2] is not expected
  b7,
])
// @ts-expect-error predict: x is not a list of 2 tensors
listed.predict(a7)
const both = listed.compile({ optimizer: 'sgd', loss: ['meanSquaredError', 'binaryCrossentropy'] })
both.fit([a7, b7], [y1, b7])
both.fit(
  [a7, b7],
  [
    y1,
    // @ts-expect-error fit: 'seq' is 7 in x[0] and 8 in y[1]
    b8,
  ],
)
listed.compile({
  optimizer: 'sgd',
  loss: [
    'meanSquaredError',
    // @ts-expect-error compile: 'mae' is not a known loss
    'mae',
  ],
})

const named = tf.model({ inputs: { steps: a, text: b }, outputs: { second, first } })
expectType<{ first: tf.Tensor<[4, 7, 1]>; second: tf.Tensor<[4, 7, 5]> }>(named.predict({ steps: a7, text: b7 }))
named.predict({
  steps: a7,
  // @ts-expect-error predict: 'seq' is 7 in x.steps and 8 in x.text
  text: b8,
})
// @ts-expect-error predict: x.text is missing
named.predict({ steps: a7 })
named.predict({
  steps: a7,
  text: b7,
  // @ts-expect-error predict: x.more is not expected
  more: b7,
})
// @ts-expect-error predict: x is not a record of tensors
named.predict([a7, b7])
named
  .compile({ optimizer: 'sgd', loss: { first: 'meanSquaredError', second: 'sparseCategoricalCrossentropy' } })
  .fit({ steps: a7, text: b7 }, { first: y1, second: b7 })
named.compile({ optimizer: 'sgd', loss: 'meanSquaredError' }).fit(
  { steps: a7, text: b7 },
  {
    first: y1,
    // @ts-expect-error fit: y.second is [4, 7, 1], the loss expects [batch, seq, 5]: axis 2 is 1 vs 5
    second: y1,
  },
)
named.fit({ steps: a7, text: b7 }, { first: y1, second: y5 })
// A function beside a name: its parameters have their types.
named.compile({ optimizer: 'sgd', loss: { first: 'meanSquaredError', second: (t, p) => tf.square(tf.sub(t, p)) } })
listed.compile({
  optimizer: 'sgd',
  loss: ['huber', (t, p) => tf.sub(t, p)],
  metrics: ['accuracy', (t, p) => tf.sub(t, p)],
})
// @ts-expect-error compile: 'hube' is not a known loss; did you mean 'huber'?
named.compile({ optimizer: 'sgd', loss: { first: 'hube', second: 'huber' } })
// @ts-expect-error compile: 'nothing' is not a known loss
named.compile({ optimizer: 'sgd', loss: 'nothing' })

// Sizes that are calculated of names.
const halves = tf.input({ shape: ['2*h'] })
// @ts-expect-error predict: 5 in x is not of the form 2*h
tf.model({ inputs: halves, outputs: halves }).predict(tf.zeros([4, 5]))
const product = tf.input({ shape: ['a*b'] })
// @ts-expect-error predict: cannot determine a from a*b; give 'a' its own dimension
tf.model({ inputs: product, outputs: product }).predict(tf.zeros([4, 6]))

// Any model.
export function count(model: tf.Model): number {
  return model.countParams()
}
