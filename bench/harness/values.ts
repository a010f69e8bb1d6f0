import type { Numbers } from './row.js'

/** The same numbers in every run: uniform in ±scale. */
export function values(count: number, scale = 1, seed = 1): Float32Array {
  // mulberry32
  let state = seed
  return Float32Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1) * scale
  })
}

/** Weights of a size that keeps activations as large as they are. */
export function weights(shapes: readonly (readonly number[])[]): Weights[] {
  return shapes.map((shape, i) => {
    const fanIn = shape.length === 1 ? 100 : size(shape.slice(0, -1))
    return { shape: [...shape], values: values(size(shape), Math.sqrt(3 / fanIn), 100 + i) }
  })
}
export interface Weights {
  readonly shape: number[]
  readonly values: Float32Array
}

/** One row in so many classes each. */
export function oneHotRows(rows: number, classes: number): Float32Array {
  const labels = new Float32Array(rows * classes)
  for (let row = 0; row < rows; row++) labels[row * classes + ((row * 7 + 3) % classes)] = 1
  return labels
}

export const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

/** The largest difference of two lists of tensors, as a share of the largest magnitude in its tensor. */
export function deviation(a: readonly Numbers[], b: readonly Numbers[]): number {
  if (a.length !== b.length) return Infinity
  return Math.max(...a.map((each, i) => deviationOf(each, b[i]!)))
}
function deviationOf(a: Numbers, b: Numbers): number {
  if (a.length !== b.length || a.length === 0) return Infinity
  let [difference, magnitude] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs(a[i]! - b[i]!)
    if (Number.isNaN(d)) return Infinity
    difference = Math.max(difference, d)
    magnitude = Math.max(magnitude, Math.abs(a[i]!), Math.abs(b[i]!))
  }
  return magnitude === 0 ? 0 : difference / magnitude
}
