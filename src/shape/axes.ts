import type { Dim, Shape } from './dimension.js'
import { failure, type Failure } from './outcome.js'
import { showShape } from './show.js'

/** Negative axes, by rank: Back[4]['-1'] is 3. Tensors have at most 12 axes, and a new axis can be one more. */
// prettier-ignore
interface Back {
  0: {}
  1: { '-1': 0 }
  2: { '-1': 1; '-2': 0 }
  3: { '-1': 2; '-2': 1; '-3': 0 }
  4: { '-1': 3; '-2': 2; '-3': 1; '-4': 0 }
  5: { '-1': 4; '-2': 3; '-3': 2; '-4': 1; '-5': 0 }
  6: { '-1': 5; '-2': 4; '-3': 3; '-4': 2; '-5': 1; '-6': 0 }
  7: { '-1': 6; '-2': 5; '-3': 4; '-4': 3; '-5': 2; '-6': 1; '-7': 0 }
  8: { '-1': 7; '-2': 6; '-3': 5; '-4': 4; '-5': 3; '-6': 2; '-7': 1; '-8': 0 }
  9: { '-1': 8; '-2': 7; '-3': 6; '-4': 5; '-5': 4; '-6': 3; '-7': 2; '-8': 1; '-9': 0 }
  10: { '-1': 9; '-2': 8; '-3': 7; '-4': 6; '-5': 5; '-6': 4; '-7': 3; '-8': 2; '-9': 1; '-10': 0 }
  11: { '-1': 10; '-2': 9; '-3': 8; '-4': 7; '-5': 6; '-6': 5; '-7': 4; '-8': 3; '-9': 2; '-10': 1; '-11': 0 }
  12: { '-1': 11; '-2': 10; '-3': 9; '-4': 8; '-5': 7; '-6': 6; '-7': 5; '-8': 4; '-9': 3; '-10': 2; '-11': 1; '-12': 0 }
  13: { '-1': 12; '-2': 11; '-3': 10; '-4': 9; '-5': 8; '-6': 7; '-7': 6; '-8': 5; '-9': 4; '-10': 3; '-11': 2; '-12': 1; '-13': 0 }
}

/** The index of an axis counted from the front; `never` (at run time `undefined`) when it is out of range. */
export type axisOf<S extends Shape, X extends number> =
  `${X}` extends keyof S ? X
  : S['length'] extends keyof Back ?
    `${X}` extends keyof Back[S['length']] ?
      Back[S['length']][`${X}`]
    : never
  : never
export function axisOf(shape: Shape, axis: number): number | undefined {
  const index = axis < 0 ? axis + shape.length : axis
  return Number.isInteger(index) && index >= 0 && index < shape.length ? index : undefined
}

export interface axisOutOfRange<S, X> extends Failure {
  readonly message: `axis ${X & number} is out of range for ${showShape<S>}`
}
export function axisOutOfRange(shape: Shape, axis: number) {
  return failure(`axis ${axis} is out of range for ${showShape(shape)}`, {
    code: 'axisOutOfRange',
    shapes: [shape],
    axis,
  })
}

/** The same shape with another size on one axis. */
// Without constraints on what is inferred, so that it is decided inside generic functions.
export type replaceDim<S extends readonly unknown[], X, D, Done extends unknown[] = []> =
  S extends readonly [infer H, ...infer Rest] ?
    Done['length'] extends X ?
      [...Done, D, ...Rest]
    : replaceDim<Rest, X, D, [...Done, H]>
  : Done
export function replaceDim(shape: Shape, axis: number, dim: Dim): Shape {
  return shape.map((old, i) => (i === axis ? dim : old))
}
