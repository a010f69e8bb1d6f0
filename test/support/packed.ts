// An empty project with the packed library in it, as a user has it after `npm install tupleflow`.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A new folder, removed with the process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tupleflow-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Builds and packs the library: the tarball's path, and the files in it. */
export function pack(folder: string): { readonly tarball: string; readonly files: readonly string[] } {
  npm(root, 'run', '--silent', 'build')
  const answer = npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder)
  const [packed] = JSON.parse(answer) as [{ filename: string; files: { path: string }[] }]
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) }
}

export function install(project: string, ...packages: string[]): void {
  npm(project, 'install', '--no-audit', '--no-fund', '--prefer-offline', ...packages)
}
export function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32', stdio: 'pipe' })
}

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}
/** Runs Node, without the settings of the test runner. */
export function node(cwd: string, ...args: string[]): Promise<Finished> {
  const { NODE_OPTIONS: _, NODE_ENV: __, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, stdout, stderr }),
    )
  })
}
export function write(folder: string, name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
/** A tool of this repository. */
export function tool(name: string, file: string): string {
  return join(root, 'node_modules', name, file)
}
