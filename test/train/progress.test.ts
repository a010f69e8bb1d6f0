import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as tf from 'tupleflow'

const wasTerminal = process.stdout.isTTY
let printed: string[]
beforeEach(async () => {
  await tf.setBackend('cpu')
  printed = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  process.stdout.isTTY = wasTerminal
})

/** Two epochs of a model whose weights stay as they are, on rows whose loss is their label's square, two at a time. */
async function train(isTerminal: boolean): Promise<void> {
  process.stdout.isTTY = isTerminal
  const x = tf.input({ shape: [2] })
  const first: tf.LossFunction = (labels) => tf.slice(tf.reshape(labels, [-1]), [0], [1])
  const m = tf
    .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
    .compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError', metrics: [first] })
  const labels = tf.tensor([[1], [2], [3]]) as tf.Tensor<[3, 1]>
  await m.fit(tf.zeros([3, 2]), labels, { batchSize: 2, epochs: 2, shuffle: false, verbose: 1 })
}
const ends = [1, 2].map((epoch) => `epoch ${epoch}/2  loss 4.6667  first 1.6667  0 s`)

test('a line says what an epoch has come to', async () => {
  await train(false)
  expect(printed).toEqual(ends)
})
test('on a terminal it says the means of the rows so far', async () => {
  await train(true)
  expect(printed.map((line) => line.replace(/^[^]*?(?=epoch)|[█░]+ |  0 s left$|\n$/g, ''))).toEqual(
    ends.flatMap((end, i) => [
      `epoch ${i + 1}/2 1/2  loss 2.5000  first 1.0000`,
      `epoch ${i + 1}/2 2/2  loss 4.6667  first 1.6667`,
      end,
    ]),
  )
})
