// A multiplication with its addition counts as two.

export const dense = (rows: number, features: number, units: number): number => 2 * rows * features * units

/** A convolution that gives `pixels` in `filters` channels. */
export const conv = (pixels: number, window: number, channels: number, filters: number): number =>
  2 * pixels * window * channels * filters

/**
 * A training step: each product again for the gradient of its weights, and for that of its input, which the first one
 * does not need.
 */
export const trained = (first: number, rest = 0): number => 2 * first + 3 * rest
