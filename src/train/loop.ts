import type { Callbacks, Logs, TrainedModel } from '../callbacks/callback.js'
import type { Env } from '../shape/binding.js'
import type { Batch } from './network.js'

/** A batch that fits a model. */
export interface SourceBatch extends Batch {
  readonly rows: number
  /** What the names of the model stand for in it. */
  readonly sizes: Env
}
/** Where batches come from: it is iterated once for each epoch. A batch is let go when the next one is asked for. */
export type Source = (Iterable<SourceBatch> | AsyncIterable<SourceBatch>) & {
  /** How many batches there are, if that is known. */
  readonly size?: number
}

export interface Training {
  readonly epochs: number
  readonly source: Source
  /** What the numbers are that a step gives. */
  readonly names: readonly string[]
  /** The loss and the metrics of one batch. */
  step(batch: SourceBatch, where: string): Promise<readonly number[]>
  /** What the metrics have counted since they were last asked. */
  counted(): Promise<readonly number[]>
  /** What is added to the logs of an epoch. */
  validate(): Promise<Logs>
}

/** Trains epoch by epoch, and tells the callbacks. Whatever happens, each of them learns of the end. */
export async function loop(training: Training, callbacks: readonly Callbacks[], model: TrainedModel): Promise<void> {
  let logs: Logs = {}
  model.stopTraining = false
  try {
    await tell(callbacks, 'onTrainBegin', logs)
    for (let epoch = 0; epoch < training.epochs && !model.stopTraining; epoch++) {
      await tell(callbacks, 'onEpochBegin', epoch, {})
      const trained = await trainEpoch(training, callbacks, model, epoch)
      logs = { ...trained, ...(await training.validate()) }
      await tell(callbacks, 'onEpochEnd', epoch, logs)
    }
  } catch (error) {
    // What went wrong first is told, whatever else does.
    await tellEnd(callbacks, logs).catch(() => undefined)
    throw error
  }
  await tellEnd(callbacks, logs)
}

async function trainEpoch(
  { source, names, step, counted }: Training,
  callbacks: readonly Callbacks[],
  model: TrainedModel,
  epoch: number,
): Promise<Logs> {
  let batch = 0
  let rows = 0
  let total = 0
  for await (const part of source) {
    const place = { batch, size: part.rows }
    await tell(callbacks, 'onBatchBegin', batch, place)
    const results = await step(part, `fit: epoch ${epoch + 1}, batch ${batch + 1}`)
    total += results[0]! * part.rows
    rows += part.rows
    await tell(callbacks, 'onBatchEnd', batch, { ...place, ...named(names, results) })
    batch++
    if (model.stopTraining) break
  }
  return named(names, [total / rows, ...(await counted())])
}

export function named(names: readonly string[], values: readonly number[]): Logs {
  return Object.fromEntries(names.map((name, i) => [name, values[i]!]))
}

type Hook = Exclude<keyof Callbacks, 'setModel' | 'setParams'>
async function tell<H extends Hook>(
  callbacks: readonly Callbacks[],
  hook: H,
  ...args: Parameters<NonNullable<Callbacks[H]>>
): Promise<void> {
  for (const callback of callbacks) {
    const told = callback[hook] as ((...args: unknown[]) => void | Promise<void>) | undefined
    const done = told?.apply(callback, args)
    if (done !== undefined) await done
  }
}
/** Tells each of them, also when another one throws. */
async function tellEnd(callbacks: readonly Callbacks[], logs: Logs): Promise<void> {
  const failures: unknown[] = []
  for (const callback of callbacks) {
    try {
      await callback.onTrainEnd?.(logs)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
