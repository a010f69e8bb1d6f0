import * as core from '@tensorflow/tfjs-core'
import { fromValues } from '../backend.js'
import type { State } from '../graph/sources.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'

/** What a metric has counted. It begins anew with each evaluation, where a variable is dear to make: this is a tensor. */
export class Counter implements State {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: DType = 'float32'
  readonly trainable = false
  private readonly initial: number
  private value: Tensor<number[], DType> | undefined

  constructor(name: string, shape: readonly number[], initial: number) {
    this.name = name
    this.shape = shape
    this.initial = initial
  }
  read(): Tensor<number[], DType> {
    if (this.value === undefined) {
      const values = new Float32Array(core.util.sizeFromShape([...this.shape])).fill(this.initial)
      this.write(fromValues(values, this.shape, this.dtype) as Tensor<number[], DType>)
    }
    return this.value!
  }
  write(value: Tensor<number[], DType>): void {
    this.value?.dispose()
    this.value = core.keep(value)
  }
  dispose(): void {
    this.value?.dispose()
    this.value = undefined
  }
}
