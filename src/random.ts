import { anInteger, assertArguments } from './shape/given.js'

/**
 * Counter-based random numbers: the bits depend only on the key and the counter, so eager and planned runs agree, and
 * no state has to be saved. The generator is Threefry-2x32 with 20 rounds (Salmon et al., "Parallel random numbers: as
 * easy as 1, 2, 3", 2011).
 */
const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const
const parity = 0x1bd11bda

/** Encrypts the counter with the key; two 32-bit words each. The result is written into `out`. */
export function threefry(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): void {
  const keys = [key0, key1, key0 ^ key1 ^ parity] as const
  let x0 = (counter0 + key0) | 0
  let x1 = (counter1 + key1) | 0
  for (let round = 0; round < 20; round++) {
    const by = rotations[round & 7]!
    x0 = (x0 + x1) | 0
    x1 = (x1 << by) | (x1 >>> (32 - by))
    x1 ^= x0
    if ((round & 3) === 3) {
      const turn = (round >> 2) + 1
      x0 = (x0 + keys[turn % 3]!) | 0
      x1 = (x1 + keys[(turn + 1) % 3]! + turn) | 0
    }
  }
  out[0] = x0
  out[1] = x1
}

/** `size` numbers uniform in [0, 1), 24 bits each, for a seed and the number of the run. */
export function uniformNumbers(size: number, seed: number, step: number): Float32Array {
  const values = new Float32Array(size)
  const words = new Uint32Array(2)
  for (let i = 0; i < size; i += 2) {
    threefry(seed | 0, step | 0, i >>> 1, 0, words)
    values[i] = (words[0]! >>> 8) / 0x1000000
    if (i + 1 < size) values[i + 1] = (words[1]! >>> 8) / 0x1000000
  }
  return values
}

/** `size` standard normal numbers (Box-Muller); with `truncated`, those beyond two deviations are drawn again. */
export function normalNumbers(size: number, seed: number, step: number, truncated = false): Float32Array {
  const values = new Float32Array(size)
  const words = new Uint32Array(2)
  for (let filled = 0, counter = 0; filled < size; counter++) {
    threefry(seed | 0, step | 0, counter, 1, words)
    const radius = Math.sqrt(-2 * Math.log(((words[0]! >>> 8) + 1) / 0x1000000))
    const angle = (2 * Math.PI * (words[1]! >>> 8)) / 0x1000000
    for (const value of [radius * Math.cos(angle), radius * Math.sin(angle)]) {
      if (filled < size && !(truncated && Math.abs(value) > 2)) values[filled++] = value
    }
  }
  return values
}

/** Another seed for each number; 0 leaves the seed as it is. */
export function mixSeed(seed: number, number: number): number {
  if (number === 0) return seed
  const words = new Uint32Array(2)
  threefry(seed | 0, number | 0, 0, 4, words)
  return words[0]! | 0
}

const generator = { seed: Math.floor(Math.random() * 0x100000000), drawn: 0 }

/**
 * Fixes the seeds of everything random that is not given a seed of its own: weights, dropout, shuffling, random ops.
 *
 * @example
 * ```ts
 * tf.setSeed(7) // the same weights, batches and dropout in every run
 * ```
 */
export function setSeed(seed: number): void {
  assertArguments('setSeed', { seed: anInteger }, { seed })
  generator.seed = seed | 0
  generator.drawn = 0
}
/** The seed from which the present ones are drawn. */
export function getSeed(): number {
  return generator.seed >>> 0
}
/** A new seed, drawn from the one seed. */
export function nextSeed(): number {
  const words = new Uint32Array(2)
  threefry(generator.seed, 0, ++generator.drawn, 2, words)
  return words[0]! | 0
}

/** What a random op has among its attributes. */
export interface Seeded {
  readonly seed: number
  /** Did the user give the seed? */
  readonly given: boolean
}
/** The user's seed, or a new one. */
export function seeded(seed: number | null | undefined): Seeded {
  return { seed: seed ?? nextSeed(), given: seed != null }
}
/** The attributes of an op with another seed for each number, when it has one. */
export function reseeded<Attrs extends object>(attrs: Attrs, number: number): Attrs {
  return 'seed' in attrs ? { ...attrs, seed: mixSeed(attrs.seed as number, number) } : attrs
}
