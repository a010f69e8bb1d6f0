/** Runs the compilers on generated files. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../..', import.meta.url))
/** Generated files; the mutation script, which works on a copy, has its own place. */
export const cache = process.env['TUPLEFLOW_LAWS_CACHE'] ?? join(root, 'node_modules/.cache/tupleflow-laws')

export const compilers = { '5.9': 'typescript', '7': 'typescript-7' } as const
export type Compiler = keyof typeof compilers

export interface Diagnostic {
  readonly line: number
  /** From 1. */
  readonly column: number
  readonly code: string
  readonly message: string
  /** More lines below the first one. */
  readonly more: string
}

/** What a compiler prints of a project. */
export function run(compiler: Compiler, config: string, ...more: readonly string[]): Promise<string> {
  const tsc = join(root, 'node_modules', compilers[compiler], 'bin/tsc')
  const args = [tsc, '-p', config, '--pretty', 'false', ...more]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 28 }, (_, out, err) => resolve(out + err))
  })
}

/** Checks one file with the settings of the project, or of a copy of it. */
export async function compile(compiler: Compiler, file: string, project = root): Promise<Map<number, Diagnostic[]>> {
  const config = join(dirname(file), `tsconfig.${compiler}.json`)
  const up = relative(dirname(file), project)
  const tsconfig = {
    extends: `${up}/tsconfig.json`,
    compilerOptions: {
      noUnusedLocals: false,
      paths: { tupleflow: [`${up}/src/index.ts`] },
      typeRoots: [`${up}/node_modules/@types`],
    },
    files: [file],
    include: [],
  }
  writeFileSync(config, JSON.stringify(tsconfig))
  const output = await run(compiler, config)
  const name = file.slice(file.lastIndexOf('/') + 1)
  const found = new Map<number, Diagnostic[]>()
  let last: { more: string } | undefined
  for (const text of output.split('\n')) {
    const match = /^(.*)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(text)
    if (match === null) {
      if (last !== undefined && text.startsWith(' ')) last.more += text
      else if (/^error|^\S*Error:/.test(text)) throw new Error(`${compiler}: ${text}`)
      continue
    }
    const diagnostic = {
      line: Number(match[2]),
      column: Number(match[3]),
      code: match[4]!,
      message: match[5]!,
      more: '',
    }
    last = diagnostic
    if (!match[1]!.endsWith(name)) continue
    found.set(diagnostic.line, [...(found.get(diagnostic.line) ?? []), diagnostic])
  }
  return found
}
