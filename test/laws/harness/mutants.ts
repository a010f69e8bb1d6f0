/** Small errors to be planted: in the rules, messages and gradients of ops, and in all other code. */
import ts from 'typescript'
import { randomFrom, seedOf } from './random.js'
import { declaredIn, docOf, importsOf, type Source } from './sources.js'

export type Half = 'type' | 'function' | 'message type' | 'message function' | 'gradient' | 'code'
export interface Mutant {
  readonly path: string
  readonly half: Half
  /** The declaration that is changed. */
  readonly name: string
  /** What is changed, and into what; something short with what stands around it. */
  readonly before: string
  readonly after: string
  readonly start: number
  readonly end: number
  readonly replacement: string
}
export const describeMutant = ({ path, half, name, before, after }: Mutant) =>
  `${path} ${name} (${half}): ${oneLine(before)} → ${oneLine(after)}`
function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > 70 ? `${flat.slice(0, 40)} ... ${flat.slice(-26)}` : flat
}

/** Files whose mutants the laws of ops should find. The arithmetic of dimensions has laws of its own. */
const held = /^(ops|shape)\//
/** Lists of exports, and what a script generates. */
const isList = ({ path }: Source) => /(^|\/)index\.ts$|^shape\/digits\.ts$/.test(path)
/** So many places to change in one unit are worth a mutant of their own. */
const placesEach = 12

/** One mutant for each rule, message and gradient of ops, and for each unit of other code; a seed decides which one. */
export function mutantsOf(sources: readonly Source[], seed = 1): Mutant[] {
  return sources
    .filter((source) => !isList(source))
    .flatMap((source) =>
      held.test(source.path) ?
        source.tree.statements.flatMap((statement) => mutantsIn(source, statement)).map((some) => ({ some, count: 1 }))
      : mutantsOfCode(source).map((some) => ({ some, count: Math.ceil(some.length / placesEach) })),
    )
    .flatMap(({ some, count }) => chosen(some, seed, count))
}

function chosen(candidates: readonly Mutant[], seed: number, count: number): Mutant[] {
  if (candidates.length === 0) return []
  const { path, name, half } = candidates[0]!
  const random = randomFrom(seedOf(`${path} ${name} ${half}`, seed))
  const rest = [...candidates]
  return Array.from({ length: count }, () => rest.splice(Math.floor(random() * rest.length), 1)[0]!)
}

/** For each thing that is mutated once, the changes to choose from. */
function mutantsIn(source: Source, statement: ts.Statement): Mutant[][] {
  const changes = (half: Half, name: string, found: readonly Change[]) => [asMutants(source, half, name, found)]
  const gradients = changes('gradient', 'gradient', changesIn(statement, gradientChanges))
  if (ts.isTypeAliasDeclaration(statement))
    return changes('type', statement.name.text, changesIn(statement.type, typeChanges))
  if (ts.isInterfaceDeclaration(statement)) {
    if (!declaredIn(source).messages.has(statement.name.text)) return []
    return changes('message type', statement.name.text, changesIn(statement, messageChanges))
  }
  if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) return gradients
  const name = statement.name.text
  // The public function only hands its arguments on.
  if (docOf(source, name).includes('@example')) return []
  const isMessage = /\bfailure\(/.test(statement.getText()) && !/Rule$/.test(name)
  return isMessage ?
      changes('message function', name, changesIn(statement, messageChanges))
    : [...changes('function', name, changesIn(statement, functionChanges)), ...gradients]
}

/** For each unit of a file and for its constants, the changes to choose from. */
function mutantsOfCode(source: Source): Mutant[][] {
  return unitsOf(source).map(({ name, nodes }) =>
    asMutants(
      source,
      'code',
      name,
      nodes.flatMap((node) =>
        changesIn(
          node,
          codeChanges,
          (inner) => isOfTypes(inner) || isSamples(inner) || (inner !== node && unitName(inner) !== undefined),
        ),
      ),
    ),
  )
}

function asMutants({ path, text }: Source, half: Half, name: string, found: readonly Change[]): Mutant[] {
  return found.map(({ node, after: replacement }) => {
    const [start, end] = [node.getStart(), node.end]
    // A short one may stand there more than once.
    const around = end - start < 24 ? 16 : 0
    const [left, right] = [text.slice(start - around, start), text.slice(end, end + around)]
    const [before, after] = [text.slice(start, end), replacement].map((middle) => left + middle + right)
    return { path, half, name, before: before!, after: after!, start, end, replacement }
  })
}

const isOfTypes = (node: ts.Node): boolean =>
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))

/** What an option gives the laws to try: other values are as good. */
const isSamples = (node: ts.Node) => ts.isPropertyAssignment(node) && node.name.getText() === 'samples'

