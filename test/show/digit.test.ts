import { expect, test } from 'vitest'
import { drawImage } from '../../src/show/digit.js'

test('two rows of pixels are a line, darker the fuller both are', () => {
  const rows = [
    [0, 0.5, 1, 1, 0.25],
    [0, 0, 0, 1, 0.25],
    [1, 0, 0, 0, 0],
    [1, 0, 0, 0, 1],
  ]
  expect(drawImage(rows.flat(), 5)).toEqual([' ░▒█░', '█   ▒'])
})
test('a last row alone is half of a line', () => {
  expect(drawImage([1, 1, 0, 0, 1, 0], 2)).toEqual(['▒▒', '▒ '])
})
test('what is below 0 or above 1 is empty or full', () => {
  expect(drawImage([-9, 9, 0, 9], 2)).toEqual([' █'])
})
