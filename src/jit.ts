import * as core from '@tensorflow/tfjs-core'
import { assertReady } from './backend.js'
import type { Value } from './graph/node.js'
import { holdingCaptures, inputNode, inputOp } from './graph/sources.js'
import { context } from './context.js'
import { toValue } from './operand.js'
import { Cache } from './plan/cache.js'
import { nodesIn, type Graph } from './plan/graph.js'
import { makePlan, type Plan } from './plan/plan.js'
import { committed } from './plan/runner.js'
import { inPlan, withWrites, type Writes } from './plan/specialise.js'
import { isAsync, showValue } from './shape/show.js'
import { aFunction, assertArguments, isRecord } from './shape/given.js'
import { isLeaf, leafKeys, leaves, refilled, type Tree } from './tree.js'
import { publicly } from './stack.js'
import type { AnyTensor } from './tensor.js'

/** What has been compiled for one set of shapes. */
interface Traced {
  readonly plan: Plan
  /** The form of the result: its leaves are in the order of the plan's outputs. */
  readonly form: Tree<AnyTensor>
}
/** What `jit` adds to a function. */
export interface Jitted {
  /** Prints what has been compiled: kernels, shapes, where values live, what the making took. */
  printPlans(print?: (line: string) => void): void
  /** Frees what has been compiled. A later call compiles anew. */
  dispose(): void
}

/**
 * Compiles a function of tensors. At the first call with tensors of given shapes and dtypes, the function is traced: it
 * runs once on symbolic tensors. From then on its plan runs: fused, in memory that is laid out ahead, without the cost of
 * an eager call for each op. The last 16 sets of shapes are kept.
 *
 * The function must be made of ops: it cannot read values. Numbers, strings and truth values among its arguments are
 * compiled in. A `tf.variable` or a weight that it uses is read in each run. What it assigns to one is written when the
 * run is over, in each run; what reads it later in the function gets the new value, and after an error nothing is written.
 * Other tensors from around it are kept as they were when it was traced, and random ops draw anew in each run. Gradients
 * may be taken in it. With a symbolic argument, or while gradients are recorded, it is called as it is.
 *
 * @param f Takes tensors, and lists or records of them, and returns the same.
 * @returns The function, with its type.
 *
 * @example
 * ```ts
 * const normalise = tf.jit((x: tf.Tensor<[32, 10]>) => tf.div(tf.sub(x, tf.mean(x, -1, true)), 2))
 * const y = normalise(tf.ones([32, 10])) // Tensor<[32, 10]>
 * ```
 */
export function jit<F extends (...args: never[]) => Tree<AnyTensor>>(f: F): F & Jitted {
  publicly(() => assertTraceable(f))
  const untyped = f as unknown as (...args: readonly unknown[]) => Tree<AnyTensor>
  const known = new Cache<Traced>(16, ({ plan }) => plan.dispose())
  let runs = 0
  const called = (...args: readonly unknown[]): Tree<AnyTensor> => {
    const each = args.map(argumentOf)
    const tensors = each.flatMap(({ tensors }) => tensors)
    const { recorders, plan: isTraced } = context()
    if (recorders.length > 0 || isTraced !== undefined || !tensors.every(isEager)) return untyped(...args)
    assertReady('jit')
    for (const tensor of tensors) if (tensor.isDisposed) throw new Error('jit: a tensor was disposed before this use')
    const key = JSON.stringify(each.map(({ key }) => key))
    const { plan, form } = known.get(
      key,
      () => traced(untyped, args, each),
      (entry) => entry.plan.isCurrent(),
    )
    const outputs: readonly core.Tensor[] = committed(plan.run(tensors, { drawn: runs++, given: 0 }))
    return refilled(form, outputs as readonly AnyTensor[])
  }
  const call = (...args: readonly unknown[]) => publicly(() => called(...args))
  const jitted: Jitted = {
    printPlans: (print = console.log) => {
      assertArguments('printPlans', { print: aFunction }, { print })
      for (const [key, { plan }] of known.entries())
        for (const line of [`Plan: ${key}`, ...plan.describe(), '']) print(line)
    },
    dispose: () => known.clear(),
  }
  // The arguments have been checked against the function's own type, which is also the result's.
  return Object.assign(call, jitted) as unknown as F & Jitted
}

