/**
 * Prints what the types cost: instantiations and milliseconds, for both compilers. `--update` pins the counts in
 * `type-tests/budgets.json`. Arguments are names of cases.
 */
import { writeFileSync } from 'node:fs'
import { budgetFile, emitDeclarations, measure, readBudgets, readCases } from '../test/laws/harness/budgets.js'
import { compilers, type Compiler } from '../test/laws/harness/compile.js'
import { table } from '../test/laws/harness/table.js'

const names = process.argv.slice(2).filter((argument) => argument !== '--update')
const pinned = readBudgets()
const measured: Record<string, Record<Compiler, { first: number; later?: number }>> = {}
const rows: (string | number)[][] = [['case', 'TypeScript', 'first', 'each later', 'pinned', 'ms']]

await emitDeclarations()
for (const each of readCases().filter(({ name }) => names.length === 0 || names.includes(name))) {
  for (const compiler of Object.keys(compilers) as Compiler[]) {
    try {
      const { milliseconds, ...cost } = await measure(each, compiler)
      measured[each.name] = { ...measured[each.name]!, [compiler]: cost }
      const before = pinned[each.name]?.[compiler]
      rows.push([
        each.name,
        compiler,
        cost.first,
        cost.later ?? '',
        before ? [before.first, before.later].join(' ') : '–',
        milliseconds,
      ])
    } catch (error) {
      console.log(String(error))
    }
  }
}
console.log(table(rows))
if (process.argv.includes('--update')) {
  const all = Object.entries({ ...pinned, ...measured }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(budgetFile, JSON.stringify(Object.fromEntries(all), null, 2) + '\n')
}
