/** What every file keeps to, so that an op is one file and everything else is derived from it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layerDefinitions } from '../../src/layers/definition.js'
import { goldenFile } from '../support/golden.js'
import { allDefined, definedIn, type Folder } from './harness/configs.js'
import { layerSamples } from './harness/layers/samples.js'
import { declaredIn, docOf, importsOf, readSources, src, usedWhileLoading } from './harness/sources.js'
import { Rules } from './harness/rules.js'
import { root } from './harness/compile.js'

const sources = readSources()
const ops = sources.filter(({ path }) => /^ops\/\w+\.ts$/.test(path) && path !== 'ops/index.ts')
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.ts'.length)

/** Ops that random arguments cannot call, with what tests them instead. */
const withoutSamples: { readonly [op: string]: string } = {
  scan: 'takes a function: test/ops/scan.test.ts',
  assertShape: 'no op: it returns the tensor itself',
}

/** Ops whose types ask other rules than their run, with the reason. */
const otherRules: { readonly [op: string]: string } = {
  argMax: 'a reduction over one axis refuses what an axis alone refuses',
  argMin: 'a reduction over one axis refuses what an axis alone refuses',
  clone: 'takes tensors of every kind',
  cumprod: 'its gradient, an argument of what all cumulative ops share, asks those of its ops',
  scalar: 'what all tensors of values share also asks about shapes, which are given here',
  scan: 'is made of other ops',
  tensor: 'what all tensors of values share also asks about a rank, which any has here',
}
/** Sentences that no type can say, with the reason. */
const onlyWhenRun: { readonly [message: string]: string } = {
  rankUnknown: 'a shape of unknown rank is accepted by types',
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
  test('asks the same rules in its types and when run', () => {
    const rules = new Rules(sources)
    const wrong = ops.flatMap(({ path }): (readonly [string, readonly string[]])[] => {
      const op = nameOf(path)
      const { types, values } = rules.of(path, op)
      if (types.size === 0) return [[op, ['asks no rule']]]
      const only = [
        ...rules.alone(types, values).map((rule) => `asks ${rule} only in its types`),
        ...rules.alone(values, types).map((rule) => `asks ${rule} only when run`),
      ]
      return only.length > 0 ? [[op, only]] : []
    })
    expect(wrong.filter(([op]) => !(op in otherRules))).toEqual([])
    expect(Object.keys(otherRules).filter((op) => !wrong.some(([other]) => other === op))).toEqual([])
  })
})

/** What a definition lacks, and where it goes. */
describe('every definition', () => {
  test('has a public function of its name, a line in the index, and a doc comment', () => {
    const wrong = allDefined.flatMap(({ folder, name, definition: { kind } }) => {
      const source = sourceOf(folder, kind)
      if (source === undefined) return [`src/${folder}/${kind}.ts is missing, or exports no '${kind}'`]
      // `acc` is another name of one; losses that are metrics are said together.
      const isNamed = name === kind || name === 'acc'
      const isDocumented = docOf(source, kind) !== '' || source.path === 'metrics/losses.ts'
      return [
        ...(isNamed ? [] : [`src/${folder}/index.ts exports '${kind}' as '${name}'`]),
        ...(isDocumented ? [] : [`src/${source.path}: '${kind}' has no doc comment`]),
      ]
    })
    expect(wrong).toEqual([])
    const exported = new Set(definedIn('layers').map(({ definition }) => definition.kind))
    const hidden = [...layerDefinitions().keys()].filter((kind) => !exported.has(kind))
    expect(hidden.map((kind) => `src/layers/index.ts does not export '${kind}'`)).toEqual([])
  })
  test('stands in an index in the order of names', () => {
    for (const folder of new Set(allDefined.map((each) => each.folder))) {
      const lines = readFileSync(join(src, folder, 'index.ts'), 'utf8')
        .trimEnd()
        .split('\n')
      const files = lines.map((line) => /'\.\/(\w+)\.js'/.exec(line)![1]!)
      expect(files, `src/${folder}/index.ts`).toEqual(inOrder(files))
    }
  })
  test('has numbers of Keras, or a test', () => {
    const layers = goldenFile<{ cases: { layer: string }[] }>('layers')
    const losses = goldenFile<{ losses: { loss: string }[]; metrics: { metric: string }[] }>('losses')
    const steps = goldenFile<{ cases: { optimizer: string }[]; schedules: { name: string }[] }>('optimizers')
    const ofLosses = losses.losses.map(({ loss }) => loss)
    const golden: readonly (readonly [Folder, string, readonly string[]])[] = [
      ['layers', 'layers', layers.cases.map(({ layer }) => layer)],
      ['losses', 'losses', ofLosses],
      ['metrics', 'losses', [...losses.metrics.map(({ metric }) => metric), ...ofLosses]],
      ['optimizers', 'optimizers', steps.cases.map(({ optimizer }) => optimizer)],
      ['schedules', 'optimizers', steps.schedules.map(({ name }) => name)],
    ]
    const without = golden.flatMap(([folder, file, names]) =>
      definedIn(folder)
        .filter(({ definition }) => !names.includes(definition.kind))
        .map(
          ({ name }) => `${folder}/${name}: no case in test/golden/${file}.json; scripts/keras/make_golden.py makes it`,
        ),
    )
    const tests = readFileSync(join(root, 'test/train/loop.test.ts'), 'utf8')
    const untested = definedIn('callbacks')
      .filter(({ name }) => !existsSync(join(root, `test/train/${name}.test.ts`)) && !tests.includes(`test('${name} `))
      .map(({ name }) => `callbacks/${name}: no test/train/${name}.test.ts`)
    expect([...without, ...untested]).toEqual([])
  })
  test('of a loss is a metric too', () => {
    const metrics = definedIn('metrics').map(({ name }) => name)
    const lacking = definedIn('losses').filter(({ name }) => !metrics.includes(name))
    expect(lacking.map(({ name }) => `src/metrics/losses.ts has no '${name}'`)).toEqual([])
  })
})
function sourceOf(folder: string, kind: string) {
  return (
    sources.find(({ path }) => path === `${folder}/${kind}.ts`) ??
    sources.find(({ path, text }) => path.startsWith(`${folder}/`) && text.includes(`export const ${kind} = `))
  )
}
const inOrder = (names: readonly string[]) => [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))

