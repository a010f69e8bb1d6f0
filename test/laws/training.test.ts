/** Every loss, metric, optimizer, schedule and callback keeps to these, by its definition. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import * as callbacks from '../../src/callbacks/index.js'
import { constraintKind } from '../../src/options/constraint.js'
import { fromWritten, written, type Configured, type Makers } from '../../src/options/definition.js'
import { initializerKind } from '../../src/options/initializer.js'
import { regularizerKind } from '../../src/options/regularizer.js'
import { lossKind } from '../../src/losses/kind.js'
import type { ConfiguredLoss } from '../../src/losses/loss.js'
import { metricKind } from '../../src/metrics/kind.js'
import type { ConfiguredMetric, Counted } from '../../src/metrics/metric.js'
import { decayed, limited, type Common } from '../../src/optimizers/common.js'
import { optimizerKind } from '../../src/optimizers/kind.js'
import type { Optimizer } from '../../src/optimizers/optimizer.js'
import { isRequired, type ValuesOf } from '../../src/options/option.js'
import { scheduleKind } from '../../src/schedules/kind.js'
import type { Schedule } from '../../src/schedules/schedule.js'
import { goldenFile } from '../support/golden.js'
import { numericGradient } from '../support/numeric.js'
import { Draw } from './harness/draw.js'
import { root } from './harness/compile.js'
import { seedOf } from './harness/random.js'
import { docOf, readSources } from './harness/sources.js'

/** A model as one that takes any data: what the compiler knows of its shapes does not matter here. */
interface AnyModel {
  compile(args: object): AnyModel
  evaluate(x: tf.AnyTensor, y: tf.AnyTensor, args?: tf.BatchArgs): tf.Tensor | tf.Tensor[]
}
/** Its output is its input, of rows in [0, 1] when they are. */
function identity(): AnyModel {
  const x = tf.input({ shape: [classes] })
  return tf.model({ inputs: x, outputs: tf.layers.activation({ activation: 'linear' })(x) }) as unknown as AnyModel
}

beforeAll(() => tf.setBackend('cpu'))

const folders = {
  losses: lossKind,
  metrics: metricKind,
  optimizers: optimizerKind,
  schedules: scheduleKind,
  callbacks: { what: 'a callback', makers: callbacks },
  initializers: initializerKind,
  regularizers: regularizerKind,
  constraints: constraintKind,
} as const
const seed = Number(process.env['SEED'] ?? 1)
type Made = Configured & { readonly kind: string }
type Make = (config?: object) => Made
const makersIn = (folder: keyof typeof folders) => folders[folder].makers as Makers<Made>
const all = (Object.keys(folders) as (keyof typeof folders)[]).flatMap((folder) =>
  Object.entries(makersIn(folder)).map(([name, make]) => ({ folder, name, make: make as Make & typeof make })),
)
const in_ = (folder: keyof typeof folders) => all.filter((each) => each.folder === folder)

