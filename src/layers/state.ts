import { variableNode, type State } from '../graph/sources.js'
import type { AnyTensor } from '../tensor.js'

/** A weight that a layer's call writes: statistics, counters, what a recurrent cell remembers. */
export interface StateHandle {
  readonly state: State
  /** What it holds by now. */
  read(): AnyTensor
  /** Gives it a new value, when the call is over. */
  write(next: AnyTensor): void
}
/** What one call writes. */
export type StateWrites = Map<State, AnyTensor>

/** @param symbolic Is the call part of a graph? */
export function stateHandle(state: State, symbolic: boolean, writes: StateWrites): StateHandle {
  return {
    state,
    read: () => writes.get(state) ?? (symbolic ? variableNode(state) : state.read()),
    write: (next) => void writes.set(state, next),
  }
}
