import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { CompileArg } from '../src/train/compile.js'

const x = tf.input({ shape: [3] })
const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 10 })(x) })
declare const data: tf.Tensor<[4, 3]>
declare const rows: tf.Tensor<[4, 10]>
declare const ids: tf.Tensor<[4]>

// A configured loss says what labels it takes, as its name does.
const { losses, metrics, schedules } = tf.train
const sparse = m.compile({ optimizer: 'rmsprop', loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }) })
sparse.fit(data, ids)
// @ts-expect-error fit: y is [4, 10], the loss expects [batch, 1]: axis 1 is 10 vs 1
sparse.fit(data, rows)
const smooth = m.compile({ optimizer: 'sgd', loss: losses.categoricalCrossentropy({ labelSmoothing: 0.1 }) })
smooth.fit(data, rows)
// @ts-expect-error fit: y is [4], the loss expects [batch, 10]: the rank is 1 vs 2
smooth.fit(data, ids)
const huber = m.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.binaryAccuracy({ threshold: 0.7 })] })
// @ts-expect-error fit: y is [4], the loss expects [batch, 10]: the rank is 1 vs 2
huber.fit(data, ids)
expectType<[tf.Tensor<[]>, tf.Tensor<[]>]>(huber.evaluate(data, rows))
// Either form, and no other, when it is not known which loss there is.
declare const either: 'huber' | 'sparseCategoricalCrossentropy'
const one = m.compile({ optimizer: 'sgd', loss: either })
one.fit(data, rows)
one.fit(data, ids)
// @ts-expect-error fit: y is [4, 3], the loss expects [batch, 10]: axis 1 is 3 vs 10
one.fit(data, data)

// Names are known, and what may have been meant.
// @ts-expect-error compile: 'hubr' is not a known loss; did you mean 'huber'?
m.compile({ optimizer: 'sgd', loss: 'hubr' })
// @ts-expect-error compile: 'RMSProp' is not a known optimizer; did you mean 'rmsprop'?
m.compile({ optimizer: 'RMSProp', loss: 'huber' })
// @ts-expect-error compile: 'acuracy' is not a known metric; did you mean 'accuracy'?
m.compile({ optimizer: 'sgd', loss: 'huber', metrics: ['acuracy'] })
// @ts-expect-error binaryCrossentropy: there is no option 'labelSmooting'; did you mean 'labelSmoothing'?
losses.binaryCrossentropy({ labelSmooting: 0.1 })

// @ts-expect-error compile: 'mse' is not a known loss; did you mean 'meanSquaredError'?
m.compile({ optimizer: 'sgd', loss: 'mse' })
// @ts-expect-error compile: metrics is a list, got 'accuracy'
m.compile({ optimizer: 'sgd', loss: 'huber', metrics: 'accuracy' })
// @ts-expect-error compile: 'loss' is missing
m.compile({ optimizer: 'sgd' })
// @ts-expect-error compile: optimizer is what adam makes, got the function itself; call it, as in adam()
m.compile({ optimizer: tf.train.adam, loss: 'huber' })
// @ts-expect-error compile: loss is a name, a loss or a function, got 3
m.compile({ optimizer: 'sgd', loss: 3 })
const parts = { a: tf.layers.dense({ units: 1 })(x), b: tf.layers.dense({ units: 2 })(x) }
const forked = tf.model({ inputs: x, outputs: parts })
forked.compile({ optimizer: 'sgd', loss: { a: 'huber', b: (_, y) => tf.sum(y) } })
// @ts-expect-error compile: there is no loss for output b
forked.compile({ optimizer: 'sgd', loss: { a: 'huber' } })
// @ts-expect-error compile: there is no output 'c'; there is 'a' and 'b'
forked.compile({ optimizer: 'sgd', loss: { a: 'huber', b: 'huber', c: 'huber' } })
const pair = tf.model({ inputs: x, outputs: [parts.a, parts.b] })
// @ts-expect-error compile: there is no loss for output 1
pair.compile({ optimizer: 'sgd', loss: ['huber'] })
// @ts-expect-error compile: there is no output '2'; there is '0' and '1'
pair.compile({ optimizer: 'sgd', loss: ['huber', 'huber', 'huber'] })
declare const each: { readonly [output: string]: 'huber' }
forked.compile({ optimizer: 'sgd', loss: each })
type Said<C> = CompileArg<C, typeof parts>
expectType<'compile: there is no loss for output b'>({} as Said<{ optimizer: 'sgd'; loss: { a: 'huber' } }>['loss'])
expectType<"compile: metrics is a list, got 'accuracy'">(
  {} as Said<{ optimizer: 'sgd'; loss: 'huber'; metrics: 'accuracy' }>['metrics'],
)
expectType<"compile: 'loss' is missing">({} as Said<{ optimizer: 'sgd' }>)
// @ts-expect-error compile: takes an object of options, as in { loss, optimizer }, got a function
m.compile(() => 'sgd')

