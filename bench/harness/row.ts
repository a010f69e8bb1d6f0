/** What one iteration leaves in the caller's hands. */
export type Numbers = ArrayLike<number>

/** One of those that are compared, built and ready to run. */
export interface Contestant {
  /** One iteration, as a caller sees it: it ends with the result read. */
  run(): unknown
  /** What must be the same for all, tensor by tensor. */
  numbers(): readonly Numbers[] | Promise<readonly Numbers[]>
  /** Ours has plans. */
  readonly model?: Planned
}
export interface Planned {
  printPlans(print: (line: string) => void): void
}

/** How one of those that are compared is built. */
export interface Entry {
  readonly name: string
  /** `'wasm'` unless it is given: everything of this entry is built and run there. */
  readonly backend?: 'cpu'
  /** The row is about what we add to it: it is measured too when two of our builds are compared. */
  readonly isMeasure?: true
  build(): Contestant | Promise<Contestant>
}

/** A line of the tables: the same work done by ours and by others. */
export interface Row {
  readonly name: string
  /** Multiplications and additions of the products and convolutions of one iteration. */
  readonly flops?: number
  /** How many times faster than the first peer we want to be. */
  readonly target: number
  /** The largest difference allowed, as a share of the largest magnitude. */
  readonly tolerance: number
  readonly ours: Entry
  readonly peers: readonly Entry[]
  /** Measure the peak of the wasm heap too. */
  readonly heap?: true
}

/** A block is one timing: so many milliseconds at least. */
export interface Blocks {
  /** How often all are built anew: now and then memory lies so that a kernel takes twice its time. */
  readonly builds: number
  readonly count: number
  readonly milliseconds: number
}

/** What a file of rows exports. */
export interface Family {
  readonly rows: readonly Row[]
  readonly blocks?: Blocks
}
