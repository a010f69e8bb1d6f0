/** Keeps what was made for the last few keys. */
export class Cache<T> {
  private readonly entries = new Map<string, T>()
  private readonly limit: number
  private readonly drop: (entry: T) => void

  /** @param drop Is told what goes. */
  constructor(limit: number, drop: (entry: T) => void) {
    this.limit = limit
    this.drop = drop
  }
  /** @param isValid Else what is known is dropped and made anew. */
  get(key: string, make: () => T, isValid: (entry: T) => boolean): T {
    let entry = this.entries.get(key)
    if (entry !== undefined && !isValid(entry)) {
      this.entries.delete(key)
      this.drop(entry)
      entry = undefined
    }
    entry ??= make()
    this.entries.delete(key)
    this.entries.set(key, entry)
    // A map remembers the order of insertion: the first key is the one not used for longest.
    for (const [oldest, dropped] of this.entries) {
      if (this.entries.size <= this.limit) break
      this.entries.delete(oldest)
      this.drop(dropped)
    }
    return entry
  }
  clear(): void {
    for (const entry of this.entries.values()) this.drop(entry)
    this.entries.clear()
  }
}
