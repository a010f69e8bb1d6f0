import { axisOf } from '../shape/axes.js'
import { divideExactly, productOf, type Dim, type Shape } from '../shape/dimension.js'
import type { Node, Spec, Value } from './node.js'
import { nodesOf } from './walk.js'

// Do the rows of data depend on each other? Each op says what becomes of an axis that is cut into parts; from that it is
// derived for whole graphs.

/** The axis along which the rows of a value lie, `'none'` when it is the same for all rows, or `'mixed'`. */
export type Rows = number | 'none' | 'mixed'

/** What an op is asked with. */
export interface ApartCall<Attrs> {
  readonly inputs: readonly Spec[]
  readonly outputs: readonly Spec[]
  readonly attrs: Attrs
  /** Where the rows of each input lie. */
  readonly rows: readonly Rows[]
  /** The size of which every axis of rows is a multiple. */
  readonly name: string
  /** Has the call said that it is training? */
  readonly training: boolean
}
/**
 * Where the rows of each output lie: when the inputs are cut into parts along their rows, the outputs are cut likewise,
 * and each part depends on its part alone.
 */
export type Apart<Attrs> = (call: ApartCall<Attrs>) => readonly Rows[]

/** For each axis of an input the axis of the result that it becomes, or `null` when its elements meet. */
export type Moves = readonly (number | null)[]
/** Axes that move, and axes along which elements meet. */
export function moving<Attrs>(moves: (call: ApartCall<Attrs>) => readonly Moves[]): Apart<Attrs> {
  return (call) => {
    const at = follow(call, moves)
    return call.outputs.map(() => at)
  }
}
function follow<Attrs>(call: ApartCall<Attrs>, moves: (call: ApartCall<Attrs>) => readonly Moves[]): Rows {
  const { rows, inputs } = call
  if (rows.includes('mixed')) return 'mixed'
  if (rows.every((row) => row === 'none')) return 'none'
  const each = moves(call)
  const reached = new Set(rows.flatMap((row, i) => (typeof row === 'number' ? [each[i]?.[row] ?? null] : [])))
  const [at] = reached
  if (reached.size > 1 || typeof at !== 'number') return 'mixed'
  // What has no rows must not have elements of its own for each of them.
  const meets = rows.some(
    (row, i) => row === 'none' && each[i]?.some((to, axis) => to === at && inputs[i]!.shape[axis] !== 1),
  )
  return meets ? 'mixed' : at
}

/** Element by element, of operands that are stretched to one shape. */
export const byElements: Apart<object> = moving(({ inputs, outputs }) =>
  inputs.map(({ shape }) => shape.map((_, axis) => axis + outputs[0]!.shape.length - shape.length)),
)
/** The axes stay where they are in every input; along some of them elements meet. */
export function but<Attrs>(meeting: (attrs: Attrs, shape: Shape) => readonly number[]): Apart<Attrs> {
  return moving(({ inputs, attrs }) =>
    inputs.map(({ shape }) => {
      const met = meeting(attrs, shape)
      return shape.map((_, axis) => (met.includes(axis) ? null : axis))
    }),
  )
}
/** The same, where it is one axis of the attributes. */
export const butAxis: Apart<{ readonly axis: number }> = but(({ axis }, shape) => [axisOf(shape, axis)!])

/** Some axes are dropped, the others move up. */
export function dropping(dropped: readonly number[], { length }: Shape): Moves {
  let to = 0
  return Array.from({ length }, (_, axis) => (dropped.includes(axis) ? null : to++))
}
/** The elements keep their order, and axes are joined or cut: an axis begins anew where the same number lies in front of it. */
export const inOrder: Apart<object> = moving(({ inputs: [x], outputs: [y] }) => {
  const inFront = (shape: Shape) => shape.map((_, axis) => productOf(shape.slice(0, axis)))
  const places = inFront(y!.shape)
  return [
    inFront(x!.shape).map((elements) => {
      // Of several such axes all but the last have the size 1.
      const at = elements === null ? -1 : places.lastIndexOf(elements)
      return at < 0 ? null : at
    }),
  ]
})

/** Where the rows of each output lie, and the first op that mixes some. */
export interface Followed {
  readonly rows: readonly Rows[]
  readonly mixing: Node | undefined
}
/**
 * Follows rows through a graph.
 *
 * @param name The size of which every axis of rows is a multiple.
 * @param given Where the rows of the values lie with which the graph begins.
 */
export function followRows(
  outputs: readonly Value[],
  name: string,
  given: (value: Value) => Rows | undefined,
  nodes: readonly Node[] = nodesOf(outputs),
): Followed {
  const known = new Map<Value, Rows>()
  const at = (value: Value): Rows => known.get(value) ?? given(value) ?? 'none'
  let mixing: Node | undefined
  for (const node of nodes) {
    if (node.inputs.length === 0) continue
    const found = rowsAfter(node, node.inputs.map(at), name)
    node.values.forEach((value, i) => known.set(value, found[i]!))
    if (found.includes('mixed')) mixing ??= node
  }
  return { rows: outputs.map(at), mixing }
}
function rowsAfter(node: Node, rows: readonly Rows[], name: string): readonly Rows[] {
  const { op, attrs, outputs, training = false } = node
  if (op.effect === 'pure' && rows.every((row) => row === 'none')) return outputs.map(() => 'none')
  const inputs = node.inputs.map(({ node, index }) => node.outputs[index]!)
  const found = op.apart?.({ inputs, outputs, attrs, rows, name, training })
  return outputs.map(({ shape }, i) => {
    const row = found?.[i] ?? 'mixed'
    return typeof row === 'number' && !isMultiple(shape[row], name) ? 'mixed' : row
  })
}
function isMultiple(dim: Dim | undefined, name: string): boolean {
  if (dim === undefined) return false
  const count = divideExactly(dim, name)
  return count !== 'no' && count !== null
}
