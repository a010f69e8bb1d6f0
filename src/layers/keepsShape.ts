import type { Shape } from '../shape/dimension.js'
import type { Ok } from '../shape/outcome.js'
import type { LayerRule } from './rule.js'

/** The rule of layers that keep the shape, and pass a mask on. */
export interface KeepsShape<Op extends string> extends LayerRule {
  readonly op: Op
  readonly output: this['input'] extends infer S extends Shape ? Ok<S> : never
  readonly takes: 'mask'
}
