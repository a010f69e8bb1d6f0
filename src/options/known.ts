import { inWords } from './nearest.js'

// What nobody would look at is refused.

/** @param takes What the function takes, of which `more` comes on top. */
export function assertNoMore(op: string, takes: readonly string[], more: readonly unknown[]): void {
  if (more.length === 0) return
  throw new TypeError(`${op}: takes ${inWords(takes)}, got ${takes.length + more.length} arguments`)
}
