import type { didYouMean } from './options/nearest.js'
import type { Value } from './graph/node.js'
import { inputNode } from './graph/sources.js'
import { argument } from './options/argument.js'
import { choice } from './options/choice.js'
import { configure, optional } from './options/option.js'
import { text } from './options/text.js'
import { sizes, wrongArgument } from './shape/given.js'
import { canonicalShape, type Shape } from './shape/dimension.js'
import type { DType } from './shape/dtype.js'
import { ShapeError } from './shape/errors.js'
import type { written } from './shape/open.js'
import type { Check, Ok, Sentence } from './shape/outcome.js'
import { firstNoSize, notASize } from './shape/size.js'
import { publicly } from './stack.js'
import type { SymbolicTensor } from './tensor.js'

export interface InputConfig {
  /** The shape without the batch. */
  readonly shape?: Shape
  /** The shape with the batch. */
  readonly batchShape?: Shape
  /** float32 unless it is given. */
  readonly dtype?: DType
  readonly name?: string
}

type Declared<C> =
  C extends { readonly batchShape: infer S extends Shape } ? written<S>
  : C extends { readonly shape: infer S extends Shape } ? ['batch', ...written<S>]
  : number[]
type DTypeIn<C> = C extends { readonly dtype: infer D extends DType } ? D : 'float32'

/** The sizes of a declaration are names, polynomials of names, integers of at least 0, or `null` for unknown. */
type InputArg<C> =
  [C] extends [checkedInput<C>] ? C
  : C extends infer Given ? checkedInput<Given>
  : never
type checkedInput<C> = {
  readonly [Key in keyof C]: Key extends 'shape' | 'batchShape' ?
    Check<sizesOf<C[Key]>> extends 'ok' ?
      C[Key]
    : Sentence<sizesOf<C[Key]>, 'input'>
  : Key extends keyof InputConfig ? C[Key]
  : `input: there is no option '${Key & string}'${didYouMean<Key & string, keyof InputConfig>}`
}
type sizesOf<S> = [firstNoSize<S>] extends [never] ? Ok<[]> : notASize<firstNoSize<S>>

/** Which sizes there can be, the rule says. */
const list = () => optional(argument<Shape>((given, name) => wrongArgument(name, given, sizes)))
const options = {
  shape: list(),
  batchShape: list(),
  dtype: choice(['float32', 'int32', 'bool', 'complex64', 'string'], 'float32'),
  name: text(),
}

/**
 * A place for data: where a graph begins. No backend is needed.
 *
 * A size is a number, a name (`'seq'`), a polynomial of names (`'16*h'`, a promise that it is a multiple) or `null` for
 * unknown. Equal names are equal sizes; they get their values when the model is called.
 *
 * @throws ShapeError `input: -1 is not a size`
 *
 * @example
 * ```ts
 * const image = tf.input({ shape: [28, 28, 1] }) // SymbolicTensor<['batch', 28, 28, 1]>
 * const text = tf.input({ shape: ['seq'], dtype: 'int32' }) // SymbolicTensor<['batch', 'seq'], 'int32'>
 * ```
 */
export function input<const C extends InputConfig>(config: InputArg<C>): SymbolicTensor<Declared<C>, DTypeIn<C>> {
  // The twin of the declared type has just been computed.
  return publicly(() => declared(config)) as SymbolicTensor<Shape, DType> as SymbolicTensor<Declared<C>, DTypeIn<C>>
}
function declared(config: unknown): Value {
  const { shape, batchShape, dtype, name } = configure('input', options, config)
  const whole = batchShape ?? (shape && ['batch', ...shape])
  if (whole === undefined) throw new TypeError("input: give 'shape' or 'batchShape'")
  const bad = firstNoSize(whole)
  if (bad !== undefined) throw new ShapeError('input', notASize(bad))
  return inputNode({ shape: canonicalShape(whole), dtype }, name)
}
