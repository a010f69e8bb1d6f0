/** Which tests run which units of code: every unit of a copy of the sources reports that it was called. */
import ts from 'typescript'
import { unitName, unitsOf } from './mutants.js'
import type { Source } from './sources.js'

/** What a report calls a unit. */
export const unitKey = (path: string, name: string): string => `${path} ${name}`

/** The file, with a report at the start of each unit. */
export function reporting(source: Source): string {
  const edits = unitsOf(source).flatMap(({ name, nodes }) =>
    nodes.flatMap((node) => (unitName(node) === undefined ? [] : reportIn(node, unitKey(source.path, name)))),
  )
  return edits
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, insert }) => text.slice(0, at) + insert + text.slice(at), source.text)
}
interface Edit {
  readonly at: number
  readonly insert: string
}
function reportIn(unit: ts.Node, key: string): Edit[] {
  const { body } = unit as ts.FunctionLikeDeclaration
  const report = `globalThis.tupleflowHit?.(${JSON.stringify(key)})`
  if (body === undefined) return []
  if (!ts.isBlock(body)) {
    return [
      { at: body.getStart(), insert: `(${report}, ` },
      { at: body.end, insert: ')' },
    ]
  }
  // In a class that extends another nothing may come before `super(…)`.
  const first = body.statements.find((statement) => /^super\b/.test(statement.getText()))
  return [{ at: first?.end ?? body.getStart() + 1, insert: `;${report};` }]
}

/** A setup module for tests: writes what was called into a folder, a file for each test file. */
export const setupText = (folder: string): string => `
import { writeFileSync } from 'node:fs'
import { afterAll, expect } from 'vitest'
const hits = new Set()
globalThis.tupleflowHit = (key) => hits.add(key)
const start = performance.now()
afterAll(() => {
  const { testPath } = expect.getState()
  const text = JSON.stringify({ testPath, milliseconds: performance.now() - start, hits: [...hits] })
  writeFileSync(${JSON.stringify(folder)} + '/' + testPath.replaceAll('/', '_') + '.json', text)
})
`
export interface Hits {
  readonly testPath: string
  readonly milliseconds: number
  readonly hits: readonly string[]
}

export interface Timed {
  readonly test: string
  readonly milliseconds: number
}
/** The tests that run a unit, the quick ones first: those of its file or its folder, and all others. */
export class Survey {
  private readonly found: readonly Hits[]
  /** @param found Of tests by their paths in the project. */
  constructor(found: readonly Hits[]) {
    this.found = found
  }
  testsOf(path: string, name: string): { readonly near: readonly Timed[]; readonly far: readonly Timed[] } {
    const key = unitKey(path, name)
    const tests = this.found
      // What is no function runs when it is loaded: by every test.
      .filter(({ hits }) => name === 'constants' || hits.includes(key))
      .filter(({ testPath }) => laws[testPath]?.test(path) ?? true)
      .map(({ testPath, milliseconds }) => ({ test: testPath, milliseconds, steps: stepsTo(testPath, path) }))
      .sort((a, b) => a.steps - b.steps || a.milliseconds - b.milliseconds)
    const near = tests.filter(({ steps }, i) => steps < 2 || (steps === 2 && i < 3))
    return { near, far: tests.slice(near.length) }
  }
}
/** What the laws among the tests are about: others find the same elsewhere, and sooner. */
const laws: { readonly [test: string]: RegExp } = {
  'test/laws/plans.test.ts': /^(plan|graph)\//,
  'test/laws/training.test.ts':
    /^(callbacks|constraints|initializers|losses|metrics|optimizers|options|regularizers|schedules|train)\//,
}

/** Folders whose code is tested in another one's tests. */
const homes: { readonly [folder: string]: string } = {
  callbacks: 'train',
  losses: 'train',
  metrics: 'train',
  optimizers: 'train',
  schedules: 'train',
  constraints: 'layers',
  initializers: 'layers',
  regularizers: 'layers',
}
function stepsTo(test: string, path: string): number {
  const [a, b] = [test.replace(/^test\/|\.test\.ts$/g, ''), path.replace(/\.ts$/, '')]
  if (a.startsWith('laws/')) return 3
  if (a === b) return 0
  const [home, folder] = [a.split('/')[0], b.split('/')[0]!]
  return home === (homes[folder] ?? folder) ? 1 : 2
}
