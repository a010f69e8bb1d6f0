/** Shape bugs that real people hit: the type tests in `type-tests/shape-bugs`, held to run time and to each other. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from '../src/index.js'
import { cache, compile, root, type Compiler } from './laws/harness/compile.js'
import { run } from './shape-bugs/language.js'
import records from './shape-bugs/records.json' with { type: 'json' }

const folder = join(root, 'type-tests/shape-bugs')
const file = (id: string) => join(folder, `${id}.test-d.ts`)
const rows = [...readFileSync(join(folder, 'STATUS.md'), 'utf8').matchAll(/^\| (\S+) +\| (\w+) +\|(.*)\|$/gm)]
  .map(([, id, status, note]) => ({ id: id!, status: status!, note: note!.trim() }))
  .filter(({ id }) => id !== 'id')
const having = (wanted: string) => records.filter(({ id }) => rows.find((row) => row.id === id)?.status === wanted)

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('STATUS.md', () => {
  test('names every record exactly once', () => {
    expect(rows.map(({ id }) => id).sort()).toEqual(records.map(({ id }) => id).sort())
    expect(new Set(rows.map(({ id }) => id)).size).toBe(39)
  })
  test('knows three answers, and gives the reason where it is not yes', () => {
    expect(rows.filter(({ status }) => !['pass', 'missing', 'policy'].includes(status))).toEqual([])
    expect(rows.filter(({ status, note }) => status !== 'pass' && note === '')).toEqual([])
  })
  test('has a type test for all that do not miss something', () => {
    const ids = rows.filter(({ status }) => status !== 'missing').map(({ id }) => `${id}.test-d.ts`)
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .sort(),
    ).toEqual(ids.sort())
  })
})

/** The sentence at the step that the type test says is wrong. */
function sentenceOf(id: string): string | undefined {
  const [, wrong] = /export namespace wrong \{\n([^]*?)\n\}/.exec(readFileSync(file(id), 'utf8')) ?? []
  return /\/\/ @ts-expect-error (.*)/.exec(wrong ?? '')?.[1]
}

describe('at run time', () => {
  test.each(having('pass'))('$id is refused where it is wrong, as in the type', async ({ id, program, bugStep }) => {
    const { shapes, error } = await run(program)
    expect(error).toBeInstanceOf(tf.ShapeError)
    expect((error as Error).message).toBe(sentenceOf(id))
    expect(shapes.length).toBe(bugStep)
  })
  test.each(having('policy'))('$id is legal', async ({ id, program }) => {
    const { shapes, error } = await run(program)
    expect(error).toBeUndefined()
    expect(shapes.length).toBe(program.length)
    expect(sentenceOf(id)).toBeUndefined()
  })
  test.each([...having('pass'), ...having('policy')])('$id is accepted when fixed', async ({ fixed, shapes }) => {
    const { shapes: got, error } = await run(fixed)
    expect(error).toBeUndefined()
    expect(got).toEqual(shapes)
  })
  test.each(having('missing'))('$id does not pass yet', async ({ id, program, fixed }) => {
    const { error } = await run(program)
    expect(error instanceof tf.ShapeError && (await run(fixed)).error === undefined).toBe(false)
    expect(existsSync(file(id))).toBe(false)
  })
})

