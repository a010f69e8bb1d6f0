import * as core from '@tensorflow/tfjs-core'
import { fromValues } from '../backend.js'
import type { ConstantAttrs } from '../graph/sources.js'

// A constant of a plan in numbers. Those of a captured tensor are the tensor's.

/** As a tensor; the caller's to dispose. */
export function constantTensor({ values, spec }: ConstantAttrs): core.Tensor {
  return fromValues(values!, spec.shape as readonly number[], spec.dtype)
}
/** As they lie in memory. */
export function constantValues({ values, spec }: ConstantAttrs): Float32Array | Int32Array | Uint8Array {
  const list = typeof values === 'object' ? values : [values!]
  return core.util.toTypedArray(list as number[], spec.dtype as 'float32')
}
