import type * as core from '@tensorflow/tfjs-core'
import { fill } from '../ops/fill.js'
import { randomNormal } from '../ops/randomNormal.js'
import { randomUniform } from '../ops/randomUniform.js'
import { truncatedNormal } from '../ops/truncatedNormal.js'
import { nextSeed } from '../random.js'
import { named } from './config.js'
import { orthogonalMatrix } from './orthogonal.js'

/** Makes the first value of a weight. */
export type Initializer = (shape: readonly number[]) => core.Tensor

export type InitializerName =
  | 'zeros'
  | 'ones'
  | 'glorotUniform'
  | 'glorotNormal'
  | 'heUniform'
  | 'heNormal'
  | 'leCunUniform'
  | 'leCunNormal'
  | 'randomUniform'
  | 'randomNormal'
  | 'truncatedNormal'
  | 'orthogonal'

/** Inputs and outputs of one unit: for a convolution, times the size of its window. */
function fans(shape: readonly number[]): { readonly in: number; readonly out: number } {
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1)
  return { in: (shape.at(-2) ?? 1) * window, out: (shape.at(-1) ?? 1) * (shape.length > 1 ? window : 1) }
}

function scaledUniform(
  variance: (fan: { readonly in: number; readonly out: number }) => number,
  seed: number,
): Initializer {
  return (shape) => {
    const limit = Math.sqrt(3 * variance(fans(shape)))
    return randomUniform([...shape], -limit, limit, 'float32', seed)
  }
}
/** Keras truncates at two standard deviations; this is what that leaves of one. */
const truncatedDeviation = 0.87962566103423978
function scaledNormal(
  variance: (fan: { readonly in: number; readonly out: number }) => number,
  seed: number,
): Initializer {
  return (shape) => {
    const deviation = Math.sqrt(variance(fans(shape))) / truncatedDeviation
    return truncatedNormal([...shape], 0, deviation, 'float32', seed)
  }
}

const makers: { readonly [Name in InitializerName]: (seed: number) => Initializer } = {
  zeros: () => (shape) => fill([...shape], 0),
  ones: () => (shape) => fill([...shape], 1),
  glorotUniform: (seed) => scaledUniform((fan) => 2 / (fan.in + fan.out), seed),
  glorotNormal: (seed) => scaledNormal((fan) => 2 / (fan.in + fan.out), seed),
  heUniform: (seed) => scaledUniform((fan) => 2 / fan.in, seed),
  heNormal: (seed) => scaledNormal((fan) => 2 / fan.in, seed),
  leCunUniform: (seed) => scaledUniform((fan) => 1 / fan.in, seed),
  leCunNormal: (seed) => scaledNormal((fan) => 1 / fan.in, seed),
  randomUniform: (seed) => (shape) => randomUniform([...shape], -0.05, 0.05, 'float32', seed),
  randomNormal: (seed) => (shape) => randomNormal([...shape], 0, 0.05, 'float32', seed),
  truncatedNormal: (seed) => (shape) => truncatedNormal([...shape], 0, 0.05, 'float32', seed),
  orthogonal: (seed) => (shape) => orthogonalMatrix(shape, seed),
}

/**
 * The initializer of a name, with Keras 3's scales. The seed is drawn when the layer is built, so that the order in
 * which weights are first read does not matter.
 */
export function initializer(op: string, option: string, choice: string | Initializer): Initializer {
  return typeof choice === 'function' ? choice : named(op, option, choice, makers)(nextSeed())
}
