/** Layers on numbers: tensors for a call, and weights that are away from where nothing can be told. */
import * as core from '@tensorflow/tfjs-core'
import type { AnyTensor } from '../../../../src/tensor.js'
import { TensorArg } from '../call.js'
import type { Draw } from '../draw.js'
import { spread, tensorOf } from '../kernels.js'
import type { CallOption, LayerCall } from './calls.js'
import type { PlainLayer } from './samples.js'

export type EagerTensor = AnyTensor & core.Tensor

/** Everything in a call that is a tensor, in order: inputs, masks, initial states. */
export function tensorsIn({ input, options }: LayerCall): TensorArg[] {
  return [input, ...Object.values(options)].flat().filter((each): each is TensorArg => each instanceof TensorArg)
}
export function drawTensors(call: LayerCall, draw: Draw): EagerTensor[] {
  return tensorsIn(call).map((arg) => tensorOf(arg, draw) as EagerTensor)
}
/** The call of a layer with these tensors, in the order of `tensorsIn`. */
export function apply(layer: PlainLayer, call: LayerCall, tensors: readonly AnyTensor[]): AnyTensor[] {
  const all = tensorsIn(call)
  const given = (value: CallOption | LayerCall['input']): unknown =>
    value instanceof TensorArg ? tensors[all.indexOf(value)]!
    : Array.isArray(value) ? value.map((each: CallOption) => given(each))
    : value
  const options = Object.entries(call.options).map(([name, value]) => [name, given(value)])
  const result = layer(given(call.input) as AnyTensor, Object.fromEntries(options) as object)
  return Array.isArray(result) ? result : [result]
}

/** Other numbers for all weights, away from kinks and ties; what is not trained is a statistic: above 0. */
export function drawWeights(layer: PlainLayer, draw: Draw): void {
  const values = layer.weights.map((weight) => {
    const isStatistic = !weight.trainable && !weight.frozen
    return core.tensor(spread(core.util.sizeFromShape([...weight.shape]), draw, isStatistic ? [0.5, 2] : [-1, 1]), [
      ...weight.shape,
    ])
  })
  layer.setWeights(values)
  core.dispose(values)
}
export function disposeLayer(layer: PlainLayer): void {
  layer.resetStates()
  for (const weight of layer.weights) weight.dispose?.()
}
export interface Found {
  readonly shape: readonly number[]
  readonly dtype: string
  readonly numbers: ArrayLike<number>
}
export function read(tensor: AnyTensor): Found {
  const { shape, dtype } = tensor as EagerTensor
  return { shape, dtype, numbers: (tensor as EagerTensor).dataSync() as ArrayLike<number> }
}
