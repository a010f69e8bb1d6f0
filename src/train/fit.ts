import * as core from '@tensorflow/tfjs-core'
import { nextSeed } from '../random.js'
import { Progress } from '../show/progress.js'
import { labelShape, type Compiled } from './compile.js'
import { rowsAt, rowsFrom, rowsOf, shuffled } from './data.js'
import type { Batch, Network } from './network.js'
import { bindLeaves, paired, type Data } from '../tree.js'
import { add } from '../ops/add.js'
import { concat } from '../ops/concat.js'
import { mul } from '../ops/mul.js'
import { specOf } from '../graph/node.js'
import type { Env, Met } from '../shape/binding.js'

export type Logs = { readonly [name: string]: number }
/** What `fit` tells while it runs. It waits for each. */
export interface Callbacks {
  onTrainBegin?(): void | Promise<void>
  onTrainEnd?(): void | Promise<void>
  onEpochBegin?(epoch: number): void | Promise<void>
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>
  onBatchBegin?(batch: number): void | Promise<void>
  onBatchEnd?(batch: number, logs: Logs): void | Promise<void>
}
export interface FitArgs {
  /** 32 unless it is given. */
  readonly batchSize?: number
  /** 1 unless it is given. */
  readonly epochs?: number
  /** Draw the rows in a new order in each epoch; true unless it is given. */
  readonly shuffle?: boolean
  /** The last share of the rows is not trained on, but evaluated after each epoch. */
  readonly validationSplit?: number
  readonly validationData?: readonly [x: Data, y: Data]
  readonly callbacks?: Callbacks
  /** 1 shows a line of progress, 0 nothing (the default). */
  readonly verbose?: 0 | 1
}
const fitOptions = ['batchSize', 'epochs', 'shuffle', 'validationSplit', 'validationData', 'callbacks', 'verbose']

export interface History {
  readonly epoch: readonly number[]
  /** The mean over each epoch of the loss and of each metric; `val_` before those of the validation data. */
  readonly history: { readonly [name: string]: readonly number[] }
}

/** Data that has been checked against a model. */
interface Checked extends Batch {
  readonly rows: number
  readonly sizes: Env
  /** How many rows each of x and y has for one row. */
  readonly per: readonly number[]
}

/** Checks inputs and labels against the model and each other, before anything runs. */
function checkData(what: string, network: Network, compiled: Compiled, x: Data, y: Data): Checked {
  const { leaves: inputs, sizes } = network.bind(what, x)
  const labels = paired(what, network.outputs, y, 'y')
  const per = network.rowsPer
  const rows = rowsOf(what, [...inputs, ...labels.map(([, leaf]) => leaf)], per)
  const expected = labels.flatMap(([output, { value, where }], i): Met[] => {
    const { sparse, checked } = compiled.losses[i]!
    return checked ? [[labelShape(specOf(output).shape, value.shape, sparse), value.shape, where]] : []
  })
  bindLeaves(what, expected, sizes)
  return { rows, sizes, per, x: inputs.map(({ value }) => value), y: labels.map(([, { value }]) => value) }
}

/** The sizes of a batch of another number of rows. */
function sizesFor(network: Network, sizes: Env, rows: number): Env {
  const name = network.batchName
  return name === undefined ? sizes : { ...sizes, [name]: [rows, 'x'] }
}

/** Runs a body on the rows of a batch, and lets them go. */
async function withRows<T>(
  data: Checked,
  take: (tensor: core.Tensor, per: number) => core.Tensor,
  body: (batch: Batch) => T | Promise<T>,
): Promise<T> {
  const taken: core.Tensor[] = []
  try {
    for (const [i, tensor] of [...data.x, ...data.y].entries()) taken.push(take(tensor, data.per[i]!))
    return await body({ x: taken.slice(0, data.x.length), y: taken.slice(data.x.length) })
  } finally {
    for (const tensor of taken) tensor.dispose()
  }
}

