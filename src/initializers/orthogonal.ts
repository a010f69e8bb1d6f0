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

/** Gram-Schmidt on normally distributed numbers. Axes before the last one count as rows. */
function orthogonalMatrix(shape: readonly number[], gain: number, seed: number): core.Tensor {
  const columns = shape.at(-1) ?? 1
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1)
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)]
  const numbers = normalNumbers(count * length, seed, 0)
  const vectors: Float64Array[] = []
  for (let i = 0; i < count; i++) {
    const vector = Float64Array.from(numbers.subarray(i * length, (i + 1) * length))
    for (const other of vectors) {
      const overlap = vector.reduce((sum, x, k) => sum + x * other[k]!, 0)
      vector.forEach((x, k) => (vector[k] = x - overlap * other[k]!))
    }
    const norm = Math.hypot(...vector)
    vectors.push(vector.map((x) => x / norm))
  }
  const values = new Float32Array(rows * columns)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      values[r * columns + c] = gain * (rows >= columns ? vectors[c]![r]! : vectors[r]![c]!)
    }
  }
  return fromValues(values, shape)
}
