/** Examples in doc comments and on pages compile and run, and are what they say; `harness/examples.ts` says how it is said. */
import * as core from '@tensorflow/tfjs-core'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as tf from '../../src/index.js'
import { cache, compile, type Compiler } from './harness/compile.js'
import { claimOf, claimsIn, documentsOf, isWritten, runnable, typedLines, type Witness } from './harness/examples.js'
import { readSources, src } from './harness/sources.js'

const documents = documentsOf(readSources())

describe('examples', () => {
  test.each<Compiler>(['5.9', '7'])(
    'compile with TypeScript %s, have the types and get the sentences that they say',
    { timeout: 120_000 },
    async (compiler) => {
      const folder = join(cache, `examples-${compiler}`)
      mkdirSync(folder, { recursive: true })
      const file = join(folder, 'examples.ts')
      const header = [
        "import * as tf from 'tupleflow'",
        `import type { Eq } from '${relative(folder, src)}/shape/identity.js'`,
        'declare function is<T extends true>(): void',
      ]
      const lines = typedLines(documents)
      writeFileSync(file, [...header, ...lines.map(({ text }) => text), ''].join('\n'))
      const found = await compile(compiler, file)
      const wrong = lines.flatMap(({ origin, refusal }, i) => {
        const here = found.get(header.length + i + 1) ?? []
        if (refusal === undefined) return here.map(({ message }) => `${origin}: ${message}`)
        const [only] = here
        const isSaid = here.length === 1 && only!.message.includes(`'${JSON.stringify(refusal.sentence)}'`)
        if (isSaid && only!.column === refusal.column) return []
        const said = here.map(({ column, message }) => `column ${column}: ${message}`).join('; ')
        return [`${origin}, column ${refusal.column}: '${refusal.sentence}' is not what is said: ${said || 'nothing'}`]
      })
      expect(wrong).toEqual([])
    },
  )

  test.each(['wasm', 'cpu'])('run on %s, and give the numbers and sentences that they say', async (backend) => {
    await tf.setBackend(backend)
    const wrong: string[] = []
    const witness: Witness = {
      numbers(origin, values, claimed) {
        for (const [i, expected] of claimed.entries()) {
          const value = values[i]
          const actual = value instanceof core.Tensor ? [...(value.dataSync() as Iterable<number>)] : [Number(value)]
          const same = actual.length === expected.length && actual.every((x, j) => isWritten(x, expected[j]!))
          if (!same) wrong.push(`${origin}: ${expected.join(', ')} is ${actual.join(', ')}`)
        }
      },
      async refused(origin, sentence, run) {
        const said = await run().then(
          () => 'nothing',
          (error: Error) => error.message,
        )
        if (said !== sentence) wrong.push(`${origin}: '${sentence}' is not what the run says: ${said}`)
      },
    }
    for (const document of documents) {
      const { path, line } = document.blocks[0]!
      const run = await runnable(document)
      await run(tf, witness).catch((error: Error) => wrong.push(`${path}:${line} fails: ${error.message}`))
    }
    expect(wrong).toEqual([])
  })

  test('of ops and layers claim something', () => {
    const silent = documents
      .flatMap(({ blocks }) => blocks)
      .filter((block) => /^src\/(ops|layers)\//.test(block.path) && claimsIn(block) === 0)
    expect(silent.map(({ path, line }) => `${path}:${line}`)).toEqual([])
  })
})

describe('claims', () => {
  test('are read from comments', () => {
    expect(claimOf(' Tensor<[2]>: 0.5, -1')).toEqual({
      types: [{ of: 0, check: 'Eq<typeof _, tf.Tensor<[2]>>' }],
      numbers: [['0.5', '-1']],
    })
    expect(claimOf(" a: Tensor<[2], 'bool'>, b: SymbolicTensor<['n']>")).toEqual({
      types: [
        { of: 'a', check: "Eq<typeof _, tf.Tensor<[2], 'bool'>>" },
        { of: 'b', check: "Eq<typeof _, tf.SymbolicTensor<['n']>>" },
      ],
      numbers: [],
    })
    expect(claimOf(" ['batch', 8]")?.types).toEqual([{ of: 0, check: "Eq<(typeof _)['shape'], ['batch', 8]>" }])
    expect(claimOf(' (x, y) => Tensor<[2]>')?.types).toEqual([
      { of: 0, check: 'Eq<ReturnType<typeof _>, tf.Tensor<[2]>>' },
    ])
    expect(claimOf(' 1, 2 and true, false')?.numbers).toEqual([
      ['1', '2'],
      ['true', 'false'],
    ])
    expect(claimOf(' Tensor<[4]>: whole rows are dropped')?.numbers).toEqual([])
    expect(claimOf(' the same in every run')).toBe(undefined)
  })
  test('that cannot be read are refused', () => {
    expect(() => claimOf(' 1, 2, ...')).toThrow("'1, 2, ...' is no list of numbers")
    expect(() => claimOf(' Tensor<[2]')).toThrow("'Tensor<[2]' is not closed")
    expect(() => claimOf(' Tensor<[2]>: 1 2')).toThrow("'1 2' is no list of numbers")
  })
  test('about numbers are as exact as they are written', () => {
    expect(isWritten(2.7182817, '2.718')).toBe(true)
    expect(isWritten(2.7191, '2.718')).toBe(false)
    expect(isWritten(12, '12')).toBe(true)
    expect(isWritten(12.01, '12')).toBe(false)
    expect(isWritten(1, 'true')).toBe(true)
    expect(isWritten(0, 'true')).toBe(false)
  })
})
