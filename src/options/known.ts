import { showValue } from '../shape/show.js'
import { didYouMean } from './nearest.js'

// What nobody would look at is refused.

/** The config of a function whose options are checked by itself. */
export function assertKnown(op: string, config: unknown, names: readonly string[]): void {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new TypeError(
      `${op}: takes an object with ${names.map((name) => `'${name}'`).join(', ')}, got ${showValue(config)}`,
    )
  }
  const other = Object.keys(config).find((name) => !names.includes(name))
  if (other !== undefined) throw new TypeError(`${op}: there is no option '${other}'${didYouMean(other, names)}`)
}
/** @param takes What the function takes, of which `more` comes on top. */
export function assertNoMore(op: string, takes: readonly string[], more: readonly unknown[]): void {
  if (more.length === 0) return
  throw new TypeError(
    `${op}: takes ${takes.join(', ').replace(/, (?=[^,]*$)/, ' and ')}, got ${takes.length + more.length} arguments`,
  )
}
