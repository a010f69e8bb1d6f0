/** Draws programs of all that has samples, and checks them. */
import type { Compiler } from '../compile.js'
import { layerSamples } from '../layers/samples.js'
import { allSamples } from '../samples.js'
import { checkPrograms, type Report } from './check.js'
import { drawProgram } from './generate.js'

/** More of them in one file would be too much for TypeScript 5.9. */
const atOnce = 150

export async function* checkDrawn(total: number, seed: number, which?: readonly Compiler[]): AsyncGenerator<Report> {
  const vocabulary = { ops: await allSamples(), layers: await layerSamples() }
  for (let first = 0; first < total; first += atOnce) {
    const length = Math.min(atOnce, total - first)
    yield await checkPrograms(
      Array.from({ length }, (_, i) => drawProgram(first + i, seed, vocabulary)),
      which,
    )
  }
}
