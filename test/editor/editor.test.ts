// What editors show, asked of the language servers of TypeScript 5.9 and 7 themselves: what is offered while somebody
// types, and hovers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { activations } from '../../src/activations.js'
import { compilers, type Compiler } from '../laws/harness/compile.js'
import { Asking } from './harness/asking.js'
import { startEditor, workspace, type Editor } from './harness/servers.js'

const program = `import * as tf from 'tupleflow'
const a = tf.input({ shape: [10] })
const b = tf.input({ shape: ['seq', 4] })
const image = tf.input({ shape: ['h', 28, 3] })
const single = tf.model({ inputs: a, outputs: tf.layers.dense({ units: 3 })(a) })
const pair = tf.model({ inputs: { left: a, right: b }, outputs: { sum: tf.layers.dense({ units: 3 })(a), other: b } })
const [left, right, sum, other] = [tf.zeros([4, 10]), tf.zeros([4, 5, 4]), tf.zeros([4, 3]), tf.zeros([4, 5, 4])]
`
const names = (of: object) => Object.keys(of).sort()
const [activationNames, lossNames, metricNames] = [names(activations), names(tf.train.losses), names(tf.train.metrics)]
const optimizerNames = ['adam', 'momentum', 'rmsprop', 'sgd']
const dtypes = ['bool', 'complex64', 'float32', 'int32', 'string']
const initializerNames = names(tf.initializers)
const kernel = ['kernelConstraint', 'kernelInitializer', 'kernelRegularizer']
const bias = ['biasConstraint', 'biasInitializer', 'biasRegularizer', 'useBias']
const every = ['batchInputShape', 'inputShape', 'name', 'trainable']
const hooks = ['onBatchBegin', 'onBatchEnd', 'onEpochBegin', 'onEpochEnd', 'onTrainBegin', 'onTrainEnd']
const fitOptions = ['batchSize', 'callbacks', 'epochs', 'shuffle', 'validationData', 'validationSplit', 'verbose']
const common = ['clipnorm', 'clipvalue', 'globalClipnorm', 'learningRate', 'weightDecay']

const offered: readonly (readonly [line: string, names: readonly string[]])[] = [
  [`single.compile({ optimizer: 'sgd', loss: '|' })`, lossNames],
  [`single.compile({ optimizer: 'sgd', loss: 'mean|' })`, lossNames],
  [`single.compile({ optimizer: 'sgd', loss: 'huber', metrics: ['|'] })`, metricNames],
  [`single.compile({ optimizer: 'sgd', loss: 'huber', metrics: ['accuracy', 'acc|'] })`, metricNames],
  [`single.compile({ optimizer: '|', loss: 'huber' })`, optimizerNames],
  [`single.compile({ optimizer: 'ad|', loss: 'huber' })`, optimizerNames],
  [`single.compile({ | })`, ['loss', 'metrics', 'optimizer']],
  [`pair.compile({ optimizer: 'sgd', loss: '|' })`, lossNames],
  [`pair.compile({ optimizer: 'sgd', loss: { | } })`, ['other', 'sum']],
  [`pair.compile({ optimizer: 'sgd', loss: { sum: 'huber', | } })`, ['other']],
  [`pair.compile({ optimizer: 'sgd', loss: { sum: '|' } })`, lossNames],
  [`pair.compile({ optimizer: 'sgd', loss: { sum: 'huber', other: 'mean|' } })`, lossNames],
  [`pair.predict({ | })`, ['left', 'right']],
  [`pair.predict({ left, | })`, ['right']],
  [`pair.fit({ | }, { sum, other })`, ['left', 'right']],
  [`pair.fit({ left, right }, { | })`, ['other', 'sum']],
  [`pair.fit({ left, right }, { sum, | })`, ['other']],
  [`pair.evaluate({ left, right }, { | })`, ['other', 'sum']],
  [`pair.trainOnBatch({ | }, { sum, other })`, ['left', 'right']],
  [`single.fit(left, sum, { | })`, fitOptions],
  [`single.fit(left, sum, { callbacks: { | } })`, [...hooks, 'setModel', 'setParams']],
  [`tf.callbacks.earlyStopping({ monitor: 'loss', mode: '|' })`, ['auto', 'max', 'min']],
  [`tf.layers.dense({ | })`, [...bias, ...every, ...kernel, 'activation', 'units'].sort()],
  [`tf.layers.dense({ units: 3, activation: '|' })`, activationNames],
  [`tf.layers.dense({ units: 3, activation: 're|' })`, activationNames],
  [`tf.layers.dense({ units: 3, kernelInitializer: '|' })`, initializerNames],
  [`tf.layers.dense({ units: 3, kernelInitializer: 'glorot|' })`, initializerNames],
  [`tf.layers.dense({ units: 3, kernelRegularizer: '|' })`, names(tf.regularizers)],
  [`tf.layers.dense({ units: 3, kernelConstraint: '|' })`, names(tf.constraints)],
  [`tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: '|' })`, ['same', 'valid']],
  [`tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: 's|' })`, ['same', 'valid']],
  [`tf.layers.flatten({ | })`, every],
  [`tf.layers.maxPooling2d({ padding: 'v|' })`, ['same', 'valid']],
  [`tf.layers.lstm({ units: 3 })(b, { | })`, ['initialState', 'mask', 'training']],
  [`tf.initializers.varianceScaling({ mode: '|' })`, ['fanAvg', 'fanIn', 'fanOut']],
  [`tf.train.adam({ | })`, ['beta1', 'beta2', ...common, 'epsilon'].sort()],
  [`tf.cast(left, '|')`, dtypes],
  [`tf.cast(left, 'in|')`, dtypes],
  [`tf.zeros([2], '|')`, dtypes],
  [`tf.input({ | })`, ['batchShape', 'dtype', 'name', 'shape']],
  [`tf.input({ shape: [3], dtype: '|' })`, dtypes],
  [`tf.conv2d(tf.zeros([4, 4, 1]), tf.zeros([3, 3, 1, 8]), 1, '|')`, ['same', 'valid']],
  [`tf.conv2d(tf.zeros([4, 4, 1]), tf.zeros([3, 3, 1, 8]), 1, 'same', '|')`, ['NHWC']],
]

