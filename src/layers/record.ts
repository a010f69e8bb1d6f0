import { context, within, withLayer } from '../context.js'
import type { LayerCall, Value } from '../graph/node.js'
import { toValue } from '../operand.js'
import { own } from '../ops/common/own.js'
import type { AnyTensor } from '../tensor.js'
import type { AnyLayer } from './layer.js'

/** A call of a layer or a model, as far as it is recorded. */
export interface RecordedCall {
  readonly layer: AnyLayer
  /** How many calls the layer has had before. */
  readonly call: number
  /** Everything in it that is a tensor. */
  readonly tensors: readonly AnyTensor[]
  readonly symbolic: boolean
  readonly training: boolean | undefined
  readonly options: object
}

/**
 * Runs a call. When it is part of a graph it becomes a record there, to which the nodes that it makes belong; each of its
 * results is then a value of its own, made in this call: else the call could not be found again.
 */
export function recorded<R extends { readonly tensors: readonly AnyTensor[] }>(
  { layer, call, tensors, symbolic, training, options }: RecordedCall,
  run: () => R,
): R {
  const outputs: Value[] = []
  const inputs = symbolic ? tensors : []
  const record: LayerCall = { layer, call, inputs, outputs, options }
  const here = () => {
    const results = run()
    if (!symbolic) return results
    outputs.push(...ownValues(record, results.tensors))
    return { ...results, tensors: outputs }
  }
  const results = withLayer(record, () => within({ training: training ?? context().training }, here))
  Object.freeze(outputs)
  return results
}

function ownValues(record: LayerCall, tensors: readonly AnyTensor[]): Value[] {
  const seen = new Set<AnyTensor>(record.inputs)
  return tensors.map((tensor) => {
    const value = toValue(record.layer.kind, tensor)
    const isOwn = !seen.has(value) && (context().layer !== record || value.node.layer === record)
    const result = isOwn ? value : own(value)
    seen.add(result)
    return result
  })
}