/** Code that has a name: a function, a method, a function in a definition; or the constants of a file. */
export interface Unit {
  readonly name: string
  readonly nodes: readonly ts.Node[]
}
export function unitsOf({ tree }: Source): Unit[] {
  const found: Unit[] = []
  const visit = (node: ts.Node): void => {
    const name = unitName(node)
    if (name !== undefined) found.push({ name, nodes: [node] })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return [...found, { name: 'constants', nodes: tree.statements.filter((each) => unitName(each) === undefined) }]
}
/** The name of a unit with what it stands in, such as `Adam.update`; nothing for other nodes. */
export function unitName(node: ts.Node): string | undefined {
  if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return undefined
  const { parent } = node
  const isNamed =
    ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
  const own =
    ts.isConstructorDeclaration(node) ? 'constructor'
    : node.name !== undefined ? node.name.getText()
    : isNamed ? parent.name.getText()
    : undefined
  if (own === undefined) return undefined
  const outer = ownerName(isNamed ? parent.parent : parent)
  return outer === undefined ? own : `${outer}.${own}`
}
function ownerName(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at)) return unitName(at) ?? ownerName(at.parent)
    if ((ts.isClassDeclaration(at) || ts.isVariableDeclaration(at)) && at.name !== undefined) return at.name.getText()
  }
  return undefined
}

interface Change {
  readonly node: ts.Node
  readonly after: string
}
function changesIn(
  node: ts.Node,
  of: (node: ts.Node) => string | undefined,
  skip: (node: ts.Node) => boolean = () => false,
): Change[] {
  const found: Change[] = []
  const visit = (each: ts.Node): void => {
    if (skip(each)) return
    const after = of(each)
    if (after !== undefined) found.push({ node: each, after })
    ts.forEachChild(each, visit)
  }
  visit(node)
  return found
}

/** Exchanges the branches of a condition; one number more. */
function typeChanges(node: ts.Node): string | undefined {
  if (ts.isConditionalTypeNode(node)) {
    const [check, extended] = [node.checkType.getText(), node.extendsType.getText()]
    // What is inferred is known in one branch only.
    if (extended.includes('infer ') || node.falseType.kind === ts.SyntaxKind.NeverKeyword) return undefined
    return `${check} extends ${extended} ? ${node.falseType.getText()} : ${node.trueType.getText()}`
  }
  if (ts.isLiteralTypeNode(node) && ts.isNumericLiteral(node.literal)) return String(Number(node.literal.text) + 1)
  return undefined
}

const opposites: { readonly [operator: string]: string } = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '>': '>=',
  '<=': '<',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
}
/** Another operator, exchanged branches, one number more. */
function functionChanges(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node)) {
    const other = opposites[node.operatorToken.getText()]
    return other && `${node.left.getText()} ${other} ${node.right.getText()}`
  }
  if (ts.isConditionalExpression(node)) {
    return `${node.condition.getText()} ? ${node.whenFalse.getText()} : ${node.whenTrue.getText()}`
  }
  // A number that stands in a type does nothing.
  if (ts.isNumericLiteral(node) && !ts.isTypeNode(node.parent)) return String(Number(node.text) + 1)
  return undefined
}

/** Also: a condition turned round, a truth value turned round, a step left out, a default that always applies. */
function codeChanges(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return 'false'
  if (node.kind === ts.SyntaxKind.FalseKeyword) return 'true'
  if (ts.isIfStatement(node.parent) && node.parent.expression === node && !ts.isBinaryExpression(node)) {
    return ts.isPrefixUnaryExpression(node) ? node.operand.getText() : `!(${node.getText()})`
  }
  if (ts.isExpressionStatement(node) && !/^super\b/.test(node.getText())) return '{}'
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return node.right.getText()
  }
  return functionChanges(node)
}

/** Another word. */
function messageChanges(node: ts.Node): string | undefined {
  const isText =
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node)
  if (!isText || ts.isPropertyAssignment(node.parent)) return undefined
  const text = node.getText()
  const changed = text.replace(/[a-z]{2,}/, (word) => `${word}x`)
  return changed === text ? undefined : changed
}

/** A factor less: in a `gradient`, a call is replaced by its first argument. */
function gradientChanges(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.arguments.length === 0) return undefined
  if (!insideGradient(node) || /^(grad|dispatch|String|Number)/.test(node.expression.text)) return undefined
  const first = node.arguments[0]!
  return ts.isArrowFunction(first) || ts.isSpreadElement(first) ? undefined : first.getText()
}
function insideGradient(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isPropertyAssignment(at) && at.name.getText() === 'gradient') return true
  }
  return false
}

/** The ops that a file takes part in, those that import it themselves first. */
export function opsUsing(path: string, sources: readonly Source[], sampled: readonly string[]): string[] {
  const opOf = (file: string) => /^ops\/(\w+)\.ts$/.exec(file)?.[1]
  const distance = new Map([[path, 0]])
  for (const [file, steps] of distance) {
    if (opOf(file) !== undefined && file !== path) continue
    for (const source of sources) {
      const uses = importsOf(source, true).some(({ from }) => from === file)
      if (uses && !distance.has(source.path)) distance.set(source.path, steps + 1)
    }
  }
  return [...distance].flatMap(([file]) => opOf(file) ?? []).filter((op) => sampled.includes(op))
}
