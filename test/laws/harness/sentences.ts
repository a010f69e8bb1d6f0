/** Every sentence as the compiler prints it: the lines of the type tests that are refused, compiled without their mark. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { cache, root, run, type Compiler } from './compile.js'
import { readSources, type Source } from './sources.js'

export interface Said {
  /** With the op or layer that says it in front. */
  readonly sentence: string
  /** The statement that is refused. */
  readonly program: string
  /** The type test, and the line in it, from 1. */
  readonly file: string
  readonly line: number
}
/** A message of `src`, by its name and the text around what changes. */
export interface Message {
  readonly name: string
  readonly path: string
  readonly pattern: RegExp
  readonly fixed: number
}

const tests = join(root, 'type-tests')
const work = join(cache, 'sentences')

function typeTests(): string[] {
  const files = readdirSync(tests, { recursive: true }).map(String)
  return files.filter((file) => file.endsWith('.test-d.ts')).sort()
}
/** Compiles the type tests with nothing expected, and collects what is said. */
export async function allSaid(compiler: Compiler): Promise<Said[]> {
  rmSync(work, { recursive: true, force: true })
  const texts = new Map(typeTests().map((file) => [file, unmarked(file)]))
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(work, file)), { recursive: true })
    writeFileSync(join(work, file), text)
  }
  const up = relative(work, root)
  const paths = { tupleflow: [`${up}/src/index.ts`], tsd: [`${up}/node_modules/tsd`] }
  const compilerOptions = {
    noUnusedLocals: false,
    noEmit: true,
    rootDir: up,
    paths,
    typeRoots: [`${up}/node_modules/@types`],
  }
  writeFileSync(
    join(work, 'tsconfig.json'),
    JSON.stringify({ extends: `${up}/tsconfig.json`, compilerOptions, include: ['.'], exclude: [] }),
  )
  const output = await run(compiler, join(work, 'tsconfig.json'))
  return [...output.matchAll(/^(\S+?)\((\d+),(\d+)\): error TS\d+: .*'"(.*)"'\.$/gm)].flatMap((match): Said[] => {
    const file = relative(work, join(root, match[1]!))
    const text = texts.get(file)
    const sentence = JSON.parse(`"${match[4]!}"`) as string
    if (text === undefined || !/^\w+: /.test(sentence)) return []
    const [line, column] = [Number(match[2]), Number(match[3])]
    return [{ sentence, program: statementAt(text, line - 1, column - 1), file, line }]
  })
}
/** Marks that tell another sentence than is said below them; they may tell its beginning alone. */
export function wrongMarks(said: readonly Said[]): string[] {
  return typeTests().flatMap((file) => {
    const lines = readFileSync(join(tests, file), 'utf8').split('\n')
    return lines.flatMap((text, i) => {
      const told = /@ts-expect-error (\w+: .*?)(?: \*\/\})?$/.exec(text)?.[1]
      if (told === undefined) return []
      const line = 1 + lines.findIndex((each, j) => j > i && !/^\s*\/\//.test(each))
      const isSaid = said.some((each) => each.file === file && each.line === line && each.sentence.startsWith(told))
      return isSaid ? [] : [`type-tests/${file}:${i + 1}: ${told}`]
    })
  })
}
function unmarked(file: string): string {
  const up = relative(dirname(join(work, file)), join(root, 'src'))
  return readFileSync(join(tests, file), 'utf8')
    .replace(/@ts-expect-error/g, 'refused')
    .replace(/'(?:\.\.\/)+src\//g, `'${up}/`)
}
function statementAt(text: string, line: number, column: number): string {
  const tree = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true)
  const position = tree.getPositionOfLineAndCharacter(line, column)
  let found: ts.Node = tree
  const visit = (node: ts.Node): void => {
    if (node.getStart() > position || node.getEnd() <= position) return
    if (ts.isStatement(node) && !ts.isBlock(node) && !ts.isFunctionDeclaration(node)) found = node
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
    .getText()
    .split('\n')
    .filter((each) => !/^\s*\/\/ (refused|prettier)/.test(each))
    .join('\n')
}

/** The messages of `src` whose text is written out. */
export function messages(sources: readonly Source[] = readSources()): Message[] {
  return sources.flatMap(({ path, tree }) =>
    tree.statements.filter(ts.isInterfaceDeclaration).flatMap((each): Message[] => {
      const member = each.members.filter(ts.isPropertySignature).find((one) => one.name.getText() === 'message')
      const text = member?.type?.getText() ?? 'string'
      if (!/^[`'"]/.test(text)) return []
      const parts = text.slice(1, -1).split(/\$\{[^}]*\}/)
      const pattern = new RegExp(`^\\w+: (?:layer \\d+: \\w+: )?${parts.map(escaped).join('.*')}$`)
      return [{ name: each.name.text, path, pattern, fixed: parts.join('').length }]
    }),
  )
}
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The page: under each message the smallest program that gets it; then what options say. */
export function page(said: readonly Said[], all: readonly Message[] = messages()): string {
  const smallest = new Map<string, Said>()
  for (const each of said) {
    const key = keyOf(each.sentence, all)
    const before = smallest.get(key)
    if (before === undefined || size(each) < size(before)) smallest.set(key, each)
  }
  const [rules, others] = [
    [...smallest.keys()].filter((key) => key.includes(' ')),
    [...smallest.keys()].filter((key) => !key.includes(' ')),
  ]
  const section = (keys: readonly string[]) =>
    [...keys]
      .sort()
      .map((key) => entry(smallest.get(key)!))
      .join('\n')
  return `${head}\n## Shapes, dtypes and arguments\n\n${section(rules)}\n## Options and configs\n\n${section(others)}`
}
const size = ({ program, sentence }: Said) => program.length * 1000 + sentence.length
/** A message by its file and name; a sentence of none without what changes in it. */
function keyOf(sentence: string, all: readonly Message[]): string {
  const [best] = all.filter(({ pattern }) => pattern.test(sentence)).sort((a, b) => b.fixed - a.fixed)
  if (best !== undefined && best.fixed > 8) return `${best.path} ${best.name}`
  return sentence
    .replace(/^\w+: /, '')
    .replace(/'[^']*'/g, "''")
    .replace(/\s/g, '_')
    .replace(/got_.*$/, 'got')
    .replace(/^\w+_(is|are)_/, '')
}
const entry = ({ program, sentence }: Said) => `\`\`\`text\n${program}\n  ${sentence}\n\`\`\`\n`

const head = `# Sentences

Every sentence that the compiler prints, each under the smallest program of the type tests that gets it. When run, the same program
throws the same sentence. \`npm run sentences\` writes this page.
`
