import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { reference, referenceFile } from './harness/reference.js'

test('REFERENCE.md lists what there is, and what the comments say', () => {
  expect(readFileSync(referenceFile, 'utf8'), 'npm run reference writes it').toBe(reference())
})
test('every entry is said something of', () => {
  expect(
    reference()
      .split('\n')
      .filter((line) => line.endsWith('undefined')),
  ).toEqual([])
})
