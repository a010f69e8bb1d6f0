import { expect, test } from 'vitest'
import { giveOffsets, type Span } from '../../src/plan/wasm/arena.js'
import { randomFrom } from '../laws/harness/random.js'

// Where values lie that take turns.

type Life = readonly [bytes: number, from: number, to: number]
/** The size of all, and where each begins. */
function laidOut(...lives: readonly Life[]) {
  const spans = lives.map(([bytes, from, to]): Span => ({ block: { bytes, offset: 0 }, from, to }))
  const size = giveOffsets(spans)
  return { size, offsets: spans.map(({ block }) => block.offset) }
}

test('what is needed at the same time lies apart, and nothing lies behind the size', () => {
  const random = randomFrom(1)
  const below = (end: number) => Math.floor(random() * end)
  for (let round = 0; round < 200; round++) {
    const lives = Array.from({ length: 1 + below(20) }, (): Life => {
      const from = below(20)
      return [1 + below(100), from, from + below(6)]
    })
    const { size, offsets } = laidOut(...lives)
    const ends = offsets.map((offset, i) => offset + lives[i]![0])
    expect(size % 16).toBe(0)
    expect(Math.ceil(Math.max(...ends) / 16) * 16).toBeLessThanOrEqual(size)
    lives.forEach(([, from, to], i) => {
      expect(offsets[i]! % 16).toBe(0)
      for (let k = 0; k < i; k++) {
        const [, otherFrom, otherTo] = lives[k]!
        const together = from <= otherTo && otherFrom <= to
        expect(together && offsets[i]! < ends[k]! && offsets[k]! < ends[i]!).toBe(false)
      }
    })
  }
})
test('nothing takes nothing', () => {
  expect(laidOut().size).toBe(0)
  expect(laidOut([0, 0, 3]).size).toBe(0)
})
test('places begin at multiples of 16, the largest of a step first', () => {
  expect(laidOut([8, 0, 9], [17, 0, 9], [16, 0, 9])).toEqual({ size: 64, offsets: [48, 0, 32] })
})
test('in the order of time, whatever the order of the list', () => {
  const [early, late]: readonly [Life, Life] = [[16, 0, 2], [32, 3, 4]] // prettier-ignore
  expect(laidOut(early, late)).toEqual({ size: 32, offsets: [0, 0] })
  expect(laidOut(late, early)).toEqual({ size: 32, offsets: [0, 0] })
})
test('a place is free from the step after its last one on', () => {
  expect(laidOut([16, 0, 1], [16, 1, 2]).offsets).toEqual([0, 16])
  expect(laidOut([16, 0, 1], [16, 2, 3]).offsets).toEqual([0, 0])
})
test('the end grows by what is lacking', () => {
  expect(laidOut([32, 0, 9], [16, 0, 1], [64, 2, 3])).toEqual({ size: 96, offsets: [0, 32, 32] })
})
test('the smallest gap that is large enough is taken, of equal ones the older', () => {
  const apart = (at: number): Life => [16, at, 9]
  // Gaps of 48 and 32 bytes, with something between them and behind.
  const gaps: readonly Life[] = [[48, 0, 4], apart(1), [32, 2, 4], apart(3)] // prettier-ignore
  expect(laidOut(...gaps, [32, 5, 9]).offsets[4]).toBe(64)
  expect(laidOut(...gaps, [16, 5, 9]).offsets[4]).toBe(64)
  expect(laidOut(...gaps, [48, 5, 9]).offsets[4]).toBe(0)
  expect(laidOut(...gaps, [64, 5, 9]).offsets[4]).toBe(112)
  expect(laidOut([16, 0, 4], apart(1), [16, 2, 3], apart(3), [16, 5, 9]).offsets[4]).toBe(32)
})
test('neighbours that are free are one gap, whichever of them went first', () => {
  for (const ends of [
    [4, 5, 6],
    [6, 5, 4],
    [4, 6, 5],
    [5, 4, 6],
  ]) {
    const parts = ends.map((end, i): Life => [16, i, end])
    expect(laidOut(...parts, [16, 3, 9], [48, 7, 9])).toEqual({ size: 64, offsets: [0, 16, 32, 48, 0] })
  }
})
