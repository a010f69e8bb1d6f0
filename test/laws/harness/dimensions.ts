/** Law 1 for the vocabulary of dimensions: expressions of types, and what the functions of the same name answer. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Sample } from '../dimension-samples.js'
import { cache, compile, root, type Compiler } from './compile.js'

const files = ['dimension', 'binding', 'show'] as const

/** Every expression of which the compilers say something else; the types are those of the project, or of a copy of it. */
export async function wrongExpressions(
  samples: readonly Sample[],
  which: readonly Compiler[] = ['5.9', '7'],
  project = { root, cache },
): Promise<string[]> {
  mkdirSync(project.cache, { recursive: true })
  const file = join(project.cache, 'dimensions.ts')
  const src = relative(project.cache, join(project.root, 'src'))
  const header = [
    `import type { Eq } from '${src}/shape/identity.js'`,
    ...files.map((name) => `import type * as ${name} from '${src}/shape/${name}.js'`),
    'declare function is<T extends true>(): void',
    'type Is<Actual, Expected> = Eq<Actual, Expected> extends true ? true : { actual: Actual; expected: Expected }',
  ]
  const lines = samples.map(({ expression, expected }) => `is<Is<${located(expression)}, ${expected}>>()`)
  writeFileSync(file, [...header, ...lines, ''].join('\n'))

  const results = await Promise.all(
    which.map(async (compiler) => {
      const found = [...(await compile(compiler, file, project.root))]
      return found.map(([line, [first]]) => `TypeScript ${compiler}, line ${line}: ${first!.message}`)
    }),
  )
  return results.flat()
}
/** The expression with the files in it that export its names. */
function located(expression: string): string {
  return expression.replace(/\b([a-z]\w*)</g, (_, name: string) =>
    name.startsWith('show') ? `show.${name}<`
    : /^bind|Shape$/.test(name) ? `binding.${name}<`
    : `dimension.${name}<`,
  )
}
