/** Keeps what was made for the last few keys. */
export class Cache<T> {
  private readonly entries = new Map<string, T>()
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }
  get(key: string, make: () => T): T {
    const known = this.entries.get(key)
    const entry = known ?? make()
    this.entries.delete(key)
    this.entries.set(key, entry)
    // A map remembers the order of insertion: the first key is the one not used for longest.
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.limit) break
      this.entries.delete(oldest)
    }
    return entry
  }
  clear(): void {
    this.entries.clear()
  }
}
