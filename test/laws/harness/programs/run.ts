/** Runs programs and writes down what their values are. */
import * as core from '@tensorflow/tfjs-core'
import { transform } from 'esbuild'
import { specOf } from '../../../../src/graph/node.js'
import * as tf from '../../../../src/index.js'
import type { Dim } from '../../../../src/shape/dimension.js'
import { plainText, shapeText } from '../call.js'
import { prelude, type Program } from './program.js'

/** What a value of a name was. */
export interface Sight {
  readonly line: number
  /** `typeof h`, or a part of it. */
  readonly type: string
  /** `Seen<…>`: what it was, as a type. */
  readonly was: string
}
export interface Run {
  readonly sights: readonly Sight[]
  /** Lines that ran to their end at least once. */
  readonly passed: ReadonlySet<number>
  /** What was thrown, if anything was. */
  readonly error: string | undefined
}

/** The programs as functions, watched by a witness. */
type Watched = (library: typeof tf, witness: Witness) => void
async function watched(programs: readonly Program[], before: readonly string[]): Promise<readonly Watched[]> {
  const functions = programs.map(({ lines }) => `(tf, $) => {\n${[...before, ...lines.map(watchedLine)].join('\n')}\n}`)
  const { code } = await transform(`export default [${functions.join(',\n')}]`, {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
  })
  const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  const loaded = (await import(/* @vite-ignore */ url)) as { default: readonly Watched[] }
  return loaded.default
}
function watchedLine({ text, kind, sees }: Program['lines'][number], i: number): string {
  const seen = sees.map((name) => `$.see(${i}, '${name}', ${name})`)
  const ran = kind === 'frame' || text.startsWith('return') ? [text] : [text, `$.passed.add(${i})`]
  return [...ran, ...seen].join('; ')
}

class Witness {
  readonly sights = new Map<string, Sight>()
  readonly passed = new Set<number>()
  see(line: number, name: string, value: unknown): void {
    for (const { path, was } of partsOf(value)) {
      const type = path === '' ? `typeof ${name}` : `(typeof ${name})${path}`
      this.sights.set(`${line} ${type} ${was}`, { line, type, was })
    }
  }
}

/** Tensors and sizes in a value, each with the way to it. */
function partsOf(value: unknown): { readonly path: string; readonly was: string }[] {
  if (value instanceof tf.SymbolicTensor) {
    const { shape, dtype } = specOf(value)
    return [{ path: '', was: seenText('symbolic', shape, dtype) }]
  }
  if (value instanceof core.Tensor) return [{ path: '', was: seenText('eager', value.shape, value.dtype) }]
  if (typeof value === 'number' || typeof value === 'string') {
    return [{ path: '', was: `{ size: ${plainText(value)} }` }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) =>
    partsOf(part).map(({ path, was }) => ({ path: `[${Array.isArray(value) ? key : `'${key}'`}]${path}`, was })),
  )
}
function seenText(kind: string, shape: readonly Dim[], dtype: string): string {
  return `Seen<'${kind}', ${shapeText(shape).replaceAll('number', 'null')}, '${dtype}'>`
}

/** Runs each program to its end or to what it throws. */
export async function runPrograms(
  programs: readonly Program[],
  before: readonly string[] = prelude,
): Promise<readonly Run[]> {
  return (await watched(programs, before)).map(observed)
}
function observed(run: Watched): Run {
  const witness = new Witness()
  let error: string | undefined
  core.tidy(() => {
    try {
      run(tf, witness)
    } catch (thrown) {
      error = String(thrown)
    }
  })
  return { sights: [...witness.sights.values()], passed: witness.passed, error }
}
