/**
 * The types of programs against their runs: each name's type, where it says something, says what the run has shown, and what
 * the compiler refuses does not run.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cache, compile, root, type Compiler, type Diagnostic } from '../compile.js'
import { blocksOf, madeBy, namesIn, prelude, shown, type Program } from './program.js'
import { runPrograms, type Run, type Sight } from './run.js'

/** `is<Fits<typeof h, Seen<…>>>()`: what the type knows is what was seen; of a union one member has to know it. */
const header = `import * as tf from 'tupleflow'
declare function is<T extends true>(): void
interface Seen<K, S, D> { kind: K; shape: S; dtype: D }
type Kind<T> = 'symbolic' extends keyof T ? 'symbolic' : 'dataSync' extends keyof T ? 'eager' : 'eager' | 'symbolic'
type Known<S> = { [I in keyof S]: number extends S[I] ? unknown : S[I] }
type Holds<T, R> =
  T extends { readonly shape: infer S; readonly dtype: infer D } ?
    R extends { kind: Kind<T>; shape: Known<S>; dtype: D } ? true : never
  : R extends { size: number extends T ? unknown : T } ? true
  : never
type Claim<T> = T extends { readonly shape: infer S; readonly dtype: infer D } ? [Kind<T>, S, D] : T
type Fits<T, R> = unknown extends T ? true : [Holds<T, R>] extends [never] ? { claimed: Claim<T>; was: R } : true
`

export interface Report {
  /** Programs that are wrong, with what is wrong. */
  readonly wrong: readonly string[]
  readonly programs: number
  /** Where an op or a layer inside a generic block does not see what the one before it gives: no mistake, but no help. */
  readonly walls: readonly string[]
  /** Values whose types were compared. */
  readonly compared: number
  /** Programs that the compiler and the run refuse. */
  readonly refused: { readonly compiler: number; readonly run: number }
}

interface Written {
  readonly text: string
  /** What stands on which line of the file. */
  readonly at: ReadonlyMap<number, Place>
}
interface Place {
  readonly program: number
  readonly line: number
  /** Where it is a check, and no line of the program. */
  readonly sight?: Sight
}
function written(programs: readonly Program[], runs: readonly Run[], before: readonly string[]): Written {
  const lines = [...header.trimEnd().split('\n'), ...before]
  const at = new Map<number, Place>()
  for (const [program, { lines: own }] of programs.entries()) {
    lines.push(`export function p${program}() {`)
    for (const [line, { text }] of own.entries()) {
      at.set(lines.push(text), { program, line })
      for (const sight of runs[program]!.sights.filter((each) => each.line === line)) {
        at.set(lines.push(`is<Fits<${sight.type}, ${sight.was}>>()`), { program, line, sight })
      }
    }
    lines.push('}')
  }
  return { text: lines.join('\n') + '\n', at }
}

/** What the compiler can end in where types are too much for it. */
const gaveUp = ['TS2321', 'TS2589', 'TS2590', 'TS2799']
/** One of our sentences, as the type that a parameter or an option has become. */
const isSentence = ({ message }: Diagnostic) => /not assignable to (?:parameter of )?type '"[\w.]+: /.test(message)

interface Verdict {
  readonly wrong: Map<number, string>
  readonly walls: Map<number, string>
}
/** What the compiler says, but of names whose types TypeScript has made up, for it has refused what they come from. */
function verdict(program: Program, run: Run, found: readonly (readonly [Place, Diagnostic])[]): Verdict {
  const [wrong, walls] = [new Map<number, string>(), new Map<number, string>()]
  const blocks = blocksOf(program.lines)
  const madeUp = new Set<string>()
  for (const [line, { text, kind }] of program.lines.entries()) {
    const block = blocks.find(({ start, end }) => line > start && line < end)
    const own = found.filter(([place]) => place.line === line)
    const isMadeUp = namesIn(text).some((name) => madeUp.has(name))
    let isRefused = false
    for (const [{ sight }, diagnostic] of own) {
      const { code, message, more } = diagnostic
      const said = `${code} ${message}${more}`
      const isSaid = isSentence(diagnostic)
      if (sight === undefined && !isSaid) isRefused = true
      if (gaveUp.includes(code)) wrong.set(line, said)
      else if (isMadeUp || (isRefused && sight !== undefined)) continue
      else if (sight !== undefined) wrong.set(line, `${sight.type} was ${sight.was}, ${said}`)
      else if (kind === 'frame') wrong.set(line, said)
      else if (kind !== 'free' && run.passed.has(line) && (isSaid || kind === 'call')) {
        if (block !== undefined && !isSaid) walls.set(line, said)
        else wrong.set(line, `${said}, but runs`)
      }
    }
    if (!isRefused && !isMadeUp) continue
    const made = [madeBy(text), block && madeBy(program.lines[block.start]!.text)]
    for (const name of made) if (name !== undefined) madeUp.add(name)
  }
  return { wrong, walls }
}

/** Runs and compiles programs; `before` are lines that all of them can use. */
export async function checkPrograms(
  programs: readonly Program[],
  which: readonly Compiler[] = ['5.9', '7'],
  before: readonly string[] = prelude,
): Promise<Report> {
  mkdirSync(cache, { recursive: true })
  const file = join(cache, 'programs.ts')
  const runs = await runPrograms(programs, before)
  const { text, at } = written(programs, runs, before)
  writeFileSync(file, text)
  let refused = 0
  const verdicts = await Promise.all(
    which.map(async (compiler) => {
      const found = programs.map((): (readonly [Place, Diagnostic])[] => [])
      for (const [number, diagnostics] of [...(await compile(compiler, file))].sort(([a], [b]) => a - b)) {
        const place = at.get(number)
        if (place === undefined) throw new Error(`${compiler}, line ${number}: ${diagnostics[0]!.message}`)
        for (const each of diagnostics) found[place.program]!.push([place, each])
      }
      refused = found.filter((own) => own.some(([{ sight }]) => sight === undefined)).length
      return programs.map((program, i) => {
        const { wrong, walls } = verdict(program, runs[i]!, found[i]!)
        const where = `TypeScript ${compiler}, p${i} of ${relative(root, file)}; the run: ${runs[i]!.error ?? 'passes'}`
        const text = (said: ReadonlyMap<number, string>) =>
          said.size === 0 ? [] : [`${where}\n${shown(program, said)}`]
        return { wrong: text(wrong), walls: text(walls) }
      })
    }),
  )
  return {
    wrong: verdicts.flat().flatMap(({ wrong }) => wrong),
    walls: verdicts.flat().flatMap(({ walls }) => walls),
    programs: programs.length,
    compared: runs.reduce((sum, { sights }) => sum + sights.length, 0),
    refused: { compiler: refused, run: runs.filter(({ error }) => error !== undefined).length },
  }
}
