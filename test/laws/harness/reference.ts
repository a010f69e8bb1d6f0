/** The page of everything there is, made of the indexes and of what the comments say first. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import * as tf from 'tupleflow'
import * as ops from '../../../src/ops/index.js'
import * as optimizers from '../../../src/optimizers/index.js'
import { root } from './compile.js'

export const referenceFile = join(root, 'REFERENCE.md')

/** Where things of a kind are, what users write for them, and the folder of their files. */
const kinds: readonly (readonly [title: string, index: object, prefix: string, folder: string])[] = [
  ['Ops', ops, 'tf', 'ops'],
  ['Layers', tf.layers, 'tf.layers', 'layers'],
  ['Losses', tf.train.losses, 'tf.train.losses', 'losses'],
  ['Metrics', tf.train.metrics, 'tf.train.metrics', 'metrics'],
  ['Optimizers', optimizers, 'tf.train', 'optimizers'],
  ['Schedules', tf.train.schedules, 'tf.train.schedules', 'schedules'],
  ['Callbacks', tf.callbacks, 'tf.callbacks', 'callbacks'],
  ['Initializers', tf.initializers, 'tf.initializers', 'initializers'],
  ['Regularizers', tf.regularizers, 'tf.regularizers', 'regularizers'],
  ['Constraints', tf.constraints, 'tf.constraints', 'constraints'],
]

export function reference(): string {
  const sections = kinds.map(([title, index, prefix, folder]) => {
    const said = firstSentences(join(root, 'src', folder))
    // A loss as a metric, and a second name, have no comment of their own.
    const alike = folder === 'metrics' ? firstSentences(join(root, 'src/losses')) : said
    const names = Object.keys(index).filter((name) => typeof (index as Record<string, unknown>)[name] === 'function')
    const lines = names
      .sort()
      .map((name) => `- \`${prefix}.${name}\`: ${said.get(name) ?? alike.get(name) ?? said.get(again(name))}`)
    return `## ${title}\n\n${lines.join('\n')}`
  })
  const intro = 'What there is, by the first sentence of its comment. `npm run reference` writes this page.'
  return ['# Reference', intro, ...sections].join('\n\n') + '\n'
}
function again(name: string): string {
  return name === 'acc' ? 'accuracy' : name
}

/** The first sentence about each exported function or value of a folder's files. */
function firstSentences(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true)
    for (const statement of source.statements) {
      const comments = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc)
      const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment)
      if (text === undefined) continue
      const sentence = /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text
      for (const name of namesIn(statement)) found.set(name, sentence.replace(/\s+/g, ' '))
    }
  }
  return found
}
function namesIn(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text]
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.map(({ name }) => name.getText())
}
