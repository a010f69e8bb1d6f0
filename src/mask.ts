import * as core from '@tensorflow/tfjs-core'
import { isSymbolic, type AnyTensor } from './tensor.js'

// A mask travels with a tensor: truth values for its first axes, false where there is nothing to be seen. Ops make tensors
// without one; layers say what becomes of it.

const masks = new WeakMap<AnyTensor, AnyTensor>()
export function maskOf(x: AnyTensor): AnyTensor | undefined {
  return masks.get(x)
}
/** Gives a tensor its mask. That of an eager tensor goes when the tensor is disposed. */
export function setMask(x: AnyTensor, mask: AnyTensor): void {
  if (isSymbolic(x)) return void masks.set(x, mask)
  const [tensor, kept] = [x as AnyTensor & core.Tensor, core.keep((mask as AnyTensor & core.Tensor).clone())]
  masks.set(x, kept as core.Tensor as AnyTensor & core.Tensor)
  const dispose = tensor.dispose.bind(tensor)
  tensor.dispose = () => {
    if (!kept.isDisposed) kept.dispose()
    dispose()
  }
}
