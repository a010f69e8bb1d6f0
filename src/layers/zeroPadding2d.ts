import { pad, type padRule } from '../ops/pad.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { explicitPad, type ExplicitPad } from '../shape/window.js'
import { checked, type Config } from './config.js'
import { image } from './image.js'
import { configKeys, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

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
  S extends readonly [infer B extends Dim, infer H extends Dim, infer W extends Dim, infer C extends Dim] ?
    padRule<[B, H, W, C], padding2d<P>>
  : S extends Shape ? image<S>
  : never
export interface ZeroPadding2d<P> extends LayerRule {
  readonly op: 'zeroPadding2d'
  readonly output: zeroPadding2dRule<this['input'], P>
}

export interface ZeroPadding2dConfig extends LayerConfig {
  /** Cells on every side, those of [height, width], or [[top, bottom], [left, right]]; 1 unless it is given. */
  readonly padding?: Padding2d
}
const options = ['padding', ...configKeys] as const
/** `Open`, but for the padding: elsewhere an option of this name is a word. */
interface Others {
  readonly padding?: Padding2d
  readonly [option: string]: unknown
}

/**
 * Rows and columns of zeros around an image.
 *
 * Shapes: [batch, height, width, channels] to [batch, ., ., channels].
 *
 * @throws ShapeError `zeroPadding2d: the padding -1 on axis 1 is not an integer of at least 0`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [28, 28, 8] })
 * const y = tf.layers.zeroPadding2d({ padding: [[0, 1], [0, 1]] })(x) // SymbolicTensor<['batch', 29, 29, 8]>
 * ```
 */
export function zeroPadding2d<const C extends ZeroPadding2dConfig | Others = {}>(
  config?: Config<'zeroPadding2d', C, ZeroPadding2dConfig>,
): LayerOf<ZeroPadding2d<Get<C, 'padding', 1>>, C> {
  const given = checked<ZeroPadding2dConfig>('zeroPadding2d', config, options)
  const { padding = 1 } = given
  if (typeof padding !== 'number' && !(Array.isArray(padding) && padding.length === 2)) {
    throw new TypeError(
      `zeroPadding2d: padding is a number, [height, width] or [[top, bottom], [left, right]], got '${padding}'`,
    )
  }
  const paddings = padding2d(padding)
  return makeLayer({ kind: 'zeroPadding2d', config: given, accepts: image, call: ([x]) => pad(x!, paddings) })
}