// TensorFlow.js' arguments, or one object of options.
expectType<tf.train.Optimizer>(tf.train.adam())
expectType<tf.train.Optimizer>(tf.train.adam(0.1, 0.9, 0.99, 1e-7))
expectType<tf.train.Optimizer>(tf.train.momentum(null, 0.9, true))
expectType<tf.train.Optimizer>(tf.train.rmsprop(0.1, 0.9, 0, 1e-7, true))
expectType<tf.train.Optimizer>(tf.train.sgd({ clipnorm: 1 }))
const decay = schedules.cosineDecay({ initialLearningRate: 0.1, decaySteps: 100 })
expectType<tf.train.Optimizer>(tf.train.adam(decay))
expectType<tf.train.Optimizer>(tf.train.adam({ learningRate: decay, beta1: 0.8, weightDecay: 0.01 }))
expectType<tf.train.Optimizer>(tf.train.sgd((step) => tf.div(1, tf.add(step, 1))))
// @ts-expect-error Expected 0-4 arguments, but got 5.
tf.train.adam(0.1, 0.9, 0.99, 1e-7, { clipnorm: 1 })
// @ts-expect-error adam: there is no option 'clipNorm'; did you mean 'clipnorm'?
tf.train.adam({ clipNorm: 1 })
// @ts-expect-error adam: there is no option 'useNesterov'
tf.train.adam({ learningRate: 0.1, useNesterov: true })
// @ts-expect-error Argument of type 'string' is not assignable to parameter of type 'number'.
tf.train.adam(0.1, '0.9')

// The options of fit, and data to validate on.
smooth.fit(data, rows, { epochs: 2, validationData: [data, rows] })
sparse.fit(data, ids, { validationData: [data, ids] })
// @ts-expect-error fit: validationData[0] is [4, 10], the model expects [batch, 3]: axis 1 is 10 vs 3
smooth.fit(data, rows, { validationData: [rows, rows] })
// @ts-expect-error fit: validationData[1] is [4, 10], the loss expects [batch, 1]: axis 1 is 10 vs 1
sparse.fit(data, ids, { validationData: [data, rows] })
// @ts-expect-error fit: takes an object of options, got a tensor
smooth.fit(data, rows, data)
// @ts-expect-error fit: takes an object of options, got a function
smooth.fit(data, rows, () => ({ epochs: 2 }))
// @ts-expect-error fit: takes an object of options
smooth.fit(data, rows, 3n)
// @ts-expect-error fit: validationData is a pair [x, y], got [a tensor]
smooth.fit(data, rows, { validationData: [data] })
// @ts-expect-error fit: give 'validationSplit' or 'validationData', not both
smooth.fit(data, rows, { validationSplit: 0.2, validationData: [data, rows] })
// @ts-expect-error fit: there is no option 'epoch'; did you mean 'epochs'?
smooth.fit(data, rows, { epoch: 2 })
// @ts-expect-error fit: validationSplit is a number in [0, 1), got 20
smooth.fit(data, rows, { validationSplit: 20 })
// @ts-expect-error predict: batchSize is an integer of at least 1, got '3'
smooth.predict(data, { batchSize: '3' })
declare const options: tf.FitArgs
smooth.fit(data, rows, options)

// One callback, or a list; objects, objects of a class, configured ones.
class Log {
  onEpochEnd(epoch: number, logs: tf.Logs) {
    console.log(epoch, logs['loss'])
  }
}
const stop = tf.callbacks.earlyStopping({ monitor: 'loss', patience: 2 })
smooth.fit(data, rows, { callbacks: stop })
smooth.fit(data, rows, { callbacks: [new Log(), stop, { onBatchEnd: (batch, { loss }) => console.log(batch, loss) }] })
smooth.fit(data, rows, null)
// @ts-expect-error fit: there is no callback 'onEpochEnds'; did you mean 'onEpochEnd'?
smooth.fit(data, rows, { callbacks: { onEpochEnds: () => undefined } })
// @ts-expect-error earlyStopping: 'maximum' is not a known mode
tf.callbacks.earlyStopping({ mode: 'maximum' })
smooth.stopTraining = true
expectType<tf.train.Optimizer | undefined>(smooth.optimizer)