describe('every layer', () => {
  test('has a type test, samples, and an example', async () => {
    const sampled = (await layerSamples()).map(({ layer }) => layer)
    const lacking = definedIn('layers').flatMap(({ name }) => [
      ...(existsSync(join(root, `type-tests/layers/${name}.test-d.ts`)) ? [] : [`type-tests/layers/${name}.test-d.ts`]),
      ...(sampled.includes(name) ? [] : [`test/laws/samples/layers/${name}.ts`]),
      ...(/@example\n \* ```ts\n/.test(docOf(sourceOf('layers', name)!, name)) ?
        []
      : [`@example in src/layers/${name}.ts`]),
    ])
    expect(lacking).toEqual([])
    const known = definedIn('layers').map(({ name }) => name)
    expect(sampled.filter((name) => !known.includes(name))).toEqual([])
  })
})

describe('twins', () => {
  test('every rule is a type and a function', () => {
    // A layer's rule is a type that is derived from those of its ops: its function is the layer itself.
    const lonely = sources
      .filter(({ path }) => isHeld.test(path))
      .flatMap((source) => {
        const { types, functions } = declaredIn(source)
        const rules = [...types, ...functions].filter((name) => /^[a-z]\w*Rule$/.test(name))
        return [...new Set(rules)]
          .filter((name) => !types.has(name) || !functions.has(name))
          .map((name) => `${source.path}: ${name}, by its name a rule, has no ${types.has(name) ? 'function' : 'type'}`)
      })
    expect(lonely).toEqual([])
  })
  test('every message is a type and a function', () => {
    const lonely = sources.flatMap((source) => {
      const { types, functions, messages, failing } = declaredIn(source)
      return [
        ...[...messages].filter((name) => !functions.has(name)),
        // A layer's sentences are those of its ops, or only the run can say them.
        ...[...failing].filter((name) => isHeld.test(source.path) && !types.has(name) && !(name in onlyWhenRun)),
      ].map((name) => `${source.path}: ${name}`)
    })
    expect(lonely).toEqual([])
  })
})
const isHeld = /^(shape|ops)\//

/** From the bottom up, as in ARCHITECTURE.md; a file may import values of its own and of lower layers. */
const layers = [
  /^stack\.ts$/,
  /^shape\//,
  /^tensor\.ts$/,
  /^(context|callable|mask)\.ts$/,
  /^kernel(s|DTypes)\.ts$/,
  /^graph\//,
  /^(backend|random)\.ts$/,
  /^(operand|op|variable)\.ts$/,
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
  /^(model|modelInstance|sequential|input|summary|jit)\.ts$/,
  /^(index|aliases|sizes|math)\.ts$/,
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
