import { test } from 'vitest'
import { setBackend } from './src/backend.js'
import { randomGraph } from './test/laws/harness/graphs.js'
import { allSamples } from './test/laws/harness/samples.js'
import { checkPlans, PlanReport } from './test/laws/harness/plans.js'
test('x', async () => {
  const ops = await allSamples()
  await setBackend('cpu')
  const g = randomGraph(213132242, ops)
  await setBackend('wasm')
  for (const s of g.smaller()) {
    const r = new PlanReport()
    checkPlans(s, 'wasm', r)
    if (r.wrong.length) { console.log(r.wrong[0]); break }
  }
})
