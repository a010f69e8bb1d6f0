import type * as core from '@tensorflow/tfjs-core'
import { begun, type Logs, type Params, type TrainedModel } from '../callbacks/callback.js'
import { progress } from '../callbacks/progress.js'
import { nextSeed } from '../random.js'
import type { Data } from '../tree.js'
import { fitArguments, type FitArgs } from './arguments.js'
import type { Compiled } from './compile.js'
import { shuffled } from './data.js'
import { evaluateRows } from './evaluate.js'
import { HistoryRecorder, type History } from './history.js'
import { loop, named, type Training } from './loop.js'
import type { Network } from './network.js'
import { checkData, Rows } from './rows.js'

/** Trains a model on data in memory. */
export async function fit(
  network: Network,
  compiled: Compiled,
  model: TrainedModel,
  x: Data,
  y: Data,
  args: FitArgs | null | undefined,
): Promise<History> {
  const { epochs, callbacks = [], verbose, ...more } = fitArguments(args)
  const isCut = args?.batchSize != null
  const { source, held } = rowsFor(network, compiled, x, y, more, isCut)
  const training = trainingOf(network, compiled, source, held, epochs)
  const history = new HistoryRecorder()
  const all = [...(verbose === 1 ? [progress()] : []), ...[callbacks].flat(), history]
  const params = { epochs, steps: source.size, logs: logsOf(compiled, held !== undefined) }
  try {
    await loop(
      training,
      all.map((each) => begun(each, model, params)),
      model,
    )
  } finally {
    for (const tally of compiled.trained) tally.reset()
  }
  return history.result()
}

type RowOptions = Pick<ReturnType<typeof fitArguments>, 'batchSize' | 'shuffle' | 'validationSplit' | 'validationData'>
/** What is trained on, and what is held back to be evaluated. */
function rowsFor(
  network: Network,
  compiled: Compiled,
  x: Data,
  y: Data,
  { batchSize, shuffle, validationSplit, validationData }: RowOptions,
  isCut: boolean,
): { readonly source: Rows; readonly held: Rows | undefined } {
  const data = checkData('fit', network, compiled, x, y)
  const held =
    validationData &&
    checkData('fit', network, compiled, validationData[0], validationData[1], [
      'validationData[0]',
      'validationData[1]',
    ])
  const rows = Math.floor(data.rows * (1 - validationSplit))
  if (rows === 0) throw new RangeError(`fit: validationSplit ${validationSplit} leaves no rows to train on`)
  if (network.batchName === undefined && (validationSplit > 0 || (isCut && batchSize < rows))) {
    throw new RangeError(
      'fit: the rows of this model cannot be cut into batches; leave batchSize and validationSplit out',
    )
  }
  const seed = nextSeed()
  const order = shuffle ? (epoch: number) => shuffled(rows, seed, epoch) : undefined
  const source = new Rows(network, data, { rows, batchSize }, order)
  // As `evaluate` does.
  const cut = network.rowsApart.wrong === undefined ? { batchSize } : {}
  if (held !== undefined) return { source, held: new Rows(network, held, cut) }
  return { source, held: rows < data.rows ? new Rows(network, data, { first: rows, ...cut }) : undefined }
}

function trainingOf(
  network: Network,
  compiled: Compiled,
  source: Rows,
  held: Rows | undefined,
  epochs: number,
): Training {
  const { trained } = compiled
  const names = logNames(compiled)
  return {
    epochs,
    source,
    names,
    step: (batch, where) => network.train(batch, batch.sizes, compiled, trained, where),
    async counted() {
      const results = await numbersOf(trained.map((tally) => tally.result()))
      for (const tally of trained) tally.reset()
      return results
    },
    async validate(): Promise<Logs> {
      if (held === undefined) return {}
      const results = await numbersOf(evaluateRows(network, compiled, held))
      return named(
        names.map((name) => `val_${name}`),
        results,
      )
    },
  }
}
/** Reads scalars, and lets them go. */
async function numbersOf(tensors: readonly core.Tensor[]): Promise<number[]> {
  try {
    return (await Promise.all(tensors.map((tensor) => tensor.data()))).map(([value]) => value!)
  } finally {
    for (const tensor of tensors) tensor.dispose()
  }
}

/** What the numbers of a step and of an evaluation are. */
export function logNames({ metrics }: Compiled): string[] {
  return ['loss', ...metrics.map(({ name }) => name)]
}

/** The logs of an epoch, and whether more or less of each is better. */
function logsOf({ metrics }: Compiled, withValidation: boolean): Params['logs'] {
  const own = [
    ['loss', 'less'] as const,
    ...metrics.map(({ name, metric }) => [name, metric.definition.better] as const),
  ]
  const validated = withValidation ? own.map(([name, better]) => [`val_${name}`, better] as const) : []
  return Object.fromEntries([...own, ...validated])
}

/** One step on one batch: the loss and the metrics. */
export function trainOnBatch(network: Network, compiled: Compiled, x: Data, y: Data): Promise<number[]> {
  const data = checkData('trainOnBatch', network, compiled, x, y)
  return network.train(data, data.sizes, compiled, [], 'trainOnBatch')
}
