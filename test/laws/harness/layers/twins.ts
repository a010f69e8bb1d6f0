/** A layer that was written and read back is the same layer: the same weights, and the same numbers from equal ones. */
import * as core from '@tensorflow/tfjs-core'
import { fromConfig, toConfig } from '../../../../src/layers/serialization.js'
import type { Written } from '../../../../src/options/definition.js'
import { Draw } from '../draw.js'
import { knownCalls } from './calls.js'
import { apply, disposeLayer, drawTensors, drawWeights, read, type Found } from './eager.js'
import { publicLayer, type LayerSamples, type PlainLayer } from './samples.js'
import { layerText } from './text.js'

/** The same layer, through a file. */
export function readBack(layer: PlainLayer): PlainLayer {
  return fromConfig(JSON.parse(JSON.stringify(toConfig(layer))) as Written) as PlainLayer
}

export function checkReadBack(samples: LayerSamples, count: number, seed: number): string[] {
  const draw = new Draw(seed)
  return knownCalls(samples, count, seed, 4).flatMap((call) => {
    const wrong: string[] = []
    core.tidy(() => {
      const layer = publicLayer(samples.layer)(call.config)
      const again = readBack(layer)
      const tensors = drawTensors(call, draw)
      const both = [layer, again] as const
      const [first, second] = both.map((each) => apply(each, call, tensors).map(read))
      const [made, remade] = both.map(weightsOf)
      const same = (what: string, a: unknown, b: unknown) => {
        const [before, after] = [JSON.stringify(a), JSON.stringify(b)]
        if (before !== after) wrong.push(`${what} ${before} comes back as ${after}`)
      }
      same('config', layer.getConfig(), again.getConfig())
      same('weights', made, remade)
      same('output', first!.map(plain), second!.map(plain))
      for (const each of both) drawWeights(each, new Draw(seed))
      const [later, afterwards] = both.map((each) => {
        each.resetStates()
        return apply(each, call, tensors).map(read)
      })
      same('output of equal weights', later!.map(plain), afterwards!.map(plain))
      both.forEach(disposeLayer)
    })
    return wrong.map((text) => `${layerText(samples.layer, call)}: ${text}`)
  })
}
const plain = ({ shape, dtype, numbers }: Found) => ({ shape, dtype, numbers: Array.from(numbers) })
function weightsOf(layer: PlainLayer) {
  return layer.weights.map((weight) => {
    const { name, shape, trainable } = weight
    return { name, shape, trainable, numbers: Array.from(weight.read().dataSync()) }
  })
}
