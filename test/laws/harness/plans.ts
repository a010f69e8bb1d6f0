/** Law 4, a plan computes what eager computes: a function of tensors is run eagerly and by every kind of plan. */
import * as core from '@tensorflow/tfjs-core'
import { activeWasm } from '../../../src/backend.js'
import { backward, type Applied } from '../../../src/gradients/backward.js'
import { grads } from '../../../src/gradients/grad.js'
import { firstTurn } from '../../../src/context.js'
import { type Sized, type Value } from '../../../src/graph/node.js'
import {
  capturedOf,
  type Captured,
  stateOfVariable,
  variableNode,
  constantNode,
  constantOp,
  inputNode,
  stateOf,
} from '../../../src/graph/sources.js'
import { nodesOf } from '../../../src/graph/walk.js'
import { toValue } from '../../../src/operand.js'
import { add } from '../../../src/ops/add.js'
import { mul } from '../../../src/ops/mul.js'
import { sum } from '../../../src/ops/sum.js'
import { isLeaf, resultsOf, settledNodes, type Graph } from '../../../src/plan/graph.js'
import { foldScale } from '../../../src/plan/passes/foldScale.js'
import { passesFor } from '../../../src/plan/plan.js'
import { PortableRunner } from '../../../src/plan/portable.js'
import { makeProgram } from '../../../src/plan/program.js'
import type { Run, Runner } from '../../../src/plan/runner.js'
import { inPlan, specialise } from '../../../src/plan/specialise.js'
import { WasmRunner } from '../../../src/plan/wasm/runner.js'
import { setSeed } from '../../../src/random.js'
import type { AnyTensor } from '../../../src/tensor.js'
import type { Heap } from '../../support/heap.js'
import { difference } from './kernels.js'

/** Where a value of a graph comes from. */
export type LeafKind = 'input' | 'variable' | 'captured' | 'literal'
export interface Leaf extends Sized {
  readonly kind: LeafKind
  /** Only some numbers will do: indices, variances. */
  readonly limited?: boolean
}
export type Numbers = readonly number[]

/** A function of tensors, with what it is called on. */
export interface Subject {
  /** As TypeScript, for the counterexample. */
  readonly text: string
  readonly leaves: readonly Leaf[]
  /** Two sets of numbers for the leaves; captured and literal ones stay what they are in the first. */
  readonly data: readonly [first: readonly Numbers[], second: readonly Numbers[]]
  /** The same function of eager and of symbolic tensors. */
  f(leaves: readonly AnyTensor[]): readonly AnyTensor[]
}

/** What was compared, and how it came out. */
export class PlanReport {
  readonly wrong: string[] = []
  subjects = 0
  runs = 0
  ops = 0
  fused = 0
  scaled = 0
  settled = 0
  gradients = 0
  withoutGradient = 0
  /** The largest deviation, relative to the largest magnitude, and the largest in parts of what is allowed. */
  deviation = 0
  share = 0

  toString(): string {
    const { subjects, runs, ops, fused, scaled, settled, gradients, withoutGradient } = this
    return [
      `${subjects} graphs, ${runs} runs of plans, ${ops} ops, ${fused} fused kernels, ${scaled} factors folded into weights,`,
      `${settled} settled steps, ${gradients} gradients (${withoutGradient} graphs without any);`,
      `largest deviation ${this.deviation.toExponential(1)}, ${Math.round(100 * this.share)}% of what is allowed`,
    ].join(' ')
  }
}

interface Found extends Sized {
  readonly values: ArrayLike<number>
}
const read = (tensor: core.Tensor): Found => ({
  shape: [...tensor.shape],
  dtype: tensor.dtype,
  values: tensor.dataSync() as ArrayLike<number>,
})

/** Which of the two sets of numbers inputs and variables have in a run. */
interface Setting {
  readonly inputs: 0 | 1
  readonly variables: 0 | 1
  /** Equal places are given the same tensor, a variable too. */
  readonly aliased?: true
}
/** What was packed or settled in one run must not be seen in the next. */
const settings: readonly Setting[] = [
  { inputs: 0, variables: 0 },
  { inputs: 1, variables: 0 },
  { inputs: 1, variables: 1 },
  { inputs: 0, variables: 0, aliased: true },
  { inputs: 0, variables: 0 },
]
const SEED = 11

