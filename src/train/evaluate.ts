import * as core from '@tensorflow/tfjs-core'
import { concat } from '../ops/concat.js'
import { add } from '../ops/add.js'
import { mul } from '../ops/mul.js'
import type { Data } from '../tree.js'
import type { BatchArgs } from './arguments.js'
import type { Compiled } from './compile.js'
import { rowsFrom } from './data.js'
import type { Network } from './network.js'
import { checkData, Rows, rowsAtOnce, sizesFor } from './rows.js'

/** The mean loss and metrics over all rows, as scalars. The caller's to dispose. */
export function evaluate(
  network: Network,
  compiled: Compiled,
  x: Data,
  y: Data,
  args: BatchArgs | null | undefined,
): core.Tensor[] {
  const data = checkData('evaluate', network, compiled, x, y)
  const batchSize = rowsAtOnce('evaluate', network, data.rows, args)
  return evaluateRows(network, compiled, new Rows(network, data, { batchSize }))
}

/** The same for rows that have been checked. */
export function evaluateRows(network: Network, compiled: Compiled, source: Rows): core.Tensor[] {
  const { evaluated } = compiled
  try {
    return core.tidy(() => {
      let loss: core.Tensor | undefined
      let index = 0
      for (const batch of source) {
        const cost = network.evaluate(batch, batch.sizes, compiled, evaluated, index++)
        const share = batch.rows === source.rows ? cost : (mul(cost, batch.rows / source.rows) as core.Tensor)
        loss = loss === undefined ? share : (add(loss, share) as core.Tensor)
      }
      return [loss!, ...evaluated.map((tally) => tally.result())]
    })
  } finally {
    for (const tally of evaluated) tally.reset()
  }
}

/** The outputs for all rows, computed in batches. The caller's to dispose. */
export function predict(network: Network, x: Data, args: BatchArgs | null | undefined): core.Tensor[] {
  const { leaves, sizes } = network.bind('predict', x)
  for (const { value, where } of leaves) if (value.isDisposed) throw new Error(`predict: ${where} was disposed before`)
  const data = leaves.map(({ value }) => value)
  const rows = data[0]!.shape[0] ?? 0
  const batchSize = rowsAtOnce('predict', network, rows, args)
  const per = network.rowsPer
  if (rows <= batchSize) return network.predict(data, sizes, 0)
  let joined: core.Tensor[] = []
  core.tidy(() => {
    const parts: core.Tensor[][] = []
    for (let begin = 0; begin < rows; begin += batchSize) {
      const size = Math.min(batchSize, rows - begin)
      const part = data.map((tensor, i) => rowsFrom(tensor, begin * per[i]!, size * per[i]!))
      parts.push(network.predict(part, sizesFor(network, sizes, size), parts.length))
    }
    joined = parts[0]!.map((_, i): core.Tensor => concat(parts.map((part) => part[i]!)))
    return joined
  })
  return joined
}
