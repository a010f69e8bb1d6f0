import * as core from '@tensorflow/tfjs-core'
import { activeBackend, activeWasm, getBackend } from '../backend.js'
import type { Turn } from '../context.js'
import { rewrite, type Graph, type Pass } from './graph.js'
import { folded } from './passes/fold.js'
import { foldPadding } from './passes/foldPadding.js'
import { foldScale } from './passes/foldScale.js'
import { fuse } from './passes/fuse.js'
import { joinProducts } from './passes/joinProducts.js'
import { loopBatches } from './passes/loopBatches.js'
import { packLess } from './passes/packLess.js'
import { poolSums } from './passes/poolSums.js'
import { shared } from './passes/share.js'
import { simplified } from './passes/simplify.js'
import { splitWeights } from './passes/splitWeights.js'
import { PortableRunner } from './portable.js'
import { vectorTanh } from './passes/vectorTanh.js'
import { planText } from './print.js'
import { makeProgram, type Program } from './program.js'
import type { Run, Runner } from './runner.js'
import { inPlan } from './specialise.js'
import { callsDirectly } from './wasm/probe.js'
import { WasmRunner } from './wasm/runner.js'

/** A graph made ready to run, again and again, on the backend that was active when it was made. */
export interface Plan {
  run(inputs: readonly core.Tensor[], turn: Turn): Run
  /** Was it made for the backend that is active now? */
  isCurrent(): boolean
  /** What runs where, for people. */
  describe(): string[]
  dispose(): void
}

/** What can be said more shortly is. */
const tidied: Pass = (graph) => rewrite(graph, simplified, folded, shared())

/** The passes of a plan, in order. */
export function passesFor(training: boolean, backend: string): readonly Pass[] {
  return [
    tidied,
    foldPadding,
    foldScale,
    splitWeights,
    ...(training ? [joinProducts] : []),
    ...(backend === 'wasm' ? [loopBatches, poolSums, packLess] : []),
    ...[fuse, tidied],
    // At the end: it makes many nodes of one.
    ...(backend === 'wasm' ? [vectorTanh] : []),
  ]
}
export function optimised(graph: Graph, training: boolean, backend: string): Graph {
  return inPlan(training, new Map(), () => passesFor(training, backend).reduce((result, pass) => pass(result), graph))
}

/**
 * Makes a plan for the active backend.
 *
 * @param build Gives the graph, whose sizes are all known: the time that this takes belongs to the plan.
 */
export function makePlan(build: () => Graph, training: boolean): Plan {
  const start = core.util.now()
  const program = makeProgram(optimised(build(), training, getBackend()))
  const backend = activeBackend()
  const runner = runnerFor(program)
  const milliseconds = core.util.now() - start
  // Also what a loss or a lowering captured for itself is kept as long as the plan.
  for (const { attrs } of program.constants) attrs.captured?.retain()
  return {
    run: (inputs, turn) => runner.run(inputs, turn),
    isCurrent: () => activeBackend() === backend,
    describe: () => planText(program, runner.describe(), milliseconds),
    dispose() {
      runner.dispose()
      for (const { attrs } of program.constants) attrs.captured?.release()
    },
  }
}

function runnerFor(program: Program): Runner {
  const wasm = activeWasm()
  const isNumeric = program.specs.every(({ dtype }) => ['float32', 'int32', 'bool'].includes(dtype))
  if (wasm !== undefined && isNumeric && callsDirectly(wasm)) return new WasmRunner(program, wasm)
  return new PortableRunner(program, getBackend())
}
