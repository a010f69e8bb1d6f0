/** Law 1, twins agree: writes the samples as one file, compiles it, and compares what the compiler says. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { argText, type Args, type CallArg, callText, isValid, outputsText, plainText, resultKind } from './call.js'
import { cache, compile, root, type Compiler, type Diagnostic } from './compile.js'
import type { Sample } from './samples.js'

/** What lines of samples begin with. */
export const twinsHeader = (src: string) => `import * as tf from 'tupleflow'
import type { Eq } from '${src}/shape/identity.js'
declare function v<T>(): T
declare function is<T extends true>(): void
type Is<Actual, Expected> = Eq<Actual, Expected> extends true ? true : { actual: Actual; expected: Expected }
/** What a rule answers: a shape, or a sentence. */
type Answer<Rule> =
  Rule extends { failed: true; message: infer M } ? M
  : Rule extends { shape: infer S } ? S
  : Rule
/** The result of a refused call has unknown sizes: the next line is quiet. */
type Quiet<R> = R extends { shape: infer S extends readonly unknown[] } ? Eq<S[number], number> extends true ? true : { actual: R } : true
`

/** What is said about dtypes and options: the shape of the result is known all the same. */
const notOfShapes: readonly string[] = [
  'needsNumbers',
  'needsDType',
  'cannotCast',
  'cannotCount',
  'noComplex',
  'boundsSwapped',
  'notARate',
  'notAnIndex',
]

/** A sample as one line, and where in the line its arguments stand. */
export interface Line {
  readonly text: string
  readonly args: readonly Place[]
}
/** From the first column to the one after the last. */
interface Place {
  readonly start: number
  readonly end: number
  /** Of the elements, when the argument is a list. */
  readonly elements: readonly Place[]
}
function placeOf(arg: CallArg, start: number): Place {
  let column = start + 1
  const elements = (Array.isArray(arg) ? (arg as Args) : []).map((element) => {
    const place = placeOf(element, column)
    column = place.end + 2
    return place
  })
  return { start, end: start + argText(arg).length, elements }
}
export function lineOf(sample: Sample, index: number, ruleName: (file: string, name: string) => string): Line {
  const { op, args, answer } = sample
  const before = `export const s${index} = () => { const r = tf.${op.op}(`
  let column = before.length + 1
  const places = args.map((arg) => {
    const place = placeOf(arg, column)
    column = place.end + 2
    return place
  })
  const call = `const r = ${callText(op.op, args)}`
  return {
    text: `export const s${index} = () => { ${[call, ...resultCheck(), ...ruleCheck()].join('; ')} }`,
    args: places,
  }

  function resultCheck(): string[] {
    // The type of an eager call may know sizes that the names of the symbolic one hide.
    const eager = op.forgetsNames && resultKind(args) === 'eager'
    if (isValid(answer)) {
      return eager ? [] : [`is<Is<typeof r, ${outputsText(answer.outputs, resultKind(args))}>>()`]
    }
    // What is refused may still have a shape that is known.
    const named = op.shapeOfFirst || (op.asNamed && resultKind(args) === 'eager')
    return named || notOfShapes.includes(answer.code) ? [] : ['is<Quiet<typeof r>>()']
  }

  function ruleCheck(): string[] {
    if (op.rule === undefined) return []
    const { file, rule, args: ruleArgs } = op.rule(...(args as never[]))
    const values = ruleArgs.map((arg) => plainText(arg, 'number'))
    const outcome = rule(...(ruleArgs as never[])) as {
      failed?: true
      message?: string
      shape: readonly unknown[] | null
    }
    const expected =
      outcome.failed ? JSON.stringify(outcome.message)
      : outcome.shape === null ? 'number[]'
      : plainText(outcome.shape, 'number')
    return [`is<Is<Answer<${ruleName(file, rule.name)}<${values.join(', ')}>>, ${expected}>>()`]
  }
}

export interface Disagreement {
  readonly sample: Sample
  readonly compiler: Compiler
  readonly text: string
}

/** Every line on which the type and the function differ; the types are those of the project, or of a copy of it. */
export async function disagreements(
  samples: readonly Sample[],
  which: readonly Compiler[] = ['5.9', '7'],
  project = { root, cache },
): Promise<Disagreement[]> {
  mkdirSync(project.cache, { recursive: true })
  const file = join(project.cache, 'twins.ts')
  const src = relative(project.cache, join(project.root, 'src'))
  const imports = new Map<string, string>()
  const ruleName = (path: string, name: string) => {
    const key = `import type { ${name} as ALIAS } from '${src}/${path}.js'`
    if (!imports.has(key)) imports.set(key, `${name}_${imports.size}`)
    return imports.get(key)!
  }
  const lines = samples.map((sample, index) => lineOf(sample, index, ruleName))
  const top = twinsHeader(src) + [...imports].map(([key, alias]) => `${key.replace('ALIAS', alias)}\n`).join('')
  writeFileSync(file, top + lines.map(({ text }) => text).join('\n') + '\n')

  const first = top.split('\n').length
  const results = await Promise.all(
    which.map(async (compiler) => {
      const found = await compile(compiler, file, project.root)
      for (let line = 1; line < first; line++) {
        for (const { message } of found.get(line) ?? []) throw new Error(`${compiler}, line ${line}: ${message}`)
      }
      return samples.flatMap((sample, index): Disagreement[] => {
        const wrong = verdict(sample, lines[index]!, found.get(first + index) ?? [])
        const at = `${relative(project.root, file)}:${first + index}`
        const expected = isValid(sample.answer) ? 'valid' : `"${sample.answer.message}"`
        const text = `${callText(sample.op.op, sample.args)}\n  function: ${expected}\n  TypeScript ${compiler}: ${wrong}\n  ${at}`
        return wrong === undefined ? [] : [{ sample, compiler, text }]
      })
    }),
  )
  return results.flat()
}

/** A valid sample has no diagnostic; an invalid one a single line, at an argument, with the exact sentence. */
function verdict({ op, answer }: Sample, line: Line, found: readonly Diagnostic[]): string | undefined {
  const all = found.map(({ code, message, more }) => `${code} ${message}${more}`).join('\n    ')
  if (isValid(answer)) return found.length === 0 ? undefined : all
  const [only] = found
  if (only === undefined) return 'no error'
  if (found.length > 1) return `${found.length} errors\n    ${all}`
  if (!only.message.includes(`'${JSON.stringify(answer.message)}'`)) return all
  if (only.more !== '') return `more than one line: ${all}`
  const isThere = ({ start, end }: Place) => only.column >= start && only.column < end
  const at = line.args.findIndex(isThere)
  const allowed = op.messages[answer.code] ?? []
  if (!allowed.includes(at)) return `at argument ${at} instead of ${allowed.join(' or ')}: ${all}`
  const { elements } = line.args[at]!
  if (answer.index === undefined || elements.length === 0) return undefined
  const element = elements.findIndex(isThere)
  return element === answer.index ? undefined : `at element ${element} instead of ${answer.index}: ${all}`
}