/** One function on the active backend. */
class Check {
  readonly subject: Subject
  readonly report: PlanReport
  private readonly backend: string
  private readonly heap: Heap | undefined
  /** The tensors of each set of numbers; variables are one tensor, which is written. */
  private readonly tensors: readonly (readonly core.Tensor[])[]
  private readonly graph: Graph
  private readonly symbols: readonly Value[]
  private readonly captured: readonly Captured[]

  constructor(subject: Subject, backend: string, report: PlanReport, heap?: Heap) {
    this.subject = subject
    this.backend = backend
    this.report = report
    this.heap = heap
    const { leaves, data } = subject
    const first = leaves.map((leaf, i) => {
      const tensor = made(leaf, data[0][i]!)
      return leaf.kind === 'variable' ? variableOf(tensor) : tensor
    })
    this.tensors = [first, leaves.map((leaf, i) => (leaf.kind === 'input' ? made(leaf, data[1][i]!) : first[i]!))]
    this.symbols = leaves.map((leaf, i) => symbolOf(leaf, first[i]!, data[0][i]!))
    const inputs = leaves.flatMap(({ kind, shape, dtype }, i) =>
      kind === 'input' ? [[this.symbols[i]!, { shape, dtype }] as const] : [],
    )
    const outputs = scoped(() =>
      inPlan(false, new Map(), () => {
        setSeed(SEED)
        return subject.f(this.symbols).map((y) => toValue('plan', y))
      }),
    )
    const graph = specialise(outputs, {}, inputs, false)
    this.graph = { ...graph, writes: [] }
    this.captured = nodesOf([...this.symbols, ...outputs, ...graph.outputs]).flatMap(
      (node) => capturedOf(node.values[0]!) ?? [],
    )
    for (const captured of this.captured) captured.retain()
  }
  dispose(): void {
    for (const captured of this.captured) captured.release()
    for (const tensor of new Set(this.tensors.flat())) tensor.dispose()
  }

  run(): void {
    const { report, backend, graph } = this
    const optimised = this.optimised(graph)
    report.subjects++
    report.ops += nodesOf(graph.outputs).filter((node) => !isLeaf(node)).length
    const expected = settings.map((setting) => this.eager(setting))
    const ways: [string, Graph, boolean, number][] =
      backend === 'wasm' ?
        [
          ['direct', graph, true, 0],
          ['direct, optimised', optimised.graph, true, optimised.tolerance],
          ['portable, optimised', optimised.graph, false, optimised.tolerance],
        ]
      : [
          ['portable', graph, false, 0],
          ['portable, optimised', optimised.graph, false, optimised.tolerance],
        ]
    for (const [way, each, direct, tolerance] of ways) this.compare(way, each, direct, tolerance, expected, [])

    const differentiated = this.differentiated()
    if (differentiated === undefined) {
      report.withoutGradient++
      return
    }
    const { wanted, seeds } = differentiated
    report.gradients += wanted.length
    const gradients = this.eagerGradients(wanted, seeds)
    const both = expected.map((outputs, i) => [...outputs, ...(gradients[i] ?? [])])
    const better = this.optimised(differentiated.graph)
    this.compare('gradients', better.graph, backend === 'wasm', better.tolerance, both, seeds)
    this.compare('gradients, as they are', differentiated.graph, backend === 'wasm', better.tolerance, both, seeds)
    this.train(differentiated, both[0]!)
  }

  // ── Eager.

