/**
 * Runs a law on its own: `tsx test/laws/run.ts twins add mul`. Exits with 1 when the law does not hold.
 */
import * as core from '@tensorflow/tfjs-core'
import { setBackend } from '../../src/backend.js'
import { checkKernelDTypes } from '../../src/kernelDTypes.js'
import { allSamples, collect, coverageOf, gaps } from './harness/samples.js'
import type { Compiler } from './harness/compile.js'
import { Draw } from './harness/draw.js'
import { casesOf, checkGradients } from './harness/gradients.js'
import { disagreements } from './harness/twins.js'

const [law, ...ops] = process.argv.slice(2)
const count = Number(process.env['SAMPLES'] ?? 60)
const seed = 1
await setBackend('cpu')
checkKernelDTypes()
const all = await allSamples(ops)
if (law === 'coverage') {
  for (const op of all) {
    try {
      const samples = collect(op, count, seed, 10)
      const lacking = gaps(op, coverageOf(op, samples), 10, true)
      if (lacking.length > 0) console.log(`${op.op}: ${lacking.join('; ')}`)
    } catch (error) {
      console.log(`${op.op}: ${String(error)}`)
    }
  }
}
if (law === 'twins') {
  const which = (process.env['COMPILERS']?.split(',') ?? ['5.9', '7']) as Compiler[]
  const wrong = await disagreements(
    all.flatMap((op) => collect(op, count, seed, 10)),
    which,
  )
  for (const { text } of wrong) console.log(text)
  console.log(`${wrong.length} disagreements`)
  process.exitCode = wrong.length > 0 ? 1 : 0
}
if (law === 'gradients') {
  let wrong = 0
  for (const op of all.filter(({ differentiable }) => differentiable !== false)) {
    core.tidy(() => {
      const draw = new Draw(seed)
      for (const text of checkGradients(casesOf(op, 20, seed, draw), draw, { tfjs: false }).wrong) {
        wrong++
        console.log(text)
      }
    })
  }
  process.exitCode = wrong > 0 ? 1 : 0
}
