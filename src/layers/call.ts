import { showValue } from '../shape/show.js'
import * as core from '@tensorflow/tfjs-core'
import { context } from '../context.js'
import { maskOf } from '../mask.js'
import { didYouMean } from '../options/nearest.js'
import { notATensor } from '../operand.js'
import { aFlag, assertArguments, isRecord } from '../shape/given.js'
import { isSymbolic, type AnyTensor } from '../tensor.js'
import type { LayerDefinition } from './definition.js'
import { refuse } from '../stack.js'

/** What a call of a layer was given, checked. */
export interface CallInputs {
  readonly inputs: readonly AnyTensor[]
  /** Was it one tensor, not a list? */
  readonly single: boolean
  readonly training: boolean | undefined
  readonly masks: readonly (AnyTensor | undefined)[]
  readonly initialState: readonly AnyTensor[] | undefined
  /** Everything in it that is a tensor. */
  readonly tensors: readonly AnyTensor[]
  /** Is the call part of a graph? */
  readonly symbolic: boolean
  /** The options as they were given. */
  readonly options: object
}

const known = ['training', 'mask', 'initialState']

/** @throws TypeError with the sentence of the first thing that the layer does not take */
export function readCall(
  { definition }: { readonly definition: LayerDefinition },
  x: unknown,
  options: unknown,
): CallInputs {
  const { kind } = definition
  const { training, mask, initialState } = readOptions(definition, options)
  const single = definition.inputs === 'one' || (definition.inputs === 'any' && !Array.isArray(x))
  const inputs = readInputs(definition, x, single)
  const masks = readMasks(definition, inputs, mask)
  const tensors = [...inputs, ...masks.flatMap((each) => each ?? []), ...(initialState ?? [])]
  for (const tensor of tensors) {
    if (tensor instanceof core.Tensor && tensor.isDisposed)
      throw new Error(`${kind}: a tensor was disposed before this use`)
  }
  return {
    inputs,
    single,
    training,
    masks,
    initialState,
    tensors,
    // In a trace weights are read in each run, whatever they meet.
    symbolic: tensors.some(isSymbolic) || context().plan !== undefined,
    options: options ?? {},
  }
}

function readInputs({ kind, inputs }: LayerDefinition, x: unknown, single: boolean): readonly AnyTensor[] {
  const list = Array.isArray(x) ? (x as readonly unknown[]) : [x]
  if (single && list.length !== 1 && list.some(isTensor))
    throw new TypeError(`${kind}: takes one tensor, got a list of ${list.length}`)
  if (inputs === 'list' && !Array.isArray(x))
    throw new TypeError(`${kind}: takes a list of tensors, got ${showValue(x)}`)
  if (list.length === 0) throw new TypeError(`${kind}: needs at least one tensor`)
  for (const [i, each] of Array.from(list).entries()) {
    const isList = Array.isArray(x) && !(single && !isTensor(each))
    if (!isTensor(each)) throw new TypeError(`${kind}: ${notATensor(isList ? `x[${i}]` : 'x', isList ? each : x)}`)
  }
  return list as readonly AnyTensor[]
}
function isTensor(x: unknown): x is AnyTensor {
  return x instanceof core.Tensor || isSymbolic(x)
}

interface CallOptions {
  readonly training: boolean | undefined
  readonly mask: AnyTensor | readonly (AnyTensor | null)[] | null | undefined
  readonly initialState: readonly AnyTensor[] | undefined
}
/** The options of a call, checked. */
export function readOptions(
  { kind, initialState: takesState }: Pick<LayerDefinition, 'kind' | 'initialState'>,
  options: unknown,
): CallOptions {
  if (options != null && !isRecord(options)) {
    refuse(new TypeError(`${kind}: the options of a call are an object, got ${showValue(options)}`))
  }
  const given = (options ?? {}) as { readonly [name: string]: unknown }
  for (const name of Object.keys(given)) {
    if (!known.includes(name))
      refuse(new TypeError(`${kind}: a call has no option '${name}'${didYouMean(name, known)}`))
  }
  const { training, mask, initialState } = given
  assertArguments(kind, { training: aFlag }, { training: training ?? null })
  if (mask != null && ![mask].flat().every((each) => each === null || isTensor(each))) {
    throw new TypeError(`${kind}: mask is a tensor, got ${showValue(mask)}`)
  }
  if (initialState != null && takesState === undefined) throw new TypeError(`${kind}: takes no initialState`)
  const isState = Array.isArray(initialState) && initialState.length === takesState && initialState.every(isTensor)
  if (initialState != null && !isState) {
    throw new TypeError(`${kind}: initialState is a list of ${takesState} tensors, got ${showValue(initialState)}`)
  }
  return {
    training: (training as boolean | null | undefined) ?? undefined,
    mask: mask as CallOptions['mask'],
    initialState: (initialState as readonly AnyTensor[] | null | undefined) ?? undefined,
  }
}

/** The mask of each input: the one that the call gives, or that which the input carries. */
export function readMasks(
  { kind, mask: rule }: Pick<LayerDefinition, 'kind' | 'mask'>,
  inputs: readonly AnyTensor[],
  mask: CallOptions['mask'],
): readonly (AnyTensor | undefined)[] {
  if (mask === null) return inputs.map(() => undefined)
  const given = mask === undefined ? inputs.map(maskOf) : [mask].flat().map((each) => each ?? undefined)
  if (given.length !== inputs.length) {
    throw new TypeError(`${kind}: needs a mask for each of ${inputs.length} inputs, got ${given.length}`)
  }
  if (rule === undefined && given.some((each) => each !== undefined)) {
    throw new TypeError(
      mask === undefined ?
        `${kind}: takes no mask, but its input carries one; { mask: null } in the call goes on without it`
      : `${kind}: takes no mask`,
    )
  }
  return given
}
