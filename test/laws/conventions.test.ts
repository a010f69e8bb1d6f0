/** What every file keeps to, so that an op is one file and everything else is derived from it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { declaredIn, docOf, examplesOf, importsOf, readSources, src, usedWhileLoading } from './harness/sources.js'
import { cache, compile, root, type Compiler } from './harness/compile.js'

const sources = readSources()
const ops = sources.filter(({ path }) => /^ops\/\w+\.ts$/.test(path) && path !== 'ops/index.ts')
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.ts'.length)

/** Ops that random arguments cannot call, with what tests them instead. */
const withoutSamples: { readonly [op: string]: string } = {
  scan: 'takes a function: test/ops/scan.test.ts',
  assertShape: 'no op: it returns the tensor itself',
}

const publicOps = ops.map(({ path }) => nameOf(path))

describe('every op', () => {
  test('is exported, under the name of its file', () => {
    const index = readFileSync(join(src, 'ops/index.ts'), 'utf8').trimEnd().split('\n')
    const inOrder = [...publicOps].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    expect(index).toEqual(inOrder.map((op) => `export { ${op} } from './${op}.js'`))
  })
  test('has a type test', () => {
    expect(publicOps.filter((op) => !existsSync(join(root, `type-tests/ops/${op}.test-d.ts`)))).toEqual([])
  })
  test('has samples for the laws', async () => {
    const { allSamples } = await import('./harness/samples.js')
    const sampled = (await allSamples()).map(({ op }) => op)
    expect(publicOps.filter((op) => !sampled.includes(op) && !(op in withoutSamples))).toEqual([])
    expect(sampled.filter((op) => !publicOps.includes(op))).toEqual([])
  })
  test('has a doc comment with an example', () => {
    const bare = ops.filter((op) => !/@example\n \* ```ts\n/.test(docOf(op, nameOf(op.path))))
    expect(bare.map(({ path }) => path)).toEqual([])
  })
  test('has a rule with both twins, or that of a shared factory or of the shape vocabulary', () => {
    const without = ops.filter((op) => {
      const { types, functions } = declaredIn(op)
      const own = [...types].some((name) => name.endsWith('Rule') && functions.has(name))
      const shared = importsOf(op).some(({ from }) => from.startsWith('ops/common/') || from.startsWith('shape/'))
      return !own && !shared
    })
    expect(without.map(({ path }) => path)).toEqual([])
  })
})

describe('twins', () => {
  test('every rule is a type and a function', () => {
    // A layer's rule is a type that is derived from those of its ops: its function is the layer itself.
    const lonely = sources
      .filter(({ path }) => /^(shape|ops)\//.test(path))
      .flatMap((source) => {
        const { types, functions } = declaredIn(source)
        const rules = [...types, ...functions].filter((name) => /^[a-z]\w*Rule$/.test(name))
        return [...new Set(rules)]
          .filter((name) => !types.has(name) || !functions.has(name))
          .map((name) => `${source.path}: ${name}`)
      })
    expect(lonely).toEqual([])
  })
  test('every message is a type and a function', () => {
    const lonely = sources.flatMap((source) => {
      const { messages, functions } = declaredIn(source)
      return [...messages]
        .filter((name) => /^[a-z]/.test(name) && !functions.has(name))
        .map((name) => `${source.path}: ${name}`)
    })
    expect(lonely).toEqual([])
  })
})

/** From the bottom up, as in ARCHITECTURE.md; a file may import values of its own and of lower layers. */
const layers = [
  /^shape\//,
  /^tensor\.ts$/,
  /^context\.ts$/,
  /^graph\//,
  /^(backend|random)\.ts$/,
  /^(operand|op)\.ts$/,
  /^ops\//,
  /^activations\.ts$/,
  /^(options|initializers|regularizers|constraints|losses|metrics|schedules)\//,
  /^gradients\//,
  /^layers\//,
  /^optimizers\//,
  /^show\//,
  /^callbacks\//,
  /^tree\.ts$/,
  /^plan\//,
  /^train\//,
  /^(model|sequential|input|summary|jit)\.ts$/,
  /^(index|aliases)\.ts$/,
]
const layerOf = (path: string) => layers.findIndex((pattern) => pattern.test(path))

describe('imports', () => {
  const edges = sources.flatMap((source) => importsOf(source).map(({ from }) => [source.path, from] as const))

  test('point one way', () => {
    expect(sources.filter(({ path }) => layerOf(path) < 0).map(({ path }) => path)).toEqual([])
    const upwards = edges.filter(([path, from]) => layerOf(from) > layerOf(path))
    expect(upwards.map(([path, from]) => `${path} imports ${from}`)).toEqual([])
  })
  test('have no cycles, but for ops in the gradients and lowerings of each other', () => {
    const between = edges.filter(([path, from]) => !(path.startsWith('ops/') && from.startsWith('ops/')))
    expect(cycles(between)).toEqual([])
  })
  test('of ops by ops are used only when something is called', () => {
    const early = sources
      .filter(({ path }) => path.startsWith('ops/') && path !== 'ops/index.ts')
      .flatMap((source) => {
        const names = importsOf(source)
          .filter(({ from }) => /^ops\/\w+\.ts$/.test(from))
          .flatMap(({ values }) => values)
        return usedWhileLoading(source, new Set(names)).map((name) => `${source.path} uses ${name} while it loads`)
      })
    expect(early).toEqual([])
  })
  test('that are used while a file loads do not lead back to the file: else the order of loading decides', () => {
    const back = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ values }) => usedWhileLoading(source, new Set(values)).length > 0)
        .filter(({ from }) => reached(edges, from).has(source.path))
        .map(({ from, values }) => `${source.path} uses ${values} of ${from} while it loads, which leads back`),
    )
    expect(back).toEqual([])
  })
})

function reached(edges: readonly (readonly [string, string])[], from: string): Set<string> {
  const found = new Set<string>()
  const open = [from]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const [, to] of edges.filter(([start, to]) => start === path && !found.has(to))) {
      found.add(to)
      open.push(to)
    }
  }
  return found
}

function cycles(edges: readonly (readonly [string, string])[]): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (trail.includes(path) || done.has(path)) return
    for (const [from, to] of edges) if (from === path) visit(to, [...trail, path])
    done.add(path)
  }
  for (const [from] of edges) visit(from, [])
  return found
}

describe('doc examples', () => {
  const examples = sources.flatMap(examplesOf)

  test.each<Compiler>(['5.9', '7'])(
    'compile with TypeScript %s, and have the types they say',
    { timeout: 120_000 },
    async (compiler) => {
      const folder = join(cache, `examples-${compiler}`)
      mkdirSync(folder, { recursive: true })
      const file = join(folder, 'examples.ts')
      const up = relative(folder, src)
      const origin = new Map<number, string>()
      const lines = [
        "import * as tf from 'tupleflow'",
        `import type { Eq } from '${up}/shape/identity.js'`,
        'declare function is<T extends true>(): void',
      ]
      for (const { path, line, code } of examples) {
        lines.push('export const _ = async () => {'.replace('_', `example${lines.length}`))
        for (const [i, text] of code.split('\n').entries()) {
          const named = /^\s*const (\w+) = .*\/\/ ((?:Symbolic)?Tensor<.*?>)(?=:|;|,? [a-z]|$)/.exec(text)
          const check = named === null ? '' : `\nis<Eq<typeof ${named[1]}, tf.${named[2]}>>()`
          for (const each of `${text.replace(/^import .*/, '')}${check}`.split('\n')) {
            lines.push(each)
            origin.set(lines.length, `src/${path}:${line + i}`)
          }
        }
        lines.push('}')
      }
      writeFileSync(file, lines.join('\n') + '\n')
      const wrong = [...(await compile(compiler, file)).values()].flat()
      expect(wrong.map(({ line, message }) => `${origin.get(line)}: ${message}`)).toEqual([])
      expect(examples.length).toBeGreaterThan(publicOps.length - 1)
    },
  )
})
