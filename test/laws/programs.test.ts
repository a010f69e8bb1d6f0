/**
 * Law 9: what a type knows is true. Random programs (blocks generic in sizes, counts and whole shapes, lists, conditions,
 * loops, reassignments, classes, calculated sizes, on eager and symbolic tensors) are run, and compiled with TypeScript 5.9
 * and 7: each size, rank, dtype and kind that the type of a name knows is the one that the run has shown, and what the
 * compiler refuses fails when it runs. In half of the programs one call is spoilt. `TUPLEFLOW_FULL=1` takes 3,000 programs.
 */
import { expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { checkPrograms, type Report } from './harness/programs/check.js'
import { checkDrawn } from './harness/programs/drawn.js'
import { prelude, type Line, type Program } from './harness/programs/program.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 1)
const total = full ? 3000 : 150

test('types know nothing that the run contradicts', { timeout: 1_800_000 }, async () => {
  await setBackend('cpu')
  const reports: Report[] = []
  for await (const report of checkDrawn(total, seed)) reports.push(report)
  const sum = (of: (report: Report) => number) => reports.reduce((all, report) => all + of(report), 0)
  const [compared, failed] = [sum((report) => report.compared), sum(({ refused }) => refused.run)]
  const walls = reports.flatMap((report) => report.walls)
  console.log(
    `seed ${seed}: ${total} programs, ${compared} values; the compiler refuses ` +
      `${sum(({ refused }) => refused.compiler)} programs, the run ${failed}; ` +
      `${walls.length} walls in generic blocks, on two compilers`,
  )
  expect(reports.flatMap(({ wrong }) => wrong).join('\n\n')).toBe('')
  expect(compared, 'values').toBeGreaterThan(10 * total)
  expect(failed, 'programs that fail').toBeGreaterThan(total / 4)
  expect(failed, 'programs that fail').toBeLessThan((3 * total) / 4)
  // In generic blocks some ops do not see what comes from others: STATUS.md says which.
  expect(walls.length, walls.slice(0, 3).join('\n')).toBeLessThan(0.15 * total)
})

const line = (text: string, kind: Line['kind'], ...sees: string[]): Line => ({ text, kind, sees })
const program = (...lines: Line[]): Program => ({
  lines: [line('const x1 = tf.zeros([2, 3])', 'call', 'x1'), ...lines],
})
/** Ops and layers whose types lie. */
const liars = [
  'const turned = <S extends number[]>(x: tf.Tensor<S>): tf.Tensor<S> => tf.transpose(x) as never',
  "const counted = <S extends number[]>(x: tf.Tensor<S>): tf.Tensor<S, 'int32'> => tf.abs(x) as never",
  'const strict = <S extends number[]>(x: tf.Tensor<S>, n: S[0] extends 2 ? "strict: not 2" : number) => x',
  'type OneOf = { <S extends number[]>(x: tf.Tensor<S>): tf.Tensor<S>; readonly units: unknown }',
  'const wide = (units: number) => ((x: tf.Tensor<[2, 3]>) => tf.layers.dense({ units })(x)) as unknown as OneOf',
  'const firstOf = <A>(x: A, y: unknown): A => y as A',
  'const kept = <B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[F, B]> => x as never',
]

const lies: readonly (readonly [string, readonly Line[]])[] = [
  ['a rule that keeps sizes that change', [line('const h2 = turned(x1)', 'call', 'h2')]],
  ['a wrong dtype', [line('const h2 = counted(x1)', 'call', 'h2')]],
  ['a refusal of what runs', [line('const h2 = strict(x1, 3 as never as number)', 'call', 'h2')]],
  [
    'layers of other options that are taken for each other',
    [line('let l2 = wide(3)', 'frame'), line('l2 = wide(8)', 'free'), line('const h3 = l2(x1)', 'free', 'h3')],
  ],
  [
    'a union that answers as its first member',
    [line('const x2 = tf.zeros([4])', 'call'), line('const h3 = firstOf(x1, no ? x1 : x2)', 'call', 'h3')],
  ],
  [
    'a generic block that is right for one call alone',
    [
      line('function block2<T3 extends number>(x4: tf.Tensor<[T3, T3]>) {', 'frame'),
      line('const h5 = kept(tf.concat([x4, x4], 1))', 'call'),
      line('return { h5 }', 'free'),
      line('}', 'frame'),
      line('const r6 = block2(tf.zeros([2, 2]))', 'call', 'r6'),
    ],
  ],
]
test('what lies is found, and what TypeScript may refuse on its own is not', { timeout: 120_000 }, async () => {
  const right = program(
    line('let v2 = x1', 'free', 'v2'),
    line('v2 = tf.zeros([4])', 'free', 'v2'),
    line('const h3 = tf.neg(v2)', 'call', 'h3'),
  )
  const programs = [...lies.map(([, lines]) => program(...lines)), right]
  const { wrong } = await checkPrograms(programs, ['7'], [...prelude, ...liars])
  const found = wrong.map((text) => Number(/, p(\d+) of /.exec(text)![1]))
  expect(lies.filter((_, i) => !found.includes(i)).map(([what]) => what)).toEqual([])
  expect(found).toHaveLength(lies.length)
})
test('an excuse is still needed', { timeout: 120_000 }, async () => {
  const union = program(
    line('const c2 = no ? tf.zeros([5]) : x1', 'frame'),
    line('const h3 = tf.batchNorm(x1, x1, x1, c2)', 'call', 'h3'),
  )
  const { wrong, excused } = await checkPrograms([union], ['7'])
  expect(wrong).toEqual([])
  expect(excused).toHaveLength(1)
})
