import * as core from '@tensorflow/tfjs-core'
import type { Constraint } from '../constraints/constraint.js'
import { within } from '../context.js'
import { isVariableOf, type State } from '../graph/sources.js'
import type { Regularizer } from '../regularizers/regularizer.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'

/** What is said of a weight before it has a value. */
export interface WeightSpec<S extends readonly number[] = readonly number[]> {
  readonly shape: S
  /** Makes the first value. */
  readonly initializer: (shape: readonly number[]) => core.Tensor
  readonly trainable?: boolean
  /** Is it remembered from run to run without being a weight? */
  readonly remembered?: boolean
  readonly regularizer?: Regularizer | undefined
  readonly constraint?: Constraint | undefined
}

/** A weight of a layer: it takes memory when it is first run, read or written. */
export class Weight implements State {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: DType = 'float32'
  private readonly spec: WeightSpec
  private readonly owner: { readonly trainable: boolean } | undefined
  private variable: core.Variable | undefined

  /** @param owner The layer, which can be kept from training. */
  constructor(name: string, spec: WeightSpec, owner?: { readonly trainable: boolean }) {
    this.name = name
    this.shape = spec.shape
    this.spec = spec
    this.owner = owner
  }
  get trainable(): boolean {
    return (this.spec.trainable ?? true) && !this.frozen
  }
  get frozen(): boolean {
    return this.owner?.trainable === false
  }
  get constraint(): Constraint | undefined {
    return this.spec.constraint
  }
  get regularizer(): Regularizer | undefined {
    return this.spec.regularizer
  }
  get remembered(): boolean {
    return this.spec.remembered ?? false
  }
  /** The number of elements. */
  get size(): number {
    return this.shape.reduce((product, size) => product * size, 1)
  }
  read(): Tensor<number[], DType> {
    this.variable ??= core.tidy(() => newVariable(this.firstValue(), this))
    // What records gradients asks the variable.
    this.variable.trainable = this.trainable
    return this.variable as core.Tensor as Tensor<number[], DType>
  }
  /** Numbers, also while a function is traced: what a weight begins with is no part of what is done with it. */
  private firstValue(): core.Tensor {
    return within({ plan: undefined, recorders: [] }, () => this.spec.initializer(this.shape))
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
function newVariable(value: core.Tensor, weight: Weight): core.Variable {
  const variable = core.variable(value, weight.trainable, `${weight.name}#${++variables}`)
  isVariableOf(weight, variable)
  return variable
}
