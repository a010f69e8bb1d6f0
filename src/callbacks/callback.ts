import type * as core from '@tensorflow/tfjs-core'
import { Configured, maker, type Definition, type Maker } from '../options/definition.js'
import type { Better } from '../metrics/metric.js'
import { didYouMean } from '../options/nearest.js'
import type { Options, ValuesOf } from '../options/option.js'
import { isRecord } from '../shape/given.js'
import { showValue } from '../shape/show.js'

export type Logs = { readonly [name: string]: number }
/** What a callback sees of the model. */
export interface TrainedModel {
  /** Set to true, it ends training after the present batch or epoch. */
  stopTraining: boolean
  getWeights(): core.Tensor[]
  setWeights(values: readonly core.Tensor[]): void
}
/** What is known of a `fit` before it begins. */
export interface Params {
  readonly epochs: number
  /** How many batches an epoch has, if that is known. */
  readonly steps: number | undefined
  /** What the logs of an epoch will be, and whether more or less of each is better, if that is known. */
  readonly logs: { readonly [name: string]: Better | undefined }
}

/** What `fit` tells while it runs. It waits for each. */
export interface Callbacks {
  /** Before all else. */
  setModel?(model: TrainedModel): void
  setParams?(params: Params): void
  onTrainBegin?(logs: Logs): void | Promise<void>
  /** Also when training ends with an error. */
  onTrainEnd?(logs: Logs): void | Promise<void>
  onEpochBegin?(epoch: number, logs: Logs): void | Promise<void>
  /** The means over the epoch; `val_` before those of the validation data. */
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>
  /** `batch` is its number, `size` the number of its rows. */
  onBatchBegin?(batch: number, logs: Logs): void | Promise<void>
  /** With the loss and the metrics of the batch. */
  onBatchEnd?(batch: number, logs: Logs): void | Promise<void>
}
const hooks = [
  'setModel',
  'setParams',
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onBatchBegin',
  'onBatchEnd',
] as const satisfies readonly (keyof Callbacks)[]

/** Where a hook of a definition is called. */
export interface Moment<O extends Options = Options, State = unknown> {
  readonly model: TrainedModel
  readonly params: Params
  readonly values: ValuesOf<O>
  /** What it remembers during one `fit`. */
  readonly state: State
}
type Done = void | Promise<void>
export interface CallbackDefinition<O extends Options = Options, State = unknown> extends Definition<O> {
  /** What it knows when a `fit` begins. */
  state(values: ValuesOf<O>): State
  onTrainBegin?(moment: Moment<O, State>, logs: Logs): Done
  onTrainEnd?(moment: Moment<O, State>, logs: Logs): Done
  onEpochBegin?(moment: Moment<O, State>, epoch: number, logs: Logs): Done
  onEpochEnd?(moment: Moment<O, State>, epoch: number, logs: Logs): Done
  onBatchBegin?(moment: Moment<O, State>, batch: number, logs: Logs): Done
  onBatchEnd?(moment: Moment<O, State>, batch: number, logs: Logs): Done
}

/** A callback that has been configured; it serves any number of `fit`s. */
export class ConfiguredCallback extends Configured<CallbackDefinition> {
  /** Only in types: where somebody writes hooks, editors suggest nothing of a class that has a member like this. */
  declare protected readonly configured: true
  /** The hooks of one `fit`, with a state of their own. */
  begin(model: TrainedModel, params: Params): Callbacks {
    const { definition, values } = this
    const moment = { model, params, values, state: definition.state(values) }
    return {
      onTrainBegin: (logs) => definition.onTrainBegin?.(moment, logs),
      onTrainEnd: (logs) => definition.onTrainEnd?.(moment, logs),
      onEpochBegin: (epoch, logs) => definition.onEpochBegin?.(moment, epoch, logs),
      onEpochEnd: (epoch, logs) => definition.onEpochEnd?.(moment, epoch, logs),
      onBatchBegin: (batch, logs) => definition.onBatchBegin?.(moment, batch, logs),
      onBatchEnd: (batch, logs) => definition.onBatchEnd?.(moment, batch, logs),
    }
  }
}

export function defineCallback<const Kind extends string, const O extends Options, State>(
  definition: CallbackDefinition<O, State> & { readonly kind: Kind },
): Maker<CallbackDefinition<O, State> & { readonly kind: Kind }, ConfiguredCallback> {
  return maker(definition, ConfiguredCallback)
}

function isPlain(given: object): boolean {
  return given instanceof ConfiguredCallback || Object.getPrototypeOf(given) === Object.prototype
}
/** What is wrong with something that is given as a callback: a plain object has no other names than those of hooks. */
export function wrongCallback(given: unknown): string | undefined {
  const isHooked = isRecord(given) && (isPlain(given) || hooks.some((hook) => hook in given))
  if (!isHooked) return `a callback is an object with hooks, got ${showValue(given)}`
  if (given instanceof ConfiguredCallback || !isPlain(given)) return undefined
  const unknown = Object.keys(given)
    .sort()
    .find((name) => !(hooks as readonly string[]).includes(name))
  return unknown === undefined ? undefined : `there is no callback '${unknown}'${didYouMean(unknown, hooks)}`
}
/** The hooks of one `fit`. */
export function begun(callback: Callbacks | ConfiguredCallback, model: TrainedModel, params: Params): Callbacks {
  if (callback instanceof ConfiguredCallback) return callback.begin(model, params)
  callback.setModel?.(model)
  callback.setParams?.(params)
  return callback
}
