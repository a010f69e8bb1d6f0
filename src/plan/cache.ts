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
  get(key: string, make: () => T): T {
    const known = this.entries.get(key)
    const entry = known ?? make()
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
