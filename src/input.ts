import type { Value } from './graph/node.js'
import { inputNode } from './graph/sources.js'
import { choice } from './options/choice.js'
import { exclusive } from './options/exclusive.js'
import {
  configure,
  type checkedConfig,
  type Config,
  type ConfigOf,
  type isRefused,
  type Open,
} from './options/option.js'
import { shape } from './options/shape.js'
import { text } from './options/text.js'
import type { Shape } from './shape/dimension.js'
import type { Whole } from './shape/identity.js'
import type { DType } from './shape/dtype.js'
import type { written } from './shape/open.js'
import { publicly } from './stack.js'
import type { SymbolicTensor } from './tensor.js'

type Declared<C> =
  isRefused<C> extends true ? number[]
  : C extends { readonly batchShape: infer S extends Shape } ? written<S>
  : C extends { readonly shape: infer S extends Shape } ? ['batch', ...written<S>]
  : number[]
type DTypeIn<C> = C extends { readonly dtype: infer D extends DType } ? D : 'float32'

const options = {
  /** The shape without the batch. */
  shape: shape(),
  /** The shape with the batch. */
  batchShape: exclusive(shape(), 'shape'),
  /** float32 unless it is given. */
  dtype: choice(['float32', 'int32', 'bool', 'complex64', 'string'], 'float32'),
  name: text(),
}
export interface InputConfig extends ConfigOf<typeof options> {}
/** One of the shapes has to be given. */
type InputArg<C> =
  Whole<C> extends Whole<checkedConfig<'input', C, typeof options> & Shaped> ? C
  : C extends infer Given ?
    Given extends { readonly [Key in 'shape' | 'batchShape']?: null | undefined } ?
      `input: ${typeof noShape}`
    : Config<'input', Given, typeof options>
  : never
type Shaped = { readonly shape: unknown } | { readonly batchShape: unknown }
const noShape = "give 'shape' or 'batchShape'"

/**
 * A place for data: where a graph begins. No backend is needed.
 *
 * A size is a number, a name (`'seq'`), a polynomial of names (`'16*h'`, a promise that it is a multiple) or `null` for
 * unknown. Equal names are equal sizes; they get their values when the model is called.
 *
 * @throws TypeError `input: shape: -1 is not a size`
 *
 * @example
 * ```ts
 * const image = tf.input({ shape: [28, 28, 1] }) // SymbolicTensor<['batch', 28, 28, 1]>
 * const text = tf.input({ shape: ['seq'], dtype: 'int32' }) // SymbolicTensor<['batch', 'seq'], 'int32'>
 * ```
 */
export function input<const C extends Open<InputConfig>>(
  config: InputArg<C>,
): SymbolicTensor<Declared<InputArg<C>>, DTypeIn<C>> {
  // The twin of the declared type has just been computed.
  return publicly(() => declared(config)) as SymbolicTensor<Shape, DType> as SymbolicTensor<
    Declared<InputArg<C>>,
    DTypeIn<C>
  >
}
function declared(config: unknown): Value {
  const { shape, batchShape, dtype, name } = configure('input', options, config)
  const whole = batchShape ?? (shape && ['batch', ...shape])
  if (whole === undefined) throw new TypeError(`input: ${noShape}`)
  return inputNode({ shape: whole, dtype }, name)
}
