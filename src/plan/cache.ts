/** Keeps what was made for the last few keys. */
export class Cache<T> {
  private readonly byKey = new Map<string, T>()
  private last: { readonly key: string; readonly entry: T } | undefined
  private readonly limit: number
  private readonly drop: (entry: T) => void

  /** @param drop Is told what goes. */
  constructor(limit: number, drop: (entry: T) => void = () => {}) {
    this.limit = limit
    this.drop = drop
  }
  /** @param isValid Else it is dropped and made anew. */
  get(key: string, make: () => T, isValid: (entry: T) => boolean = () => true): T {
    // Nearly always it is the one that was asked for before.
    if (this.last?.key === key && isValid(this.last.entry)) return this.last.entry
    let entry = this.byKey.get(key)
    if (entry !== undefined && !isValid(entry)) {
      this.byKey.delete(key)
      // Making it anew may fail: what was dropped is never found again.
      this.last = undefined
      this.drop(entry)
      entry = undefined
    }
    entry ??= make()
    this.byKey.delete(key)
    this.byKey.set(key, entry)
    // A map remembers the order of insertion: the first key is the one not used for longest.
    for (const [oldest, dropped] of this.byKey) {
      if (this.byKey.size <= this.limit) break
      this.byKey.delete(oldest)
      this.drop(dropped)
    }
    this.last = { key, entry }
    return entry
  }
  entries(): Iterable<[key: string, entry: T]> {
    return this.byKey.entries()
  }
  clear(): void {
    for (const entry of this.byKey.values()) this.drop(entry)
    this.byKey.clear()
    this.last = undefined
  }
}
