/** The little language of the records, run on the library: `name = expression`, one statement a step. */
import * as tf from '../../src/index.js'
import type { LossName } from '../../src/train/compile.js'

/** `L(2,padding=same)(x)`, `[batch,10]`, `"ij,i->"`, `x`, `2`. */
export type Expression = number | { readonly word: string } | { readonly text: string } | readonly Expression[] | Call
export interface Call {
  readonly callee: Expression
  readonly args: readonly Expression[]
  readonly named: { readonly [name: string]: Expression }
}
export interface Statement {
  /** Absent in a statement that only does something. */
  readonly name?: string
  readonly expression: Expression
}

export function parse(statement: string): Statement {
  const [, name, rest] = /^(?:(\w+) = )?(.*)$/.exec(statement)!
  const tokens = rest!.match(/"[^"]*"|-?\d+|\w+|[[\](),=:]/g)!
  let at = 0
  const take = (token: string) => tokens[at] === token && ++at > 0

  function list<T>(end: string, item: () => T): T[] {
    const items: T[] = []
    while (!take(end)) {
      items.push(item())
      take(',')
    }
    return items
  }
  function expression(): Expression {
    if (take('[')) return list(']', expression)
    const token = tokens[at++]!
    if (token.startsWith('"')) return { text: token.slice(1, -1) }
    if (/^-?\d/.test(token)) return Number(token)
    let result: Expression = { word: token }
    while (take('(')) result = call(result)
    return result
  }
  function call(callee: Expression): Call {
    const [args, named]: [Expression[], { [name: string]: Expression }] = [[], {}]
    list(')', () => {
      if (!/^[=:]$/.test(tokens[at + 1]!)) return args.push(expression())
      const key = tokens[at]!
      at += 2
      return (named[key] = expression())
    })
    return { callee, args, named }
  }
  return { ...(name !== undefined && { name }), expression: expression() }
}

/** How many rows `N` is in data. */
export const ROWS = 4
export const losses: { readonly [name: string]: LossName } = {
  mse: 'meanSquaredError',
  binary_crossentropy: 'binaryCrossentropy',
  categorical_crossentropy: 'categoricalCrossentropy',
  sparse_categorical_crossentropy: 'sparseCategoricalCrossentropy',
}

// What a word does is looked up when the program runs, so its arguments have no static types.
type Word = (args: any[], named: any) => unknown
/** A layer of any configuration: the program alone says which options it has. */
const layer = (make: unknown, config: object) => (make as (config: object) => (x: tf.AnyTensor) => tf.AnyTensor)(config)
const placeholder: Word = ([batchShape]) => tf.input({ batchShape })

const words: { readonly [word: string]: Word } = {
  Input: (shape) => tf.input({ shape }),
  Tensor: placeholder,
  Weight: placeholder,
  Conv2D: ([filters, kernelSize], { stride: strides = 1, padding = 'valid' }) =>
    layer(tf.layers.conv2d, { filters, kernelSize, strides, padding }),
  Dense: ([units]) => layer(tf.layers.dense, { units }),
  Flatten: () => layer(tf.layers.flatten, {}),
  LSTM: ([units], { return_sequences }) =>
    layer(tf.layers.lstm, { units, returnSequences: return_sequences === 'true' }),
  MaxPool2D: ([poolSize], { padding = 'valid' }) => layer(tf.layers.maxPooling2d, { poolSize, padding }),
  add: ([a, b]) => tf.add(a, b),
  concat: ([list], { axis }) => tf.concat(list, axis),
  conv2d: ([x, w], { stride, padding }) => tf.conv2d(x, w, stride, padding),
  einsum: ([equation, ...operands]) => tf.einsum(equation, ...operands),
  ensure_shape: ([x, shape]) => tf.ensureShape(x, shape),
  expand_dims: ([x], { axis }) => tf.expandDims(x, axis),
  matmul: ([a, b]) => tf.matMul(a, b),
  mul: ([a, b]) => tf.mul(a, b),
  pad: ([x, paddings]) => tf.pad(x, paddings),
  reduce_mean: ([x], { axis, keepdims }) => tf.mean(x, axis, keepdims === 'true'),
  reshape: ([x, shape]) => tf.reshape(x, shape),
  slice: ([x, begin, size]) => tf.slice(x, begin, size),
  square: ([x]) => tf.square(x),
  squeeze: ([x], { axis }) => tf.squeeze(x, axis),
  sub: ([a, b]) => tf.sub(a, b),
  tile: ([x, reps]) => tf.tile(x, reps),
  transpose: ([x, perm]) => tf.transpose(x, perm),
  Model: ([inputs, outputs]) => tf.model({ inputs, outputs }),
  predict: ([m], { x }) => m.predict(data(x)),
  fit: ([m], { x, y, loss }) => check(m.compile({ optimizer: 'sgd', loss: losses[loss] }), data(x), data(y)),
}

type Sizes = readonly (number | 'N')[]
function data(shape: Sizes | readonly Sizes[]): tf.Tensor | tf.Tensor[] {
  if (Array.isArray(shape[0])) return (shape as readonly Sizes[]).map((each) => data(each) as tf.Tensor)
  return tf.zeros((shape as Sizes).map((size) => (size === 'N' ? ROWS : size)))
}
/** Stops a training as soon as its data has been checked. */
async function check(m: tf.Model, x: unknown, y: unknown): Promise<void> {
  const accepted = new Error('accepted')
  const onTrainBegin = () => {
    throw accepted
  }
  const fit = m.fit.bind(m) as (x: unknown, y: unknown, args: tf.FitArgs) => Promise<tf.History>
  await fit(x, y, { callbacks: { onTrainBegin } }).catch((error: unknown) => {
    if (error !== accepted) throw error
  })
}

function evaluate(expression: Expression, scope: ReadonlyMap<string, unknown>): any {
  if (typeof expression === 'number') return expression
  if (Array.isArray(expression)) return expression.map((item) => evaluate(item, scope))
  if ('text' in expression) return expression.text
  if ('word' in expression) return scope.get(expression.word) ?? expression.word
  const { callee, args, named } = expression as Call
  const values = args.map((arg) => evaluate(arg, scope))
  if ('word' in (callee as object)) {
    const { word } = callee as { readonly word: string }
    if (!scope.has(word)) {
      if (!Object.hasOwn(words, word)) throw new Error(`the language has no '${word}'`)
      const options = Object.entries(named).map(([key, value]) => [key, evaluate(value, scope)] as const)
      return words[word]!(values, Object.fromEntries(options))
    }
  }
  return evaluate(callee, scope)(...values)
}

/** Runs a program; `error` is what its last step threw. A tensor has a shape, a model that of its outputs, `fit` none. */
export async function run(
  program: readonly string[],
): Promise<{ readonly shapes: unknown[]; readonly error?: unknown }> {
  const scope = new Map<string, unknown>()
  const shapes: unknown[] = []
  for (const statement of program) {
    const { name, expression } = parse(statement)
    try {
      const value = await evaluate(expression, scope)
      if (name !== undefined) scope.set(name, value)
      shapes.push((value?.outputs ?? value)?.shape ?? null)
    } catch (error) {
      return { shapes, error }
    }
  }
  return { shapes }
}
