/** Everything that is neither an op nor a definition: how to call it rightly. */
import * as core from '@tensorflow/tfjs-core'
import { LayerInstance } from '../../../src/layers/layer.js'
import { ModelInstance } from '../../../src/modelInstance.js'
import * as tf from '../../../src/index.js'
import type { Callee, RightCall } from './check.js'

// What the compiler knows of the arguments does not matter here.
const any = tf as unknown as { readonly [name: string]: (...args: readonly unknown[]) => unknown }
type Method = { readonly [name: string]: (...args: readonly unknown[]) => unknown }

const square = (x: tf.AnyTensor) => tf.mul(x, x)
const quiet = () => {}
const lists = ['[]', '[1, 2]']

function call(
  name: string,
  right: () => RightCall,
  takes: Callee['takes'] = {},
  says: readonly string[] = [name.slice(name.lastIndexOf('.') + 1)],
): Callee {
  return { name, right, takes, says, ...(name === 'model.fit.epochs' && { spared: ['2 ** 31'] }) }
}
/** A function of the index with right arguments. */
function plain(name: string, least: number, args: () => readonly unknown[], takes?: Callee['takes'], says?: string[]) {
  return call(name, () => ({ call: any[name]!, args: args(), least }), takes, says)
}

const x = () => tf.input({ shape: [3] })
function compiled() {
  const input = x()
  const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 })(input) })
  return model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
}
const data = () => [tf.ones([4, 3]), tf.ones([4, 1])] as const
/** A method of a compiled model. */
function method(name: string, least: number, args: () => readonly unknown[], takes?: Callee['takes'], says?: string[]) {
  const right = (): RightCall => {
    const model = compiled() as unknown as Method
    // Its weights take memory when they are first needed, which is no fault of the call at hand.
    ;(model as unknown as tf.Model).getWeights().forEach((weight) => weight.dispose())
    return { call: (...given) => model[name]!(...given), args: args(), least }
  }
  return call(`model.${name}`, right, takes, says)
}

const gradients: Callee[] = [
  plain('grad', 1, () => [square], { 0: ['function'] }),
  plain('grads', 1, () => [square], { 0: ['function'] }),
  plain('valueAndGrad', 1, () => [square], { 0: ['function'] }),
  plain('valueAndGrads', 1, () => [square], { 0: ['function'] }),
  plain('customGrad', 1, () => [(value: tf.AnyTensor) => ({ value, gradFunc: (dy: tf.AnyTensor) => dy })], {
    0: ['function'],
  }),
  plain('variableGrads', 1, () => {
    const variable = tf.variable(tf.ones([2]))
    return [() => tf.sum(variable as tf.Tensor), [variable]]
  }),
  call(
    'grad(f)',
    () => ({ call: any['grad']!(square) as RightCall['call'], args: [tf.ones([2])], least: 1 }),
    { 0: ['eager'] },
    ['grad'],
  ),
  call(
    'grads(f)',
    () => ({ call: any['grads']!(square) as RightCall['call'], args: [[tf.ones([2])]], least: 1 }),
    // Without arguments the function itself finds out.
    {},
    ['grads', 'mul'],
  ),
  call(
    'grad(f), weighed',
    () => ({ call: any['grad']!(square) as RightCall['call'], args: [tf.ones([2]), tf.ones([2])], least: 1 }),
    {},
    ['grad'],
  ),
  call(
    'customGrad(f)',
    () => {
      const f = any['customGrad']!((value: tf.AnyTensor) => ({ value, gradFunc: (dy: tf.AnyTensor) => dy }))
      return { call: f as RightCall['call'], args: [tf.ones([2])], least: 1 }
    },
    { 0: ['eager', 'symbolic'] },
    ['customGrad'],
  ),
]

