/** Does each row of a layer's output depend on its row of the input alone? */
import * as core from '@tensorflow/tfjs-core'
import { input } from '../../../../src/input.js'
import { model } from '../../../../src/model.js'
import type { AnyTensor, SymbolicTensor } from '../../../../src/tensor.js'
import { TensorArg } from '../call.js'
import { Draw } from '../draw.js'
import { difference, tensorOf } from '../kernels.js'
import { knownCalls, type LayerCall } from './calls.js'
import { apply, disposeLayer, drawWeights, read, tensorsIn } from './eager.js'
import { publicLayer, type LayerSamples } from './samples.js'
import { layerText } from './text.js'

const ROWS = 5
/** Where a call is about the batch, rows meet. */
function isAboutBatch({ config, options, input }: LayerCall): boolean {
  const rank = [input].flat()[0]!.shape.length
  const axis = config['axis'] ?? -1
  return options['training'] === true || config['stateful'] === true || axis === 0 || axis === -rank
}

/** What is wrong with calls of a layer, and how many were looked at. */
export function checkLayerRows(samples: LayerSamples, count: number, seed: number): { apart: number; wrong: string[] } {
  const draw = new Draw(seed)
  const wrong: string[] = []
  let apart = 0
  for (const call of knownCalls(samples, count, seed, 4)) {
    const args = tensorsIn(call)
    const rows = args.map(({ shape }) => shape[0])
    if (isAboutBatch(call) || rows[0] === undefined || rows.some((size) => size !== rows[0])) continue
    // The shape of the input, with sizes, is among the config.
    const { inputShape: _, batchInputShape: __, ...config } = call.config
    const layer = publicLayer(samples.layer)(config)
    core.tidy(() => {
      const inputs = args.map(({ shape, dtype }) => input({ batchShape: ['batch', ...shape.slice(1)], dtype }))
      const m = model({ inputs, outputs: apply(layer, call, inputs) as SymbolicTensor[] })
      drawWeights(layer, draw)
      const data = args.map(
        ({ shape, dtype, below }) =>
          tensorOf(new TensorArg([ROWS, ...shape.slice(1)], dtype, 'eager', below), draw) as never,
      )
      try {
        const whole = m.predict(data as never) as readonly AnyTensor[]
        const parts = m.predict(data as never, { batchSize: 2 }) as readonly AnyTensor[]
        const differs = whole.some((y, i) => difference(read(y).numbers, read(parts[i]!).numbers) > 1e-5)
        if (differs) wrong.push(`${layerText(samples.layer, call)}: rows differ in batches`)
        apart++
      } catch (error) {
        wrong.push(`${layerText(samples.layer, call)}: ${(error as Error).message}`)
      }
      m.dispose()
    })
    disposeLayer(layer)
  }
  return { apart, wrong }
}
