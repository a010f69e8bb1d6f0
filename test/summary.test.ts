import { expect, test, vi } from 'vitest'
import * as tf from 'tupleflow'

test('a variable of the user’s is counted with the op that uses it', async () => {
  await tf.setBackend('cpu')
  const x = tf.input({ shape: [4] })
  const weight = tf.variable(tf.ones([4])) as unknown as tf.Tensor<[4]>
  const lines: string[] = []
  tf.model({ inputs: x, outputs: tf.mul(x, weight), name: 'scaled' }).summary((line) => lines.push(line.trimEnd()))
  expect(lines[0]).toBe('Model: scaled')
  expect(lines.at(-3)).toMatch(/^mul.* \(mul\) +\[batch, 4\] +4 +input/)
  expect(lines.at(-1)).toBe('Parameters: 4 (4 trainable, 0 not)')
})
test('a symbolic tensor prints what it is', () => {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    tf.input({ shape: [4], name: 'image' }).print()
    expect(printed.mock.calls).toEqual([['SymbolicTensor(image: [batch, 4] float32, op input)']])
  } finally {
    printed.mockRestore()
  }
})
