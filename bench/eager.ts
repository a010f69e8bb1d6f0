import * as tfjs from '@tensorflow/tfjs'
import * as tf from 'tupleflow'
import type { Contestant, Family, Row } from './harness/row.js'
import { values } from './harness/values.js'

// What the library adds to a call of an op on small tensors: at most a tenth. Nothing is read in between, as that would
// hide it.

const call = (op: () => tf.Tensor | tfjs.Tensor): Contestant => ({
  run: () => op().dispose(),
  numbers: () => [op().dataSync() as Float32Array],
})
function row(name: string, ours: () => Contestant, theirs: () => Contestant): Row {
  return {
    name: `eager ${name}`,
    target: 1 / 1.1,
    tolerance: 0,
    ours: { name: 'tupleflow', build: ours },
    peers: [{ name: 'tfjs-core', build: theirs, isMeasure: true }],
  }
}
const vector = () => tf.tensor1d(values(16))
const square = () => tf.tensor2d(values(64), [8, 8])

export const family: Family = {
  blocks: { builds: 1, count: 41, milliseconds: 20 },
  rows: [
    row(
      'add of [16]',
      () => ((a, b) => call(() => tf.add(a, b)))(vector(), vector()),
      () => ((a, b) => call(() => tfjs.add(a, b)))(vector(), vector()),
    ),
    row(
      'add of [8, 8] and a number',
      () => ((a) => call(() => tf.add(a, 2)))(square()),
      () => ((a) => call(() => tfjs.add(a, 2)))(square()),
    ),
    row(
      'matMul of [8, 8]',
      () => ((a, b) => call(() => tf.matMul(a, b)))(square(), square()),
      () => ((a, b) => call(() => tfjs.matMul(a, b)))(square(), square()),
    ),
    row(
      'relu of [16]',
      () => ((a) => call(() => tf.relu(a)))(vector()),
      () => ((a) => call(() => tfjs.relu(a)))(vector()),
    ),
    row(
      'sum of [8, 8]',
      () => ((a) => call(() => tf.sum(a)))(square()),
      () => ((a) => call(() => tfjs.sum(a)))(square()),
    ),
    row(
      'reshape of [8, 8]',
      () => ((a) => call(() => tf.reshape(a, [64])))(square()),
      () => ((a) => call(() => tfjs.reshape(a, [64])))(square()),
    ),
  ],
}
