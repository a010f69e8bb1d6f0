import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import type { Sized, Value } from '../../src/graph/node.js'
import { inputNode } from '../../src/graph/sources.js'
import { inPlan } from '../../src/plan/specialise.js'
import { overlapsOf, type Overlap } from '../../src/plan/wasm/blocks.js'

// What is said of steps that only move bytes, against what their kernels do.

beforeAll(() => tf.setBackend('cpu'))

const elements = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)
/** Different numbers in every element of every operand. */
const numbered = (shape: readonly number[], k: number) =>
  tf.tensor(
    Array.from({ length: elements(shape) }, (_, i) => 1000 * k + i + 1),
    [...shape],
  )

/** What is said of an op on operands of these shapes. */
function overlapsFor(shapes: readonly (readonly number[])[], op: (...x: any[]) => unknown) {
  return inPlan(false, new Map(), () => {
    const [{ node }] = [op(...shapes.map((shape) => inputNode({ shape, dtype: 'float32' })))].flat() as [Value]
    const specs = [...node.inputs.map((x) => x.node.outputs[x.index]!), ...node.outputs] as Sized[]
    const inputs = node.inputs.map((_, i) => i)
    const outputs = node.outputs.map((_, i) => inputs.length + i)
    return { specs, outputs, overlaps: overlapsOf({ node, inputs, outputs }, specs) }
  })
}
/** Moves the bytes as an overlap says. */
function move(overlap: Overlap, source: Float32Array, target: Float32Array): void {
  const [from, to] = [source, target].map(({ buffer }) => new Uint8Array(buffer))
  for (let i = 0; i < overlap.count; i++) {
    const begin = overlap.from + i * overlap.fromStride
    to!.set(from!.slice(begin, begin + overlap.bytes), overlap.to + i * overlap.toStride)
  }
}
/** The bytes that are moved are those of the kernel's results. */
function expectMoved(shapes: readonly (readonly number[])[], op: (...x: any[]) => unknown): void {
  const { specs, outputs, overlaps } = overlapsFor(shapes, op)
  tf.tidy(() => {
    const operands = shapes.map(numbered)
    const expected = ([op(...operands)].flat() as tf.Tensor[]).map((y) => [...y.dataSync()])
    const results = outputs.map((value) => new Float32Array(elements(specs[value]!.shape)))
    for (const each of overlaps!) move(each, operands[each.input]!.dataSync() as Float32Array, results[each.output]!)
    expect(results.map((y) => [...y])).toEqual(expected)
  })
}

test('changes of shape, parts and joins', () => {
  expectMoved([[2, 3, 4]], (x) => tf.reshape(x, [4, 6]))
  for (const axis of [0, 1, 2]) {
    expectMoved([[2, 3, 4]], (x) => tf.unstack(x, axis))
    expectMoved([[4, 4, 4]], (x) => tf.split(x, [1, 3], axis))
    expectMoved([[2, 3, 4], [2, 3, 4]], (...list) => tf.stack(list, axis)) // prettier-ignore
    const longer = [2, 3, 4].map((size, i) => (i === axis ? size + 2 : size))
    expectMoved([[2, 3, 4], longer], (...list) => tf.concat(list, axis)) // prettier-ignore
  }
})
test('parts are one run where nothing lies between their rows', () => {
  const runs = (shapes: readonly (readonly number[])[], op: (...x: any[]) => unknown) =>
    overlapsFor(shapes, op).overlaps!.map(({ count, bytes }) => [count, bytes])
  expect(runs([[4, 3]], (x) => tf.split(x, [1, 3]))).toEqual([[1, 12], [1, 36]]) // prettier-ignore
  expect(runs([[4, 3]], (x) => tf.split(x, [1, 2], 1))).toEqual([[4, 4], [4, 8]]) // prettier-ignore
  expect(runs([[4, 3]], (x) => tf.concat([x], 1))).toEqual([[1, 48]])
  expect(runs([[4, 3], [0, 3]], (...list) => tf.concat(list))).toEqual([[1, 48], [1, 0]]) // prettier-ignore
  expect(runs([[0, 3]], (x) => tf.unstack(x, 1))).toEqual([])
})

describe('slice', () => {
  /** All parts of a shape: where they begin, and their sizes. */
  const partsOf = (shape: readonly number[]): readonly (readonly [begin: number[], size: number[]])[] =>
    shape.reduce<[number[], number[]][]>(
      (parts, dim) =>
        parts.flatMap(([begin, size]) =>
          Array.from({ length: dim }, (_, at) =>
            Array.from({ length: dim - at }, (_, i): [number[], number[]] => [
              [...begin, at],
              [...size, i + 1],
            ]),
          ).flat(),
        ),
      [[[], []]],
    )
  /** Where the rows of a part begin, counted in elements of the whole; a row is what is cut last with all behind it. */
  const rowsOf = (shape: readonly number[], begin: readonly number[], size: readonly number[]): number[] => {
    const cut = shape.map((dim, axis) => dim !== size[axis]).lastIndexOf(true)
    let rows = [0]
    for (const [axis, dim] of shape.entries()) {
      const places = axis < cut ? Array.from({ length: size[axis]! }, (_, i) => begin[axis]! + i) : [begin[axis]!]
      rows = rows.flatMap((row) => places.map((place) => row * dim + place))
    }
    return rows
  }

  test.each([[[3, 2, 4]], [[2, 3, 2, 3]], [[2, 1, 3, 2]]])(
    'every part of %j: its bytes, if its rows are at one distance',
    (shape) => {
      for (const [begin, size] of partsOf(shape)) {
        const rows = rowsOf(shape, begin, size)
        const isRegular = rows.every((row, i) => row - rows[0]! === i * ((rows[1] ?? 0) - rows[0]!))
        const slice = (x: any) => tf.slice(x, begin, size)
        expect(overlapsFor([shape], slice).overlaps !== undefined, `${begin} ${size}`).toBe(isRegular)
        if (isRegular) expectMoved([shape], slice)
      }
    },
  )
})
