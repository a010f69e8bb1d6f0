import { expect, test } from 'vitest'
import { table } from '../../src/show/table.js'

test('columns are as wide as their widest cell, and nothing stands behind the last', () => {
  expect(
    table([
      ['Layer', 'Output shape', ''],
      ['x', '[batch, 10]', 'a longer one'],
      ['dense_1 (dense)', '[]', ''],
    ]),
  ).toEqual([
    'Layer            Output shape', //
    'x                [batch, 10]   a longer one',
    'dense_1 (dense)  []',
  ])
})
test('an empty column has no width, only its gap', () => {
  expect(table([['a', '', 'b']])).toEqual(['a    b'])
})
test('a row may have cells that the first has not', () => {
  expect(table([['a'], ['bb', 'c']])).toEqual(['a', 'bb  c'])
  expect(table([])).toEqual([])
})
