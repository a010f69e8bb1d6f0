/** Law 6: the package works, packed, installed in an empty project and run under plain Node. */
import { build } from 'esbuild'
import { cpSync, mkdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { install, node, pack, temporaryFolder, tool, write } from '../support/packed.js'

const project = temporaryFolder()
let packed: ReturnType<typeof pack>

beforeAll(() => {
  packed = pack(project)
  write(project, 'package.json', JSON.stringify({ name: 'empty', private: true, type: 'module' }))
  install(project, packed.tarball)
}, 180_000)

describe('the tarball', () => {
  test('holds the compiled library and no sources', () => {
    const others = packed.files.filter((file) => !/^dist\/.*\.(js|d\.ts)$/.test(file))
    const known = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']
    expect(others.filter((file) => !known.includes(file))).toEqual([])
    expect(others).toContain('LICENSE')
  })

  test('publint and attw find nothing', async () => {
    const publint = await node(project, tool('publint', 'src/cli.js'), packed.tarball, '--strict')
    expect(publint.stdout).toContain('All good!')
    const cli = tool('@arethetypeswrong/cli', 'dist/index.js')
    const attw = await node(project, cli, packed.tarball, '--profile', 'esm-only')
    expect([publint.code, attw.code], attw.stdout).toEqual([0, 0])
  })
})

describe('plain Node', () => {
  test('trains a convolution on wasm, and leaks nothing', async () => {
    const file = write(
      project,
      'train.mjs',
      `import * as tf from 'tupleflow'
      tf.setSeed(1)
      const x = tf.input({ shape: [8, 8, 1] })
      const maps = tf.layers.maxPooling2d({ poolSize: 2 })(tf.layers.conv2d({ filters: 4, kernelSize: 3 })(x))
      const y = tf.layers.dense({ units: 1 })(tf.layers.flatten()(maps))
      const m = tf.model({ inputs: x, outputs: y }).compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' })
      await tf.ready()
      const images = tf.randomNormal([64, 8, 8, 1])
      const labels = tf.reshape(tf.mean(images, [1, 2, 3]), [64, 1])
      await m.fit(images, labels, { epochs: 1 })
      const before = tf.memory().numTensors
      const { history } = await m.fit(images, labels, { epochs: 10 })
      const shape = m.predict(images).shape
      console.log(JSON.stringify({
        backend: tf.getBackend(), shape, first: history.loss[0], last: history.loss.at(-1),
        left: tf.memory().numTensors - before,
      }))`,
    )
    const { code, stdout, stderr } = await node(project, file)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const seen = JSON.parse(stdout) as Record<'first' | 'last' | 'left', number> & { backend: string; shape: number[] }
    expect(seen).toMatchObject({ backend: 'wasm', shape: [64, 1], left: 1 })
    expect(seen.last).toBeLessThan(seen.first / 2)
  })

  const call = 'tf.add(tf.zeros([2, 3]), tf.zeros([4]))'
  test.each([
    ['an uncaught error', `await tf.ready()\n${call}`],
    ['a rejection nobody waits for', `await tf.ready()\nvoid (async () => { await null; ${call} })()`],
  ])('%s prints its sentence and a short stack', async (_, body) => {
    const file = write(project, 'fails.mjs', `import * as tf from 'tupleflow'\n${body}\n`)
    const { code, stderr } = await node(project, file)
    expect(code).toBe(1)
    expect(stderr).toContain('ShapeError: add: cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4')
    expect(stderr).toContain('fails.mjs:')
    expect(stderr.split('\n').length).toBeLessThan(40)
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThan(250)
  })

  test('a sync call before ready says what to do, and harms nothing later', async () => {
    const file = write(
      project,
      'early.mjs',
      `import * as tf from 'tupleflow'
      try { tf.zeros([2]) } catch (error) { console.log(error.message) }
      await tf.ready()
      console.log(tf.getBackend(), tf.add(tf.zeros([2]), 1).dataSync().join())`,
    )
    const { stdout, stderr } = await node(project, file)
    expect(stdout + stderr).toBe("zeros: call 'await tf.ready()' first\nwasm 1,1\n")
  })

  test('a second copy of tfjs-core is named', async () => {
    const copy = join(project, 'other', 'node_modules', '@tensorflow', 'tfjs-core')
    mkdirSync(copy, { recursive: true })
    cpSync(join(project, 'node_modules', '@tensorflow', 'tfjs-core'), copy, { recursive: true })
    write(join(project, 'other'), 'index.cjs', "require('@tensorflow/tfjs-core')")
    const file = write(
      project,
      'copies.mjs',
      "import './other/index.cjs'\nimport * as tf from 'tupleflow'\nawait tf.ready().catch(() => tf.setBackend('cpu'))\n",
    )
    const { code, stderr } = await node(project, file)
    expect(code).toBe(1)
    const said = /Error: two copies of @tensorflow\/tfjs-core are loaded: (.*) and (.*);/.exec(stderr)
    const isOther = said?.slice(1, 3).map((path) => path.includes(`${sep}other${sep}`))
    expect(isOther?.sort()).toEqual([false, true])
  })
})

const compilers = { '5.9': 'typescript', '6.0': 'typescript-6', '7.0': 'typescript-7' } as const
const resolutions = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const
const sentence = '"add: cannot broadcast [batch, 32] with [batch, 16]: axis -1 is 32 vs 16"'

describe('types', () => {
  beforeAll(() => {
    write(
      project,
      'good.ts',
      `import * as tf from 'tupleflow'
      import * as core from '@tensorflow/tfjs-core'
      const x = tf.input({ shape: [10] })
      const h = tf.layers.dense({ units: 16 })(x)
      const both: tf.SymbolicTensor<['batch', 32]> = tf.concat([h, h], -1)
      const m = tf.model({ inputs: x, outputs: both })
      const y: tf.Tensor<[4, 32]> = m.predict(tf.zeros([4, 10]))
      const trained = m.compile({ optimizer: tf.train.adam(), loss: 'meanSquaredError' })
      export const history: Promise<tf.History> = trained.fit(tf.zeros([4, 10]), y, { epochs: 1 })
      // An eager tensor is a tfjs tensor, a tfjs tensor comes in, and both can be disposed of.
      export const out: core.Tensor = core.relu(y)
      export const back = tf.add(core.tensor([1, 2]), 1)
      export const disposables: { [Symbol.dispose](): void }[] = [y, core.tensor([1])]
      export const rank: core.Tensor2D = y
      export type { Shape } from 'tupleflow'\n`,
    )
    write(
      project,
      'wrong.ts',
      `import * as tf from 'tupleflow'
      const x = tf.input({ shape: [16] })
      export const y = tf.add(tf.concat([x, x], -1), x)\n`,
    )
  })

  /** One line for each diagnostic, without the lines that explain it. */
  async function check(compiler: keyof typeof compilers, name: string, options: object): Promise<string[]> {
    const config = write(
      project,
      `tsconfig.${name}.json`,
      JSON.stringify({
        compilerOptions: {
          ...{ target: 'es2022', strict: true, noEmit: true, types: [] },
          ...options,
        },
        files: ['good.ts', 'wrong.ts'],
      }),
    )
    const { stdout } = await node(project, tool(compilers[compiler], 'bin/tsc'), '-p', config, '--pretty', 'false')
    return stdout.split('\n').filter((line) => /^\S/.test(line))
  }

  const combinations = (['5.9', '6.0', '7.0'] as const).flatMap((compiler) =>
    (['nodenext', 'bundler'] as const).map((resolution) => ({ compiler, resolution })),
  )
  describe.each(combinations)('tsc $compiler, $resolution', ({ compiler, resolution }) => {
    test.concurrent.each([false, true])('a good and a wrong program, exactOptionalPropertyTypes %s', async (exact) => {
      const name = `${compiler}.${resolution}.${exact}`
      const options = { ...resolutions[resolution], skipLibCheck: true, exactOptionalPropertyTypes: exact }
      const found = await check(compiler, name, options)
      expect(found).toEqual([expect.stringMatching(/^wrong\.ts\(3,\d+\): error TS2345: /)])
      expect(found[0]).toContain(`is not assignable to parameter of type '${sentence}'`)
    })

    test.concurrent('without skipLibCheck no error is in our files', async () => {
      const options = { ...resolutions[resolution], exactOptionalPropertyTypes: true }
      const found = await check(compiler, `${compiler}.${resolution}.all`, options)
      const ours = found.filter((line) => /^(good|wrong)\.ts|tupleflow[\\/]dist/.test(line))
      expect(ours.map((line) => line.split('(')[0])).toEqual(['wrong.ts'])
    })
  })
})

describe('a bundle', () => {
  test.each([
    ['named', "import { add } from 'tupleflow'\nconsole.log(add)"],
    ['namespace', "import * as tf from 'tupleflow'\nconsole.log(tf.add)"],
  ])('of `add` alone, by %s import, has no layer and no trainer', async (_, contents) => {
    const { metafile, outputFiles } = await build({
      stdin: { contents, resolveDir: project },
      ...{ bundle: true, minify: true, format: 'esm', metafile: true, write: false, external: ['@tensorflow/*'] },
    })
    const parts = Object.values(metafile.outputs)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? (/dist\/(.*)/.exec(file)?.[1] ?? []) : []))
    const text = outputFiles[0]!.text
    console.log(`add alone: ${text.length} bytes of tupleflow, ${parts.length} files`)
    expect(parts.filter((file) => /^(layers|train|plan|show|gradients|model|sequential)\b/.test(file))).toEqual([])
    expect(text).toContain('Symbol.dispose]=') // the one side effect
    for (const word of ['maxPooling2d', 'sparseCategoricalCrossentropy', 'adam']) expect(text).not.toContain(word)
  })
})
