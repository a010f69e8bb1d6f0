import * as core from '@tensorflow/tfjs-core'
import type { GradientCall, Spec } from '../graph/node.js'
import { defineOp, dispatch, withoutRecorders } from '../op.js'
import type { AnyTensor } from '../tensor.js'

type GradFunc = (dy: AnyTensor, saved: readonly AnyTensor[]) => AnyTensor | readonly AnyTensor[]
interface CustomAttrs {
  readonly gradFunc: GradFunc
  /** The inputs are the value, then this many arguments, then what was saved. */
  readonly args: number
}

/** The value as it is, with a gradient of its own: it goes to the arguments, not through the value. */
const op = defineOp<CustomAttrs>({
  name: 'customGrad',
  effect: 'pure',
  infer: ([value]: readonly Spec[]) => value!,
  kernel: { name: 'Identity', inputs: ['x'] },
  gradient({ dy, inputs, attrs: { gradFunc, args } }: GradientCall<CustomAttrs>) {
    let found: readonly AnyTensor[] | undefined
    const gradients = () => (found ??= listed(gradFunc(dy, inputs.slice(args + 1)), args))
    return inputs.map((_, i) => (i === 0 || i > args ? null : () => gradients()[i - 1]!))
  },
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
  return (...given) => {
    const args: readonly unknown[] = given
    const saved: AnyTensor[] = []
    const call = () => {
      const all = [...args, (tensors: readonly AnyTensor[]) => saved.push(...tensors)] as never[]
      const { value, gradFunc } = withoutRecorders(() => f(...all))
      const inputs = [value, ...(args as readonly AnyTensor[]), ...saved]
      return dispatch<ReturnType<F>['value'], CustomAttrs>(op, inputs, { gradFunc, args: args.length })
    }
    return args.every((arg) => arg instanceof core.Tensor) ? core.tidy(call as () => core.Tensor & AnyTensor) : call()
  }
}
