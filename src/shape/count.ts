/** Is this no integer of at least 0? What is not one literal is not known, and is checked when run. */
export type isBadCount<N> =
  N extends number ?
    `${N}` extends `-${string}` | `${string}.${string}` | `${string}e${string}` | 'NaN' | 'Infinity' ?
      true
    : false
  : false
export function isBadCount(n: number): boolean {
  return !(Number.isSafeInteger(n) && n >= 0)
}

/** The entry of a list, or the default past its end. A union of lists gives a union of entries. */
export type entryOf<L, I extends number, Default> = `${I}` extends keyof L ? L[`${I}`] : Default
