import * as core from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'

// What `printPlans` says of a plan, and so: what the plan is.

beforeEach(() => tf.setBackend('wasm'))

interface Printed {
  printPlans(print: (line: string) => void): void
}
function linesOf(printed: Printed): string[] {
  const lines: string[] = []
  printed.printPlans((line) => lines.push(line.trimEnd()))
  return lines
}
/** The rows that tell of values, by their cells. */
const rowsOf = (lines: readonly string[]) =>
  lines.filter((line) => /^%\d/.test(line)).map((line) => line.split(/ {2,}/))
/** The rows of a function that has run. */
function rowsFor(f: (...x: any[]) => unknown, ...args: readonly tf.Tensor<any>[]) {
  const compiled = tf.jit(f as (...x: tf.Tensor<any>[]) => tf.Tensor)
  tf.dispose(compiled(...args))
  return rowsOf(linesOf(compiled as Printed))
}
/** How the steps run and where their results live: the last cells of functions, which are of no layer. */
const livesOf = (rows: readonly (readonly string[])[]) =>
  rows.filter((row) => row.length > 4).map((row) => row.slice(4))

test('a plan took no longer to make than has passed', () => {
  const start = core.util.now()
  const f = tf.jit((x: tf.Tensor<[3]>) => tf.exp(x))
  f(tf.zeros([3])).dispose()
  const [, milliseconds] = /made in ([\d.]+) ms/.exec(linesOf(f as Printed).join())!
  expect(Number(milliseconds)).toBeLessThanOrEqual(core.util.now() - start + 0.01)
})
test('a plan in full', () => {
  const f = tf.jit((x: tf.Tensor<[3]>) => tf.exp(x))
  f(tf.zeros([3])).dispose()
  const lines = linesOf(f as Printed).map((line) => line.replace(/ {2,}/g, '  '))
  expect(lines.slice(2)).toEqual([
    '64 bytes: 0 of arena, 0 kept, 64 of shapes',
    '%0  input  [3]',
    'value  kernel  result  operands  runs as  lives in  layer',
    '%1  Exp  [3]  %0  Exp  tensor',
    'results: %1',
    '',
  ])
})
test('what is given, and of which layer a step is', () => {
  const captured = tf.tensor([1, 2, 3])
  const x = tf.input({ shape: [3] })
  const y = tf.layers.dense({ units: 3, name: 'wide', activation: 'relu' })(x)
  const m = tf.model({ inputs: x, outputs: tf.exp(tf.mul(tf.add(y, captured), tf.tensor([1, 2, 4]))) })
  m.predict(tf.ones([2, 3])).dispose()
  const rows = rowsOf(linesOf(m))
  const of = (kernel: string) => rows.find((row) => row[1] === kernel)!
  expect(rows.slice(0, 5).map((row) => row[1])).toEqual([
    ...['input', 'weight wide/kernel', 'weight wide/bias', 'captured tensor', 'captured tensor'],
  ])
  expect(of('_FusedMatMul + bias + relu').at(-1)).toBe('wide')
  expect(of('Exp').at(-1)).toBe('tensor')
  m.dispose()
})
test('constants are told from what was captured', () => {
  const rows = rowsFor((x) => tf.add(tf.mul(x, [2, 3]), 1), tf.ones([2]))
  expect(rows.filter((row) => row.length === 3).map((row) => row[1])).toEqual(['input', 'constant', 'constant'])
})
test('what is fused into a kernel, and long lists in short', () => {
  const w = tf.ones([3, 3])
  const kernels = (f: (x: any) => unknown) => rowsFor(f, tf.ones([2, 3])).map((row) => row[1])
  expect(kernels((x) => tf.relu(tf.matMul(x, w))).at(-1)).toBe('_FusedMatMul + relu')
  expect(kernels((x) => tf.add(tf.matMul(x, w), tf.ones([3]))).at(-1)).toBe('_FusedMatMul + bias')
  const f = tf.jit((x: tf.Tensor<[5]>) => tf.split(x, 5))
  tf.dispose(f(tf.zeros([5])))
  expect(rowsOf(linesOf(f as Printed)).at(-1)![0]).toBe('%1 … %5')
  const g = tf.jit((x: tf.Tensor<[4]>) => tf.split(x, 4))
  tf.dispose(g(tf.zeros([4])))
  expect(rowsOf(linesOf(g as Printed)).at(-1)![0]).toBe('%1 %2 %3 %4')
})

describe('where values live', () => {
  const x = () => tf.ones([4, 8])
  test('element-wise results take the place of what is needed no more', () => {
    const f = (x: any) => tf.sum(tf.exp(tf.neg(x)))
    expect(livesOf(rowsFor(f, x()))).toEqual([['Neg', 'arena 0'], ['Exp', 'arena 0'], ['Sum', 'tensor']]) // prettier-ignore
  })
  test('but not of what is needed again', () => {
    const f = (x: any) => {
      const y = tf.neg(x)
      return tf.sum(tf.mul(tf.exp(y), y) as any)
    }
    expect(livesOf(rowsFor(f, x()))).toEqual([['Neg', 'arena 0'], ['Exp', 'arena 128'], ['Multiply', 'arena 128'], ['Sum', 'tensor']]) // prettier-ignore
  })
  test('changes of shape and parts are places in their value; what they are needed for reads them there', () => {
    const f = (x: any) => tf.exp(tf.reshape(tf.slice(x, [1, 0], [2, 8]), [16]))
    expect(livesOf(rowsFor(f, x()))).toEqual([['in place', 'tensor+32'], ['in place', 'tensor+32'], ['Exp', 'tensor']]) // prettier-ignore
  })
  test('parts that are not in one piece are moved', () => {
    const f = (x: any) => tf.exp(tf.slice(x, [0, 1], [4, 2]))
    expect(livesOf(rowsFor(f, x()))).toEqual([
      ['moved', 'arena 0'],
      ['Exp', 'tensor'],
    ])
  })
  test('the parts of a joined value are computed in it', () => {
    const f = (x: any) => tf.sum(tf.concat([tf.exp(x), tf.neg(x)]), -1)
    expect(livesOf(rowsFor(f, x()))).toEqual([['Exp', 'arena 0'], ['Neg', 'arena 0+128'], ['in place', 'arena 0'], ['Sum', 'tensor']]) // prettier-ignore
  })
  test('what depends on weights alone is kept', () => {
    const w = tf.variable(tf.ones([8]))
    const f = (x: any) => tf.add(x, tf.exp(w))
    expect(livesOf(rowsFor(f, x()))).toEqual([
      ['Exp', 'kept 0'],
      ['Add', 'tensor'],
    ])
  })
})
