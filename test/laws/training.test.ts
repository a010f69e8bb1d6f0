/** Every loss, metric, optimizer and schedule keeps to these, by its definition. */
import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { lossKind } from '../../src/losses/kind.js'
import type { ConfiguredLoss } from '../../src/losses/loss.js'
import type { ConfiguredMetric, Counted } from '../../src/metrics/metric.js'
import { decayed, limited, type Common } from '../../src/optimizers/common.js'
import type { Optimizer } from '../../src/optimizers/optimizer.js'
import type { Makers } from '../../src/options/definition.js'
import type { ValuesOf } from '../../src/options/option.js'
import type { Schedule } from '../../src/schedules/schedule.js'
import { numericGradient } from '../support/numeric.js'
import { definedIn, drawMany, type Made } from './harness/configs.js'
import { Draw } from './harness/draw.js'

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

const seed = Number(process.env['SEED'] ?? 1)

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

describe.each(definedIn('losses'))('the loss $name', (each) => {
  const things = drawMany(each, 4, seed) as ConfiguredLoss[]
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

describe.each(definedIn('metrics'))('the metric $name', (each) => {
  const things = drawMany(each, 3, seed) as ConfiguredMetric[]
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
      close(numbers(counted(each.make() as ConfiguredMetric, labels, predictions, 2)), numbers(mean))
    })
  })
})

describe.each(definedIn('optimizers'))('the optimizer $name', (each) => {
  const things = drawMany(each, 6, seed) as Optimizer[]
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
      .compile({ optimizer: each.make() as Optimizer, loss: 'meanSquaredError' })
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
    const { definition } = each.make() as Optimizer
    const names = Object.keys((definition.positional as () => object)())
    expect(names[0]).toBe('learningRate')
    expect(definition.positional).toHaveLength(names.length)
    const values = names.map((name) => definition.options[name]!.samples.right[1])
    const called = (each.make as (...args: unknown[]) => Made)(...values)
    const config = Object.fromEntries(names.map((name, i) => [name, values[i]]))
    expect(called.getConfig()).toEqual(each.make(config).getConfig())
  })
})

describe.each(definedIn('schedules'))('the schedule $name', (each) => {
  test('gives one rate, planned and eager alike', () => {
    for (const schedule of drawMany(each, 6, seed) as Schedule[]) {
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
