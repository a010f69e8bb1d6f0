/** The page of sentences is what the compilers print, and has every message of `src`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './harness/compile.js'
import { allSaid, messages, page, wrongMarks } from './harness/sentences.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'

test(
  'SENTENCES.md has every message, as the compiler prints it, and marks tell what is said',
  { timeout: 300_000 },
  async () => {
    const said = await allSaid('7')
    const silent = messages().filter(({ pattern }) => !said.some(({ sentence }) => pattern.test(sentence)))
    expect(silent.map(({ name, path }) => `${path}: ${name}`)).toEqual([])
    expect(readFileSync(join(root, 'SENTENCES.md'), 'utf8'), 'npm run sentences writes it').toBe(page(said))
    expect(wrongMarks(said)).toEqual([])
    // The longest that a compiler does not cut.
    expect(said.filter(({ sentence }) => sentence.length > 280)).toEqual([])
    if (full) expect(await allSaid('5.9')).toEqual(said)
  },
)