/** Trains a model on data. */
export async function fit(network: Network, compiled: Compiled, x: Data, y: Data, args: FitArgs): Promise<History> {
  for (const key of Object.keys(args)) {
    if (!fitOptions.includes(key)) throw new TypeError(`fit: there is no option '${key}'`)
  }
  const { batchSize = 32, epochs = 1, shuffle = true, validationSplit = 0, validationData, callbacks = {} } = args
  if (Array.isArray(callbacks)) throw new TypeError('fit: callbacks is one object, not a list')
  assertCount('batchSize', batchSize)
  assertCount('epochs', epochs)
  if (!(validationSplit >= 0 && validationSplit < 1)) {
    throw new RangeError(`fit: validationSplit is in [0, 1), got ${validationSplit}`)
  }
  const data = checkData('fit', network, compiled, x, y)
  const held = validationData && checkData('fit', network, compiled, validationData[0], validationData[1])
  const rows = data.rows - Math.floor(data.rows * validationSplit)
  if (rows === 0) throw new RangeError(`fit: validationSplit ${validationSplit} leaves no rows to train on`)
  if (network.batchName === undefined && (validationSplit > 0 || (args.batchSize ?? rows) < rows)) {
    throw new RangeError(
      'fit: the rows of this model cannot be cut into batches; leave batchSize and validationSplit out',
    )
  }
  const size = network.batchName === undefined ? data.rows : Math.min(batchSize, rows)
  const batches = Math.ceil(rows / size)
  const names = ['loss', ...metricNames(network, compiled)]
  const seed = nextSeed()
  const history: Record<string, number[]> = {}
  const epochsRun: number[] = []

  await callbacks.onTrainBegin?.()
  for (let epoch = 0; epoch < epochs; epoch++) {
    await callbacks.onEpochBegin?.(epoch)
    const order = shuffle ? shuffled(rows, seed, epoch) : undefined
    const progress = args.verbose === 1 ? new Progress(`epoch ${epoch + 1}/${epochs}`, batches) : undefined
    const sums = names.map(() => 0)
    let logs: Record<string, number> = {}
    for (let batch = 0; batch < batches; batch++) {
      await callbacks.onBatchBegin?.(batch)
      const [begin, end] = [batch * size, Math.min((batch + 1) * size, rows)]
      const take = (tensor: core.Tensor, per: number) =>
        order === undefined ?
          rowsFrom(tensor, begin * per, (end - begin) * per)
        : rowsAt(tensor, order.subarray(begin, end), per)
      const where = `fit: epoch ${epoch + 1}, batch ${batch + 1}`
      const results = await withRows(data, take, (part) =>
        network.train(part, sizesFor(network, data.sizes, end - begin), compiled, where),
      )
      results.forEach((value, i) => (sums[i]! += value * (end - begin)))
      logs = Object.fromEntries(names.map((name, i) => [name, sums[i]! / end]))
      progress?.update(batch + 1, logs)
      await callbacks.onBatchEnd?.(batch, Object.fromEntries(names.map((name, i) => [name, results[i]!])))
    }
    if (held !== undefined || rows < data.rows) {
      const results =
        held === undefined ?
          evaluateChecked(network, compiled, data, rows, batchSize)
        : evaluateChecked(network, compiled, held, 0, batchSize)
      for (const [i, result] of results.entries()) {
        logs[`val_${names[i]}`] = (await result.data())[0]!
        result.dispose()
      }
    }
    progress?.finish(logs)
    for (const [name, value] of Object.entries(logs)) (history[name] ??= []).push(value)
    epochsRun.push(epoch)
    await callbacks.onEpochEnd?.(epoch, logs)
  }
  await callbacks.onTrainEnd?.()
  return { epoch: epochsRun, history }
}
function assertCount(option: string, value: number, what = 'fit'): void {
  if (!(Number.isInteger(value) && value >= 1))
    throw new RangeError(`${what}: ${option} is an integer of at least 1, got ${value}`)
}

/** The names of the metrics; with several outputs, each output has them all. */
export function metricNames(network: Network, { metrics }: Compiled): string[] {
  const outputs = network.outputNames
  return metrics.flatMap(({ name }) => outputs.map((output) => (outputs.length === 1 ? name : `${output}_${name}`)))
}

/** The mean loss and metrics over all rows, as scalars. The caller's to dispose. */
export function evaluate(
  network: Network,
  compiled: Compiled,
  x: Data,
  y: Data,
  { batchSize = 32 }: { readonly batchSize?: number },
): core.Tensor[] {
  assertCount('batchSize', batchSize, 'evaluate')
  return evaluateChecked(network, compiled, checkData('evaluate', network, compiled, x, y), 0, batchSize)
}

/** Evaluates the rows from `first` on. */
function evaluateChecked(
  network: Network,
  compiled: Compiled,
  data: Checked,
  first: number,
  batchSize: number,
): core.Tensor[] {
  const count = data.rows - first
  const size = network.batchName === undefined ? count : batchSize
  let sums: core.Tensor[] = []
  core.tidy(() => {
    for (let begin = first; begin < data.rows; begin += size) {
      const part = Math.min(size, data.rows - begin)
      const taken = [...data.x, ...data.y].map((tensor, i) =>
        rowsFrom(tensor, begin * data.per[i]!, part * data.per[i]!),
      )
      const batch = { x: taken.slice(0, data.x.length), y: taken.slice(data.x.length) }
      const index = Math.floor((begin - first) / size)
      const results = network.evaluate(batch, sizesFor(network, data.sizes, part), compiled, index)
      const shares = results.map((result): core.Tensor => mul(result, part / count))
      sums = sums.length === 0 ? shares : sums.map((sum, i): core.Tensor => add(sum, shares[i]!))
    }
    return sums
  })
  return sums
}

/** One step on one batch: the loss and the metrics. */
export function trainOnBatch(network: Network, compiled: Compiled, x: Data, y: Data): Promise<number[]> {
  const data = checkData('trainOnBatch', network, compiled, x, y)
  return network.train(data, data.sizes, compiled, 'trainOnBatch')
}

/** The outputs for all rows, computed in batches. The caller's to dispose. */
export function predict(network: Network, x: Data, { batchSize = 32 }: { readonly batchSize?: number }): core.Tensor[] {
  assertCount('batchSize', batchSize, 'predict')
  const { leaves, sizes } = network.bind('predict', x)
  for (const { value, where } of leaves) if (value.isDisposed) throw new Error(`predict: ${where} was disposed before`)
  const data = leaves.map(({ value }) => value)
  const rows = data[0]!.shape[0] ?? 0
  const per = network.rowsPer
  if (network.batchName === undefined || rows <= batchSize) return network.predict(data, sizes, 0)
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
