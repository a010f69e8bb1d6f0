import type * as core from '@tensorflow/tfjs-core'
import { randomUniform } from '../ops/randomUniform.js'
import { truncatedNormal } from '../ops/truncatedNormal.js'
import { choice } from '../options/choice.js'
import { number } from '../options/number.js'
import { seed } from '../options/seed.js'
import { defineInitializer } from './initializer.js'

const modes = ['fanIn', 'fanOut', 'fanAvg'] as const
type Mode = (typeof modes)[number]
const distributions = ['normal', 'uniform', 'truncatedNormal'] as const
type Distribution = (typeof distributions)[number]

/** Random numbers whose variance is `scale`, over the number of a unit's inputs, outputs or the mean of both. */
export const varianceScaling = defineInitializer({
  kind: 'varianceScaling',
  options: {
    /** 1 unless it is given. */
    scale: number({ above: 0 }, 1),
    /** Over what; `'fanIn'` unless it is given. */
    mode: choice(modes, 'fanIn'),
    /** `'normal'` unless it is given, which is truncated like `'truncatedNormal'`. */
    distribution: choice(distributions, 'normal'),
    seed: seed(),
  },
  apply: (shape, { scale, mode, distribution, seed }) => scaled(shape, scale, mode, distribution, seed),
})

/** What a name such as `glorotUniform` stands for. */
export function scaling<const Kind extends string>(kind: Kind, scale: number, mode: Mode, distribution: Distribution) {
  return defineInitializer({
    kind,
    options: { seed: seed() },
    apply: (shape, { seed }) => scaled(shape, scale, mode, distribution, seed),
  })
}

/** Keras truncates at two standard deviations; this is what that leaves of one. */
const truncatedDeviation = 0.87962566103423978

function scaled(
  shape: readonly number[],
  scale: number,
  mode: Mode,
  distribution: Distribution,
  seed: number,
): core.Tensor {
  const fan = fans(shape)
  const over =
    mode === 'fanAvg' ? (fan.in + fan.out) / 2
    : mode === 'fanIn' ? fan.in
    : fan.out
  const variance = scale / Math.max(1, over)
  if (distribution === 'uniform') {
    const limit = Math.sqrt(3 * variance)
    return randomUniform([...shape], -limit, limit, 'float32', seed)
  }
  return truncatedNormal([...shape], 0, Math.sqrt(variance) / truncatedDeviation, 'float32', seed)
}

/** Inputs and outputs of one unit: for a convolution, times the size of its window; for a vector, its length. */
function fans(shape: readonly number[]): { readonly in: number; readonly out: number } {
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1)
  const columns = shape.at(-1) ?? 1
  return { in: (shape.at(-2) ?? columns) * window, out: columns * window }
}
