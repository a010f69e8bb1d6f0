import * as core from '@tensorflow/tfjs-core'
import { context, within } from '../context.js'
import { madeFromNow, type StateAccess, type Value } from '../graph/node.js'
import type { State } from '../graph/sources.js'
import { toValue } from '../operand.js'
import { isSymbolic, type AnyTensor } from '../tensor.js'
import { assertWeighs, noTensor, type Differentiated, type OfVariables } from './found.js'
import { graphGradients } from './graph.js'

// Gradients while a function is traced: more of its graph. As on a tape, only what is done while the function runs counts.

export function differentiateInTrace(
  what: string,
  f: (...args: readonly AnyTensor[]) => AnyTensor,
  args: readonly AnyTensor[],
  dy: AnyTensor | undefined,
): Differentiated {
  const values = args.map((arg) => toValue(what, arg))
  const isNew = madeFromNow()
  const y = valueOf(what, f(...values))
  assertWeighs(what, dy, y)
  return { value: y, gradients: graphGradients(y, values, dy, isNew) }
}

export function differentiateVariablesInTrace(
  what: string,
  f: () => AnyTensor,
  variables: readonly core.Variable[] | undefined,
): OfVariables {
  const around = context().plan!
  const isNew = madeFromNow()
  const read = new Map<core.Tensor, Value>()
  const written = new Set<core.Tensor>()
  const plan: StateAccess = {
    read(state) {
      const variable = variableOf(state)
      const value = around.read(state) as Value
      if (!written.has(variable)) read.set(variable, value)
      return value
    },
    write(state, next) {
      written.add(variableOf(state))
      around.write(state, next)
    },
  }
  const y = within({ plan }, () => valueOf(what, f()))
  const wanted = variables ?? [...read.keys()].filter(isTrainable)
  const taking = wanted.flatMap((variable) => read.get(variable) ?? [])
  const gradients = new Map(graphGradients(y, taking, undefined, isNew).map((gradient, i) => [taking[i]!, gradient]))
  const frozen = wanted.length === 0 && read.size > 0
  return {
    value: y,
    frozen,
    found: wanted.map((variable) => ({ variable, gradient: gradients.get(read.get(variable)!) })),
  }
}

/** A weight and its `tf.variable` are states of one tensor. */
function variableOf(state: State): core.Tensor {
  // It may be made now, which is no part of the trace.
  return within({ plan: undefined }, () => state.read())
}
function isTrainable(tensor: core.Tensor): tensor is core.Variable {
  return tensor instanceof core.Variable && tensor.trainable
}

function valueOf(what: string, y: AnyTensor): Value {
  if (isSymbolic(y) || y instanceof core.Tensor) return toValue(what, y as AnyTensor)
  throw noTensor(what)
}
