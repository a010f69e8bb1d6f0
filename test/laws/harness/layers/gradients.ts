/** The gradients of a layer's call, for its inputs and its weights, against central differences. */
import * as core from '@tensorflow/tfjs-core'
import { grads, variableGrads } from '../../../../src/gradients/grad.js'
import { add } from '../../../../src/ops/add.js'
import { mul } from '../../../../src/ops/mul.js'
import { sum } from '../../../../src/ops/sum.js'
import { Draw } from '../draw.js'
import { alongGradient } from '../gradients.js'
import { knownCalls, type LayerCall } from './calls.js'
import { apply, disposeLayer, drawTensors, drawWeights, type EagerTensor } from './eager.js'
import { listed, publicLayer, type LayerSamples, type PlainLayer } from './samples.js'
import { layerText } from './text.js'

export interface LayerGradients {
  readonly compared: number
  readonly skipped: number
  readonly wrong: readonly string[]
}
/** Something that can be moved: an input or a weight. */
interface Place {
  readonly name: string
  readonly value: core.Tensor
  readonly gradient: readonly number[]
  /** The weighted output with other numbers here. */
  at(numbers: readonly number[]): number
}

/** @param distort plants an error. */
export function checkLayerGradients(
  samples: LayerSamples,
  {
    count,
    seed,
    distort = (g: number) => g,
  }: { readonly count: number; readonly seed: number; distort?(g: number): number },
): LayerGradients {
  const draw = new Draw(seed)
  let [compared, skipped] = [0, 0]
  const wrong: string[] = []
  for (const call of knownCalls(samples, count, seed, 3)) {
    core.tidy(() => {
      const layer = publicLayer(samples.layer)({ ...call.config, trainable: true })
      for (const { name, value, gradient, at } of placesOf(layer, calledOn(samples, call), draw)) {
        const direction = alongGradient(gradient.map(distort), draw)
        const actual = gradient.reduce((sum, g, i) => sum + distort(g) * direction[i]!, 0)
        const expected = derivative(at, Array.from(value.dataSync()), direction)
        if (expected === undefined) {
          skipped++
          continue
        }
        compared++
        const error = Math.abs(expected - actual) / Math.max(Math.abs(expected), Math.abs(actual), 1e-2)
        if (!(error <= 2e-2)) {
          wrong.push(
            `${layerText(samples.layer, call)}, ${name}: the difference is ${expected}, the gradient ${actual}`,
          )
        }
      }
      disposeLayer(layer)
    })
  }
  return { compared, skipped, wrong }
}
/** What is random in training draws anew in each call. */
function calledOn({ random }: LayerSamples, call: LayerCall): LayerCall {
  return random ? { ...call, options: { ...call.options, training: false } } : call
}

function placesOf(layer: PlainLayer, call: LayerCall, draw: Draw): Place[] {
  const tensors = drawTensors(call, draw)
  const outputs = apply(layer, call, tensors)
  if (!outputs.some(({ dtype }) => dtype === 'float32')) return []
  drawWeights(layer, draw)
  const dys = new Map<number, number[]>()
  /** The outputs, weighted; a layer that remembers begins anew. */
  const weighted = (given: readonly EagerTensor[]): EagerTensor => {
    layer.resetStates()
    const terms = apply(layer, call, given).flatMap((y, i) => {
      const output = y as EagerTensor
      if (output.dtype !== 'float32') return []
      if (!dys.has(i)) {
        dys.set(
          i,
          Array.from({ length: output.size }, () => 0.5 + draw.random()),
        )
      }
      return [sum(mul(y, core.tensor(dys.get(i)!, output.shape) as EagerTensor)) as EagerTensor]
    })
    return terms.reduce((all, term) => add(all, term) as EagerTensor)
  }
  const number = (given: readonly EagerTensor[]) => core.tidy(() => weighted(given).dataSync()[0]!)
  number(tensors)
  const floats = tensors.flatMap(({ dtype }, i) => (dtype === 'float32' ? [i] : []))
  const moved = (i: number, value: EagerTensor) => tensors.map((tensor, k) => (k === i ? value : tensor))
  const ofInputs = floats.map((i): Place => {
    const value = tensors[i]!
    const f = (x: EagerTensor) => weighted(moved(i, x))
    const [gradient] = grads(f as never)([value] as never) as core.Tensor[]
    return {
      name: i < listed(call.input).length ? `input ${i}` : `initial state`,
      value,
      gradient: Array.from(gradient!.dataSync()),
      at: (numbers) => number(moved(i, core.tensor([...numbers], value.shape) as EagerTensor)),
    }
  })
  const weights = layer.weights.filter(({ trainable }) => trainable)
  if (weights.length === 0) return ofInputs
  const found = variableGrads((() => weighted(tensors)) as never).grads as { readonly [name: string]: core.Tensor }
  const ofWeights = weights.map((weight): Place => {
    const variable = weight.read() as core.Tensor as core.Variable
    const before = variable.clone()
    return {
      name: weight.name,
      value: before,
      gradient: Array.from(found[variable.name]!.dataSync()),
      at(numbers) {
        core.tidy(() => variable.assign(core.tensor([...numbers], variable.shape)))
        const result = number(tensors)
        variable.assign(before)
        return result
      },
    }
  })
  return [...ofInputs, ...ofWeights]
}

/** Along a direction; `undefined` next to a kink, where two step widths disagree. */
function derivative(at: Place['at'], value: readonly number[], direction: Float64Array): number | undefined {
  const [wide, narrow] = [4e-3, 2e-3].map((h) => {
    const [up, down] = [h, -h].map((step) => at(value.map((x, i) => x + step * direction[i]!)))
    return (up! - down!) / (2 * h)
  })
  const size = Math.max(Math.abs(wide!), Math.abs(narrow!), 1e-2)
  return Math.abs(wide! - narrow!) < 0.01 * size ? narrow : undefined
}
