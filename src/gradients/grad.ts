import * as core from '@tensorflow/tfjs-core'
import { assertReady } from '../backend.js'
import { context } from '../context.js'
import { disposed, notATensor } from '../operand.js'
import { aFunction, aList, assertArguments, orNull } from '../shape/given.js'
import { showValue } from '../shape/show.js'
import type { DType } from '../shape/dtype.js'
import { isSymbolic, type AnyTensor, type Tensor } from '../tensor.js'
import { differentiateEagerly, differentiateVariablesEagerly } from './eager.js'
import { differentiateInTrace, differentiateVariablesInTrace } from './trace.js'
import { publicly, refuse } from '../stack.js'

type Eager = Tensor<number[], DType>
/** The function to differentiate may return any shape; the gradient is that of the sum, or is weighted by `dy`. */
type Differentiable<Args extends readonly Eager[]> = (...args: Args) => Eager

/** What is returned is the caller's, everything else is let go. */
function run<R extends core.TensorContainer>(what: string, args: readonly unknown[], dy: unknown, body: () => R): R {
  for (const [i, arg] of Array.from(args).entries()) assertTensor(what, `argument ${i}`, arg)
  if (dy != null) assertTensor(what, 'dy', dy)
  return publicly(() => {
    assertReady(what)
    return core.tidy(body)
  })
}
function assertTensor(what: string, name: string, given: unknown): void {
  if (!isSymbolic(given) && !(given instanceof core.Tensor))
    refuse(new TypeError(`${what}: ${notATensor(name, given)}`))
  if (given instanceof core.Tensor && given.isDisposed) throw disposed(what)
}
function assertList(what: string, args: unknown): void {
  assertArguments(what, { args: aList }, { args })
}

/** The value of a function and its gradient for each argument: of what the function itself makes of it. */
function differentiate<Args extends readonly Eager[], Y extends Eager>(
  what: string,
  f: (...args: Args) => Y,
  args: Args,
  dy: Eager | undefined,
): { value: Y; gradients: Eager[] } {
  const way = context().plan === undefined ? differentiateEagerly : differentiateInTrace
  const { value, gradients } = way(what, f as unknown as (...args: readonly AnyTensor[]) => AnyTensor, args, dy)
  const independent = gradients.indexOf(undefined)
  if (independent >= 0) {
    throw new Error(
      `${what}: the result does not depend on argument ${independent}, or only through ops without a gradient`,
    )
  }
  return { value: value as Y, gradients: gradients as Eager[] }
}

/**
 * The gradient of a function of one tensor: `grad(f)(x)` is the derivative of the sum of `f(x)`.
 *
 * The function runs on real tensors, so it may read values and branch, and the result can be differentiated again. In a
 * function given to `jit` it is traced with it.
 *
 * @example
 * ```ts
 * const cube = (x: tf.Tensor) => tf.mul(tf.mul(x, x), x)
 * const slope = tf.grad(cube)(tf.tensor([2])) // 12
 * ```
 */
export function grad<X extends Eager>(f: Differentiable<[X]>): (x: X, dy?: Eager) => Tensor<X['shape'], X['dtype']> {
  assertArguments('grad', { f: aFunction }, { f })
  return (x, dy) =>
    run('grad', [x], dy, () => differentiate('grad', f, [x], dy).gradients[0] as Tensor<X['shape'], X['dtype']>)
}

type GradientsOf<Args> = {
  -readonly [I in keyof Args]: Args[I] extends Eager ? Tensor<Args[I]['shape'], Args[I]['dtype']> : never
}

/** The gradients of a function of several tensors, in the order of its arguments. */
export function grads<const Args extends readonly Eager[]>(
  f: Differentiable<Args>,
): (args: Args, dy?: Eager) => GradientsOf<Args> {
  assertArguments('grads', { f: aFunction }, { f })
  return (args, dy) => {
    assertList('grads', args)
    return run('grads', args, dy, () => {
      const { gradients } = differentiate('grads', f, args, dy)
      return gradients as core.TensorContainer as GradientsOf<Args> & core.TensorContainer
    })
  }
}

/** Like {@link grad}, together with the function's value. */
export function valueAndGrad<X extends Eager, Y extends Eager>(
  f: (x: X) => Y,
): (x: X, dy?: Eager) => { value: Y; grad: Tensor<X['shape'], X['dtype']> } {
  assertArguments('valueAndGrad', { f: aFunction }, { f })
  return (x, dy) =>
    run('valueAndGrad', [x], dy, () => {
      const { value, gradients } = differentiate('valueAndGrad', f, [x], dy)
      return { value, grad: gradients[0] as Tensor<X['shape'], X['dtype']> }
    })
}

/** Like {@link grads}, together with the function's value. */
export function valueAndGrads<const Args extends readonly Eager[], Y extends Eager>(
  f: (...args: Args) => Y,
): (args: Args, dy?: Eager) => { value: Y; grads: GradientsOf<Args> } {
  assertArguments('valueAndGrads', { f: aFunction }, { f })
  return (args, dy) => {
    assertList('valueAndGrads', args)
    return run('valueAndGrads', args, dy, () => {
      const { value, gradients } = differentiate('valueAndGrads', f, args, dy)
      return { value, grads: gradients as core.TensorContainer as GradientsOf<Args> & core.TensorContainer }
    })
  }
}

/**
 * The gradients of a function without arguments with respect to the trainable variables that it uses.
 *
 * @param variables Only these; without the list, all that take part.
 * @returns The value, and the gradients by the variables' names.
 * @throws Error when there is no gradient at all
 */
export function variableGrads<Y extends Eager>(
  f: () => Y,
  variables?: readonly core.Variable[],
): { value: Y; grads: { [name: string]: Eager } } {
  assertArguments('variableGrads', { f: aFunction, variables: orNull(aList) }, { f, variables: variables ?? null })
  for (const [i, variable] of Array.from(variables ?? []).entries()) {
    if (variable instanceof core.Variable) continue
    refuse(new TypeError(`variableGrads: variables[${i}] is a variable, got ${showValue(variable)}`))
  }
  return run('variableGrads', variables ?? [], undefined, () => {
    const way = context().plan === undefined ? differentiateVariablesEagerly : differentiateVariablesInTrace
    const { value, frozen, found } = way('variableGrads', f, variables ?? undefined)
    // A variable may take part and still not matter to the result; one that is asked for must.
    const named = found.flatMap(({ variable: { name }, gradient }) => {
      if (gradient !== undefined) return [[name, gradient as Eager] as const]
      if (variables == null) return []
      throw new Error(`variableGrads: the result does not depend on the variable '${name}'`)
    })
    if (named.length === 0 && !frozen) {
      throw new Error(
        'variableGrads: the result depends on no trainable variable, or only through ops without a gradient; ' +
          'predict and evaluate record nothing: call the model itself, as in m(x)',
      )
    }
    return { value: value as Y, grads: Object.fromEntries(named) }
  })
}
