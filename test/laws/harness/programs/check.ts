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
  /** Where an op or a layer inside a generic block does not see what the one before it gives: no mistake, but no help. */
  readonly walls: readonly string[]
  readonly excused: readonly string[]
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
const isSentence = ({ message }: Diagnostic) =>
  /not assignable to (?:parameter of )?type '"[\w.]+: .*"(?: \| (?:null|undefined))*'(?:\.| with)/.test(message)

/** What is said that is not to be wondered at, with the reason. */
const excuses = [
  {
    why: 'of a union TypeScript infers an operand that can be left out from one of its members alone',
    of: (text: string) => /tf\.batchNorm\(/.test(text),
  },
]
/** The type does not say that there is such a part: it claims nothing of it. */
const saysNoPart = ['TS2339', 'TS7053']

type Finding = 'wrong' | 'wall' | 'excused'
/** What a diagnostic means, if it means something. */
function meaning(program: Program, run: Run, { line, sight }: Place, diagnostic: Diagnostic): Finding | undefined {
  const { text, kind } = program.lines[line]!
  if (gaveUp.includes(diagnostic.code)) return 'wrong'
  if (sight !== undefined) {
    // A type that is still open behind the call says nothing, also to the next op.
    const isDecided = diagnostic.message.startsWith("Type '{ claimed: ")
    return (
      saysNoPart.includes(diagnostic.code) ? undefined
      : isDecided ? 'wrong'
      : 'wall'
    )
  }
  const isInBlock = blocksOf(program.lines).some(({ start, end }) => line > start && line < end)
  const isSaid = isSentence(diagnostic)
  if (kind === 'free' || (kind !== 'frame' && !run.passed.has(line))) return undefined
  if (!isSaid && kind === 'loose') return undefined
  if (!isSaid && isInBlock) return 'wall'
  if (saysNoPart.includes(diagnostic.code)) return undefined
  return excuses.some(({ of }) => of(text)) ? 'excused' : 'wrong'
}

type Verdict = { readonly [F in Finding]: Map<number, string> }
/** What the compiler says, but of names whose types TypeScript has made up, for it has refused what they come from. */
function verdict(program: Program, run: Run, found: readonly (readonly [Place, Diagnostic])[]): Verdict {
  const verdict: Verdict = { wrong: new Map(), wall: new Map(), excused: new Map() }
  const blocks = blocksOf(program.lines)
  const madeUp = new Set<string>()
  for (const [line, { text }] of program.lines.entries()) {
    const own = found.filter(([place]) => place.line === line)
    const isMadeUp = namesIn(text).some((name) => madeUp.has(name))
    const isRefused = own.some(([{ sight }, diagnostic]) => sight === undefined && !isSentence(diagnostic))
    for (const [place, diagnostic] of own) {
      const finding = meaning(program, run, place, diagnostic)
      const isOfMadeUp = isMadeUp || (isRefused && place.sight !== undefined)
      if (finding === undefined || (isOfMadeUp && !gaveUp.includes(diagnostic.code))) continue
      const was = place.sight === undefined ? '' : `${place.sight.type} was ${place.sight.was}, `
      verdict[finding].set(line, `${was}${diagnostic.code} ${diagnostic.message}${diagnostic.more}`)
    }
    if (!isRefused && !isMadeUp) continue
    const block = blocks.find(({ start, end }) => line > start && line < end)
    for (const name of [madeBy(text), block && madeBy(program.lines[block.start]!.text)]) {
      if (name !== undefined) madeUp.add(name)
    }
  }
  return verdict
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
  const perCompiler = await Promise.all(
    which.map(async (compiler) => {
      const found = byProgram(programs.length, at, await compile(compiler, file))
      const refused = found.filter((own) => own.some(([{ sight }]) => sight === undefined)).length
      const findings = programs.flatMap((program, i) => {
        const where = `TypeScript ${compiler}, p${i} of ${relative(root, file)}; the run: ${runs[i]!.error ?? 'passes'}`
        return Object.entries(verdict(program, runs[i]!, found[i]!)).flatMap(([finding, said]) =>
          said.size === 0 ? [] : [{ finding, text: `${where}\n${shown(program, said)}` }],
        )
      })
      return { refused, findings }
    }),
  )
  const of = (finding: Finding) =>
    perCompiler.flatMap(({ findings }) => findings.filter((each) => each.finding === finding).map(({ text }) => text))
  return {
    wrong: of('wrong'),
    walls: of('wall'),
    excused: of('excused'),
    compared: runs.reduce((sum, { sights }) => sum + sights.length, 0),
    refused: {
      compiler: perCompiler[0]!.refused,
      run: runs.filter(({ error }) => error !== undefined).length,
    },
  }
}
function byProgram(count: number, at: Written['at'], diagnostics: ReadonlyMap<number, readonly Diagnostic[]>) {
  const found = Array.from({ length: count }, (): (readonly [Place, Diagnostic])[] => [])
  for (const [number, own] of diagnostics) {
    const place = at.get(number)
    if (place === undefined) throw new Error(`line ${number}: ${own[0]!.message}`)
    for (const each of own) found[place.program]!.push([place, each])
  }
  return found
}