function assertTraceable(f: unknown): void {
  if (typeof f === 'function' && isAsync(f)) throw new TypeError(`jit: ${cannotWait}`)
  assertArguments('jit', { f: aFunction }, { f })
}

interface Argument {
  readonly tensors: readonly AnyTensor[]
  /** Everything that a plan is made for. */
  readonly key: readonly string[]
}
function argumentOf(arg: unknown, index: number): Argument {
  if (['number', 'string', 'boolean', 'undefined'].includes(typeof arg)) {
    return { tensors: [], key: [typeof arg, Object.is(arg, -0) ? '-0' : String(arg)] }
  }
  const tensors = isTree(arg) ? leaves(arg) : []
  if (tensors.length === 0) {
    throw new TypeError(`jit: argument ${index} is neither tensors nor a plain value, got ${showValue(arg)}`)
  }
  const form =
    isLeaf(arg) ? 'tensor'
    : Array.isArray(arg) ? 'list'
    : 'record'
  const names = form === 'record' ? leafKeys(arg as Tree<AnyTensor>) : []
  return { tensors, key: [form, ...names, ...tensors.map(({ shape, dtype }) => `${dtype}[${shape}]`)] }
}
const cannotWait = 'the function is async; what is traced cannot wait, give it the values that it waits for'
/** Is this a tensor, a list of them or a record? */
function isTree(given: unknown): given is Tree<AnyTensor> {
  if (isLeaf(given)) return true
  if (!Array.isArray(given) && !isRecord(given)) return false
  const each = Array.isArray(given) ? Array.from(given as readonly unknown[]) : Object.values(given)
  return each.every(isLeaf)
}
function isEager(tensor: AnyTensor): tensor is AnyTensor & core.Tensor<core.Rank> {
  return tensor instanceof core.Tensor
}

function traced(
  f: (...args: readonly unknown[]) => Tree<AnyTensor>,
  args: readonly unknown[],
  each: readonly Argument[],
): Traced {
  const places: Value[] = []
  const given = args.map((arg, i) => {
    const { tensors } = each[i]!
    if (tensors.length === 0) return arg
    const own = tensors.map(({ shape, dtype }) => inputNode({ shape: [...shape], dtype }, `argument_${i}`))
    places.push(...own)
    return refilled<AnyTensor>(arg as Tree<AnyTensor>, own)
  })
  let made: Traced | undefined
  // Eager tensors that the function makes are captured by the graph; the function's own handles go.
  const trace = () => {
    let form: Tree<AnyTensor> = []
    const build = () => {
      const writes: Writes = new Map()
      // Random ops without operands are nodes too: they draw anew in each run.
      return inPlan(false, writes, () => {
        form = resultOf(f(...given))
        const outputs = leaves(form).map((leaf) => toValue('jit', leaf))
        return closed(withWrites({ inputs: places, outputs, writes }))
      })
    }
    made = { plan: makePlan(build, false), form }
  }
  core.tidy(() => holdingCaptures(trace))
  return made!
}
function resultOf(result: unknown): Tree<AnyTensor> {
  if (isTree(result)) return result
  if (!(result instanceof Promise)) {
    const what = 'the function must return a tensor, or a list or record of them'
    throw new TypeError(`jit: ${what}, got ${showValue(result)}`)
  }
  // What becomes of it is of no interest any more.
  result.catch(() => {})
  throw new TypeError(`jit: ${cannotWait}`)
}
/** What a run is not given has no value in it. */
function closed(graph: Graph): Graph {
  for (const { op, name, values } of nodesIn(graph)) {
    if (op !== inputOp || graph.inputs.includes(values[0]!)) continue
    throw new Error(`jit: the function uses '${name}', a symbolic tensor from around it; make it an argument`)
  }
  return graph
}
