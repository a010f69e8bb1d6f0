/** Layers, losses, metrics, optimizers, schedules, callbacks, initializers, regularizers, constraints: by their definitions. */
import { isRequired, required } from '../../../src/options/option.js'
import { allDefined, type Defined } from '../harness/configs.js'
import { tensorOf } from '../harness/kernels.js'
import { Draw } from '../harness/draw.js'
import { knownCalls, type LayerCall } from '../harness/layers/calls.js'
import { layerSamples, publicLayer, type LayerSamples } from '../harness/layers/samples.js'
import { seedOf } from '../harness/random.js'
import { TensorArg } from '../harness/call.js'
import type { Callee } from './check.js'

/** Options that take more than values of the kinds of their samples. */
const takes: { readonly [option: string]: readonly string[] } = {
  axis: ['-7', '2 ** 31', '[]', '[1, 2]'],
  inputShape: ['[]', '[1, 2]', "['x']", '[null]', 'numbers and text'],
  batchInputShape: ['[]', '[1, 2]', "['x']", '[null]', 'numbers and text'],
  learningRate: ['a function'],
  monitor: ["'x'"],
  name: ["'x'"],
  value: ['a class instance'],
  values: ['[1, 2]'],
}

export async function definitionCallees(seed: number): Promise<Callee[]> {
  const calls = (await layerSamples()).map((samples) => layerCallee(samples, seed))
  return [...allDefined.map(makerCallee), ...allDefined.flatMap(optionCallees), ...calls]
}
function needed({ definition }: Defined): { readonly [option: string]: unknown } {
  const options = Object.entries(definition.options).filter(([, option]) => isRequired(option))
  const config = Object.fromEntries(options.map(([name, { samples }]) => [name, samples.right[0]]))
  return definition.kind === 'piecewiseConstantDecay' ? { boundaries: [3], values: [1, 0.5] } : config
}
function makerCallee(each: Defined): Callee {
  const { folder, name, definition, make } = each
  const config = needed(each)
  const isEmpty = Object.keys(config).length === 0
  return {
    name: `${folder}.${name}`,
    says: [definition.kind],
    right: () => ({ call: make as (...args: readonly unknown[]) => unknown, args: [config], least: isEmpty ? 0 : 1 }),
    takes: {
      0:
        isEmpty ?
          [
            'object',
            ...(folder === 'optimizers' ? ['1.5', '2 ** 31', 'a function'] : []),
            ...(name === 'constant' ? ['a class instance'] : []),
          ]
        : [],
    },
  }
}
function optionCallees(each: Defined): Callee[] {
  const { folder, name, definition, make } = each
  return Object.entries(definition.options).map(([option, { samples, fallback, wrong }]) => ({
    name: `${folder}.${name}.${option}`,
    says: [definition.kind],
    right: () => ({
      call: (value) => make({ ...needed(each), [option]: value }),
      args: [needed(each)[option] ?? samples.right[0]],
      least: fallback === required ? 1 : 0,
    }),
    // The laws of configs say which numbers and names an option takes.
    takes: { 0: [...(takes[option] ?? []), ...numbersTaken(wrong, samples.right), ...ofName(option)] },
  }))
}
/** What the name of an option tells. */
function ofName(option: string): string[] {
  if (/(Initializer|Regularizer|Constraint)$/.test(option)) return ['a function']
  return /^(kernelSize|strides|dilationRate|poolSize|padding)$/.test(option) ? ['[1, 2]'] : []
}
function numbersTaken(
  wrong: (given: unknown, name: string) => string | undefined,
  right: readonly unknown[],
): string[] {
  if (right.some((each) => typeof each === 'boolean')) return ['flag']
  if (!right.some((each) => typeof each === 'number')) return []
  const some = { '1.5': 1.5, '-7': -7, '2 ** 31': 2 ** 31, noNumber: Infinity }
  return Object.entries(some).flatMap(([name, value]) => (wrong(value, 'x') === undefined ? [name] : []))
}

/** A layer that is called on tensors: the input, and what is given beside it. */
function layerCallee(samples: LayerSamples, seed: number): Callee {
  const { layer } = samples
  const [call] = knownCalls(samples, 1, seed, 4) as [LayerCall]
  return {
    name: `layers.${layer}(…)`,
    says: [layer],
    right() {
      const draw = new Draw(seedOf(layer, seed))
      const made = publicLayer(layer)(call.config)
      const value = (arg: TensorArg) => tensorOf(arg, draw)
      const input = call.input instanceof TensorArg ? value(call.input) : call.input.map(value)
      return { call: made as (...args: readonly unknown[]) => unknown, args: [input, {}], least: 1 }
    },
    takes: { 0: ['eager', 'symbolic'], 1: ['object'] },
  }
}
