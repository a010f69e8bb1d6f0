import { fill } from '../ops/fill.js'
import { Weight } from './weight.js'

/** A state beside the weights, filled with one number at first: what an optimizer remembers, what a metric has counted. */
export function slot(name: string, shape: readonly number[], initial: number | (() => number)): Weight {
  const value = typeof initial === 'number' ? () => initial : initial
  return new Weight(name, { shape, initializer: (sizes) => fill([...sizes], value()), trainable: false })
}
