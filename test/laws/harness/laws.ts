/**
 * The laws by name, for `run.ts`. A law about something else than ops is an entry too: it lists the names that it knows
 * (of layers, say) and checks those that are asked for; samples of a new kind have a file of their own beside
 * `samples.ts`. The test of the law calls the same check.
 */
import * as core from '@tensorflow/tfjs-core'
import { setBackend } from '../../../src/backend.js'
import { samples as dimensionSamples } from '../dimension-samples.js'
import { checkApart } from './apart.js'
import type { Compiler } from './compile.js'
import { wrongExpressions } from './dimensions.js'
import { Draw } from './draw.js'
import { casesOf, checkGradients, checkGradientsOn } from './gradients.js'
import { allDefined, checkConfigs } from './configs.js'
import { collectCalls, type LayerSample } from './layers/calls.js'
import { checkLayerGradients } from './layers/gradients.js'
import { checkLayerPlans, checkMasks } from './layers/plans.js'
import { checkReadBack } from './layers/twins.js'
import { layerSamples } from './layers/samples.js'
import { layerDisagreements, layerGaps } from './layers/types.js'
import { checkPlannedCalls } from './planned-calls.js'
import { checkDrawn } from './programs/drawn.js'
import { allSamples, collect, coverageOf, gaps, type OpSamples } from './samples.js'
import { checkRefused, checkValid } from './truth.js'
import { disagreements } from './twins.js'

export interface Asked {
  /** Samples of each name. */
  readonly count: number
  readonly seed: number
  readonly backend: string
  readonly compilers: readonly Compiler[]
}
export interface Law {
  readonly name: string
  /** As in ARCHITECTURE.md. */
  readonly number?: number
  readonly says: string
  /** How many samples it takes of each name when nothing else is said. */
  readonly count: number
  /** The backends that it is asked on when none is named. */
  readonly backends: readonly string[]
  /** What it can be asked about. */
  names(): Promise<readonly string[]>
  /** What is wrong with some of them. */
  check(names: readonly string[], asked: Asked): AsyncIterable<string>
}

const both = ['cpu', 'wasm']
const opNames = async (which: (op: OpSamples) => boolean = () => true) =>
  (await allSamples()).filter(which).map(({ op }) => op)
/** Asks about one op after the other. */
const eachOp = (check: (op: OpSamples, asked: Asked) => Promise<readonly string[]>): Law['check'] =>
  async function* (names, asked) {
    for (const op of await allSamples(names)) yield* await check(op, asked)
  }

const layerNames = async () => (await layerSamples()).map(({ layer }) => layer)

