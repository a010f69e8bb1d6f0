/**
 * The laws can fail: a few planted errors, one of each kind, are found. `npm run mutate` plants one in every rule,
 * message and gradient.
 */
import ts from 'typescript'
import { afterAll, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { describeMutant, mutantsOf, type Half } from './harness/mutants.js'
import { readSources } from './harness/sources.js'
import { reporting, Survey, unitKey } from './harness/survey.js'
import { Workshop } from './harness/workshop.js'

const planted: readonly (readonly [path: string, name: string, half: Half, op: string])[] = [
  ['ops/reshape.ts', 'ReshapeKnown', 'type', 'reshape'],
  ['ops/matMul.ts', 'matMulRule', 'function', 'matMul'],
  ['ops/transpose.ts', 'notAPermutation', 'message type', 'transpose'],
  ['shape/broadcast.ts', 'cannotBroadcast', 'message function', 'add'],
  ['ops/mul.ts', 'gradient', 'gradient', 'mul'],
  ['ops/sum.ts', 'gradient', 'gradient', 'sum'],
  ['shape/dimension.ts', 'addDims', 'type', 'add'],
  ['shape/binding.ts', 'clash', 'message function', 'add'],
]
await setBackend('cpu')
const mutants = mutantsOf(readSources())
const workshop = new Workshop()
afterAll(() => workshop.dispose())

test('the laws hold for the sources as they are', async () => {
  const ops = [...new Set(planted.map(([, , , op]) => op))]
  expect(await workshop.lawsHold(ops)).toBe(undefined)
})
test.each(planted)('an error in %s, %s (%s)', async (path, name, half, op) => {
  const mutant = mutants.find((each) => each.path === path && each.name === name && each.half === half)
  if (mutant === undefined) throw new Error(`${path} has no such mutant any more`)
  expect(await workshop.lawsFind(mutant, [op]), describeMutant(mutant)).toBeTypeOf('string')
})

test.each([
  ['show/digit.ts', 'drawImage', 'test/show/digit.test.ts'],
  ['show/progress.ts', 'Progress.finish', 'test/show/progress.test.ts'],
])('an error in %s, %s', async (path, name, testPath) => {
  const survey = new Survey([{ testPath, milliseconds: 1000, hits: [unitKey(path, name)] }])
  const own = mutants.filter((each) => each.path === path && each.name === name)
  expect(own.length).toBeGreaterThan(0)
  for (const mutant of own) {
    expect(await workshop.codeFind(mutant, survey), describeMutant(mutant)).toBeTypeOf('string')
    // What failed before says nothing about the next one.
    const other = new Survey([{ testPath: 'test/show/table.test.ts', milliseconds: 1000, hits: [unitKey(path, name)] }])
    const none = { ...mutant, end: mutant.start, replacement: '' }
    expect(await workshop.codeFind(none, other), 'nothing is changed').toBe(undefined)
  }
})
test('units of code report that they are called', () => {
  const tree = (text: string) => ({
    path: 'a.ts',
    text,
    tree: ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true),
  })
  const report = (name: string) => `globalThis.tupleflowHit?.("a.ts ${name}")`
  expect(reporting(tree('const op = define({ call: (x) => x, list: x.map((y) => y) })'))).toBe(
    `const op = define({ call: (x) => (${report('op.call')}, x), list: x.map((y) => y) })`,
  )
  expect(reporting(tree('class A extends B { constructor() { super(); this.a = 1 } get b() { return 2 } }'))).toBe(
    `class A extends B { constructor() { super();;${report('A.constructor')}; this.a = 1 } get b() {;${report('A.b')}; return 2 } }`,
  )
})
