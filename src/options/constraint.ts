import { Constraint, type ConstraintFunction } from '../constraints/constraint.js'
import * as constraints from '../constraints/index.js'
import type { Name } from './choice.js'
import { answering, thing, type Kind, type ThingRule } from './definition.js'
import { optional, type Option, type Ruled } from './option.js'

export const constraintKind = {
  what: 'a constraint' as const,
  Thing: Constraint,
  makers: constraints,
  own: (f: ConstraintFunction) =>
    new Constraint({ kind: f.name || 'constraint', options: {}, apply: answering('a constraint', f) }, {}),
} satisfies Kind<Constraint, typeof constraints, ConstraintFunction>

type ConstraintName = keyof typeof constraints
export interface ConstraintOption
  extends
    Option<Name<ConstraintName> | Constraint | ConstraintFunction, Constraint | undefined, undefined>,
    Ruled<ThingRule<ConstraintName, Constraint, ConstraintFunction, 'a constraint'>> {}
/** What a weight is brought to after each training step: a name, `tf.constraints.…`, or a function; else nothing. */
export function constraint(): ConstraintOption {
  return optional(thing(constraintKind))
}