export const laws: readonly Law[] = [
  {
    name: 'twins',
    number: 1,
    says: 'the type and the function of a rule say the same',
    count: 60,
    backends: ['cpu'],
    names: opNames,
    async *check(names, { count, seed, compilers, backend }) {
      await setBackend(backend)
      const samples = (await allSamples(names)).flatMap((op) => collect(op, count, seed, 10))
      for (const { text } of await disagreements(samples, compilers)) yield text
    },
  },
  {
    name: 'dimensions',
    number: 1,
    says: 'types and functions of the arithmetic of sizes say the same',
    count: 300,
    backends: ['cpu'],
    names: async () => [],
    async *check(_, { count, seed, compilers }) {
      yield* await wrongExpressions(dimensionSamples(seed, count), compilers)
    },
  },
  {
    name: 'kernels',
    number: 2,
    says: 'rules say what kernels do, and kernels what those of tfjs-core do',
    count: 60,
    backends: both,
    names: opNames,
    check: eachOp(async (op, asked) => {
      const valid = await checkValid(op, asked.backend, asked)
      const refused = asked.backend === 'cpu' ? await checkRefused(op, asked) : { wrong: [] }
      return [...valid.wrong, ...refused.wrong]
    }),
  },
  {
    name: 'gradients',
    number: 3,
    says: 'gradients are those of finite differences, on any backend',
    count: 20,
    backends: both,
    names: () => opNames(({ differentiable, flat }) => differentiable !== false || flat === true),
    check: eachOp(async (op, { count, seed, backend }) => {
      if (backend !== 'cpu') return checkGradientsOn(backend, op, { count, seed })
      await setBackend(backend)
      return core.tidy(() => {
        const draw = new Draw(seed)
        return [...checkGradients(casesOf(op, count, seed, draw), draw, { tfjs: false }).wrong]
      })
    }),
  },
  {
    name: 'plans',
    number: 4,
    says: 'a plan computes what eager computes, and nothing leaks',
    count: 20,
    backends: both,
    names: opNames,
    check: eachOp(checkPlannedCalls),
  },
  {
    name: 'apart',
    number: 8,
    says: 'an op that keeps an axis apart gives, for a part of it, that part of the result',
    count: 40,
    backends: both,
    names: opNames,
    check: eachOp(async (op, { count, seed, backend }) => {
      await setBackend(backend)
      return checkApart(op, count, seed).wrong
    }),
  },
  {
    name: 'programs',
    number: 9,
    says: 'what types know of the values of random programs is what the run shows',
    count: 150,
    backends: ['cpu'],
    names: async () => [],
    async *check(_, { count, seed, compilers, backend }) {
      await setBackend(backend)
      for await (const { wrong } of checkDrawn(count, seed, compilers)) yield* wrong
    },
  },
  {
    name: 'coverage',
    says: 'the samples reach every sentence, kind of size and rank',
    count: 60,
    backends: ['cpu'],
    names: opNames,
    check: eachOp(async (op, { count, seed, backend }) => {
      await setBackend(backend)
      const lacking = gaps(op, coverageOf(op, collect(op, count, seed, 10)), 10, true)
      return lacking.length === 0 ? [] : [`${op.op}: ${lacking.join('; ')}`]
    }),
  },
  {
    name: 'layers',
    number: 1,
    says: 'the type of a layer and its run say the same of configs, inputs and options of calls',
    count: 60,
    backends: ['cpu'],
    names: layerNames,
    async *check(names, { count, seed, compilers, backend }) {
      await setBackend(backend)
      const samples: LayerSample[] = []
      for (const layer of await layerSamples(names)) {
        const own = collectCalls(layer, count, seed)
        yield* layerGaps(layer, own)
        samples.push(...own)
      }
      yield* await layerDisagreements(samples, compilers)
    },
  },
  {
    name: 'configs',
    says: 'what a config makes goes to a file and comes back the same; a wrong option is refused by its name',
    count: 20,
    backends: ['cpu'],
    names: async () => [...new Set(allDefined.map(({ name }) => name))],
    async *check(names, { count, seed, backend }) {
      await setBackend(backend)
      for (const each of allDefined) if (names.includes(each.name)) yield* checkConfigs(each, count, seed)
      for (const layer of await layerSamples())
        if (names.includes(layer.layer)) yield* checkReadBack(layer, count, seed)
    },
  },
  {
    name: 'layerGradients',
    number: 3,
    says: 'the gradients of a layer, for inputs and weights, are those of finite differences',
    count: 20,
    backends: ['cpu'],
    names: layerNames,
    async *check(names, { count, seed, backend }) {
      await setBackend(backend)
      for (const layer of await layerSamples(names)) yield* checkLayerGradients(layer, { count, seed }).wrong
    },
  },
  {
    name: 'layerPlans',
    number: 4,
    says: 'a layer in a model or under jit computes what it computes eagerly, masks go on, and nothing leaks',
    count: 20,
    backends: both,
    names: layerNames,
    async *check(names, { count, seed, backend }) {
      await setBackend(backend)
      for (const layer of await layerSamples(names)) {
        yield* checkLayerPlans(layer, count, seed)
        yield* checkMasks(layer, count, seed)
      }
    },
  },
]
