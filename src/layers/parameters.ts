import type { Constraint } from '../constraints/constraint.js'
import type { Initializer } from '../initializers/initializer.js'
import { constraint } from '../options/constraint.js'
import { flag } from '../options/flag.js'
import { initializer } from '../options/initializer.js'
import { regularizer } from '../options/regularizer.js'
import type { Regularizer } from '../regularizers/regularizer.js'
import type { WeightSpec } from './weight.js'

/** The options of a bias. */
export const biasOptions = {
  /** Add a bias; true unless it is given. */
  useBias: flag(true),
  biasInitializer: initializer('zeros'),
  biasRegularizer: regularizer(),
  biasConstraint: constraint(),
}
/** The options of a kernel. */
export const kernelOptions = {
  kernelInitializer: initializer('glorotUniform'),
  kernelRegularizer: regularizer(),
  kernelConstraint: constraint(),
}

/** A weight of these sizes. */
export function parameter<S extends readonly number[]>(
  shape: S,
  initializer: Initializer,
  regularizer?: Regularizer,
  constraint?: Constraint,
): WeightSpec<S> {
  return { shape, initializer: (sizes) => initializer.apply(sizes), regularizer, constraint }
}
/** One that training does not change along its gradient. */
export function statistic(shape: readonly number[], initializer: Initializer): WeightSpec {
  return { ...parameter(shape, initializer), trainable: false }
}
