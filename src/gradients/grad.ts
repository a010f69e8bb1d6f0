import * as core from '@tensorflow/tfjs-core'
import { assertReady } from '../backend.js'
import { copied, withRecorder } from '../context.js'
import { onesLike } from '../ops/onesLike.js'
import type { DType } from '../shape/dtype.js'
import type { AnyTensor, Tensor } from '../tensor.js'
import { backward } from './backward.js'
import { Tape } from './tape.js'

type Eager = Tensor<number[], DType>
/** The function to differentiate may return any shape; the gradient is that of the sum, or is weighted by `dy`. */
type Differentiable<Args extends readonly Eager[]> = (...args: Args) => Eager

/** Runs `f` under a tape, then backwards. What is returned is the caller's, everything else is let go. */
function differentiate(
  what: string,
  f: () => core.Tensor,
  tape: Tape,
  wanted: () => readonly core.Tensor[],
  dy?: core.Tensor,
): { value: core.Tensor; gradients: core.Tensor[] } {
  const { value, found } = record(what, f, tape, wanted, dy)
  const independent = found.indexOf(undefined)
  if (independent >= 0) {
    throw new Error(
      `${what}: the result does not depend on argument ${independent}, or only through ops without a gradient`,
    )
  }
  return { value, gradients: found as core.Tensor[] }
}
function record(
  what: string,
  f: () => core.Tensor,
  tape: Tape,
  wanted: () => readonly core.Tensor[],
  dy?: core.Tensor,
): { value: core.Tensor; found: (core.Tensor | undefined)[] } {
  try {
    const y = withRecorder(tape, f)
    if (!(y instanceof core.Tensor)) throw new TypeError(`${what}: the function must return a tensor`)
    if (dy !== undefined && String(dy.shape) !== String(y.shape)) {
      throw new RangeError(`${what}: dy is [${dy.shape}], the function returned [${y.shape}]`)
    }
    const output = tape.copyOf(y)
    const seed = dy ?? onesLike(output)
    const found = backward(
      tape.applied,
      new Map([[output, seed]]),
      wanted().map((x) => tape.copyOf(x)),
    )
    // Copies: one tensor may be the gradient of several arguments, or a copy that goes with the tape.
    return { value: y, found: found.map((gradient) => gradient && copied(gradient as AnyTensor & core.Tensor)) }
  } finally {
    tape.dispose()
  }
}

function run<R extends core.TensorContainer>(what: string, body: () => R): R {
  assertReady(what)
  return core.tidy(body)
}

/**
 * The gradient of a function of one tensor: `grad(f)(x)` is the derivative of the sum of `f(x)`.
 *
 * The function runs on real tensors, so it may read values and branch, and the result can be differentiated again.
 *
 * @example
 * ```ts
 * const cube = (x: tf.Tensor) => tf.mul(tf.mul(x, x), x)
 * const slope = tf.grad(cube)(tf.tensor([2])) // 12
 * ```
 */
export function grad<X extends Eager>(f: Differentiable<[X]>): (x: X, dy?: Eager) => Tensor<X['shape'], X['dtype']> {
  return (x, dy) =>
    run('grad', () => {
      const { gradients } = differentiate(
        'grad',
        () => f(x),
        new Tape([x]),
        () => [x],
        dy,
      )
      return gradients[0] as Tensor<X['shape'], X['dtype']>
    })
}

type GradientsOf<Args> = {
  -readonly [I in keyof Args]: Args[I] extends Eager ? Tensor<Args[I]['shape'], Args[I]['dtype']> : never
}

/** The gradients of a function of several tensors, in the order of its arguments. */
export function grads<const Args extends readonly Eager[]>(
  f: Differentiable<Args>,
): (args: Args, dy?: Eager) => GradientsOf<Args> {
  return (args, dy) =>
    run('grads', () => {
      const { gradients } = differentiate(
        'grads',
        () => f(...args),
        new Tape(args),
        () => args,
        dy,
      )
      return gradients as core.TensorContainer as GradientsOf<Args> & core.TensorContainer
    })
}

/** Like {@link grad}, together with the function's value. */
export function valueAndGrad<X extends Eager, Y extends Eager>(
  f: (x: X) => Y,
): (x: X, dy?: Eager) => { value: Y; grad: Tensor<X['shape'], X['dtype']> } {
  return (x, dy) =>
    run('valueAndGrad', () => {
      const { value, gradients } = differentiate(
        'valueAndGrad',
        () => f(x),
        new Tape([x]),
        () => [x],
        dy,
      )
      return { value: value as Y, grad: gradients[0] as Tensor<X['shape'], X['dtype']> }
    })
}

/** Like {@link grads}, together with the function's value. */
export function valueAndGrads<const Args extends readonly Eager[], Y extends Eager>(
  f: (...args: Args) => Y,
): (args: Args, dy?: Eager) => { value: Y; grads: GradientsOf<Args> } {
  return (args, dy) =>
    run('valueAndGrads', () => {
      const { value, gradients } = differentiate(
        'valueAndGrads',
        () => f(...args),
        new Tape(args),
        () => args,
        dy,
      )
      return { value: value as Y, grads: gradients as core.TensorContainer as GradientsOf<Args> & core.TensorContainer }
    })
}

/**
 * The gradients of a function without arguments with respect to the trainable variables that it uses.
 *
 * @param variables Only these; without the list, all that take part.
 * @returns The value, and the gradients by the variables' names.
 */
export function variableGrads<Y extends Eager>(
  f: () => Y,
  variables?: readonly core.Variable[],
): { value: Y; grads: { [name: string]: Eager } } {
  return run('variableGrads', () => {
    const tape = new Tape(variables ?? [], variables === undefined)
    const wanted = () => variables ?? [...tape.variables]
    const { value, found } = record('variableGrads', f, tape, wanted)
    // A variable may take part and still not matter to the result; one that is asked for must.
    const named = wanted().flatMap(({ name }, i) => {
      const gradient = found[i]
      if (gradient !== undefined) return [[name, gradient as Eager] as const]
      if (variables === undefined) return []
      throw new Error(`variableGrads: the result does not depend on the variable '${name}'`)
    })
    return { value: value as Y, grads: Object.fromEntries(named) }
  })
}