const graphs: Callee[] = [
  plain('input', 1, () => [{ shape: [3] }], { 0: ['{ shape, dtype }'] }),
  ...Object.entries({ shape: [3], batchShape: [2, 3], dtype: 'int32', name: 'x' }).map(([option, right]) =>
    call(
      `input.${option}`,
      () => ({
        call: (value) => any['input']!({ ...(option === 'batchShape' ? {} : { shape: [3] }), [option]: value }),
        args: [right],
        least: option === 'shape' ? 1 : 0,
      }),
      { 0: option === 'name' ? ["'x'"] : [...lists, "['x']", '[null]', 'numbers and text'] },
      ['input'],
    ),
  ),
  plain('model', 1, () => {
    const a = x()
    return [{ inputs: a, outputs: tf.add(a, 1) }]
  }),
  call(
    'model.inputs',
    () => ({
      call: (inputs) => {
        const a = x()
        return any['model']!({ inputs: inputs === 'right' ? a : inputs, outputs: tf.add(a, 1) })
      },
      args: ['right'],
      least: 1,
    }),
    {},
    ['model'],
  ),
  call(
    'model.outputs',
    () => ({
      call: (outputs) => {
        const a = x()
        return any['model']!({ inputs: a, outputs: outputs === 'right' ? tf.add(a, 1) : outputs })
      },
      args: ['right'],
      least: 1,
    }),
    {},
    ['model'],
  ),
  plain('sequential', 1, () => [{ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }]),
  call(
    'sequential.layers',
    () => ({
      call: (layers) => any['sequential']!({ layers }),
      args: [[tf.layers.dense({ units: 2, inputShape: [3] })]],
      least: 1,
    }),
    {},
    ['sequential'],
  ),
  call(
    'sequential.layers[1]',
    () => ({
      call: (link) => any['sequential']!({ layers: [tf.layers.dense({ units: 2, inputShape: [3] }), link] }),
      args: [tf.layers.dense({ units: 2 })],
      least: 1,
    }),
    {},
    ['sequential'],
  ),
  plain('jit', 1, () => [square], { 0: ['function'] }),
  call(
    'jit(f)',
    () => ({
      call: any['jit']!((a: tf.AnyTensor) => tf.add(a, 1)) as RightCall['call'],
      args: [tf.ones([2]), tf.ones([2])],
      least: 1,
    }),
    {
      0: ['number', 'noNumber', 'flag', 'eager', 'symbolic'],
      1: ['nothing', 'number', 'noNumber', 'text', 'flag', 'eager', 'symbolic'],
    },
    ['jit', 'add'],
  ),
  call(
    'jit(f), what it returns',
    () => ({
      call: (answer) => (any['jit']!((_: unknown) => answer) as RightCall['call'])(1),
      args: [tf.ones([2])],
      least: 1,
    }),
    { 0: ['eager', '[]', '{}', 'an object without a prototype'] },
    ['jit'],
  ),
  call('jit(f).printPlans', () => ({ call: (any['jit']!(square) as Method)['printPlans']!, args: [quiet], least: 0 }), {
    0: ['function'],
  }),
  plain(
    'scan',
    3,
    () => [
      ([sum]: readonly tf.Tensor[], each: tf.Tensor) => [[tf.add(sum!, each)], each],
      [tf.zeros([2])],
      tf.ones([3, 2]),
      {},
    ],
    { 2: ['eager'], 3: ['object'] },
    ['scan', 'add'],
  ),
  plain('assertShape', 2, () => [tf.ones([2, 3]), [2, 3], 'float32']),
]

