import type { Dim, Shape } from '../../../../src/shape/dimension.js'
import type { DType } from '../../../../src/shape/dtype.js'
import { TensorArg } from '../call.js'
import type { Draw } from '../draw.js'
import type { Config } from './samples.js'

// What several layers take.

/** A tensor: layers take no nested arrays. */
export function tensor(draw: Draw, shape: Shape, dtype?: DType): TensorArg {
  return unwritten(draw.tensor(shape, dtype))
}
export function unwritten(arg: TensorArg): TensorArg {
  return arg.kind === 'literal' ? new TensorArg(arg.shape, arg.dtype, 'eager', arg.below) : arg
}
/** A shape that has an axis. */
export function withAxis(draw: Draw, axis: number, most = 4): Dim[] {
  const least = axis < 0 ? -axis : axis + 1
  return draw.shape(Math.max(1, least), Math.max(most, least))
}
export function axisIn({ axis }: Config): number {
  return (axis ?? -1) as number
}

export function sidesOf(pair: unknown, fallback: number): readonly [number, number] {
  return Array.isArray(pair) ? (pair as [number, number]) : [(pair ?? fallback) as number, (pair ?? fallback) as number]
}
/** [batch, height, width, channels] with room for a window. */
export function image(draw: Draw, [height, width]: readonly [number, number], channels: Dim): Dim[] {
  const side = (least: number): Dim => {
    const dim = draw.dim()
    return typeof dim === 'number' ? draw.int(least, least + 3) : dim
  }
  return [draw.dim(), side(height), side(width), channels]
}
/** What a kernel covers. */
export function reach({ kernelSize, dilationRate }: Config): readonly [number, number] {
  const [[kh, kw], [dh, dw]] = [sidesOf(kernelSize, 1), sidesOf(dilationRate, 1)]
  return [(kh - 1) * dh + 1, (kw - 1) * dw + 1]
}
/** Steps and gaps exclude each other. */
export function strideOrDilation(config: Config): Config {
  const isOne = (option: string) => sidesOf(config[option], 1).every((side) => side === 1)
  if (isOne('strides') || isOne('dilationRate')) return config
  const { dilationRate: _, ...rest } = config
  return rest
}
