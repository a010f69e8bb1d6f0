import type * as core from '@tensorflow/tfjs-core'
import { choice } from '../options/choice.js'
import { flag } from '../options/flag.js'
import { didYouMean } from '../options/nearest.js'
import { number } from '../options/number.js'
import { optional } from '../options/option.js'
import { text } from '../options/text.js'
import { defineCallback, type Params, type TrainedModel } from './callback.js'

interface Watched {
  /** 1 when more is better, else -1. */
  sign: 1 | -1
  best: number | undefined
  bestEpoch: number
  bestWeights: readonly core.Tensor[] | undefined
  /** Epochs without improvement. */
  wait: number
  stoppedEpoch: number | undefined
}

/**
 * Ends training when something gets no better any more.
 *
 * @example
 * ```ts
 * const stop = tf.callbacks.earlyStopping({ monitor: 'loss', patience: 3 })
 * ```
 */
export const earlyStopping = defineCallback({
  kind: 'earlyStopping',
  options: {
    /** The name among the logs; `'val_loss'` unless it is given. */
    monitor: text('val_loss'),
    /** A smaller change is no improvement; 0 unless it is given. */
    minDelta: number({}, 0),
    /** How many epochs without improvement are borne; 0 unless it is given. */
    patience: number({ integer: true, least: 0 }, 0),
    /** Is less or more better? `'auto'`, unless it is given: what the metric says. */
    mode: choice(['auto', 'min', 'max'], 'auto'),
    /** What has to be reached within `patience`. */
    baseline: optional(number()),
    /** Go back to the weights of the best epoch; false unless it is given. */
    restoreBestWeights: flag(false),
    /** Epochs before are not looked at; 0 unless it is given. */
    startFromEpoch: number({ integer: true, least: 0 }, 0),
    /** 1 says when it stops, 0 nothing (the default). */
    verbose: number({ integer: true, least: 0, most: 1 }, 0),
  },
  state: (): Watched => ({
    sign: -1,
    best: undefined,
    bestEpoch: 0,
    bestWeights: undefined,
    wait: 0,
    stoppedEpoch: undefined,
  }),
  onTrainBegin({ state, values: { monitor, mode }, params }) {
    state.sign = signOf(monitor, mode, params)
  },
  onEpochEnd({ state, values, model }, epoch, logs) {
    const { patience, baseline, restoreBestWeights } = values
    const current = logs[values.monitor]
    if (current === undefined || epoch < values.startFromEpoch) return
    state.wait++
    const isBetter = (than: number | undefined) =>
      than === undefined || state.sign * (current - than) > Math.abs(values.minDelta)
    if (isBetter(state.best)) {
      state.best = current
      state.bestEpoch = epoch
      if (restoreBestWeights) keep(state, model)
      if (isBetter(baseline)) state.wait = 0
    } else if (state.wait >= patience && epoch > 0) {
      state.stoppedEpoch = epoch
      model.stopTraining = true
    }
  },
  onTrainEnd({ state, values: { verbose }, model }) {
    const { stoppedEpoch, bestEpoch, bestWeights } = state
    const say = (line: string) => verbose > 0 && console.log(line)
    if (stoppedEpoch !== undefined) say(`Epoch ${stoppedEpoch + 1}: early stopping`)
    if (bestWeights === undefined) return
    try {
      say(`Restoring model weights from the end of the best epoch: ${bestEpoch + 1}.`)
      model.setWeights(bestWeights)
    } finally {
      forget(state)
    }
  },
})

function signOf(monitor: string, mode: 'auto' | 'min' | 'max', { logs }: Params): 1 | -1 {
  const names = Object.keys(logs)
  if (!names.includes(monitor)) {
    throw new TypeError(
      `earlyStopping: there is no '${monitor}' among ${names.join(', ')}${didYouMean(monitor, names)}`,
    )
  }
  if (mode !== 'auto') return mode === 'max' ? 1 : -1
  const better = logs[monitor]
  if (better !== undefined) return better === 'more' ? 1 : -1
  throw new TypeError(`earlyStopping: is more or less of '${monitor}' better? Set mode to 'max' or 'min'`)
}

function keep(state: Watched, model: TrainedModel): void {
  forget(state)
  state.bestWeights = model.getWeights()
}
function forget(state: Watched): void {
  for (const weight of state.bestWeights ?? []) weight.dispose()
  state.bestWeights = undefined
}
