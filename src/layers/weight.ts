import * as core from '@tensorflow/tfjs-core'
import type { Constraint } from '../constraints/constraint.js'
import type { State } from '../graph/sources.js'
import type { Regularizer } from '../regularizers/regularizer.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'
import type { Initializer } from './initializers.js'

/** What a layer says of a weight before it has a value. */
export interface WeightSpec {
  readonly shape: readonly number[]
  readonly initializer: Initializer
  readonly trainable?: boolean
  readonly constraint?: Constraint | undefined
  readonly regularizer?: Regularizer | undefined
}

/** A weight of a layer: it takes memory when it is first run, read or written. */
export class Weight implements State {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: DType = 'float32'
  readonly trainable: boolean
  readonly constraint: Constraint | undefined
  readonly regularizer: Regularizer | undefined
  private readonly initializer: Initializer
  private variable: core.Variable | undefined

  constructor(name: string, spec: WeightSpec) {
    const { shape, initializer, trainable = true, constraint, regularizer } = spec
    this.name = name
    this.shape = shape
    this.initializer = initializer
    this.trainable = trainable
    this.constraint = constraint
    this.regularizer = regularizer
  }
  /** The number of elements. */
  get size(): number {
    return this.shape.reduce((product, size) => product * size, 1)
  }
  read(): Tensor<number[], DType> {
    this.variable ??= core.tidy(() => newVariable(this.initializer(this.shape), this))
    return this.variable as core.Tensor as Tensor<number[], DType>
  }
  write(value: core.Tensor): void {
    if (this.variable === undefined) this.variable = newVariable(value, this)
    else this.variable.assign(value)
    value.dispose()
  }
  dispose(): void {
    this.variable?.dispose()
    this.variable = undefined
  }
}

/** tfjs registers variables by name for good, and refuses a second one: the name is made unique there. */
let variables = 0
function newVariable(value: core.Tensor, { name, trainable }: Weight): core.Variable {
  return core.variable(value, trainable, `${name}#${++variables}`)
}
