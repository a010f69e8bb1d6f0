import { expect } from 'vitest'

/** Some steps on one batch make the loss smaller. */
export async function learns(step: () => Promise<number>): Promise<void> {
  const losses = []
  for (let i = 0; i < 6; i++) losses.push(await step())
  expect(losses.every(Number.isFinite)).toBe(true)
  expect(losses.at(-1)!).toBeLessThan(losses[0]!)
}
