/** Writes `REFERENCE.md`: all there is, in a line each. */
import { writeFileSync } from 'node:fs'
import { reference, referenceFile } from '../test/laws/harness/reference.js'

writeFileSync(referenceFile, reference())
