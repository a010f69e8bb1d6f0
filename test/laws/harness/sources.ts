/** The sources as syntax, for the conventions. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { root } from './compile.js'

export const src = join(root, 'src')

export interface Source {
  /** Relative to `src`, such as `ops/add.ts`. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}
export function readSources(): Source[] {
  return (readdirSync(src, { recursive: true }) as string[])
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(src, path), 'utf8')
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
    })
}

export interface Import {
  /** Relative to `src`. */
  readonly from: string
  /** The values that are imported; types are left out. */
  readonly values: readonly string[]
}
/** Imports and re-exports of the library's own files; those of types alone only when they are wanted. */
export function importsOf({ path, tree }: Source, withTypes = false): Import[] {
  return tree.statements.flatMap((statement): Import[] => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const target = statement.moduleSpecifier
    if (target === undefined || !ts.isStringLiteral(target) || !target.text.startsWith('.')) return []
    const from = relative(src, resolve(src, dirname(path), target.text.replace(/\.js$/, '.ts')))
    const values =
      ts.isImportDeclaration(statement) ? importedValues(statement.importClause) : exportedValues(statement)
    return values.length > 0 || withTypes ? [{ from, values }] : []
  })
}
function importedValues(clause: ts.ImportClause | undefined): string[] {
  if (clause === undefined || clause.isTypeOnly) return []
  const named = clause.namedBindings
  if (named === undefined) return []
  if (ts.isNamespaceImport(named)) return [named.name.text]
  return named.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text)
}
function exportedValues(statement: ts.ExportDeclaration): string[] {
  if (statement.isTypeOnly) return []
  const clause = statement.exportClause
  if (clause === undefined || !ts.isNamedExports(clause)) return ['*']
  return clause.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text)
}

/** The names, of those given, that are used while the module loads, so outside of every function. */
export function usedWhileLoading({ tree }: Source, names: ReadonlySet<string>): string[] {
  const used: string[] = []
  const visit = (node: ts.Node): void => {
    if (
      ts.isFunctionLike(node) ||
      ts.isTypeNode(node) ||
      ts.isImportDeclaration(node) ||
      ts.isInterfaceDeclaration(node)
    )
      return
    if (ts.isTypeAliasDeclaration(node)) return
    if (ts.isIdentifier(node) && names.has(node.text) && !isName(node)) used.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return used
}
/** Is the identifier the name of something, such as a property, and no reference? */
function isName({ parent, text }: ts.Identifier): boolean {
  if (ts.isPropertyAssignment(parent) || ts.isPropertyAccessExpression(parent)) return parent.name.getText() === text
  return ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)
}

export interface Declared {
  readonly types: ReadonlySet<string>
  readonly functions: ReadonlySet<string>
  /** Interfaces whose `message` is written out: sentences. */
  readonly messages: ReadonlySet<string>
  /** Functions that make a failure, but the one that all of them call. */
  readonly failing: ReadonlySet<string>
}
/** What a file declares at its top level, exported or not. */
export function declaredIn({ tree }: Source): Declared {
  const [types, functions] = [new Set<string>(), new Set<string>()]
  const [messages, failing] = [new Set<string>(), new Set<string>()]
  for (const statement of tree.statements) {
    if (ts.isTypeAliasDeclaration(statement)) types.add(statement.name.text)
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      functions.add(statement.name.text)
      if (/\breturn failure\(/.test(statement.getText())) failing.add(statement.name.text)
    }
    if (!ts.isInterfaceDeclaration(statement)) continue
    types.add(statement.name.text)
    if (statement.members.some(isSentence)) messages.add(statement.name.text)
  }
  return { types, functions, messages, failing }
}

function isSentence(member: ts.TypeElement): boolean {
  return (
    ts.isPropertySignature(member) && member.name.getText() === 'message' && !/^string$/.test(member.type!.getText())
  )
}

/** The doc comment of an exported name, with its stars. */
export function docOf({ tree, text }: Source, name: string): string {
  for (const statement of tree.statements) {
    const names =
      ts.isVariableStatement(statement) ? statement.declarationList.declarations.map((each) => each.name.getText())
      : ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? [statement.name?.text]
      : []
    if (names.includes(name)) return text.slice(statement.pos, statement.getStart())
  }
  return ''
}

export interface Example {
  readonly path: string
  /** The first line in the file, from 1. */
  readonly line: number
  readonly code: string
}
/** The ```ts blocks of all comments. */
export function examplesOf({ path, text }: Source): Example[] {
  return [...text.matchAll(/^ *\* ```ts\n((?: *\*.*\n)*?) *\* ```$/gm)].map((match) => ({
    path,
    line: text.slice(0, match.index).split('\n').length + 1,
    code: match[1]!.replace(/^ *\* ?/gm, ''),
  }))
}
