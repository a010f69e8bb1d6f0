/** Writes `SENTENCES.md`: every sentence as the compiler prints it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../test/laws/harness/compile.js'
import { allSaid, page } from '../test/laws/harness/sentences.js'

writeFileSync(join(root, 'SENTENCES.md'), page(await allSaid('7')))
