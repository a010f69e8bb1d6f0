import { beforeAll, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import {
  capturedOf,
  captureTensor,
  constantNode,
  holdingCaptures,
  inputNode,
  stateOf,
  stateOfVariable,
  variableNode,
} from '../../src/graph/sources.js'

beforeAll(() => tf.setBackend('cpu'))

const spec = { shape: [2], dtype: 'float32' } as const

test('a variable is one value, whose state reads and writes it, and lets go of what it is given', () => {
  const variable = tf.variable(tf.tensor([1, 2]))
  const value = variableNode(stateOfVariable(variable))
  expect(stateOfVariable(variable)).toBe(stateOf(value))
  const state = stateOf(value)!
  expect(variableNode(state)).toBe(value)
  expect(value.name).toBe(variable.name)
  expect(state).toMatchObject({ name: variable.name, shape: [2], dtype: 'float32', trainable: true })
  expect(state.read()).toBe(variable)
  const next = tf.tensor([3, 4])
  const before = tf.memory().numTensors
  state.write(next as never)
  expect([...variable.dataSync()]).toEqual([3, 4])
  expect(next.isDisposed).toBe(true)
  expect(tf.memory().numTensors).toBe(before - 1)
})

test('only variables have a state, only constants hold a captured tensor', () => {
  expect(stateOf(inputNode(spec))).toBe(undefined)
  expect(stateOf(constantNode([1, 2], spec))).toBe(undefined)
  expect(capturedOf(inputNode(spec))).toBe(undefined)
  expect(capturedOf(constantNode([1, 2], spec))).toBe(undefined)
  expect(capturedOf(variableNode(stateOfVariable(tf.variable(tf.zeros([2])))))).toBe(undefined)
})

test('a captured tensor is one value, kept until its last owner lets it go', () => {
  const tensor = tf.tensor([1, 2])
  const value = captureTensor(tensor)
  expect(captureTensor(tensor)).toBe(value)
  const captured = capturedOf(value)!
  captured.retain()
  captured.retain()
  tensor.dispose()
  expect([...captured.tensor.dataSync()]).toEqual([1, 2])
  captured.release()
  expect(captured.tensor.isDisposed).toBe(false)
  captured.release()
  expect(captured.tensor.isDisposed).toBe(true)
})

test('a tensor whose copy was let go is captured anew', () => {
  const tensor = tf.tensor([1, 2])
  const first = captureTensor(tensor)
  capturedOf(first)!.retain()
  capturedOf(first)!.release()
  const second = captureTensor(tensor)
  expect(second).not.toBe(first)
  expect(capturedOf(second)!.tensor.isDisposed).toBe(false)
})

test('captured tensors outlive a tidy', () => {
  let value: ReturnType<typeof captureTensor> | undefined
  tf.tidy(() => {
    value = captureTensor(tf.tensor([5]))
  })
  expect([...capturedOf(value!)!.tensor.dataSync()]).toEqual([5])
})

test('of what a trace captures only that stays which something has retained, after an error too', () => {
  const [lost, kept] = [tf.tensor([1]), tf.tensor([2])]
  const outside = captureTensor(lost)
  const [a, b] = holdingCaptures(() => {
    const values = [captureTensor(lost), captureTensor(kept)]
    expect(captureTensor(lost)).toBe(values[0])
    capturedOf(values[1]!)!.retain()
    return values.map((value) => capturedOf(value)!.tensor)
  })
  expect(a!.isDisposed).toBe(true)
  expect(b!.isDisposed).toBe(false)
  expect(captureTensor(lost)).toBe(outside)
  expect(capturedOf(outside)!.tensor.isDisposed).toBe(false)

  let inside: tf.Tensor | undefined
  const failing = () =>
    holdingCaptures(() => {
      inside = capturedOf(captureTensor(kept))!.tensor as tf.Tensor
      throw new Error('stop')
    })
  expect(failing).toThrow('stop')
  expect(inside!.isDisposed).toBe(true)
  expect(captureTensor(lost)).toBe(outside)
})
