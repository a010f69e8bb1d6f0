import { Progress } from '../show/progress.js'
import { defineCallback, type Logs } from './callback.js'

/** What is shown of one epoch. */
interface Shown {
  readonly line: Progress
  rows: number
  readonly sums: { [name: string]: number }
}

/** Shows a line for each epoch: means while it runs, and what it has come to. */
export const progress = defineCallback({
  kind: 'progress',
  options: {},
  state: (): { shown?: Shown } => ({}),
  onEpochBegin({ state, params }, epoch) {
    const line = new Progress(`epoch ${epoch + 1}/${params.epochs}`, params.steps)
    state.shown = { line, rows: 0, sums: {} }
  },
  onBatchEnd({ state: { shown } }, _, logs) {
    shown?.line.update(logs['batch']! + 1, meansOf(shown, logs))
  },
  onEpochEnd({ state: { shown } }, _, logs) {
    shown?.line.finish(logs)
  },
})
function meansOf(shown: Shown, { batch: _, size, ...values }: Logs): Logs {
  shown.rows += size!
  const means = Object.entries(values).map(([name, value]) => {
    const sum = (shown.sums[name] ?? 0) + value * size!
    shown.sums[name] = sum
    return [name, sum / shown.rows] as const
  })
  return Object.fromEntries(means)
}
