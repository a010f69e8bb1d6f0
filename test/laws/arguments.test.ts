/**
 * Of two mistakes the compiler names the one on the first argument. So does `infer`, when it asks parameter by parameter:
 * held here by the names, and on random calls with two mistakes by law 1.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import ts from 'typescript'

const folder = new URL('../../src/ops/', import.meta.url)
const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'))

/** What is no parameter itself: the attributes behind an operand, the operands behind the first. */
const standIns: readonly string[] = ['attrs', 'parameters']

/** The parameters of every signature in a file, and the names that each function asks by. */
function read(file: string) {
  const source = ts.createSourceFile(file, readFileSync(new URL(file, folder), 'utf8'), ts.ScriptTarget.Latest, true)
  const signatures: string[][] = []
  const asked = new Map<ts.Node, string[]>()
  const visit = (node: ts.Node, around: ts.Node): void => {
    const own = ts.isFunctionLike(node) ? node : around
    if (ts.isFunctionLike(node)) signatures.push(node.parameters.map(({ name }) => name.getText()))
    if (ts.isCallExpression(node) && node.expression.getText() === 'wrongWith') {
      const [name] = node.arguments
      asked.set(own, [...(asked.get(own) ?? []), (name as ts.StringLiteral).text])
    }
    ts.forEachChild(node, (child) => visit(child, own))
  }
  visit(source, source)
  return { signatures, chains: [...asked.values()] }
}
/** Do the names stand among the parameters in this order? */
function inOrder(names: readonly string[], parameters: readonly string[]): boolean {
  const places = names.filter((name) => !standIns.includes(name)).map((name) => parameters.indexOf(name))
  return places.every((place, i) => place >= (places[i - 1] ?? 0))
}

test('infer asks in the order of the parameters', () => {
  const found = files.map((file) => ({ file, ...read(file) }))
  expect(found.flatMap(({ chains }) => chains).length).toBeGreaterThan(25)
  const wrong = found.flatMap(({ file, signatures, chains }) =>
    chains
      .filter((names) => !signatures.some((parameters) => inOrder(names, parameters)))
      .map((names) => `${file}: ${names.join(', ')}`),
  )
  expect(wrong).toEqual([])
})
