/**
 * Examples in doc comments and Markdown, with what the comments behind their lines claim. A claim is about what the
 * statement declares, or about its value:
 *
 *     // Tensor<[2], 'bool'>                     its type
 *     // ['batch', 8]                            the shape in its type
 *     // (x) => Tensor<[2]>                      what a function returns
 *     // 0.5, -1                                 its numbers, rounded as they are written, or truth values
 *     // Tensor<[2]>: 0.5, -1                    both
 *     // Tensor<[2]>, Tensor<[3]>                of several names, in order, or each with its name: `a: Tensor<[2]>`
 *     // 1, 2 and 3, 4                           the numbers of several names
 *
 * Behind a type, and on lines of their own, words may follow. A line of tildes under a statement, and behind them a
 * sentence, say where and how the compiler refuses it; the run fails with the same sentence.
 */
import { transform } from 'esbuild'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './compile.js'
import { examplesOf, type Example, type Source } from './sources.js'

/** What belongs together: the blocks of a page go on from each other, those of doc comments stand alone. */
export interface Document {
  readonly blocks: readonly Example[]
}
export function documentsOf(sources: readonly Source[]): Document[] {
  const pages = readdirSync(root).filter((file) => file.endsWith('.md'))
  return [
    ...sources.flatMap(examplesOf).map((example) => ({ blocks: [{ ...example, path: `src/${example.path}` }] })),
    ...pages.map((path) => ({ blocks: blocksOf(path, readFileSync(join(root, path), 'utf8')) })),
  ].filter(({ blocks }) => blocks.length > 0)
}
function blocksOf(path: string, text: string): Example[] {
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ 1: code, index }) => ({
    path,
    line: text.slice(0, index).split('\n').length + 1,
    code: code!.trimEnd() + '\n',
  }))
}

export interface Claim {
  /** For each name in order, or under its name: TypeScript that is `true` when the name `_` has the type. */
  readonly types: readonly { readonly of: string | number; readonly check: string }[]
  readonly numbers: readonly (readonly string[])[]
}
const number = String.raw`(?:-?\d[\d_]*(?:\.\d+)?|true|false)`
const numbers = new RegExp(`^${number}(, ${number})*( and ${number}(, ${number})*)*$`)

/** What a comment claims: nothing when it is only words. Throws when it begins like a claim, and is none. */
export function claimOf(comment: string): Claim | undefined {
  const types: { of: string | number; check: string }[] = []
  let rest = comment.trim()
  for (;;) {
    const start = /^(?:(\w+): )?(?:\([\w, ]*\) => )?(?=(?:Symbolic)?Tensor<|\[)/.exec(rest)
    if (start === null) break
    const length = start[0].length + typeLength(rest.slice(start[0].length))
    types.push({ of: start[1] ?? types.length, check: checkOf(rest.slice(start[1] ? start[1].length + 2 : 0, length)) })
    rest = rest.slice(length)
    if (!/^, (?=(\w+: )?(Symbolic)?Tensor<)/.test(rest)) break
    rest = rest.slice(2)
  }
  if (types.length > 0) rest = rest.replace(/^: ?/, '')
  if (numbers.test(rest)) return { types, numbers: rest.split(' and ').map((group) => group.split(', ')) }
  if (new RegExp(`^${number}`).test(rest)) throw new Error(`'${rest}' is no list of numbers`)
  return types.length > 0 ? { types, numbers: [] } : undefined
}
/** The length of a type at the start of a text: up to where its brackets are closed. */
function typeLength(text: string): number {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if ('<[('.includes(text[i]!)) depth++
    if ('>])'.includes(text[i]!) && --depth === 0) return i + 1
  }
  throw new Error(`'${text}' is not closed`)
}
function checkOf(type: string): string {
  const full = type.replace(/\b(Symbolic)?Tensor</g, 'tf.$&')
  const [, result] = /^\([\w, ]*\) => (.*)$/.exec(full) ?? []
  if (result !== undefined) return `Eq<ReturnType<typeof _>, ${result}>`
  return type.startsWith('[') ? `Eq<(typeof _)['shape'], ${full}>` : `Eq<typeof _, ${full}>`
}

export interface Refusal {
  readonly sentence: string
  /** Where in the line, from 1. */
  readonly column: number
}
/** A statement with what stands behind or under it. */
interface Statement {
  readonly start: number
  readonly end: number
  /** Behind the comment. */
  readonly after: number
  /** The line of its last token, in the block, from 0. */
  readonly line: number
  /** What it declares; nothing for an expression. */
  readonly names: readonly string[]
  readonly isExpression: boolean
  readonly claim?: Claim
  readonly refusal?: Refusal
}

