/** Which rules an op asks: in the types of its public function, and when it runs. */
import { dirname, relative, resolve } from 'node:path'
import ts from 'typescript'
import { src, type Source } from './sources.js'

type Space = 'types' | 'values'
/** What a name stands for: the nodes that declare it in a file. */
interface Declaration {
  readonly path: string
  readonly name: string
  readonly types: readonly ts.Node[]
  readonly values: readonly ts.Node[]
  readonly isRule: boolean
}

/** A rule answers with a shape or a failure: a function that says so, and a type of the same name. */
const answers = (node: ts.Node): boolean =>
  ts.isFunctionDeclaration(node) && /\bFailure\b/.test(node.type?.getText() ?? '')
/** These parts of a definition are no rules: they run when the rule has been asked. */
const later = new Set(['lower', 'gradient', 'kernel', 'host', 'instead'])

export class Rules {
  private readonly declared = new Map<string, Declaration>()
  /** What a file imports, by its name there. */
  private readonly imported = new Map<string, string>()

  constructor(sources: readonly Source[]) {
    for (const { path, tree } of sources) {
      for (const statement of tree.statements) this.declare(path, statement)
    }
  }
  private declare(path: string, statement: ts.Statement): void {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const target = statement.moduleSpecifier.text
      const bindings = statement.importClause?.namedBindings
      if (!target.startsWith('.') || bindings === undefined || !ts.isNamedImports(bindings)) return
      const from = relative(src, resolve(src, dirname(path), target.replace(/\.js$/, '.ts')))
      for (const { name, propertyName } of bindings.elements) {
        this.imported.set(`${path} ${name.text}`, `${from} ${(propertyName ?? name).text}`)
      }
      return
    }
    if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      this.add(path, statement.name.text, 'types', statement)
    }
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
      this.add(path, statement.name.text, 'values', statement)
    }
    if (ts.isVariableStatement(statement)) {
      for (const each of statement.declarationList.declarations) this.add(path, each.name.getText(), 'values', each)
    }
  }
  private add(path: string, name: string, space: Space, node: ts.Node): void {
    const key = `${path} ${name}`
    const { types, values } = this.declared.get(key) ?? { types: [], values: [] }
    const all = { path, name, types, values, [space]: [...{ types, values }[space], node] }
    this.declared.set(key, { ...all, isRule: all.types.length > 0 && all.values.some(answers) })
  }

  /** The rules that an op asks in the types of its public function, and those that it asks when run. */
  of(path: string, op: string): { readonly types: ReadonlySet<string>; readonly values: ReadonlySet<string> } {
    const nodes = this.declared.get(`${path} ${op}`)?.values ?? []
    const signatures = nodes.flatMap((node) => (ts.isVariableDeclaration(node) ? (node.type ?? []) : [node]))
    return { types: this.asked(path, signatures, 'types'), values: this.asked(path, nodes, 'values') }
  }
  /** The rules that one of two lists has and the other has not, not even inside of another rule. */
  alone(some: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
    const inside = new Set([...others].flatMap((rule) => [...this.within(rule)]))
    return [...some].filter((rule) => !inside.has(rule) && ![...this.within(rule)].some((part) => others.has(part)))
  }
  /** A rule with all those that it asks itself. */
  private within(rule: string): ReadonlySet<string> {
    const { path, name, types, values } = this.declared.get(rule)!
    const parts = new Set([`${path} ${name}`])
    for (const part of this.asked(path, types, 'types')) parts.add(part)
    for (const part of this.asked(path, values, 'values')) parts.add(part)
    return parts
  }

  /** The rules that are reached from some nodes; what lies behind a rule is its own business. */
  private asked(path: string, nodes: readonly ts.Node[], space: Space): ReadonlySet<string> {
    const found = new Set<string>()
    const seen = new Set<Declaration>()
    const follow = (key: string): void => {
      const declaration = this.declared.get(this.imported.get(key) ?? key)
      if (declaration === undefined || seen.has(declaration) || !isHeld.test(declaration.path)) return
      seen.add(declaration)
      if (declaration.isRule) found.add(`${declaration.path} ${declaration.name}`)
      else for (const node of declaration[space]) visit(node, declaration.path)
    }
    const visit = (node: ts.Node, at: string): void => {
      // What a body does is no type of the call, and the types in it are none of its values.
      if (space === 'types' ? ts.isBlock(node) : ts.isTypeNode(node) || isLater(node)) return
      if (ts.isIdentifier(node) && !isOwnName(node)) follow(`${at} ${node.text}`)
      ts.forEachChild(node, (child) => visit(child, at))
    }
    for (const node of nodes) visit(node, path)
    return found
  }
}
/** Where rules are: what a dispatch does is the same for all ops. */
const isHeld = /^(ops|shape)\//
const isLater = (node: ts.Node): boolean =>
  (ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) && later.has(node.name.getText())
const isOwnName = (node: ts.Identifier): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  return 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent)
}
