import { expect, test } from 'vitest'
import { countRule, isBadCount } from '../../src/shape/count.js'

// The same cases as in type-tests/shape/count.test-d.ts, asked of the function.

test('counts are exact integers of at least some number', () => {
  const least = (n: 0 | 1 | 2) => (value: unknown) => isBadCount(value, n)
  expect([0, -0, 1, 10, 1e3, 1000000000000000, 9007199254740991].filter(least(0))).toEqual([])
  expect([[1, 10].filter(least(1)), [2, 4096].filter(least(2))]).toEqual([[], []])
  const bad = [-1, 1.5, 1e-7, -1e-7, 1e21, NaN, Infinity, -Infinity, 9007199254740992, -9007199254740991]
  for (const value of [...bad, '10', '', null, undefined, true, [1], {}]) expect(isBadCount(value)).toBe(true)
  expect([isBadCount(0, 1), isBadCount(0, 2), isBadCount(1, 2)]).toEqual([true, true, true])
})

test('the sentence shows a text as text', () => {
  const sentence = (value: unknown, least: 0 | 1 | 2 = 1) =>
    (countRule('units', value, least) as { message?: string }).message
  expect(sentence(0)).toBe('units is an integer of at least 1, got 0')
  expect(sentence(1, 2)).toBe('units is an integer of at least 2, got 1')
  expect(sentence('10')).toBe("units is an integer of at least 1, got '10'")
  expect(sentence(1e-7)).toBe('units is an integer of at least 1, got 1e-7')
  expect(sentence(1e21)).toBe('units is an integer of at least 1, got 1e+21')
  expect(sentence(null)).toBe('units is an integer of at least 1, got null')
  expect(sentence(true)).toBe('units is an integer of at least 1, got true')
  expect(sentence([2, [3]])).toBe('units is an integer of at least 1, got [2, [3]]')
  expect(sentence({})).toBe('units is an integer of at least 1, got an object')
  expect(countRule('units', 10, 1)).toEqual({ shape: [10] })
})