describe('sizes that come from data', () => {
  /** Takes what a file or a form gave: of unknown sizes. */
  const fromData = (...shape: number[]) => tf.zeros(shape)

  test('issta-gh-ut6: the channels', () => {
    const x = tf.input({ shape: [64, 64, 1] })
    const c = tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)
    const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(tf.layers.flatten()(c)) })
    const sentence = 'model: x is [2, 64, 64, 64], the model expects [batch, 64, 64, 1]: axis 3 is 64 vs 1'
    expect(() => m(fromData(2, 64, 64, 64))).toThrow(sentence)
    expect(m(fromData(2, 64, 64, 1)).shape).toEqual([2, 1])
  })
  test('tf-2048: the length', () => {
    const sentence = 'reshape: cannot reshape [4889] to [3, 40, 40]: 4889 vs 4800 elements'
    expect(() => tf.reshape(fromData(4889), [3, 40, 40])).toThrow(sentence)
    expect(tf.reshape(fromData(4800), [3, 40, 40]).shape).toEqual([3, 40, 40])

    const bytes = tf.input({ batchShape: [null] })
    const m = tf.model({ inputs: bytes, outputs: tf.reshape(bytes, [3, 40, 40]) })
    expect(() => m.predict(fromData(4889))).toThrow(sentence)
    expect(m.predict(fromData(4800)).shape).toEqual([3, 40, 40])
  })
  test('tfjs-2684: the rows', () => {
    const sentence = 'slice: axis 0 of [10, 5, 12] ends at 10, but begin + size is 20'
    expect(() => tf.slice(fromData(10, 5, 12), [0, 0, 0], [20, 5, 12])).toThrow(sentence)
    expect(tf.slice(fromData(30, 5, 12), [0, 0, 0], [20, 5, 12]).shape).toEqual([20, 5, 12])

    const rows = tf.input({ batchShape: [null, 5, 12] })
    const m = tf.model({ inputs: rows, outputs: tf.slice(rows, [0, 0, 0], [20, 5, 12]) })
    expect(() => m.predict(fromData(10, 5, 12))).toThrow(sentence)
    expect(m.predict(fromData(30, 5, 12)).shape).toEqual([20, 5, 12])
  })
})

describe('strict-loss', () => {
  test('labels do not broadcast', async () => {
    const x = tf.input({ shape: [4] })
    const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 4 })(x) })
    const trained = m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const labels: tf.Tensor<[5, 1]> = tf.zeros([5, 1])
    // @ts-expect-error fit: y is [5, 1], the loss expects [batch, 4]: axis 1 is 1 vs 4
    const fit = trained.fit(tf.zeros([5, 4]), labels)
    await expect(fit).rejects.toThrow('fit: y is [5, 1], the loss expects [batch, 4]: axis 1 is 1 vs 4')
  })
})

/** `@ts-expect-error` takes any error, and `expectType` a narrower type: here the sentences and the types are exact. */
test.each<Compiler>(['5.9', '7'])(
  'TypeScript %s says exactly these sentences',
  { timeout: 120_000 },
  async (compiler) => {
    const place = join(cache, `shape-bugs-${compiler}`)
    mkdirSync(place, { recursive: true })
    const up = relative(place, root)
    const lines = [
      "import * as tf from 'tupleflow'",
      `import type { Eq } from '${up}/src/shape/identity.js'`,
      'declare function exactly<T>(): <U>(value: U, ...other: Eq<T, U> extends true ? [] : ["another type"]) => void',
    ]
    const expected = new Map<number, string>()
    for (const name of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
      lines.push(`export namespace file${lines.length} {`)
      for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
        const sentence = /\/\/ @ts-expect-error (.*)/.exec(line)?.[1]
        if (sentence !== undefined) expected.set(lines.length + 2, sentence)
        const type = line.replace(/expectType(<.*>)\(/, 'exactly$1()(')
        lines.push(
          sentence !== undefined ? '//'
          : line.startsWith('import ') ? ''
          : type,
        )
      }
      lines.push('}')
    }
    const path = join(place, 'programs.ts')
    writeFileSync(path, lines.join('\n') + '\n')
    const found = await compile(compiler, path)
    const all = [...found].map(([line, diagnostics]) => [
      line,
      diagnostics
        .map(
          ({ message }) => /type '"(.*)"'\.$/.exec(message)?.[1] ?? message.replace(/\.$| with 'exactOptional.*/, ''),
        )
        .join('; '),
    ])
    expect(Object.fromEntries(all)).toEqual(Object.fromEntries(expected))
    expect(expected.size).toBeGreaterThan(having('pass').length)
  },
)
