/** `run.ts` refuses what it does not know, and fails when a law does not hold. */
import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from './harness/compile.js'

interface Ended {
  readonly code: number
  readonly printed: string
}
const run = (...args: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    const command = ['--import', 'tsx', 'test/laws/run.ts', ...args]
    execFile(process.execPath, command, { cwd: root }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), printed: out + err }),
    )
  })

test.each([
  [['kernel', 'add'], /no law 'kernel'\? One of\n.* 1 twins: .*\n(.*\n)* +2 kernels: /],
  [[], /which law\? One of\n/],
  [['twins', 'add', 'plus'], /twins knows no 'plus': one of abs, acos, acosh, add, /],
  [['3', 'equal'], /3 knows no 'equal': one of abs, acos, acosh, add, /],
  [['2', 'add', '--backend', 'gpu'], /no backend 'gpu': one of cpu, wasm/],
  [['2', 'add', '--backends', 'cpu'], /Unknown option '--backends'/],
  [['2', 'add', '--samples', 'many'], /--samples is an integer, got 'many'/],
])('%j is refused, with the choices', async (args, sentence) => {
  expect(await run(...args)).toEqual({ code: 1, printed: expect.stringMatching(sentence) })
})
test('a law that holds, on each backend', async () => {
  const { code, printed } = await run('2', 'neg', 'logicalNot')
  expect(printed).toMatch(/kernels on cpu: holds\n(.*\n)*kernels on wasm: holds/)
  expect(code).toBe(0)
})
test('a law that does not hold: two samples reach not every rank', async () => {
  const { code, printed } = await run('coverage', 'neg', '--samples', '2')
  expect(printed).toMatch(/neg: .*\n(.*\n)*coverage on cpu: 1 times wrong/)
  expect(code).toBe(1)
})
