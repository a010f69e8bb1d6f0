import type * as core from '@tensorflow/tfjs-core'
import type { AnyTensor } from '../tensor.js'

// What is found by taking gradients, of eager calls and in a trace alike.

export interface Differentiated {
  readonly value: AnyTensor
  /** One for each argument; `undefined` where the value does not depend on it. */
  readonly gradients: readonly (AnyTensor | undefined)[]
}
export interface OfVariables {
  readonly value: AnyTensor
  /** Took only such variables part as are not trained? Then there is nothing to be found. */
  readonly frozen: boolean
  /** One for each variable that was asked for, or else for each trainable one that took part. */
  readonly found: readonly { readonly variable: core.Variable; readonly gradient: AnyTensor | undefined }[]
}

export function noTensor(what: string): TypeError {
  return new TypeError(`${what}: the function must return a tensor`)
}
/** A weight for each element of the value. */
export function assertWeighs(what: string, dy: AnyTensor | undefined, y: AnyTensor): void {
  if (dy === undefined || String(dy.shape) === String(y.shape)) return
  throw new RangeError(`${what}: dy is [${dy.shape}], the function returned [${y.shape}]`)
}
