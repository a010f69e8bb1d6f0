import { add } from '../ops/add.js'
import { clipByValue } from '../ops/clipByValue.js'
import { div } from '../ops/div.js'
import { equal } from '../ops/equal.js'
import { maximum } from '../ops/maximum.js'
import { mul } from '../ops/mul.js'
import { sqrt } from '../ops/sqrt.js'
import { square } from '../ops/square.js'
import { sub } from '../ops/sub.js'
import { sum } from '../ops/sum.js'
import { where } from '../ops/where.js'
import { exclusive } from '../options/exclusive.js'
import { number } from '../options/number.js'
import { optional, type ValuesOf } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'
import { rate } from './rate.js'

// What all optimizers have in common: Keras' options, and what they do to gradients and weights before the update.

export const common = {
  /** A number or a schedule; 0.001 unless it is given. */
  learningRate: rate(0.001),
  /** A gradient that is longer is shortened to this length, each for itself. */
  clipnorm: optional(number({ above: 0 })),
  /** The gradients are shortened together, so that all of them are no longer than this. */
  globalClipnorm: exclusive(optional(number({ above: 0 })), 'clipnorm'),
  /** Numbers of a gradient that are larger become this, or minus this. */
  clipvalue: exclusive(optional(number({ above: 0 })), 'clipnorm', 'globalClipnorm'),
  /** What share of each weight is taken off, times the learning rate. */
  weightDecay: optional(number({ least: 0 })),
}
export type Common = typeof common

/** The gradients, none of them too large. */
export function limited(
  gradients: readonly AnyTensor[],
  { clipnorm, globalClipnorm, clipvalue }: ValuesOf<Common>,
): readonly AnyTensor[] {
  if (clipnorm !== undefined) return gradients.map((each) => shortened(each, squares(each), clipnorm))
  // On wasm clipping makes 0 of NaN.
  if (clipvalue !== undefined)
    return gradients.map((each) => where(equal(each, each), clipByValue(each, -clipvalue, clipvalue), each))
  if (globalClipnorm === undefined || gradients.length === 0) return gradients
  const all = gradients.map(squares).reduce((total, one) => add(total, one))
  return gradients.map((each) => shortened(each, all, globalClipnorm))
}
function squares(x: AnyTensor): AnyTensor {
  return sum(square(x))
}
function shortened(gradient: AnyTensor, squares: AnyTensor, most: number): AnyTensor {
  return mul(gradient, div(most, maximum(sqrt(squares), most)))
}

/** A weight before its update. */
export function decayed(weight: AnyTensor, rate: AnyTensor, { weightDecay }: ValuesOf<Common>): AnyTensor {
  return weightDecay === undefined ? weight : sub(weight, mul(mul(weight, weightDecay), rate))
}
