/**
 * Law 5: types stay cheap. Instantiation counts are deterministic: no case may cost more than is pinned in
 * `type-tests/budgets.json`. `npm run budgets` prints the table, with milliseconds; `-- --update` pins what it finds.
 */
import { expect, test } from 'vitest'
import { emitDeclarations, measure, readBudgets, readCases } from './harness/budgets.js'
import type { Compiler } from './harness/compile.js'

const budgets = readBudgets()
const cases = readCases()

test('every case has a budget, and the compilers agree within 15 %', () => {
  expect(Object.keys(budgets).sort()).toEqual(cases.map(({ name }) => name).sort())
  for (const [name, { '5.9': old, '7': now }] of Object.entries(budgets)) {
    expect(Math.abs(old.first - now.first), name).toBeLessThanOrEqual(Math.max(0.15 * now.first, 5))
  }
})
test.each<Compiler>(['5.9', '7'])(
  'no case costs more than is pinned, TypeScript %s',
  { timeout: 300_000 },
  async (compiler) => {
    await emitDeclarations()
    const over: string[] = []
    const under: string[] = []
    for (const each of cases) {
      const pinned = budgets[each.name]?.[compiler]
      if (pinned === undefined) continue
      const { first, later = 0 } = await measure(each, compiler)
      const text = `${each.name}: ${first} (pinned ${pinned.first}), each later ${later} (${pinned.later ?? 0})`
      if (first > pinned.first || later > (pinned.later ?? 0)) over.push(text)
      else if (first < 0.8 * pinned.first || later < 0.8 * (pinned.later ?? 0)) under.push(text)
    }
    if (under.length > 0) console.log(`far below their budgets, pin them again:\n${under.join('\n')}`)
    expect(over).toEqual([])
  },
)
