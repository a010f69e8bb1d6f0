import type { Callbacks, Logs } from '../callbacks/callback.js'

export interface History {
  readonly epoch: readonly number[]
  /** The mean over each epoch of the loss and of each metric; `val_` before those of the validation data. */
  readonly history: { readonly [name: string]: readonly number[] }
}

/** Writes down what the epochs have come to. */
export class HistoryRecorder implements Callbacks {
  private readonly epoch: number[] = []
  private readonly history: { [name: string]: number[] } = {}

  onEpochEnd(epoch: number, logs: Logs): void {
    for (const [name, value] of Object.entries(logs)) (this.history[name] ??= []).push(value)
    this.epoch.push(epoch)
  }
  result(): History {
    return { epoch: this.epoch, history: this.history }
  }
}
