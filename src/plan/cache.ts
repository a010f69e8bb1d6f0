/** Keeps what was made for the last few keys. */
export class Cache<T> {
  private readonly known = new Map<string, T>()
  private last: { readonly key: string; readonly entry: T } | undefined
  private readonly limit: number
  private readonly drop: (entry: T) => void

  /** @param drop Is told what goes. */
  constructor(limit: number, drop: (entry: T) => void = () => {}) {
    this.limit = limit
    this.drop = drop
  }
  /** @param isValid Else what is known is dropped and made anew. */
  get(key: string, make: () => T, isValid: (entry: T) => boolean = () => true): T {
    // Nearly always it is the one that was asked for before.
    if (this.last?.key === key && isValid(this.last.entry)) return this.last.entry
    let entry = this.known.get(key)
    if (entry !== undefined && !isValid(entry)) {
      this.known.delete(key)
      // Making it anew may fail: what was dropped is never found again.
      this.last = undefined
      this.drop(entry)
      entry = undefined
    }
    entry ??= make()
    this.known.delete(key)
    this.known.set(key, entry)
    // A map remembers the order of insertion: the first key is the one not used for longest.
    for (const [oldest, dropped] of this.known) {
      if (this.known.size <= this.limit) break
      this.known.delete(oldest)
      this.drop(dropped)
    }
    this.last = { key, entry }
    return entry
  }
  entries(): Iterable<[key: string, entry: T]> {
    return this.known.entries()
  }
  clear(): void {
    for (const entry of this.known.values()) this.drop(entry)
    this.known.clear()
    this.last = undefined
  }
}
