/** Law 4 for single ops: their calls, eagerly and planned. */
import { setBackend } from '../../../src/backend.js'
import { isNumeric } from '../../../src/shape/dtype.js'
import type { AnyTensor } from '../../../src/tensor.js'
import { leaves as leavesOf, type Tree } from '../../../src/tree.js'
import { watchHeap } from '../../support/heap.js'
import { argValue, callText, publicOp, tensorsOf, type Args } from './call.js'
import { Draw } from './draw.js'
import { valuesOf } from './kernels.js'
import { checkPlans, PlanReport, type Leaf, type LeafKind, type Numbers, type Subject } from './plans.js'
import { seedOf } from './random.js'
import { knownSamples, type OpSamples } from './samples.js'

/** A call of an op, on tensors of all kinds that a graph takes. */
function callOf(op: OpSamples, args: Args, draw: Draw): Subject {
  const tensors = tensorsOf(args)
  const leaves = tensors.map(({ shape, dtype, below }): Leaf => {
    const kind = draw.pick<LeafKind>(['input', 'input', 'variable', 'captured', 'literal'])
    const limited = below !== undefined || op.domain !== undefined
    return { kind, shape: shape as readonly number[], dtype, limited }
  })
  const numbers = (i: number): Numbers => {
    const { shape, dtype, below } = tensors[i]!
    const sizes = shape as readonly number[]
    if (below === undefined) return valuesOf(sizes, dtype, draw, op.domain) as Numbers
    return Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, () => draw.int(0, below - 1))
  }
  return {
    text: callText(op.op, args),
    leaves,
    data: [leaves.map((_, i) => numbers(i)), leaves.map((_, i) => numbers(i))],
    f: (given) =>
      leavesOf(
        publicOp(op.op)(
          ...args.map((arg) => argValue(arg, (tensor) => given[tensors.indexOf(tensor)])),
        ) as Tree<AnyTensor>,
      ),
  }
}

/** What is wrong with the plans of an op's calls. */
export async function checkPlannedCalls(
  op: OpSamples,
  { count, seed, backend }: { readonly count: number; readonly seed: number; readonly backend: string },
  report = new PlanReport(),
): Promise<readonly string[]> {
  await setBackend(backend)
  const heap = backend === 'wasm' ? watchHeap() : undefined
  try {
    const draw = new Draw(seedOf(op.op, seed))
    const before = report.wrong.length
    for (const args of knownSamples(op, count, seed)) {
      const isPlain = tensorsOf(args).every(({ dtype }) => isNumeric(dtype))
      if (isPlain) checkPlans(callOf(op, args, draw), backend, report, heap)
    }
    return report.wrong.slice(before)
  } finally {
    heap?.stop()
  }
}