const models: Callee[] = [
  method('predict', 1, () => [tf.ones([4, 3]), {}], { 1: ['object'] }),
  method('apply', 1, () => [tf.ones([4, 3]), {}], { 1: ['object'] }, ['model']),
  method('compile', 1, () => [{ optimizer: 'sgd', loss: 'meanSquaredError' }]),
  method('fit', 2, () => [...data(), {}], { 2: ['object'] }),
  method('evaluate', 2, () => [...data(), {}], { 2: ['object'] }),
  method('trainOnBatch', 2, () => [...data()]),
  method('setWeights', 1, () => [[tf.zeros([3, 1]), tf.zeros([1])]], {}, ['model_#']),
  method('summary', 0, () => [quiet], { 0: ['function'] }),
  method('printPlans', 0, () => [quiet], { 0: ['function'] }),
  ...Object.entries({
    batchSize: 2,
    epochs: 1,
    shuffle: false,
    validationSplit: 0,
    validationData: 'right',
    callbacks: {},
    verbose: 0,
  }).map(([option, right]) =>
    call(
      `model.fit.${option}`,
      () => {
        const model = compiled() as unknown as Method
        const [a, b] = data()
        ;(model as unknown as tf.Model).getWeights().forEach((weight) => weight.dispose())
        return {
          call: (value) => model['fit']!(a, b, { [option]: value === 'right' ? [a, b] : value }),
          args: [right],
          least: 0,
        }
      },
      {
        0:
          option === 'callbacks' ? ['object', '[]', '[{}]']
          : option === 'shuffle' ? ['flag']
          : option === 'batchSize' ? ['2 ** 31']
          : [],
      },
      ['fit'],
    ),
  ),
  ...Object.entries({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['meanSquaredError'] }).map(
    ([option, right]) =>
      call(
        `model.compile.${option}`,
        () => {
          const model = compiled() as unknown as Method
          return {
            call: (value) => {
              model['compile']!({ optimizer: 'sgd', loss: 'meanSquaredError', [option]: value })
            },
            args: [right],
            least: option === 'metrics' ? 0 : 1,
          }
        },
        {
          0:
            option === 'loss' ? ['function']
            : option === 'metrics' ? ['[]']
            : [],
        },
        ['compile'],
      ),
  ),
  ...['loss', 'metrics'].map((option) =>
    call(
      `what a function of compile.${option} returns`,
      () => {
        const [a, b] = data()
        const answer = { now: undefined as unknown }
        return {
          call(value) {
            answer.now = value
            const own = () => (answer.now === 'right' ? tf.scalar(1) : answer.now)
            const model = compiled() as unknown as Method
            model['compile']!({ optimizer: 'sgd', loss: 'meanSquaredError', [option]: option === 'loss' ? own : [own] })
            const result = model['evaluate']!(a, b)
            model['dispose']!()
            return result
          },
          args: ['right'],
          least: 1,
        }
      },
      { 0: ['eager'] },
      ['own', 'mean'],
    ),
  ),
]

const layers: Callee[] = [
  plain('layer', 1, () => [{ call: () => (a: tf.AnyTensor) => tf.add(a, 1) }]),
  ...Object.entries({
    kind: 'own',
    name: 'own',
    trainable: true,
    weights: {},
    states: {},
    mask: () => undefined,
    config: {},
    call: () => (a: tf.AnyTensor) => a,
  }).map(([option, right]) =>
    call(
      `layer.${option}`,
      () => ({
        call: (value) => any['layer']!({ call: () => (a: tf.AnyTensor) => a, [option]: value }),
        args: [right],
        least: option === 'call' ? 1 : 0,
      }),
      {
        0: [
          ...(/kind|name/.test(option) ? ["'x'"] : []),
          ...(option === 'trainable' ? ['flag'] : []),
          ...(/weights|states/.test(option) ? ['object', 'function'] : []),
          ...(/mask|call/.test(option) ? ['function'] : []),
          ...(option === 'config' ? ['object', 'a class instance', '{ shape, dtype }'] : []),
        ],
      },
      ['layer', 'x'],
    ),
  ),
  plain('weight', 1, () => [[2, 3], {}], { 0: lists, 1: ['object'] }),
  call(
    'layer.setWeights',
    () => {
      const layer = tf.layers.dense({ units: 2 })
      tf.dispose([layer(tf.ones([1, 3])), ...layer.getWeights()])
      return {
        call: (values) => layer.setWeights(values as core.Tensor[]),
        args: [[tf.zeros([3, 2]), tf.zeros([2])]],
        least: 1,
      }
    },
    {},
    ['setWeights', 'dense'],
  ),
  call('serialization.toConfig', () => ({
    call: tf.serialization.toConfig as RightCall['call'],
    args: [tf.layers.flatten()],
    least: 1,
  })),
  call('serialization.fromConfig', () => ({
    call: tf.serialization.fromConfig as RightCall['call'],
    args: [{ className: 'Flatten', config: {} }],
    least: 1,
  })),
  call(
    'serialization.fromConfig.className',
    () => ({
      call: (className) => tf.serialization.fromConfig({ className, config: {} } as never),
      args: ['Flatten'],
      least: 1,
    }),
    {},
    ['fromConfig'],
  ),
  call(
    'serialization.fromConfig.config',
    () => ({
      call: (config) => tf.serialization.fromConfig({ className: 'Flatten', config } as never),
      args: [{}],
      least: 1,
    }),
    { 0: ['object'] },
    ['fromConfig', 'flatten'],
  ),
  // Behind the others: what is registered stays.
  call(
    'serialization.registerLayer',
    () => ({
      call: tf.serialization.registerLayer as RightCall['call'],
      args: ['Own', () => tf.layers.flatten()],
      least: 2,
    }),
    { 0: ["'x'"], 1: ['function'] },
  ),
]

