import { wrongCallback, type Callbacks, type ConfiguredCallback } from '../callbacks/callback.js'
import { argument } from '../options/argument.js'
import { count } from '../options/count.js'
import { flag } from '../options/flag.js'
import { number } from '../options/number.js'
import { configure, optional } from '../options/option.js'
import { showValue } from '../shape/show.js'
import type { Data } from '../tree.js'

type Callback = Callbacks | ConfiguredCallback
export interface BatchArgs {
  /**
   * How many rows run at a time: 32 unless it is given. Where rows depend on each other, `predict` and `evaluate` run all of
   * them at once, and refuse another size; `fit` trains on batches as asked.
   */
  readonly batchSize?: number | null | undefined
}
export interface FitArgs extends BatchArgs {
  /** 1 unless it is given. */
  readonly epochs?: number | null | undefined
  /** Draw the rows in a new order in each epoch; true unless it is given. */
  readonly shuffle?: boolean | null | undefined
  /** The last share of the rows is not trained on, but evaluated after each epoch. */
  readonly validationSplit?: number | null | undefined
  readonly validationData?: readonly [x: Data, y: Data] | null | undefined
  /** One or several: objects with hooks, or `tf.callbacks.…`. */
  readonly callbacks?: Callback | readonly Callback[] | null | undefined
  /** 1 shows a line of progress, 0 nothing (the default). */
  readonly verbose?: 0 | 1 | null | undefined
}

const batchOptions = { batchSize: count(32) }
const fitOptions = {
  ...batchOptions,
  epochs: count(1),
  shuffle: flag(true),
  validationSplit: number({ least: 0, below: 1 }, 0),
  validationData: optional(
    argument<readonly [x: Data, y: Data]>((given, name) =>
      Array.isArray(given) && given.length === 2 ? undefined : `${name} is a pair [x, y], got ${showValue(given)}`,
    ),
  ),
  callbacks: optional(
    argument<Callback | readonly Callback[]>((given) =>
      [given]
        .flat()
        .map(wrongCallback)
        .find((wrong) => wrong !== undefined),
    ),
  ),
  verbose: number({ integer: true, least: 0, most: 1 }, 0),
}

export function fitArguments(args: FitArgs | null | undefined) {
  return configure('fit', fitOptions, args)
}
export function batchSizeOf(what: string, args: BatchArgs | null | undefined): number {
  return args == null ? batchOptions.batchSize.fallback : configure(what, batchOptions, args).batchSize
}