/** A config of what the options say is right; options that exclude each other are drawn again. */
function drawn({ name, make }: (typeof all)[number], draw: Draw): Made {
  for (let attempt = 0; attempt < 100; attempt++) {
    const entries = Object.entries(make.definition.options)
      .filter(([, option]) => isRequired(option) || (option.samples.right.length > 0 && draw.chance(0.5)))
      .map(([option, { samples }]) => [option, draw.pick(samples.right)])
    try {
      return make(Object.fromEntries(entries) as object)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  throw new Error(`${name}: no config of its samples is right`)
}
function draws(each: (typeof all)[number], count: number): Made[] {
  const draw = new Draw(seedOf(each.name, seed))
  return Array.from({ length: count }, () => drawn(each, draw))
}

describe.each(all)('$folder: $name', (each) => {
  const { folder, make } = each
  const { options } = make.definition
  test('goes to a file and comes back the same', () => {
    for (const thing of draws(each, 10)) {
      const file = JSON.parse(JSON.stringify(written(thing, makersIn(folder)))) as ReturnType<typeof written>
      const again = fromWritten(folders[folder].what, makersIn(folder), file)
      expect(again.definition).toBe(thing.definition)
      expect(again.getConfig()).toEqual(thing.getConfig())
      expect(JSON.parse(JSON.stringify(thing.getConfig()))).toEqual(file.config)
    }
  })
  test('refuses what is wrong, and takes null for nothing', () => {
    for (const [option, { samples }] of Object.entries(options)) {
      for (const wrong of samples.wrong) {
        const others = Object.entries(options).filter(([other, o]) => other !== option && isRequired(o))
        const config = Object.fromEntries(others.map(([other, o]) => [other, o.samples.right[0]]))
        expect(() => make({ ...config, [option]: wrong }), `${option}: ${String(wrong)}`).toThrow(
          new RegExp(`^${make.definition.kind}: .*${option}`),
        )
      }
      if (Object.values(options).every((o) => !isRequired(o))) {
        expect(Object.keys(make({ [option]: null }).getConfig())).toEqual(Object.keys(make().getConfig()))
      }
    }
    expect(() => make({ thatIsNoOption: 1 })).toThrow(/: ('\w+' is missing|there is no option 'thatIsNoOption')/)
  })
  test('has samples of every option', () => {
    for (const [option, { samples }] of Object.entries(options)) {
      expect(samples.right.length, option).toBeGreaterThan(0)
      expect(samples.wrong.length, option).toBeGreaterThan(0)
    }
  })
})

const rows = 5
const classes = 3
const numbers = (tensor: tf.AnyTensor) => Array.from((tensor as tf.Tensor).dataSync())
function close(actual: readonly number[], expected: readonly number[], limit = 1e-5): void {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3)
  expect(actual).toHaveLength(expected.length)
  actual.forEach((value, i) => expect(Math.abs(value - expected[i]!) / scale).toBeLessThan(limit))
}
/** Predictions away from 0 and 1, in rows, and labels of a form for them. */
function samplesOf(draw: Draw, form: string, shape: readonly number[] = [rows, classes]) {
  const size = shape.reduce((product, each) => product * each, 1)
  const filled = (sizes: readonly number[], next: () => number) =>
    tf.tensor(Float32Array.from({ length: sizes.reduce((product, each) => product * each, 1) }, next), [
      ...sizes,
    ]) as tf.Tensor
  const predictions = filled(shape, () => draw.int(12, 88) / 100)
  const ids = filled(shape.slice(0, -1), () => draw.int(0, shape.at(-1)! - 1))
  if (form === 'class numbers') return { predictions, labels: ids, size }
  const hot = tf.oneHot(tf.cast(ids, 'int32'), shape.at(-1)!, 1, 0, 'float32') as tf.Tensor
  return { predictions, labels: hot, size }
}

describe.each(in_('losses'))('the loss $name', (each) => {
  const things = draws(each, 4) as unknown as ConfiguredLoss[]
  const form = things[0]!.definition.labels
  test('gives a number for each sample, planned and eager alike', () => {
    const draw = new Draw(seed)
    for (const loss of things) {
      for (const shape of [
        [rows, classes],
        [2, 4, classes],
      ]) {
        tf.tidy(() => {
          const { labels, predictions } = samplesOf(draw, form, shape)
          const apply = (y: tf.Tensor, p: tf.Tensor) => loss.apply(y, p) as tf.Tensor
          const eager = apply(labels, predictions)
          expect(eager.shape).toEqual(shape.slice(0, -1))
          expect(eager.dtype).toBe('float32')
          const planned = tf.jit(apply)
          close(numbers(planned(labels, predictions)), numbers(eager))
          planned.dispose()
        })
      }
    }
  })
  test('has the gradient of its differences', () => {
    const draw = new Draw(seed)
    for (const loss of things) {
      tf.tidy(() => {
        const { labels, predictions } = samplesOf(draw, form)
        const f = (p: tf.Tensor) => tf.sum(loss.apply(labels, p)) as tf.Tensor
        close(numbers(tf.grad(f)(predictions)), numericGradient(f, predictions, undefined, 1e-3), 2e-2)
      })
    }
  })
  test('takes the labels that it says', () => {
    const compile = (loss: unknown) => identity().compile({ optimizer: 'sgd', loss })
    for (const loss of [each.name, things[0]!]) {
      tf.tidy(() => {
        const { labels, predictions } = samplesOf(new Draw(seed), form)
        const m = compile(loss)
        expect((m.evaluate(predictions, labels) as tf.Tensor).shape).toEqual([])
        const other = tf.zeros(form === 'class numbers' ? [rows, classes] : [rows])
        if (form !== 'any') expect(() => m.evaluate(predictions, other)).toThrow(/^evaluate: y is /)
      })
    }
  })
})

describe.each(in_('metrics'))('the metric $name', (each) => {
  const things = draws(each, 3) as unknown as ConfiguredMetric[]
  const form = /sparse/.test(each.name) ? 'class numbers' : 'like the output'
  const counted = (metric: ConfiguredMetric, labels: tf.AnyTensor, predictions: tf.AnyTensor, size: number) => {
    let slots: Counted = Object.fromEntries(
      Object.entries(metric.slots).map(([name, { shape, initial }]) => [name, tf.fill([...shape], initial)]),
    )
    for (let begin = 0; begin < rows; begin += size) {
      const part = (x: tf.AnyTensor) => tf.slice(x, [begin], [Math.min(size, rows - begin)])
      const next = metric.update(part(labels), part(predictions), slots)
      expect(Object.keys(next).sort()).toEqual(Object.keys(slots).sort())
      for (const [name, { shape }] of Object.entries(metric.slots)) expect(next[name]!.shape).toEqual(shape)
      slots = next
    }
    return metric.result(slots)
  }
  test('gives one number, the same for all rows and in batches, planned and eager', () => {
    const draw = new Draw(seed)
    for (const metric of things) {
      tf.tidy(() => {
        const { labels, predictions } = samplesOf(draw, form)
        const whole = counted(metric, labels, predictions, rows)
        expect(whole.shape).toEqual([])
        close(numbers(counted(metric, labels, predictions, 2)), numbers(whole))
        const loss: tf.LossFunction = (_, p) => p
        const m = identity().compile({ optimizer: 'sgd', loss, metrics: [metric] })
        for (const batchSize of [rows, 2]) {
          const [, found] = m.evaluate(predictions, labels, { batchSize }) as tf.Tensor[]
          close(numbers(found!), numbers(whole))
        }
      })
    }
  })
  test('is the mean of its loss, if it is a loss', () => {
    const make = (lossKind.makers as Makers<ConfiguredLoss>)[each.name]
    if (make === undefined) return
    tf.tidy(() => {
      const { labels, predictions } = samplesOf(new Draw(seed), form)
      const mean = tf.mean(make().apply(labels, predictions))
      close(numbers(counted(each.make() as unknown as ConfiguredMetric, labels, predictions, 2)), numbers(mean))
    })
  })
})

describe.each(in_('optimizers'))('the optimizer $name', (each) => {
  const things = draws(each, 6) as unknown as Optimizer[]
  const shape = [2, 3]
  const draw = new Draw(seed)
  const steps = Array.from({ length: 3 }, () => Float32Array.from({ length: 6 }, () => draw.int(-30, 30) / 10))
  const initial = Float32Array.from({ length: 6 }, () => draw.int(-20, 20) / 10)
  /** The same steps, op by op. */
  const eagerly = ({ definition, values }: Optimizer) => {
    const common = values as ValuesOf<Common>
    let weight: tf.AnyTensor = tf.tensor(initial, shape)
    const names = Object.entries(definition.slots(values))
    let slots = Object.fromEntries(names.map(([name, value]) => [name, tf.fill([2, 3], value!) as tf.AnyTensor]))
    for (const [i, step] of steps.entries()) {
      const rate = common.learningRate
      const now = typeof rate === 'number' ? tf.scalar(rate) : rate.value(tf.scalar(i))
      const [gradient] = limited([tf.tensor(step, shape)], common)
      const before = {
        weight: decayed(weight, now, common),
        gradient: gradient!,
        slots,
        rate: now,
        time: tf.scalar(i + 1),
      }
      const { weight: next, ...remembered } = definition.update(before, values)
      expect(Object.keys(remembered).sort()).toEqual(names.map(([name]) => name).sort())
      for (const value of [next, ...Object.values(remembered)]) expect(value.shape).toEqual(shape)
      weight = next
      slots = remembered
    }
    return numbers(weight)
  }
  test('takes the same steps planned and eager', async () => {
    for (const optimizer of things) {
      const weight = tf.variable(tf.tensor(initial, shape))
      const x = tf.input({ shape: [2, 3] })
      const outputs = tf.mul(x, weight as unknown as tf.Tensor<[2, 3]>)
      const m = tf
        .model({ inputs: x, outputs })
        .compile({ optimizer, loss: (_: tf.AnyTensor, y: tf.AnyTensor) => tf.sum(y) })
      for (const step of steps) {
        const data = tf.tensor(step, [1, 2, 3]) as unknown as tf.Tensor<[1, 2, 3]>
        await m.trainOnBatch(data, data)
      }
      close(
        numbers(weight as unknown as tf.Tensor),
        tf.tidy(() => eagerly(optimizer)),
      )
      m.dispose()
      weight.dispose()
    }
  })
  test('learns with its defaults', async () => {
    const x = tf.input({ shape: [2] })
    const m = tf
      .model({ inputs: x, outputs: tf.layers.dense({ units: 1, kernelInitializer: 'ones' })(x) })
      .compile({ optimizer: each.make() as unknown as Optimizer, loss: 'meanSquaredError' })
    const [data, labels] = [
      tf.tensor([
        [1, 0.5],
        [0.25, 1],
      ]),
      tf.tensor([[3], [-1]]),
    ] as const
    const { history } = await m.fit(data, labels, { epochs: 30 })
    const losses = history['loss']!
    expect(losses.at(-1)).toBeLessThan(losses[0]!)
  })
  test('takes its positional arguments as its options', () => {
    const { definition } = each.make() as unknown as Optimizer
    const names = Object.keys((definition.positional as () => object)())
    expect(names[0]).toBe('learningRate')
    expect(definition.positional).toHaveLength(names.length)
    const values = names.map((name) => definition.options[name]!.samples.right[1])
    const called = (each.make as (...args: unknown[]) => Made)(...values)
    const config = Object.fromEntries(names.map((name, i) => [name, values[i]]))
    expect(called.getConfig()).toEqual(each.make(config).getConfig())
  })
})

describe.each(in_('schedules'))('the schedule $name', (each) => {
  test('gives one rate, planned and eager alike', () => {
    for (const schedule of draws(each, 6) as unknown as Schedule[]) {
      tf.tidy(() => {
        const planned = tf.jit((step: tf.Tensor<[]>) => schedule.value(step) as tf.Tensor)
        for (const step of [0, 1, 2, 3, 7, 100]) {
          const eager = schedule.value(tf.scalar(step))
          expect(eager.shape).toEqual([])
          const [rate] = numbers(eager)
          // A rate that grows without end is its user's.
          if (Number.isFinite(rate)) close(numbers(planned(tf.scalar(step))), [rate!])
          else expect(step).toBeGreaterThan(7)
        }
        planned.dispose()
      })
    }
  })
})

describe('conventions', () => {
  const trained = ['losses', 'metrics', 'optimizers', 'schedules', 'callbacks'] as const
  const sources = readSources()
  const fileOf = (folder: string, kind: string) =>
    sources.find(({ path }) => path === `${folder}/${kind}.ts`) ??
    sources.find(({ path, text }) => path.startsWith(`${folder}/`) && text.includes(`export const ${kind} = `))

  test('a definition has the name of its file, and a doc comment; losses are metrics', () => {
    const wrong = trained.flatMap(in_).filter(({ folder, name, make: { definition } }) => {
      const source = fileOf(folder, definition.kind)
      if (source === undefined || (name !== definition.kind && name !== 'acc')) return true
      return source.path !== 'metrics/losses.ts' && docOf(source, definition.kind) === ''
    })
    expect(wrong.map(({ folder, name }) => `${folder}/${name}`)).toEqual([])
    expect(Object.keys(lossKind.makers).filter((name) => !(name in metricKind.makers))).toEqual([])
  })
  test('an index is in the order of names', () => {
    for (const folder of trained) {
      const lines = readFileSync(join(root, `src/${folder}/index.ts`), 'utf8')
        .trimEnd()
        .split('\n')
      const files = lines.map((line) => /'\.\/(\w+)\.js'/.exec(line)![1]!)
      expect(files).toEqual([...files].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    }
  })
  test('each has numbers of Keras, or a test', () => {
    const losses = goldenFile<{ losses: { loss: string }[]; metrics: { metric: string }[] }>('losses')
    const steps = goldenFile<{ cases: { optimizer: string }[]; schedules: { name: string }[] }>('optimizers')
    const golden = {
      losses: losses.losses.map(({ loss }) => loss),
      metrics: [...losses.metrics.map(({ metric }) => metric), ...losses.losses.map(({ loss }) => loss)],
      optimizers: steps.cases.map(({ optimizer }) => optimizer),
      schedules: steps.schedules.map(({ name }) => name),
    }
    const without = trained
      .flatMap(in_)
      .filter(({ folder, name, make }) =>
        folder === 'callbacks' ?
          !existsSync(join(root, `test/train/${name}.test.ts`))
        : !golden[folder as keyof typeof golden].includes(make.definition.kind),
      )
    expect(without.map(({ folder, name }) => `${folder}/${name}`)).toEqual([])
  })
})
