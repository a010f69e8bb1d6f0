import { Progress } from '../show/progress.js'
import { defineCallback, type Logs } from './callback.js'

interface Shown {
  line: Progress | undefined
  rows: number
  sums: { [name: string]: number }
}

/** Shows a line for each epoch: means while it runs, and what it has come to. */
export const progress = defineCallback({
  kind: 'progress',
  options: {},
  state: (): Shown => ({ line: undefined, rows: 0, sums: {} }),
  onEpochBegin({ state, params }, epoch) {
    state.line = new Progress(`epoch ${epoch + 1}/${params.epochs}`, params.steps)
    state.rows = 0
    state.sums = {}
  },
  onBatchEnd({ state }, _, logs) {
    state.line?.update(logs['batch']! + 1, meansOf(state, logs))
  },
  onEpochEnd({ state }, _, logs) {
    state.line?.finish(logs)
  },
})
function meansOf(state: Shown, { batch: _, size, ...values }: Logs): Logs {
  state.rows += size!
  const means = Object.entries(values).map(([name, value]) => {
    const sum = (state.sums[name] ?? 0) + value * size!
    state.sums[name] = sum
    return [name, sum / state.rows] as const
  })
  return Object.fromEntries(means)
}
