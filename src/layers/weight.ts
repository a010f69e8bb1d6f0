import * as core from '@tensorflow/tfjs-core'
import type { State } from '../graph/sources.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'
import type { Initializer } from './initializers.js'

/** What a layer says of a weight before it has a value. */
export interface WeightSpec {
  readonly shape: readonly number[]
  readonly initializer: Initializer
  readonly trainable?: boolean
}

/** A weight of a layer: it takes memory when it is first run, read or written. */
export class Weight implements State {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: DType = 'float32'
  readonly trainable: boolean
  private readonly initializer: Initializer
  private variable: core.Variable | undefined

  constructor(name: string, { shape, initializer, trainable = true }: WeightSpec) {
    this.name = name
    this.shape = shape
    this.initializer = initializer
    this.trainable = trainable
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
