import * as core from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'
import { maskOf } from '../../src/mask.js'
import { Deviations, tensorOf, type Golden } from '../support/golden.js'
import { before, built, givenIn, joined, layerCases as cases, layerDefaults, layers } from '../support/layerCases.js'

// Every layer against Keras 3 on wasm: called eagerly, planned in a model, and trained for one step.

/** What Keras does and this library does not, with what it does instead. */
const notTaken: { readonly [name: string]: string } = {
  // Broadcasting is one rule for ops and layers: from the last axis on. A rank is never expanded behind the batch.
  'add: [b,3,4] + [b,4]: a lower rank is expanded after the batch':
    'add: cannot broadcast [2, 3, 4] with [2, 4]: axis -2 is 3 vs 2',
}
const forward = 1e-5
const backward = 1e-4
const deviations = new Deviations()

const one = <T>(list: readonly T[]): T | readonly T[] => (list.length === 1 ? list[0]! : list)

beforeAll(async () => {
  await tf.setBackend('wasm')
})
afterAll(() => {
  console.log(`largest deviations\n${deviations.report()}`)
})

describe.each(Object.entries(layerDefaults))('%s', (name, { config, options }) => {
  it('has the defaults of Keras', () => {
    const layer = layers[name]!(config)
    const { name: _, ...ours } = JSON.parse(
      JSON.stringify(layer.getConfig(), (key, value) => (key === 'seed' ? undefined : value)),
    )
    const isTaken = (key: string) =>
      // A pooling does not write down that its strides are those of its window.
      key in layer.definition.options && !(key === 'strides' && 'poolSize' in options)
    expect(ours).toEqual(Object.fromEntries(Object.entries(options).filter(([key]) => isTaken(key))))
  })
})
it('lists only cases that exist', () => {
  const names = cases.map(({ name }) => name)
  for (const name of Object.keys(notTaken)) expect(names).toContain(name)
})

describe.each(cases.filter(({ name }) => name in notTaken))('$name', (test) => {
  it('is refused', () => {
    const layer = layers[test.layer]!({ ...test.config })
    expect(() => layer(one(test.inputs.map(tensorOf)))).toThrow(notTaken[test.name]!)
  })
})

describe.each(cases.filter(({ name }) => !(name in notTaken)))('$name', (test) => {
  const { name, inputs, weights, output, upstream, training = false } = test
  // Training differs from inference where statistics move.
  const moves = weights.some(({ trainable }) => trainable === false)
  const check = (what: string, actual: core.Tensor, { shape, data }: Golden) => {
    expect(actual.shape).toEqual(shape)
    expect(deviations.of(`${test.layer} ${what}`, name, actual.dataSync(), data)).toBeLessThan(forward)
  }
  const checkGradient = (what: string, actual: core.Tensor, expected: readonly number[]) =>
    expect(deviations.of(`${test.layer} ${what}`, name, actual.dataSync(), expected)).toBeLessThan(backward)

  /** What the call made of the weights, apart from what an optimizer does. */
  const checkWeights = (layer: any, how: string) =>
    weights.forEach((weight, i) => {
      if (how === 'planned' && weight.trainable !== false) return
      const value = layer.weights[i].read()
      expect(
        deviations.of(`${test.layer} weights, ${how}`, name, value.dataSync(), test.after?.[i] ?? weight.data),
      ).toBeLessThan(forward)
    })

  it('has the weights of Keras', () => {
    const { layer, model } = built(test)
    expect(layer.weights.map(({ shape }: { shape: number[] }) => shape)).toEqual(weights.map(({ shape }) => shape))
    expect(layer.weights.map((weight: { name: string }) => weight.name.split('/')[1])).toEqual(
      weights.map((weight) => weight.name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
    )
    model.dispose()
  })
  it('forward, eager', () => {
    const { layer, model } = built(test)
    tf.tidy(() => {
      const call = () => layer(one(inputs.map(tensorOf)), { training, ...givenIn(test) })
      before(test, call)
      const result = call()
      check('forward, eager', joined(result), output)
      const mask = maskOf([result].flat()[0])
      expect(mask && { shape: mask.shape, data: [...(mask as core.Tensor).dataSync()] }).toEqual(test.outputMask)
    })
    checkWeights(layer, 'eager')
    model.dispose()
  })
  it.skipIf(training)('forward, in a model', () => {
    const { model } = built(test)
    tf.tidy(() => {
      const call = () => model.predict(inputs.map(tensorOf))
      before(test, call)
      check('forward, model', call(), output)
    })
    model.dispose()
  })
  it('gradients of the inputs', () => {
    const { layer, model } = built(test)
    const floats = inputs.flatMap(({ dtype }, i) => (dtype === 'float32' ? [i] : []))
    tf.tidy(() => {
      const all = inputs.map(tensorOf)
      const call = (...args: core.Tensor[]) => {
        const given = all.map((x, i) => args[floats.indexOf(i)] ?? x)
        return joined(layer(one(given), { training, ...givenIn(test) }))
      }
      before(test, call)
      const found = tf.grads(call as any)(floats.map((i) => all[i]!) as any, tensorOf(upstream) as any)
      floats.forEach((i, k) =>
        checkGradient('input gradient', (found as unknown as core.Tensor[])[k]!, test.inputGradients[i]!),
      )
    })
    model.dispose()
  })
  if (weights.length > 0) {
    it('gradients of the weights, eager', () => {
      const { layer, model } = built(test)
      tf.tidy(() => {
        const call = () => joined(layer(one(inputs.map(tensorOf)), { training, ...givenIn(test) }))
        before(test, call)
        const scalar = () => tf.sum(tf.mul(call(), tensorOf(upstream) as tf.Tensor))
        const { grads } = tf.variableGrads(scalar as unknown as () => tf.Tensor)
        layer.weights.forEach((weight: { read(): core.Variable }, i: number) => {
          const [found, expected] = [grads[weight.read().name], test.weightGradients[i]!]
          if (expected === null) expect(found).toBeUndefined()
          else checkGradient('weight gradient, eager', found!, expected)
        })
      })
      model.dispose()
    })
    it.skipIf(moves && !training)('gradients of the weights, in a training step', async () => {
      const { layer, model } = built(test)
      // With a learning rate of 1, a step changes a weight by its gradient.
      const weighted = (labels: tf.AnyTensor, predictions: tf.AnyTensor) => tf.sum(tf.mul(labels, predictions))
      model.compile({ optimizer: tf.train.sgd(1), loss: weighted })
      before(test, () => model.predict(inputs.map(tensorOf)))
      await model.trainOnBatch(inputs.map(tensorOf), tensorOf(upstream))
      layer.weights.forEach((weight: { read(): core.Tensor }, i: number) => {
        const expected = test.weightGradients[i]!
        if (expected !== null)
          checkGradient('weight gradient, planned', core.sub(tensorOf(weights[i]!), weight.read()), expected)
      })
      checkWeights(layer, 'planned')
      model.dispose()
    })
  }
})