  private placed({ inputs, variables, aliased }: Setting): readonly core.Tensor[] {
    const { leaves, data } = this.subject
    const tensors = [...this.tensors[inputs]!]
    leaves.forEach(({ kind, shape, dtype }, i) => {
      if (kind !== 'variable') return
      core.tidy(() => (tensors[i] as core.Variable).assign(core.tensor([...data[variables][i]!], [...shape], dtype)))
    })
    if (!aliased) return tensors
    return leaves.map((leaf, i) => {
      const alike = (other: Leaf) => isFree(other) && !other.limited && specOf(other) === specOf(leaf)
      const same = leaf.limited ? -1 : leaves.findIndex(alike)
      return leaf.kind === 'input' && same >= 0 ? tensors[same]! : tensors[i]!
    })
  }
  private eager(setting: Setting): Found[] {
    const tensors = this.placed(setting)
    return scoped(() => {
      setSeed(SEED)
      return this.subject.f(tensors as readonly AnyTensor[]).map((y) => read(y as AnyTensor as AnyTensor & core.Tensor))
    })
  }
  /** `undefined` where tensors stand for several places: their gradients are added up. */
  private eagerGradients(wanted: readonly number[], seeds: readonly (core.Tensor | undefined)[]) {
    return settings.map((setting) => {
      if (setting.aliased) return undefined
      const tensors = this.placed(setting)
      const f = (...watched: AnyTensor[]) => {
        const leaves = tensors.map((tensor, i) =>
          wanted.includes(i) ? watched[wanted.indexOf(i)]! : (tensor as AnyTensor),
        )
        setSeed(SEED)
        const terms = this.subject
          .f(leaves)
          .flatMap((y, i) => (seeds[i] === undefined ? [] : [sum(mul(y, seeds[i] as AnyTensor))]))
        return terms.reduce((all, term) => add(all, term) as never) as never
      }
      return scoped(() => (grads(f as never)(wanted.map((i) => tensors[i]) as never) as core.Tensor[]).map(read))
    })
  }

  // ── Planned.

  private optimised(graph: Graph, training = false): { graph: Graph; tolerance: number } {
    const { report, backend } = this
    let scaled = false
    const result = inPlan(training, new Map(), () =>
      passesFor(training, backend).reduce((before, pass) => {
        const after = pass(before)
        if (pass === foldScale && resultsOf(after).some((value, i) => value !== resultsOf(before)[i])) scaled = true
        return after
      }, graph),
    )
    const nodes = nodesOf(resultsOf(result))
    report.fused += nodes.filter(({ op }) => op.kernel?.name.includes('Fused')).length
    report.settled += [...settledNodes(result)].filter((node) => !isLeaf(node)).length
    if (scaled) report.scaled++
    return { graph: result, tolerance: scaled ? 1e-4 : 1e-5 * Math.sqrt(longestSum(graph)) }
  }
  private runner(graph: Graph, direct: boolean): Runner {
    const program = makeProgram(graph)
    return direct ? new WasmRunner(program, activeWasm()!) : new PortableRunner(program, this.backend)
  }
  private inputsFor(tensors: readonly core.Tensor[], seeds: readonly (core.Tensor | undefined)[]): core.Tensor[] {
    const { leaves } = this.subject
    return [...tensors.filter((_, i) => leaves[i]!.kind === 'input'), ...seeds.flatMap((seed) => seed ?? [])]
  }
  private used(): readonly [tensors: number, bytes: number] {
    return [core.memory().numTensors, this.heap?.inUse() ?? 0]
  }

