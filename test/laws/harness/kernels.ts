/** Law 2, rules tell the truth: calls with known sizes are run, and compared with the rule and with tfjs-core. */
import * as core from '@tensorflow/tfjs-core'
import { canonicalDim, substituteDim, type Dim, type Shape } from '../../../src/shape/dimension.js'
import type { DType } from '../../../src/shape/dtype.js'
import { argValue, DimsArg, mapLeaves, publicOp, TensorArg, tensorsOf, type Args } from './call.js'
import type { Draw } from './draw.js'

/** The call with every name replaced by a number; `undefined` when a size is unknown, negative or large. */
export function concrete(args: Args, sizes: { readonly [name: string]: number }): Args | undefined {
  const env = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, [size, 'sample'] as const]))
  const number = (dim: Dim): Dim => (typeof dim === 'string' ? substituteDim(canonicalDim(dim), env) : dim)
  const result = mapLeaves(args, (leaf) => {
    if (leaf instanceof DimsArg) return new DimsArg(leaf.dims.map(number), leaf.named)
    if (!(leaf instanceof TensorArg)) return leaf
    return new TensorArg(leaf.shape.map(number), leaf.dtype, leaf.kind === 'literal' ? 'literal' : 'eager', leaf.below)
  })
  const shapes = [
    ...tensorsOf(result).map(({ shape }) => shape),
    ...result.flatMap((arg) => (arg instanceof DimsArg ? [arg.dims] : [])),
  ]
  const known = (shape: Shape) => shape.every((dim) => typeof dim === 'number')
  const small = (shape: Shape) => shape.reduce<number>((product, dim) => product * (dim as number), 1) <= 20_000
  const legal = tensorsOf(result).every(({ shape }) => shape.every((dim) => (dim as number) >= 0))
  return shapes.every(known) && shapes.every(small) && legal ? result : undefined
}

/** Values that suit a dtype. `spread` are distinct numbers away from each other and from 0. */
export function valuesOf(shape: readonly number[], dtype: DType, draw: Draw, domain?: readonly [number, number]) {
  const size = shape.reduce((product, dim) => product * dim, 1)
  if (dtype === 'string') return Array.from({ length: size }, (_, i) => `s${i}`)
  const positive = domain !== undefined && domain[0] > 0
  if (positive && dtype !== 'float32')
    return Array.from({ length: size }, () => (dtype === 'bool' ? 1 : draw.int(1, 3)))
  if (dtype === 'bool') return Array.from({ length: size }, () => (draw.chance(0.5) ? 1 : 0))
  if (dtype === 'int32') return Array.from({ length: size }, () => draw.int(-3, 4))
  return spread(size, draw, domain)
}

/** Distinct numbers in random order, evenly spread over the domain without its edges; none is near an integer or 0. */
export function spread(size: number, draw: Draw, [least, most]: readonly [number, number] = [-2, 2]): number[] {
  const step = (most - least) / (size + 1)
  const grid = Array.from({ length: size }, (_, i) => least + (i + 0.75 + 0.25 * draw.random()) * step)
  const away = grid.map((x) => (Math.abs(x - Math.round(x)) < 0.03 ? x + 0.06 * (x < (least + most) / 2 ? 1 : -1) : x))
  return draw.shuffled(away)
}

export function tensorOf(
  { shape, dtype, below }: TensorArg,
  draw: Draw,
  domain?: readonly [number, number],
): core.Tensor {
  const sizes = [...shape] as number[]
  if (dtype === 'complex64') return core.complex(core.ones(sizes), core.zeros(sizes))
  if (below !== undefined) {
    const size = sizes.reduce((product, dim) => product * dim, 1)
    return core.tensor(
      Array.from({ length: size }, () => draw.int(0, below - 1)),
      sizes,
      dtype,
    )
  }
  return core.tensor(valuesOf(sizes, dtype, draw, domain), sizes, dtype)
}

/** The arguments as tfjs-core takes them. */
export function plainArgs(args: Args, tensor: (arg: TensorArg) => unknown): unknown[] {
  return args.map((arg) => argValue(arg, tensor))
}

export function callOurs(op: string, values: readonly unknown[]): unknown {
  return publicOp(op)(...values)
}
type Op = (...args: readonly unknown[]) => unknown
/** tfjs-core's function of the same name, when it has one. */
export function coreOp(op: string): Op | undefined {
  // What it has in a namespace has one name here too.
  const all = { ...core.linalg, ...core.math, ...core } as unknown as { readonly [op: string]: Op | undefined }
  return all[op]
}

/** All tensors of a result, in order. */
export function flat(result: unknown): core.Tensor[] {
  if (result instanceof core.Tensor) return [result]
  return Object.values(result as object).flatMap(flat)
}

/**
 * The largest difference relative to the largest magnitude; infinite when the sizes differ.
 *
 * @param least The magnitude below which a result is rounding: sums of operands of the size 1 may cancel.
 */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>, least = 1e-6): number {
  if (a.length !== b.length) return Infinity
  let [worst, largest] = [0, least]
  for (let i = 0; i < a.length; i++) {
    if (Number.isFinite(a[i])) largest = Math.max(largest, Math.abs(a[i]!))
    if (Object.is(a[i], b[i]) || a[i] === b[i]) continue
    worst = Math.max(worst, Number.isFinite(a[i]! - b[i]!) ? Math.abs(a[i]! - b[i]!) : Infinity)
  }
  return worst / largest
}
