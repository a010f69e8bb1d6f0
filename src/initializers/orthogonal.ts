import type * as core from '@tensorflow/tfjs-core'
import { fromValues } from '../backend.js'
import { number } from '../options/number.js'
import { seed } from '../options/seed.js'
import { normalNumbers } from '../random.js'
import { defineInitializer } from './initializer.js'

/** A matrix with orthonormal rows or columns, whichever are fewer (Saxe et al., 2013), times `gain`. */
export const orthogonal = defineInitializer({
  kind: 'orthogonal',
  options: {
    /** 1 unless it is given. */
    gain: number({}, 1),
    seed: seed(),
  },
  apply: (shape, { gain, seed }) => orthogonalMatrix(shape, gain, seed),
})

/** Axes before the last one count as rows. */
function orthogonalMatrix(shape: readonly number[], gain: number, seed: number): core.Tensor {
  const columns = shape.at(-1) ?? 1
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1)
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)]
  const numbers = normalNumbers(count * length, seed, 0)
  // Each in a buffer of its own: side by side, with sizes that are powers of two, they would push each other out of the cache.
  const vectors = Array.from(
    { length: count },
    (_, i) => new Float64Array(numbers.subarray(i * length, (i + 1) * length)),
  )
  orthonormalise(vectors)
  const values = new Float32Array(rows * columns)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      values[r * columns + c] = gain * (rows >= columns ? vectors[c]![r]! : vectors[r]![c]!)
    }
  }
  return fromValues(values, shape)
}

/** So many vectors are taken out of others together: each number is then read once for all of them. */
const BLOCK = 4
/**
 * Gram-Schmidt, block by block: what is behind a block loses its part along it at once, which is as exact as to take its
 * vectors one by one.
 */
function orthonormalise(vectors: readonly Float64Array[]): void {
  for (let first = 0; first < vectors.length; first += BLOCK) {
    const block = vectors.slice(first, first + BLOCK)
    block.forEach((vector, i) => {
      for (const other of block.slice(0, i)) takeOut(other, vector)
      normalise(vector)
    })
    const rest = vectors.slice(first + BLOCK)
    for (let i = 0; i + 1 < rest.length; i += 2) takeOutOfTwo(block, rest[i]!, rest[i + 1]!)
    if (rest.length % 2 === 1) for (const other of block) takeOut(other, rest.at(-1)!)
  }
}
function takeOut(other: Float64Array, vector: Float64Array): void {
  let overlap = 0
  for (let k = 0; k < vector.length; k++) overlap += other[k]! * vector[k]!
  for (let k = 0; k < vector.length; k++) vector[k]! -= overlap * other[k]!
}
/** Takes four vectors out of two, in one pass over all: here is where the time goes. */
function takeOutOfTwo(block: readonly Float64Array[], x: Float64Array, y: Float64Array): void {
  const [a, b, c, d] = block as [Float64Array, Float64Array, Float64Array, Float64Array]
  let ax = 0, bx = 0, cx = 0, dx = 0, ay = 0, by = 0, cy = 0, dy = 0 // prettier-ignore
  const { length } = x
  for (let k = 0; k < length; k++) {
    const xk = x[k]!, yk = y[k]! // prettier-ignore
    const ak = a[k]!, bk = b[k]!, ck = c[k]!, dk = d[k]! // prettier-ignore
    ax += ak * xk
    bx += bk * xk
    cx += ck * xk
    dx += dk * xk
    ay += ak * yk
    by += bk * yk
    cy += ck * yk
    dy += dk * yk
  }
  for (let k = 0; k < length; k++) {
    const ak = a[k]!, bk = b[k]!, ck = c[k]!, dk = d[k]! // prettier-ignore
    x[k]! -= ax * ak + bx * bk + cx * ck + dx * dk
    y[k]! -= ay * ak + by * bk + cy * ck + dy * dk
  }
}
function normalise(vector: Float64Array): void {
  const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  for (let k = 0; k < vector.length; k++) vector[k]! /= norm
}