  private compare(
    way: string,
    graph: Graph,
    direct: boolean,
    tolerance: number,
    expected: readonly (readonly Found[])[],
    seeds: readonly (core.Tensor | undefined)[],
  ): void {
    const { report } = this
    this.placed(settings[0]!)
    const before = this.used()
    const runner = this.runner(graph, direct)
    const first: { run: Run; values: Found[] }[] = []
    try {
      settings.forEach((setting, i) => {
        const run = runner.run(this.inputsFor(this.placed(setting), seeds), firstTurn)
        report.runs++
        const values = run.outputs.map(read)
        const named = `${way}, run ${i}`
        expected[i]!.forEach((each, k) => this.same(`${named}, result ${k}`, values[k]!, each, tolerance))
        if (i === 0) first.push({ run, values })
        else run.outputs.forEach((output) => output.dispose())
      })
      // A result is the caller's: no later run has changed it.
      for (const { run, values } of first) {
        run.outputs.forEach((output, k) =>
          this.same(`${way}, result ${k} after later runs`, read(output), values[k]!, 0),
        )
      }
    } finally {
      for (const { run } of first) run.outputs.forEach((output) => output.dispose())
      runner.dispose()
    }
    this.placed(settings[0]!)
    const after = this.used()
    if (String(after) !== String(before)) this.wrong(`${way}: tensors and bytes were ${before}, are ${after}`)
  }
  private wrong(what: string): void {
    this.report.wrong.push(`on ${this.backend}, ${what}`)
  }
  private same(what: string, actual: Found, expected: Found, tolerance: number): void {
    const { report } = this
    if (String(actual.shape) !== String(expected.shape) || actual.dtype !== expected.dtype) {
      this.wrong(`${what}: ${actual.dtype} [${actual.shape}] is not ${expected.dtype} [${expected.shape}]`)
      return
    }
    const worst = difference(actual.values, expected.values, 1e-2)
    const allowed = expected.dtype === 'float32' ? tolerance : 0
    if (worst > allowed) {
      this.wrong(`${what}: off by ${worst.toExponential(1)}\n  [${list(actual.values)}]\n  [${list(expected.values)}]`)
    }
    if (allowed === 0 || worst > allowed) return
    report.deviation = Math.max(report.deviation, worst)
    report.share = Math.max(report.share, worst / allowed)
  }

  // ── Gradients.

  /** The graph with the gradients of its floating-point results behind them. */
  private differentiated(): Differentiated | undefined {
    const { graph } = this
    const { leaves } = this.subject
    const places = graph.inputs.values()
    const now = leaves.map(({ kind }, i) => (kind === 'input' ? places.next().value! : this.symbols[i]!))
    const candidates = leaves.flatMap(({ dtype }, i) => (dtype === 'float32' && isFree(leaves[i]!) ? [i] : []))
    const seeds = graph.outputs.map((y, i) =>
      y.dtype !== 'float32' || (y.shape as number[]).includes(0) ?
        undefined
      : core.tensor(signs((y as Sized).shape, i), [...(y as Sized).shape]),
    )
    const applied = nodesOf(graph.outputs).map((node): Applied => ({ ...node, outputs: node.values }))
    return inPlan(false, new Map(), () => {
      const dys = seeds.map((seed) => seed && inputNode({ shape: seed.shape, dtype: 'float32' }))
      const given = new Map<AnyTensor, AnyTensor>()
      graph.outputs.forEach((y, i) => {
        const earlier = given.get(y)
        if (dys[i] !== undefined) given.set(y, earlier === undefined ? dys[i] : (add(earlier, dys[i]) as AnyTensor))
      })
      let found: (AnyTensor | undefined)[]
      try {
        found = backward<AnyTensor>(
          applied,
          given,
          candidates.map((i) => now[i]!),
        )
      } catch (error) {
        if (String(error).includes('has no gradient')) found = []
        else throw error
      }
      const wanted = candidates.filter((_, k) => found[k] !== undefined)
      if (wanted.length === 0) {
        core.dispose(seeds.flatMap((seed) => seed ?? []))
        return undefined
      }
      const gradients = found.filter((gradient) => gradient !== undefined) as Value[]
      const inputs = [...graph.inputs, ...dys.flatMap((dy) => dy ?? [])]
      return { graph: { inputs, outputs: [...graph.outputs, ...gradients], writes: [] }, wanted, seeds, gradients }
    })
  }
  /** The gradients of variables as what a step writes: then the graph is made ready for training. */
  private train({ graph, wanted, seeds, gradients }: Differentiated, expected: readonly Found[]): void {
    const outputs = graph.outputs.slice(0, this.graph.outputs.length)
    const writes = gradients.flatMap((value, k) => {
      const state = stateOf(this.symbols[wanted[k]!]!)
      return state === undefined ? [] : [{ state, value, k }]
    })
    if (writes.length > 0) {
      const better = this.optimised({ inputs: graph.inputs, outputs, writes }, true)
      const before = this.used()
      const runner = this.runner(better.graph, this.backend === 'wasm')
      const run = runner.run(this.inputsFor(this.placed(settings[0]!), seeds), firstTurn)
      run.outputs.forEach((output, i) =>
        this.same(`training, result ${i}`, read(output), expected[i]!, better.tolerance),
      )
      run.commit()
      for (const { state, k } of writes) {
        this.same(`training, '${state.name}'`, read(state.read()), expected[outputs.length + k]!, better.tolerance)
      }
      this.placed(settings[0]!)
      const dropped = runner.run(this.inputsFor(this.placed(settings[0]!), seeds), firstTurn)
      dropped.discard()
      for (const output of [...run.outputs, ...dropped.outputs]) output.dispose()
      runner.dispose()
      const after = this.used()
      if (String(after) !== String(before)) this.wrong(`training: tensors and bytes were ${before}, are ${after}`)
    }
    core.dispose(seeds.flatMap((seed) => seed ?? []))
  }
}
interface Differentiated {
  readonly graph: Graph
  /** The leaves that have a gradient. */
  readonly wanted: readonly number[]
  /** The gradient of each result; none for integers. */
  readonly seeds: readonly (core.Tensor | undefined)[]
  readonly gradients: readonly Value[]
}

