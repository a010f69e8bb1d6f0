import { callSubgraph, subgraph, type Subgraph } from '../../graph/inline.js'
import type { Value } from '../../graph/node.js'
import { substituted } from '../../graph/substituted.js'
import { nodesOf } from '../../graph/walk.js'
import { recall } from '../../op.js'
import { reseeded } from '../../random.js'
import type { Env } from '../../shape/binding.js'
import { namesOf, type Shape } from '../../shape/dimension.js'
import type { AnyTensor } from '../../tensor.js'

/** A function that has been traced, among the attributes of an op. The op's `dims` are `['sizes']`. */
export interface Traced {
  readonly body: Subgraph
  /** The names that occur in the body, and their sizes once these are known. */
  readonly names: readonly string[]
  readonly sizes: Shape
}
/** What the body captures from around it is an input of the op. */
export function traced(inputs: readonly Value[], outputs: readonly Value[]): Traced {
  const body = subgraph(inputs, outputs)
  const names = namesIn(body)
  return { body, names, sizes: names }
}
export function sizesOf({ names, sizes }: Traced, op: string): Env {
  return Object.fromEntries(names.map((name, i) => [name, [sizes[i] ?? null, op]]))
}

/**
 * Calls a traced function on other values, when its sizes are known.
 *
 * @param surroundings The values for what it captured.
 * @param number The number of the call: in each, random ops draw other numbers.
 */
export function callTraced(
  { body }: Traced,
  sizes: Env,
  args: readonly AnyTensor[],
  surroundings: readonly AnyTensor[],
  number = 0,
): AnyTensor[] {
  return callSubgraph(body, args, surroundings, (node, inputs) => {
    return recall(node, inputs, reseeded(substituted(node.attrs, node.op.dims ?? [], sizes), number))
  })
}

/** The names in the shapes of a body, and in what its ops were given. */
function namesIn({ inputs, outputs }: Subgraph): string[] {
  const nodes = nodesOf([...inputs, ...outputs])
  const dims = nodes.flatMap(({ op, attrs, outputs }): unknown[] => [
    ...outputs.flatMap(({ shape }) => shape),
    ...(op.dims ?? []).flatMap((key) => (attrs as { readonly [key: string]: unknown })[key]),
  ])
  return [...new Set(dims.flatMap((dim) => (typeof dim === 'string' ? namesOf(dim) : [])))]
}