const calculated: Callee[] = (['add', 'sub', 'mul', 'floorDiv'] as const).map((name) =>
  call(
    `sizes.${name}`,
    () => ({ call: tf.sizes[name] as RightCall['call'], args: [12, 3], least: 2 }),
    { 0: ["'x'", '2 ** 31', 'null'], 1: name === 'floorDiv' ? ['2 ** 31'] : ["'x'", '2 ** 31', 'null'] },
    [`sizes.${name}`],
  ),
)

const small: Callee[] = [
  plain('setSeed', 1, () => [7], { 0: ['-7', '2 ** 31'] }),
  plain('getSeed', 0, () => []),
  plain('ready', 0, () => []),
  plain('getBackend', 0, () => []),
  plain('setBackend', 1, () => ['cpu']),
  plain('drawImage', 2, () => [[0, 1, 1, 0], 2], { 0: [...lists, 'a Float64Array'], 1: ['2 ** 31'] }),
  plain('variable', 1, () => [tf.ones([2]), true, undefined, 'float32'], { 0: ['eager'], 1: ['flag'], 2: ['text'] }),
  call(
    'variable.assign',
    () => {
      const variable = tf.variable(tf.zeros([2]))
      return { call: (value) => variable.assign(value as core.Tensor), args: [tf.ones([2])], least: 1 }
    },
    {},
    ['assign'],
  ),
  call(
    'optimizer.learningRate',
    () => {
      const optimizer = tf.train.sgd(0.1)
      return { call: (rate) => void (optimizer.learningRate = rate as number), args: [0.5], least: 1 }
    },
    { 0: ['1.5', '2 ** 31'] },
    ['sgd'],
  ),
  call(
    'optimizer.dispose',
    () => ({ call: tf.train.sgd(0.1).dispose.bind(tf.train.sgd(0.1)) as RightCall['call'], args: [[]], least: 0 }),
    { 0: ['[]'] },
    ['dispose'],
  ),
]

export function otherCallees(): Callee[] {
  return [...gradients, ...graphs, ...models, ...layers, ...calculated, ...small]
}

/** Functions of the index that are not called here, with the reason. */
const notCalled: { readonly [name: string]: string } = {
  SymbolicTensor: 'made by ops and tf.input',
  ShapeError: 'made by what refuses',
  'sizes.sizeRule': 'a rule, which answers',
  'train.Optimizer': 'made by tf.train.sgd and its like',
  dispose: 'is tfjs-core’s own',
  keep: 'is tfjs-core’s own',
  memory: 'is tfjs-core’s own',
  tidy: 'is tfjs-core’s own',
}
/** Folders of definitions are called under other names than those of the index. */
const folders: { readonly [name: string]: string } = {
  'train.losses': 'losses',
  'train.metrics': 'metrics',
  'train.schedules': 'schedules',
  train: 'optimizers',
  // The ops themselves.
  math: '',
}
/** Every function of the index and of what it makes that takes arguments, by the name of its callee. */
export function publicNames(): string[] {
  const found: string[] = []
  const visit = (record: object, path: string): void => {
    for (const [name, value] of Object.entries(record) as [string, unknown][]) {
      const own = path === '' ? name : `${path}.${name}`
      if (typeof value === 'object' && value !== null) visit(value, own)
      else if (typeof value === 'function' && !(own in notCalled)) found.push(`${folders[path] ?? path}.${name}`)
    }
  }
  visit(tf, '')
  const methods = (prototype: object, path: string) =>
    Object.getOwnPropertyNames(prototype)
      .filter((name) => {
        const { value } = Object.getOwnPropertyDescriptor(prototype, name)! as { value?: unknown }
        return typeof value === 'function' && name !== 'constructor' && value.length > 0 && !internal.includes(name)
      })
      .map((name) => `${path}.${name}`)
  return [
    ...found.map((name) => name.replace(/^\./, '')),
    ...methods(ModelInstance.prototype, 'model'),
    ...methods(LayerInstance.prototype, 'layer'),
  ]
}
/** Methods that types keep from users. */
const internal = [
  'settingsFor',
  'alone',
  'run',
  'assertTakes',
  'wanted',
  'build',
  'made',
  'assertSameWeights',
  'eagerly',
  'call',
]
