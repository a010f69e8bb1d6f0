import type { State } from '../graph/sources.js'
import type { Optimizer } from '../optimizers/optimizer.js'

/** What is being trained now, and the name of the model that does it. */
const claimed = new WeakMap<State | Optimizer, string>()

/**
 * Keeps other models from training the same weights, or with the same optimizer: each would overwrite the updates of
 * the other.
 *
 * @returns A function that lets them go.
 */
export function claim(
  what: string,
  model: string,
  trained: readonly State[],
  optimizer: Optimizer | undefined,
): () => void {
  const taken = trained.find((state) => claimed.has(state))
  if (taken !== undefined) {
    const by = claimed.get(taken)
    throw new Error(`${what}: the weight '${taken.name}' is being trained by the model '${by}'; wait for that to end`)
  }
  if (optimizer !== undefined && claimed.has(optimizer)) {
    throw new Error(`${what}: the optimizer is at work in the model '${claimed.get(optimizer)}'; wait for that to end`)
  }
  const all = optimizer === undefined ? trained : [...trained, optimizer]
  for (const one of all) claimed.set(one, model)
  return () => {
    for (const one of all) claimed.delete(one)
  }
}
