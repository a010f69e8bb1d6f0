/** Writes REFERENCE.md anew. */
import { writeFileSync } from 'node:fs'
import { reference, referenceFile } from '../test/laws/harness/reference.js'

writeFileSync(referenceFile, reference())
