import { addDims, floorDivDim, mulDims, type Dim, type Shape } from '../../../src/shape/dimension.js'
import type { DType } from '../../../src/shape/dtype.js'
import { randomFrom } from './random.js'
import { TensorArg, type Kind } from './call.js'

export interface DrawOptions {
  /** Only numbers as sizes. */
  readonly known?: boolean
  /** No size above this. */
  readonly largest?: number
}

/** Random parts of calls. */
export class Draw {
  readonly random: () => number
  private readonly options: DrawOptions
  constructor(seed: number, options: DrawOptions = {}) {
    this.random = randomFrom(seed)
    this.options = options
  }

  /** An integer from `least` to `most`. */
  int(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }
  pick<T>(choices: readonly T[]): T {
    return choices[this.int(0, choices.length - 1)]!
  }
  chance(probability: number): boolean {
    return this.random() < probability
  }
  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items]
    return items.map(() => rest.splice(this.int(0, rest.length - 1), 1)[0]!)
  }

  /** A known size. */
  size(): number {
    const size =
      this.chance(0.15) ? 1
      : this.chance(0.9) ? this.int(2, 6)
      : this.int(7, 32)
    return Math.min(size, this.options.largest ?? size)
  }
  name(): string {
    return this.pick(['batch', 'seq', 'h', 'w', 'n'])
  }
  /** A polynomial of names, in canonical form. */
  composite(): Dim {
    const name = this.name()
    return this.pick<() => Dim>([
      () => mulDims(this.int(2, 9), name),
      () => addDims(name, this.int(1, 4)),
      () => addDims(mulDims(this.int(2, 4), name), 1),
      () => mulDims(name, this.name()),
      () => addDims(floorDivDim(addDims(name, 1), 2), this.int(1, 2)),
    ])()
  }
  dim(): Dim {
    if (this.options.known) return this.size()
    const dice = this.random()
    return (
      dice < 0.5 ? this.size()
      : dice < 0.72 ? this.name()
      : dice < 0.87 ? this.composite()
      : null
    )
  }
  shape(leastRank: number, mostRank: number): Dim[] {
    return Array.from({ length: this.int(leastRank, mostRank) }, () => this.dim())
  }

  numericDType(): DType {
    return this.pick(['float32', 'float32', 'int32', 'bool'])
  }
  dtype(): DType {
    return this.chance(0.1) ? this.pick(['complex64', 'string']) : this.numericDType()
  }
  tensor(shape: Shape, dtype: DType = this.numericDType()): TensorArg {
    return new TensorArg(shape, dtype, this.kind(shape, dtype))
  }
  /** Integers from 0, below a size. */
  indices(shape: Shape, size: Dim): TensorArg {
    return new TensorArg(shape, 'int32', this.kind(shape, 'int32', true), typeof size === 'number' ? size : 1)
  }
  private kind(shape: Shape, dtype: DType, index = false): Kind {
    if (shape.some((dim) => typeof dim === 'string')) return this.chance(0.85) ? 'symbolic' : 'either'
    const elements = shape.reduce<number>((product, dim) => product * (dim as number), 1)
    const writable = index || dtype === 'float32' || dtype === 'bool' || dtype === 'string'
    if (writable && !shape.includes(null) && elements > 0 && elements <= 12 && this.chance(0.3)) return 'literal'
    return this.pick(['eager', 'eager', 'eager', 'symbolic', 'symbolic', 'either'])
  }

  /** A shape that broadcasts into `whole`: axes in front may be missing, sizes may be 1 or unknown. */
  partOf(whole: Shape): Dim[] {
    const from = this.chance(0.4) ? this.int(0, whole.length) : 0
    return whole.slice(from).map((dim) => {
      if (this.chance(0.15)) return 1
      return !this.options.known && this.chance(0.05) ? null : dim
    })
  }
  /** An unknown size, where that is allowed. */
  unknown(): Dim {
    return this.options.known ? this.size() : null
  }
  /** An axis of a rank, counted from either end. */
  axis(rank: number): number {
    return this.int(-rank, rank - 1)
  }
  /** Different axes of a rank. */
  axes(rank: number, count: number): number[] {
    return this.shuffled(Array.from({ length: rank }, (_, i) => i))
      .slice(0, count)
      .map((axis) => (this.chance(0.3) ? axis - rank : axis))
  }
}