/** `core.tidy` for any result that holds no tensors. */
export function scoped<T>(body: () => T): T {
  let result: T
  core.tidy(() => {
    result = body()
  })
  return result!
}

let variables = 0
function variableOf(tensor: core.Tensor): core.Variable {
  const variable = core.variable(tensor, true, `law4_${variables++}`)
  tensor.dispose()
  return variable
}
function made({ shape, dtype }: Leaf, values: Numbers): core.Tensor {
  return core.tensor([...values], [...shape], dtype)
}
function symbolOf({ kind, shape, dtype }: Leaf, tensor: core.Tensor, values: Numbers): Value {
  switch (kind) {
    case 'input':
      return inputNode({ shape, dtype })
    case 'variable':
      return variableNode(stateOfVariable(tensor as core.Variable))
    case 'captured':
      return toValue('plan', tensor as core.Tensor & AnyTensor)
    case 'literal':
      return constantNode([...values], { shape, dtype })
  }
}
const specOf = ({ shape, dtype }: Sized) => `${dtype}[${shape}]`
/** A leaf that a user changes between runs. */
const isFree = ({ kind }: Leaf) => kind === 'input' || kind === 'variable'
const signs = (shape: readonly number[], output: number) =>
  Array.from(
    { length: shape.reduce((product, size) => product * size, 1) },
    (_, i) => 0.5 + ((7 * i + 3 * output) % 11) / 11,
  )
const list = (values: ArrayLike<number>) => Array.from(values).slice(0, 24).join(', ')

/** The most terms that one number of the graph is a sum of. */
function longestSum(graph: Graph): number {
  const sizeOf = ({ shape }: { readonly shape: readonly unknown[] }) =>
    shape.reduce<number>((product, size) => product * (size as number), 1)
  const terms = nodesOf(resultsOf(graph)).map(({ op, inputs: [x, y], outputs }) => {
    if (x === undefined || op === constantOp) return 1
    if (op.kernel?.name === 'BatchMatMul') return x.shape.at(-1) as number
    if (op.kernel?.name.includes('Conv2')) return sizeOf(y!) / (y!.shape.at(-1) as number)
    if (op.kernel?.name.startsWith('Cum')) return Math.max(1, ...(x.shape as number[]))
    return sizeOf(x) / Math.max(1, sizeOf(outputs[0]!))
  })
  return Math.max(1, ...terms)
}

/** Compares the plans of a function on the active backend with the function itself. */
export function checkPlans(subject: Subject, backend: string, report: PlanReport, heap?: Heap): void {
  const before = core.memory().numTensors
  const known = report.wrong.length
  try {
    const check = new Check(subject, backend, report, heap)
    try {
      check.run()
    } finally {
      check.dispose()
    }
    const after = core.memory().numTensors
    if (after !== before) report.wrong.push(`on ${backend}: ${after - before} tensors are left behind`)
  } catch (error) {
    report.wrong.push(`on ${backend}: ${error instanceof Error ? error.stack : String(error)}`)
  }
  for (let i = known; i < report.wrong.length; i++) report.wrong[i] += `\n${subject.text}`
}
