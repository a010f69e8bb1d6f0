import { wrongCallback, type Callbacks, type ConfiguredCallback } from '../callbacks/callback.js'
import { argument } from '../options/argument.js'
import { count } from '../options/count.js'
import { flag } from '../options/flag.js'
import { number } from '../options/number.js'
import { exclusive } from '../options/exclusive.js'
import type { didYouMean } from '../options/nearest.js'
import {
  configure,
  optional,
  ruled,
  type Option,
  type OptionRule,
  type Required,
  type TypeRule,
} from '../options/option.js'
import type { FirstKey } from '../shape/keys.js'
import { showValue, type showGiven } from '../shape/show.js'
import type { Data } from '../tree.js'

type Callback = Callbacks | ConfiguredCallback
type Validation = readonly [x: Data, y: Data]
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
  readonly validationData?: Validation | null | undefined
  /** One or several: objects with hooks, or `tf.callbacks.…`. */
  readonly callbacks?: Callback | readonly Callback[] | null | undefined
  /** 1 shows a line of progress, 0 nothing (the default). */
  readonly verbose?: 0 | 1 | null | undefined
}

/** A callback has one of the hooks; what a class has beside them is its own. */
interface CallbackRule extends OptionRule {
  readonly answer: callbacks<this, this['given']>
}
type callbacks<R extends OptionRule, Given> =
  Given extends readonly unknown[] ? { readonly [I in keyof Given]: callback<R, Given[I]> } : callback<R, Given>
type callback<R extends OptionRule, Given> =
  Given extends null | undefined | ConfiguredCallback ? Given
  : Given extends readonly unknown[] | ((...args: never) => unknown) ? notCallback<R, Given>
  : Given extends object ?
    [keyof Given & keyof Callbacks] extends [never] ? noHook<R, Given>
    : Given extends Callbacks ? Given
    : Callbacks
  : notCallback<R, Given>
type notCallback<
  R extends OptionRule,
  Given,
> = `${R['op']}: a callback is an object with hooks, got ${showGiven<Given>}`
type noHook<R extends OptionRule, Given> =
  [keyof Given] extends [never] ? Given
  : `${R['op']}: there is no callback '${FirstKey<keyof Given>}'${didYouMean<FirstKey<keyof Given>, keyof Callbacks>}`

const batchOptions = { batchSize: count(32) }
const fitOptions = {
  ...batchOptions,
  epochs: count(1),
  shuffle: flag(true),
  validationSplit: number({ least: 0, below: 1 }, 0),
  validationData: exclusive(
    optional(
      ruled<TypeRule<Validation, 'a pair [x, y]'>, Option<Validation, Validation, Required>>(
        argument((given, name) =>
          Array.isArray(given) && given.length === 2 ? undefined : `${name} is a pair [x, y], got ${showValue(given)}`,
        ),
      ),
    ),
    'validationSplit',
  ),
  callbacks: optional(
    ruled<CallbackRule, Option<Callback | readonly Callback[], Callback | readonly Callback[], Required>>(
      argument((given) =>
        // Of a list, holes too.
        Array.from(Array.isArray(given) ? (given as readonly unknown[]) : [given], wrongCallback).find(
          (wrong) => wrong !== undefined,
        ),
      ),
    ),
  ),
  verbose: number({ integer: true, least: 0, most: 1 }, 0),
}

export type BatchOptions = typeof batchOptions
export type FitOptions = typeof fitOptions
export function fitArguments(args: FitArgs | null | undefined) {
  return configure('fit', fitOptions, args)
}
export function batchSizeOf(what: string, args: BatchArgs | null | undefined): number {
  return args == null ? batchOptions.batchSize.fallback : configure(what, batchOptions, args).batchSize
}
