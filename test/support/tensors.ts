import * as core from '@tensorflow/tfjs-core'
import { expect } from 'vitest'

export const numbers = (tensor: core.Tensor): number[] => Array.from(tensor.dataSync())

/** Nothing that was made in the body is left. */
export async function clean(body: () => unknown): Promise<void> {
  const before = core.memory().numTensors
  await body()
  expect(core.memory().numTensors).toBe(before)
}
