import { showValue } from '../shape/show.js'
import { pad, type padRule } from '../ops/pad.js'
import type { Shape } from '../shape/dimension.js'
import { explicitPad, type ExplicitPad } from '../shape/window.js'
import {
  ruled,
  type Config,
  type ConfigOf,
  type Get,
  type isNot,
  type Open,
  type Option,
  type OptionRule,
  type Ruled,
} from '../options/option.js'
import { isBadCount, type someBadCount } from '../shape/count.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import { defineLayer, layerOptions } from './definition.js'
import { image } from './image.js'
import type { keepsDType } from './keepsDType.js'
import { makeLayer } from './layer.js'
import type { MadeLayer, LayerRule } from './rule.js'

type Sides = readonly [before: number, after: number]
/** Cells on every side, those of [height, width], or [[top, bottom], [left, right]]. */
type Padding2d = number | Sides | readonly [Sides, Sides]

/** The padding of each axis. */
type padding2d<P> =
  P extends number ? readonly [None, readonly [P, P], readonly [P, P], None]
  : P extends readonly [infer H, infer W] ? readonly [None, sides<H>, sides<W>, None]
  : ExplicitPad
type None = readonly [0, 0]
type sides<N> =
  N extends number ? readonly [N, N]
  : N extends Sides ? N
  : Sides
function padding2d(padding: Padding2d): ExplicitPad {
  const sides = (cells: number | Sides): Sides => (typeof cells === 'number' ? [cells, cells] : cells)
  const [height, width] = typeof padding === 'number' ? [padding, padding] : padding
  return explicitPad(sides(height), sides(width))
}

export type zeroPadding2dRule<S, P> =
  S extends infer Q extends Shape ?
    Q['length'] extends 4 ?
      padRule<Q, padding2d<P>>
    : image<Q>
  : never
export interface ZeroPadding2d<P> extends LayerRule {
  readonly op: 'zeroPadding2d'
  readonly options: [P]
  readonly output: keepsDType<zeroPadding2dRule<this['input'], P>, this['tensor']>
}

const words = 'an integer of at least 0, [height, width] or [[top, bottom], [left, right]]'
interface PaddingRule extends OptionRule {
  readonly answer: Whole<opennessOf<this['given']> | opennessOfRows<this['given']>> extends AllKnown ?
    answerToPadding<this>
  : this['given']
}
type opennessOfRows<Given> = Given extends readonly (infer Row)[] ? opennessOf<Row> : never
type answerToPadding<R extends OptionRule> =
  Whole<R['given']> extends Whole<Padding2d | null | undefined> ?
    true extends someBadCount<CellsOf<NonNullable<R['given']>>> ?
      isNot<R, typeof words>
    : R['given']
  : isNot<R, typeof words>
type CellsOf<Given> =
  Given extends readonly (infer Side)[] ?
    Side extends readonly (infer Cells)[] ?
      Cells
    : Side
  : Given

function cells<const Default extends Padding2d>(
  fallback: Default,
): Option<Padding2d, Padding2d, Default> & Ruled<PaddingRule> {
  const isCount = (given: unknown) => !isBadCount(given)
  const isSides = (given: unknown) => Array.isArray(given) && given.length === 2 && given.every(isCount)
  const isPadding = (given: unknown) =>
    isCount(given) || (Array.isArray(given) && given.length === 2 && (given.every(isCount) || given.every(isSides)))
  return ruled<PaddingRule, Option<Padding2d, Padding2d, Default>>({
    fallback,
    wrong: (given, name) => (isPadding(given) ? undefined : `${name} is ${words}, got ${showValue(given)}`),
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as Padding2d,
    samples: {
      right: [
        0,
        1,
        2,
        [1, 2],
        [
          [0, 1],
          [2, 0],
        ],
      ],
      wrong: [
        'same',
        1.5,
        -1,
        [1],
        [1, 2, 3],
        [
          [1, 2, 3],
          [1, 2],
        ],
        [1, [2, 3]],
      ],
    },
  })
}

const options = {
  /** Cells on every side, those of [height, width], or [[top, bottom], [left, right]]; 1 unless it is given. */
  padding: cells(1),
  ...layerOptions,
}
type O = typeof options
export interface ZeroPadding2dConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'zeroPadding2d',
  options,
  anyDType: true,
  accepts: image,
  call: (x, { options: { padding } }) => pad(x, padding2d(padding)),
})

/**
 * Rows and columns of zeros around an image.
 *
 * Shapes: [batch, height, width, channels] to [batch, ., ., channels].
 *
 * @throws TypeError `zeroPadding2d: padding is an integer of at least 0, [height, width] or [[top, bottom], [left, right]], got -1`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [28, 28, 8] })
 * const y = tf.layers.zeroPadding2d({ padding: [[0, 1], [0, 1]] })(x) // SymbolicTensor<['batch', 29, 29, 8]>
 * ```
 */
export function zeroPadding2d<const C extends Open<ZeroPadding2dConfig> = ZeroPadding2dConfig>(
  config?: Config<'zeroPadding2d', C, O>,
): MadeLayer<ZeroPadding2d<Get<C, O, 'padding'>>, Config<'zeroPadding2d', C, O>> {
  return makeLayer(definition, config)
}
