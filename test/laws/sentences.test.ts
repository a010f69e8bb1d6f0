/** The page of sentences is what the compiler prints, and has every message of `src`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './harness/compile.js'
import { allSaid, messages, page } from './harness/sentences.js'

test('SENTENCES.md has every message, as the compiler prints it', { timeout: 300_000 }, async () => {
  const said = await allSaid('7')
  const silent = messages().filter(({ pattern }) => !said.some(({ sentence }) => pattern.test(sentence)))
  expect(silent.map(({ name, path }) => `${path}: ${name}`)).toEqual([])
  expect(readFileSync(join(root, 'SENTENCES.md'), 'utf8')).toBe(page(said))
  // The longest that a compiler does not cut.
  expect(said.filter(({ sentence }) => sentence.length > 280)).toEqual([])
})
