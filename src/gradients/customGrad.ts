import * as core from '@tensorflow/tfjs-core'
import { specOf, type GradientCall, type Spec, type Value } from '../graph/node.js'
import { inputNode } from '../graph/sources.js'
import { context, withoutRecorders } from '../context.js'
import { defineOp, dispatch } from '../op.js'
import { notATensor, toValue } from '../operand.js'
import { callTraced, sizesOf, traced, type Traced } from '../ops/common/traced.js'
import { aFunction, assertArguments, isCallable, isRecord } from '../shape/given.js'
import { showValue } from '../shape/show.js'
import { isSymbolic, type AnyTensor } from '../tensor.js'
import { refuse } from '../stack.js'

type GradFunc = (dy: AnyTensor, saved: readonly AnyTensor[]) => AnyTensor | readonly AnyTensor[]

/** The value as it is, with a gradient of its own: it goes to the arguments, not through the value. */
interface CustomAttrs {
  /** The inputs are the value, then this many arguments, then what else the gradient needs. */
  readonly args: number
}
function customOp<Attrs extends CustomAttrs>(
  dims: readonly string[],
  gradients: (call: GradientCall<Attrs>) => readonly AnyTensor[],
) {
  return defineOp<Attrs>({
    name: 'customGrad',
    effect: 'pure',
    dims,
    infer: ([value]: readonly Spec[]) => value!,
    apart: ({ rows: [value] }) => [value!],
    kernel: { name: 'Identity' },
    gradient(call) {
      let found: readonly AnyTensor[] | undefined
      const gradient = (i: number) => (found ??= gradients(call))[i]!
      return call.inputs.map((_, i) => (i === 0 || i > call.attrs.args ? null : () => gradient(i - 1)))
    },
  })
}
/** Of real tensors, and in a trace: the user's function runs when the gradient is asked for. */
const callingOp = customOp<CustomAttrs & { readonly gradFunc: GradFunc }>(
  [],
  ({ dy, inputs, attrs: { gradFunc, args } }) => listed(gradFunc(dy, inputs.slice(args + 1)), args),
)
/** In a graph of a model it is traced at once, and so may use whatever it finds around it: the graph is run on other values. */
const tracedOp = customOp<CustomAttrs & Traced>(['sizes'], ({ dy, inputs, attrs }) => {
  const known = attrs.body.inputs.length - 1
  return callTraced(attrs, sizesOf(attrs, 'customGrad'), [dy, ...inputs.slice(0, known)], inputs.slice(known))
})
function listed(gradients: AnyTensor | readonly AnyTensor[], args: number): readonly AnyTensor[] {
  const list = Array.isArray(gradients) ? (gradients as readonly AnyTensor[]) : [gradients as AnyTensor]
  if (list.length === args) return list
  throw new TypeError(`customGrad: gradFunc returns ${list.length} gradients for ${args} arguments`)
}

/** Keeps what the gradient needs. */
export type GradSaveFunc = (tensors: readonly AnyTensor[]) => void
interface Custom {
  readonly value: AnyTensor
  /** @returns the gradient of each argument */
  gradFunc(dy: AnyTensor, saved: readonly AnyTensor[]): AnyTensor | readonly AnyTensor[]
}
type WithoutSave<Args> = Args extends [...infer Rest, GradSaveFunc] ? Rest : Args

/**
 * A function with a gradient of your own.
 *
 * @param f Gets the arguments, and `save` for what the gradient needs. It returns the value and `gradFunc`.
 *
 * @example
 * ```ts
 * // The gradient of the sign, as if it were the identity.
 * const sign = tf.customGrad((x: tf.Tensor) => ({ value: tf.sign(x), gradFunc: (dy) => dy }))
 * const slope = tf.grad(sign)(tf.tensor([-2, 3])) // 1, 1
 * ```
 */
export function customGrad<F extends (...args: never[]) => Custom>(
  f: F,
): (...args: WithoutSave<Parameters<F>>) => ReturnType<F>['value'] {
  assertArguments('customGrad', { f: aFunction }, { f })
  return (...given) => {
    const args: readonly unknown[] = given
    for (const [i, arg] of args.entries()) {
      if (isSymbolic(arg) || arg instanceof core.Tensor) continue
      refuse(new TypeError(`customGrad: ${notATensor(`argument ${i}`, arg)}`))
    }
    const saved: AnyTensor[] = []
    const call = () => {
      const all = [...args, (tensors: readonly AnyTensor[]) => saved.push(...tensors)] as never[]
      const { value, gradFunc } = readCustom(withoutRecorders(() => f(...all)))
      const inputs = [value, ...(args as readonly AnyTensor[]), ...saved]
      return context().plan === undefined && inputs.some(isSymbolic) ?
          inGraph(inputs, gradFunc, args.length)
        : dispatch<AnyTensor>(callingOp, inputs, { gradFunc, args: args.length })
    }
    return args.every((arg) => arg instanceof core.Tensor) ? core.tidy(call as () => core.Tensor & AnyTensor) : call()
  }
}
/** What the function has returned, checked. */
function readCustom(made: unknown): Custom {
  const { value, gradFunc } = isRecord(made) ? made : {}
  const isValue = isSymbolic(value) || value instanceof core.Tensor
  if (isValue && isCallable(gradFunc)) return made as Custom
  throw new TypeError(`customGrad: f returns { value, gradFunc }, a tensor and a function, got ${showValue(made)}`)
}
function inGraph(inputs: readonly AnyTensor[], gradFunc: GradFunc, args: number): AnyTensor {
  const values = inputs.map((input): Value => toValue('customGrad', input))
  const dy = inputNode(specOf(values[0]!), 'dy')
  const gradients = listed(gradFunc(dy, values.slice(args + 1)), args)
  const gradient = traced(
    [dy, ...values],
    gradients.map((value) => toValue('customGrad', value)),
  )
  return dispatch<AnyTensor>(tracedOp, [...values, ...gradient.body.captured], { ...gradient, args })
}
