/**
 * Law 5, types stay cheap: how many instantiations calls cost, seen by a user of the `.d.ts` files.
 *
 * A case is a file in `type-tests/budgets`. What stands above its first mark is the file without the calls. The marks:
 * `// --- first`, the first call in a file, or all; `// --- later`, more of them, counted each. Comment lines below
 * `// repeat 100` are written 100 times, with `$i` from 1 and `$j` from 0. `$literal(28, 28)` is a nested array. What a case
 * imports from the examples counts with it.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { cache, root, run, type Compiler } from './compile.js'

const cases = join(root, 'type-tests/budgets')
const folder = join(cache, 'budgets')
const dts = join(folder, 'dts')

export interface Cost {
  /** The first call, or all of them. */
  readonly first: number
  /** Each later call. */
  readonly later?: number
}
export interface Measured extends Cost {
  /** Of the whole case. */
  readonly milliseconds: number
}

/** What users see of the library. */
export async function emitDeclarations(): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'tsconfig.dts.json')
  const options = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rootDir: join(root, 'src'),
    outDir: dts,
  }
  const typeRoots = [join(root, 'node_modules/@types')]
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { ...options, typeRoots },
      include: [join(root, 'src')],
    }),
  )
  const output = await run('7', config)
  if (output.includes('error TS5')) throw new Error(output)
}

interface Case {
  readonly name: string
  /** The file without calls, with the first ones, with all. */
  readonly stages: readonly string[]
  readonly laterCalls: number
}
export function readCases(): Case[] {
  return readdirSync(cases)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const text = readFileSync(join(cases, file), 'utf8')
        .replace(/\$literal\(([\d, ]+)\)/g, (_, sizes: string) => literal(sizes.split(',').map(Number)))
        .replaceAll("'../../", `'${root}/`)
        .replace(/^ *\/\/ repeat (\d+)\n((?: *\/\/ (?!---).*\n)+)/gm, (_, times: string, lines: string) =>
          repeated(lines, Number(times)),
        )
      const [before, ...parts] = text.split(/^\/\/ --- /m)
      const stages = [before!]
      let laterCalls = 0
      for (const part of parts) {
        const [mark, body] = [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]
        if (mark === 'later') laterCalls = body.split('\n').filter((line) => /^\w.*\(/.test(line)).length
        stages.push(stages.at(-1)! + body)
      }
      return { name: basename(file, '.ts'), stages, laterCalls }
    })
}
function repeated(comments: string, times: number): string {
  const template = comments.replace(/^ *\/\/ /gm, '')
  return Array.from({ length: times }, (_, i) =>
    template.replaceAll('$i', String(i + 1)).replaceAll('$j', String(i)),
  ).join('')
}
function literal([size = 0, ...rest]: readonly number[]): string {
  return `[${Array<string>(size)
    .fill(rest.length > 0 ? literal(rest) : '1')
    .join(', ')}]`
}

const asUser = { noUnusedLocals: false, paths: { tupleflow: [join(dts, 'index.d.ts')] }, types: [] }

interface Count {
  readonly instantiations: number
  readonly milliseconds: number
  readonly errors: readonly string[]
}
function count(compiler: Compiler, name: string, text: string): Promise<Count> | Count {
  return compiler === '7' ? countBySubprocess(name, text) : countInProcess(name, text)
}

async function countBySubprocess(name: string, text: string): Promise<Count> {
  const file = join(folder, `${name}.ts`)
  const config = join(folder, `tsconfig.${name}.json`)
  writeFileSync(file, text)
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: asUser, files: [file], include: [] }),
  )
  const output = await run('7', config, '--extendedDiagnostics')
  const value = (label: string) => Number(new RegExp(`^${label}:\\s*([\\d.]+)`, 'm').exec(output)?.[1] ?? NaN)
  const errors = output.split('\n').filter((line) => line.includes(`${name}.ts(`))
  return { instantiations: value('Instantiations'), milliseconds: 1000 * value('Check time'), errors }
}

/** TypeScript 5.9 is a library too: the declarations are read once for all cases. */
const parsed = new Map<string, ts.SourceFile | undefined>()
function countInProcess(name: string, text: string): Count {
  const file = join(folder, `${name}.ts`)
  const { options } = ts.parseJsonConfigFileContent(
    { extends: join(root, 'tsconfig.json'), compilerOptions: asUser, files: [file] },
    ts.sys,
    folder,
  )
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (path) => path === file || fileExists(path)
  host.getSourceFile = (path, version, ...rest) => {
    if (path === file) return ts.createSourceFile(path, text, version, true)
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, version, ...rest))
    return parsed.get(path)
  }
  const program = ts.createProgram([file], options, host)
  const begin = performance.now()
  const errors = program
    .getSourceFiles()
    .filter(({ isDeclarationFile }) => !isDeclarationFile)
    .flatMap((each) => program.getSemanticDiagnostics(each))
  return {
    // Not in the public types; `tsc --extendedDiagnostics` prints it.
    instantiations: (program as ts.Program & { getInstantiationCount(): number }).getInstantiationCount(),
    milliseconds: performance.now() - begin,
    errors: errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  }
}

/** The cost of a case; a case that does not compile is an error. */
export async function measure({ name, stages, laterCalls }: Case, compiler: Compiler): Promise<Measured> {
  const counts = []
  for (const [i, text] of stages.entries())
    counts.push(await count(compiler, `${name}-${compiler.replace('.', '')}-${i}`, text))
  const wrong = counts.flatMap(({ errors }) => errors)
  if (wrong.length > 0)
    throw new Error(`${name} does not compile with TypeScript ${compiler}:\n${wrong.slice(0, 3).join('\n')}`)
  const [none, first, all] = counts
  return {
    first: first!.instantiations - none!.instantiations,
    ...(all && { later: Math.round((all.instantiations - first!.instantiations) / laterCalls) }),
    milliseconds: Math.round((all ?? first!).milliseconds - none!.milliseconds),
  }
}

export type Budgets = { readonly [name: string]: { readonly [compiler in Compiler]: Cost } }
export const budgetFile = join(root, 'type-tests/budgets.json')
export const readBudgets = (): Budgets => JSON.parse(readFileSync(budgetFile, 'utf8')) as Budgets