/** The statements of a block that say something. */
function statementsOf({ code, path, line: first }: Example): Statement[] {
  const tree = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true)
  const lines = code.split('\n')
  const found: Statement[] = []
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit)
    if (!ts.isVariableStatement(node) && !ts.isExpressionStatement(node)) return
    const [comment] = ts.getTrailingCommentRanges(code, node.end) ?? []
    const line = tree.getLineAndCharacterOfPosition(node.end).line
    const marks = /^\s*\/\/ *(~+) (.*)$/.exec(lines[line + 1] ?? '')
    try {
      const claim = comment && claimOf(code.slice(comment.pos + 2, comment.end))
      if (claim === undefined && marks === null) return
      found.push({
        ...{ start: node.getStart(), end: node.end, after: comment?.end ?? node.end, line },
        ...{ names: namesIn(node), isExpression: ts.isExpressionStatement(node) },
        ...(claim && { claim }),
        ...(marks && { refusal: { sentence: marks[2]!, column: lines[line + 1]!.indexOf('~') + 1 } }),
      })
    } catch (error) {
      throw new Error(`${path}:${first + line}: ${(error as Error).message}`)
    }
  }
  visit(tree)
  return found.sort((a, b) => a.start - b.start)
}
function namesIn(node: ts.Node): string[] {
  if (ts.isBindingElement(node) || ts.isVariableDeclaration(node)) {
    return ts.isIdentifier(node.name) ? [node.name.text] : node.name.elements.flatMap(namesIn)
  }
  return ts.isVariableStatement(node) ? node.declarationList.declarations.flatMap(namesIn) : []
}

/** How many statements of an example claim something. */
export const claimsIn = (example: Example): number => statementsOf(example).length

export interface Line {
  readonly text: string
  /** `src/ops/add.ts:14` */
  readonly origin: string
  readonly refusal?: Refusal
}
/** The documents as one program, line by line: each claim about a type is a line that only compiles when it is true. */
export function typedLines(documents: readonly Document[]): Line[] {
  return documents.flatMap(({ blocks }, number) => [
    { text: `export const example${number} = async () => {`, origin: '' },
    ...blocks.flatMap((block) => [{ text: '{', origin: '' }, ...typedBlock(block)]),
    { text: `${'}'.repeat(blocks.length)} }`, origin: '' },
  ])
}
function typedBlock(block: Example): Line[] {
  const statements = statementsOf(block)
  const valued = new Map(statements.flatMap((each, i) => (isValued(each) ? [[each.start, `value${i}`] as const] : [])))
  const edits = [...valued].map(([start, name]) => ({ at: start, text: `const ${name} = ` }))
  return edited(block.code, edits)
    .split('\n')
    .flatMap((text, line): Line[] => {
      const origin = `${block.path}:${block.line + line}`
      const own = statements.filter((each) => each.line === line)
      const refusal = own.find((each) => each.refusal !== undefined)?.refusal
      const checks = own.flatMap(({ claim, names, start }) =>
        (claim?.types ?? []).map(({ of, check }) => {
          const name = valued.get(start) ?? (typeof of === 'string' ? of : names[of])
          return { text: `is<${check.replace('_', name ?? 'nothing')}>()`, origin }
        }),
      )
      return [{ text: text.replace(/^import .*/, ''), origin, ...(refusal && { refusal }) }, ...checks]
    })
}
const isValued = ({ isExpression, claim }: Statement) => isExpression && claim !== undefined

function edited(code: string, edits: readonly { readonly at: number; readonly text: string }[]): string {
  return [...edits]
    .sort((a, b) => b.at - a.at)
    .reduce((all, { at, text }) => all.slice(0, at) + text + all.slice(at), code)
}

/** What the run of a document is told. */
export interface Witness {
  numbers(origin: string, values: readonly unknown[], claimed: readonly (readonly string[])[]): void
  refused(origin: string, sentence: string, run: () => Promise<unknown>): Promise<void>
}
type Runnable = (tf: object, witness: Witness) => Promise<void>

/** A document as a function of the library. */
export async function runnable({ blocks }: Document): Promise<Runnable> {
  const text = blocks.map((block) => `{ ${runBlock(block)}`).join('\n') + '}'.repeat(blocks.length)
  const { code } = await transform(`export default async (tf, witness) => {${text}}`, {
    loader: 'ts',
    format: 'cjs',
    target: 'es2022',
  })
  const module = { exports: {} as { default: Runnable } }
  new Function('module', 'exports', code)(module, module.exports)
  return module.exports.default
}
function runBlock(block: Example): string {
  const edits = statementsOf(block).flatMap((each, i) => {
    const { start, end, after, line, names, claim, refusal } = each
    const origin = JSON.stringify(`${block.path}:${block.line + line}`)
    if (refusal !== undefined) {
      const [open, close] = [
        `await witness.refused(${origin}, ${JSON.stringify(refusal.sentence)}, async () => { `,
        ' })',
      ]
      return [
        { at: start, text: open },
        { at: end, text: close },
      ]
    }
    if (claim === undefined || claim.numbers.length === 0) return []
    const values = isValued(each) ? [`value${i}`] : names
    return [
      ...(isValued(each) ? [{ at: start, text: `const value${i} = ` }] : []),
      { at: after, text: `\nwitness.numbers(${origin}, [${values}], ${JSON.stringify(claim.numbers)});` },
    ]
  })
  return edited(block.code, edits).replace(/^import .*/gm, '')
}

/** Is a number the one that is written, as far as it is written? */
export function isWritten(value: number, written: string): boolean {
  if (written === 'true' || written === 'false') return value === Number(written === 'true')
  const decimals = written.split('.')[1]?.length ?? 0
  const allowed = decimals === 0 ? 0 : 0.5 * 10 ** -decimals
  return Math.abs(value - Number(written.replaceAll('_', ''))) <= allowed + 1e-6 * Math.max(1, Math.abs(value))
}
