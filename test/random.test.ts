import { describe, expect, test } from 'vitest'
import {
  getSeed,
  mixSeed,
  nextSeed,
  normalNumbers,
  reseeded,
  seeded,
  setSeed,
  threefry,
  uniformNumbers,
} from '../src/random.js'

/** Two words for a key and a counter. */
function words(key0: number, key1: number, counter0: number, counter1: number): readonly [number, number] {
  const out = new Uint32Array(2)
  threefry(key0, key1, counter0, counter1, out)
  return [out[0]!, out[1]!]
}
const uniform = (word: number) => (word >>> 8) / 2 ** 24

describe('threefry', () => {
  // The known answers that come with the paper's own implementation, Random123.
  test.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ])('of the key %i, %i and the counter %i, %i', (key0, key1, counter0, counter1, ...expected) => {
    expect(words(key0, key1, counter0, counter1)).toEqual(expected)
  })
})

describe('uniform numbers', () => {
  test('are the words of one counter after the other, 24 bits each', () => {
    const [[a, b], [c, d]] = [words(3, 5, 0, 0), words(3, 5, 1, 0)]
    expect([...uniformNumbers(4, 3, 5)]).toEqual([a, b, c, d].map(uniform))
    expect([...uniformNumbers(3, 3, 5)]).toEqual([a, b, c].map(uniform))
    expect(uniformNumbers(0, 3, 5)).toHaveLength(0)
  })
})

describe('normal numbers', () => {
  test('are those of Box and Muller, on counters of their own', () => {
    const pairs = [0, 1].map((counter) => words(3, 5, counter, 1))
    const expected = pairs.flatMap(([a, b]) => {
      const radius = Math.sqrt(-2 * Math.log(((a >>> 8) + 1) / 2 ** 24))
      return [radius * Math.cos(2 * Math.PI * uniform(b)), radius * Math.sin(2 * Math.PI * uniform(b))]
    })
    expect([...normalNumbers(4, 3, 5)]).toEqual([...Float32Array.from(expected)])
    expect([...normalNumbers(3, 3, 5)]).toEqual([...Float32Array.from(expected.slice(0, 3))])
  })
  test('truncated ones are the same without those beyond two deviations', () => {
    const all = [...normalNumbers(1100, 3, 5)]
    expect(all.some((z) => z > 2) && all.some((z) => z < -2)).toBe(true)
    const within = all.filter((z) => Math.abs(z) <= 2).slice(0, 1000)
    expect([...normalNumbers(1000, 3, 5, true)]).toEqual(within)
  })
})

describe('seeds', () => {
  test('mixed with a number are others, each of its own; with 0 they stay', () => {
    expect(mixSeed(7, 0)).toBe(7)
    expect(mixSeed(7, 3) >>> 0).toBe(words(7, 3, 0, 4)[0])
  })
  test('that are drawn start again with setSeed', () => {
    setSeed(7)
    const first = [nextSeed(), nextSeed()]
    expect(first.map((seed) => seed >>> 0)).toEqual([words(7, 0, 1, 2)[0], words(7, 0, 2, 2)[0]])
    setSeed(7)
    expect([nextSeed(), nextSeed()]).toEqual(first)
  })
  test('are read as what they were set to, without a sign', () => {
    setSeed(12)
    expect(getSeed()).toBe(12)
    setSeed(-1)
    expect(getSeed()).toBe(0xffffffff)
  })
  test("that the user gives are used, 0 too, and draw none of the library's", () => {
    setSeed(7)
    const drawn = nextSeed()
    setSeed(7)
    expect(seeded(0)).toEqual({ seed: 0, given: true })
    expect(seeded(undefined)).toEqual({ seed: drawn, given: false })
  })
  test('of attributes are mixed; what has none stays as it is', () => {
    const attrs = { axis: 1 }
    expect(reseeded(attrs, 3)).toBe(attrs)
    expect(reseeded({ seed: 7, axis: 1 }, 3)).toEqual({ seed: mixSeed(7, 3), axis: 1 })
  })
})
