import * as core from '@tensorflow/tfjs-core'

/**
 * The gradient of the sum of `f(x)`, weighted by `dy` when that is given, by central differences. In float32 the step
 * must be coarse: `f` has to be smooth around `x`, away from kinks and ties.
 */
export function numericGradient<X extends core.Tensor>(
  f: (x: X) => core.Tensor,
  x: X,
  dy?: core.Tensor,
  step = 1e-2,
): number[] {
  const values = x.dataSync()
  const weights = dy?.dataSync()
  const total = (moved: Float32Array) =>
    core.tidy(() => {
      const y = Array.from(f(core.tensor(moved, x.shape, x.dtype) as X).dataSync())
      return y.reduce((sum, value, i) => sum + value * (weights?.[i] ?? 1), 0)
    })
  return Array.from(values, (value, i) => {
    const [up, down] = [Float32Array.from(values), Float32Array.from(values)]
    up[i] = value + step
    down[i] = value - step
    return (total(up) - total(down)) / (up[i]! - down[i]!)
  })
}
