/** Graphs that never become models: what they have captured goes with them. In a process that can collect garbage. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('what a graph has captured is freed when the graph is forgotten, and kept as long as it is not', () => {
  const script = `
    import * as tf from './src/index.ts'
    await tf.setBackend('cpu')
    const collected = async () => {
      for (let i = 0; i < 20; i++) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        globalThis.gc()
      }
      return tf.memory().numTensors
    }
    const x = tf.input({ shape: [3] })
    const forget = (() => {
      const around = tf.ones([3])
      tf.add(x, around)
      around.dispose()
    })
    const counts = [tf.memory().numTensors]
    for (let i = 0; i < 5; i++) forget()
    counts.push(tf.memory().numTensors, await collected())
    const held = (() => {
      const around = tf.tensor([1, 2, 3])
      const y = tf.add(x, around)
      around.dispose()
      return y
    })()
    counts.push(await collected())
    const m = tf.model({ inputs: x, outputs: held })
    const result = m.predict(tf.zeros([1, 3]))
    console.log(JSON.stringify({ counts, values: [...result.dataSync()] }))
  `
  const output = execFileSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', '--input-type=module', '-e', script],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const { counts, values } = JSON.parse(output.trim().split('\n').at(-1)!) as { counts: number[]; values: number[] }
  expect(counts).toEqual([0, 5, 0, 1])
  expect(values).toEqual([1, 2, 3])
})
