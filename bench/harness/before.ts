import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { families } from '../families.js'

/** Below the project, whose `node_modules` serve both builds: there is one tfjs. */
const folder = resolve('.cache/before')

/** Builds the package of a revision. The rows of now beside it find it by its name, as they find ours here. */
export function buildBefore(revision: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const archive = join(folder, 'revision.tar')
  execFileSync('git', [
    'archive',
    '-o',
    archive,
    revision,
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'src',
  ])
  execFileSync('tar', ['-xf', archive, '-C', folder])
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: 'inherit' })
  cpSync('bench/out', join(folder, 'bench/out'), { recursive: true })
}

/** The same families, of that build. */
export async function familiesBefore(): Promise<typeof families> {
  const file = pathToFileURL(join(folder, 'bench/out/families.js'))
  return ((await import(file.href)) as { families: typeof families }).families
}
