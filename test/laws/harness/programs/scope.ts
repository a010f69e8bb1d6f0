/** What a program can use at a place: tensors, layers and sizes with the text that stands for them. */
import type { Dim, Shape } from '../../../../src/shape/dimension.js'
import type { DType } from '../../../../src/shape/dtype.js'
import { plainText, shapeText, type TensorArg } from '../call.js'
import { Draw } from '../draw.js'
import type { Config } from '../layers/samples.js'
import type { Line } from './program.js'

export type Kind = 'eager' | 'symbolic'
export interface Value {
  readonly text: string
  readonly shape: Shape
  readonly dtype: DType
  readonly kind: Kind
  /** Its type knows each size: `x.shape[0]` is one. */
  readonly exact: boolean
  /** The inputs of the graph that it depends on. */
  readonly inputs: ReadonlySet<Value>
}
export interface LayerValue {
  readonly text: string
  readonly layer: string
  readonly config: Config
  /** It may be another one, as far as TypeScript knows. */
  readonly isUnion: boolean
}
export interface SizeValue {
  readonly text: string
  readonly size: Dim
  readonly isUnion: boolean
}

/** A function of tensors and numbers that has been called once, and what it gave. */
export interface Block {
  readonly text: string
  readonly params: readonly (number | Pick<Value, 'shape' | 'dtype' | 'kind'>)[]
  /** Behind the name of what a call gives. */
  readonly results: readonly Pick<Value, 'text' | 'shape' | 'dtype' | 'kind'>[]
}

/** Draws shapes that are there already. */
export class ProgramDraw extends Draw {
  shapes: () => readonly Shape[] = () => []
  override shape(least: number, most: number): Dim[] {
    const fitting = this.shapes().filter(({ length }) => length >= least && length <= most)
    return fitting.length > 0 && this.chance(0.8) ? [...this.pick(fitting)] : super.shape(least, Math.min(most, 4))
  }
  override name(): string {
    return this.pick(['batch', 'seq', 'n'])
  }
  override dtype(): DType {
    return this.numericDType()
  }
  override numericDType(): DType {
    return this.chance(0.8) ? 'float32' : this.pick(['int32', 'bool'])
  }
}

/** Names for what a program makes. */
export class Names {
  private last = 0
  next(stem: string): string {
    return `${stem}${++this.last}`
  }
}

export class Scope {
  readonly lines: Line[] = []
  readonly values: Value[] = []
  readonly layers: LayerValue[] = []
  readonly sizes: SizeValue[] = []
  readonly blocks: Block[] = []
  readonly draw: ProgramDraw
  readonly names: Names
  readonly kind: Kind
  /** The last line fails when it runs: nothing behind it is reached. */
  failed = false

  constructor(draw: ProgramDraw, names: Names, kind: Kind) {
    this.draw = draw
    this.names = names
    this.kind = kind
  }

  line(text: string, kind: Line['kind'], ...sees: string[]): void {
    this.lines.push({ text, kind, sees })
  }
  /** Inside, a layer is made: in a class that is before there is a tensor. */
  making<T>(make: () => T): T {
    return make()
  }
  layer(text: string): string {
    const name = this.names.next('l')
    this.line(`const ${name} = ${text}`, 'call')
    return name
  }
  /** A value that is there for an argument, or a new one. */
  tensor(arg: TensorArg): Value {
    const fitting = this.values.filter((value) => isLike(value, arg))
    if (arg.below === undefined && fitting.length > 0 && this.draw.chance(0.85)) return this.draw.pick(fitting)
    return this.leaf(arg)
  }
  /** One of a kind. */
  like(wanted: Pick<Value, 'shape' | 'dtype' | 'kind'>): Value {
    const fitting = this.values.filter((value) => isLike(value, wanted) && value.kind === wanted.kind)
    const exact = fitting.filter((value) => value.exact || this.draw.chance(0.2))
    return exact.length > 0 && this.draw.chance(0.7) ? this.draw.pick(exact) : this.leaf(wanted, wanted.kind, true)
  }
  /** New data, or a new input. */
  leaf({ shape, dtype }: Pick<TensorArg, 'shape' | 'dtype'>, kind = this.kindOf(shape), isExact = false): Value {
    const isSymbolic = kind === 'symbolic'
    const name = this.names.next('x')
    const dice = this.draw.random()
    const open = shape.map((dim) => (typeof dim === 'number' && this.draw.chance(0.5) ? null : dim))
    const annotation =
      isExact || dice < 0.7 ? undefined
      : dice < 0.8 ? `tf.AnyTensor<${shapeText(shape)}, '${dtype}'>`
      : dice < 0.9 ? `tf.${isSymbolic ? 'SymbolicTensor<tf.Dim' : 'Tensor<number'}[], '${dtype}'>`
      : `tf.${isSymbolic ? 'SymbolicTensor' : 'Tensor'}<${shapeText(open)}, '${dtype}'>`
    this.line(
      `const ${name}${annotation ? `: ${annotation}` : ''} = ${leafText(isSymbolic, shape, dtype)}`,
      'call',
      name,
    )
    const inputs = new Set<Value>()
    const value: Value = {
      text: name,
      shape,
      dtype,
      kind,
      exact: annotation === undefined,
      inputs,
    }
    if (isSymbolic) inputs.add(value)
    this.values.push(value)
    return value
  }
  private kindOf(shape: Shape): Kind {
    if (this.kind === 'eager') return 'eager'
    return shape.some((dim) => typeof dim !== 'number') || this.draw.chance(0.8) ? 'symbolic' : 'eager'
  }
  /** A number among the arguments. */
  number(value: number): string {
    return this.size(value)
  }
  size(size: Dim): string {
    const choices = [
      ...this.sizes.filter((each) => each.size === size).map(({ text }) => text),
      ...this.values.flatMap(({ text, shape, exact }) =>
        exact && size !== null ? shape.flatMap((dim, i) => (dim === size ? [`${text}.shape[${i}]`] : [])) : [],
      ),
    ]
    return choices.length > 0 && this.draw.chance(0.3) ? this.draw.pick(choices) : plainText(size)
  }
}
function isLike(value: Value, { shape, dtype }: Pick<TensorArg, 'shape' | 'dtype'>): boolean {
  return value.dtype === dtype && plainText(value.shape) === plainText(shape)
}
export function leafText(isSymbolic: boolean, shape: Shape, dtype: DType): string {
  const type = dtype === 'float32' ? undefined : `'${dtype}'`
  if (isSymbolic) return `tf.input({ batchShape: ${plainText(shape)}${type ? `, dtype: ${type}` : ''} })`
  return `tf.zeros(${plainText(shape)}${type ? `, ${type}` : ''})`
}
