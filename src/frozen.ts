import * as core from '@tensorflow/tfjs-core'

// Eager tensors that were computed from something that is trained. In a graph such a tensor would be a constant, which no
// training moves.

const origins = new WeakMap<core.Tensor, string>()
/** Most programs never call an op on a variable. */
let areSome = false

/** The name of a trainable variable of which a tensor was computed. */
export function trainedOrigin(tensor: core.Tensor): string | undefined {
  if (tensor instanceof core.Variable) return tensor.trainable ? tensor.name : undefined
  return areSome ? origins.get(tensor) : undefined
}
/** Remembers where results come from: those that have a gradient. */
export function rememberOrigin(inputs: readonly core.Tensor[], results: readonly core.Tensor[]): void {
  for (const input of inputs) {
    const origin = trainedOrigin(input)
    if (origin === undefined || input.dtype !== 'float32') continue
    areSome = true
    for (const result of results) if (result.dtype === 'float32') origins.set(result, origin)
    return
  }
}
