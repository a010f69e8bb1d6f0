import * as core from '@tensorflow/tfjs-core'
import { readFileSync } from 'node:fs'

// Reference numbers of Keras 3; scripts/keras/make_golden.py describes the format.

export interface Golden {
  readonly shape: readonly number[]
  readonly dtype?: 'float32' | 'int32'
  readonly data: readonly number[]
}
export function goldenFile<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as T
}
export function tensorOf({ shape, dtype = 'float32', data }: Golden): core.Tensor {
  return core.tensor([...data], [...shape], dtype)
}

/** The largest difference, relative to the largest magnitude; every file keeps its own record, to be reported. */
export class Deviations {
  private readonly largest = new Map<string, { size: number; where: string }>()

  /** @returns the deviation; infinite when the numbers differ in count or are no numbers. */
  of(what: string, where: string, actual: ArrayLike<number>, expected: readonly number[]): number {
    const scale = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    const size =
      actual.length === expected.length ?
        expected.reduce((max, value, i) => worse(max, Math.abs(actual[i]! - value) / (scale || 1)), 0)
      : Infinity
    if (size >= (this.largest.get(what)?.size ?? 0)) this.largest.set(what, { size, where })
    return size
  }
  report(): string {
    return [...this.largest].map(([what, { size, where }]) => `${what}: ${size.toExponential(1)} (${where})`).join('\n')
  }
}
function worse(max: number, next: number): number {
  return Number.isFinite(next) ? Math.max(max, next) : Infinity
}