const hovers: readonly (readonly [line: string, text: string])[] = [
  [`const x| = tf.zeros([2, 3])`, `const x: tf.Tensor<[2, 3], "float32">`],
  [`const x| = tf.layers.dense({ units: 8 })(a)`, `const x: tf.SymbolicTensor<["batch", 8], "float32">`],
  [`const rows| = tf.reshape(b, [-1, 2])`, `const rows: tf.SymbolicTensor<["2*batch*seq", 2], "float32">`],
  [`const dense| = tf.layers.dense({ units: 16 })`, `const dense: tf.LayerOf<Dense<16>>`],
  [
    `const first| = tf.layers.dense({ units: 16, inputShape: [10] })`,
    `const first: tf.FirstLayer<Dense<16>, ["batch", 10]>`,
  ],
  [`const drop| = tf.layers.dropout({ rate: 0.5 })`, `const drop: tf.LayerOf<Dropout>`],
  [`const act| = tf.layers.activation({ activation: 'relu' })`, `const act: tf.LayerOf<Activation>`],
  [`const pool| = tf.layers.maxPooling2d()`, `const pool: tf.LayerOf<MaxPooling2d<2, 2, "valid">>`],
  [`const all| = tf.layers.globalAveragePooling2d()`, `const all: tf.LayerOf<GlobalAveragePooling2d>`],
  [`const join| = tf.layers.concatenate()`, `const join: tf.MergeLayer<Concatenate<-1>>`],
  [
    `singl|e`,
    `const single: tf.Model<tf.SymbolicTensor<["batch", 10], "float32">, tf.SymbolicTensor<["batch", 3], "float32">>`,
  ],
  [
    `const ready| = single.compile({ optimizer: 'sgd', loss: 'huber' })`,
    `const ready: tf.CompiledModel<tf.SymbolicTensor<["batch", 10], "float32">, tf.SymbolicTensor<["batch", 3], "float32">, "huber", readonly []>`,
  ],
  [
    `single.pre|dict(left)`,
    `(method) predict<tf.Tensor<[4, 10], "float32">, tf.BatchArgs>(x: tf.Tensor<[4, 10], "float32">, args?: tf.BatchArgs | null | undefined): tf.Tensor<[4, 3], "float32">`,
  ],
  [`single.sum|mary()`, `(method) summary(print?: (line: string) => void): void`],
]

describe.each(Object.keys(compilers) as Compiler[])('TypeScript %s', (compiler) => {
  const { file, remove } = workspace()
  let editor: Editor
  let asking: Asking
  beforeAll(async () => {
    editor = await startEditor(compiler, file)
    asking = new Asking(editor, program)
  })
  afterAll(() => {
    editor.stop()
    remove()
  })
  test.each(offered)('%s', async (line, expected) => {
    expect(await asking.completions(line)).toEqual(expected)
  })
  test.each(hovers)('%s', async (line, expected) => {
    // Documentation follows in the same text.
    expect((await asking.hover(line)).slice(0, expected.length)).toBe(expected)
  })
  test('the program is right', async () => {
    editor.change(program)
    expect((await editor.diagnostics()).filter((message) => !message.includes('is declared but'))).toEqual([])
  })
  test('half a name is refused by its sentence, on the config', async () => {
    editor.change(`${program}tf.layers.dense({ units: 3, activation: 'rel' })\n`)
    expect((await editor.diagnostics()).join('\n')).toContain(
      `to parameter of type '"dense: 'rel' is not a known activation; did you mean 'relu'?"'`,
    )
  })
})
