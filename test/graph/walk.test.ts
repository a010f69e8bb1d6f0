import { expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { callSubgraph, subgraph } from '../../src/graph/inline.js'
import type { Node, Value } from '../../src/graph/node.js'
import { substituted } from '../../src/graph/substituted.js'
import { nodesOf, walk } from '../../src/graph/walk.js'

/** (x + y) · relu(x), and the relu again. */
function diamond() {
  const [x, y] = [tf.input({ shape: [2] }), tf.input({ shape: [2] })]
  const [total, kept] = [tf.add(x, y), tf.relu(x)]
  return { x, y, total, kept, product: tf.mul(total, kept) }
}
const opsOf = (nodes: readonly Node[]) => nodes.map(({ op }) => op.name)

test('nodes come once each, after their inputs, and only those that are needed', () => {
  const { x, y, total, kept, product } = diamond()
  expect(nodesOf([product, kept])).toEqual([x, y, total, kept, product].map(({ node }) => node))
  expect(nodesOf([kept])).toEqual([x.node, kept.node])
  expect(nodesOf([])).toEqual([])
})

test('a walk hands on what it gave for the inputs, by output', () => {
  const [a, b] = tf.split(tf.input({ shape: [4] }), 2, -1)
  const seen: string[] = []
  const found = walk<string>([tf.sub(b, a) as Value, a as Value], (node, inputs) => {
    seen.push(`${node.op.name}(${inputs})`)
    return node.outputs.map((_, i) => `${node.op.name}${i}`)
  })
  expect(seen).toEqual(['input()', 'split(input0)', 'sub(split1,split0)'])
  expect(found).toEqual(['sub0', 'split0'])
})

test('a walk over nodes that are not all there says which value is missing', () => {
  const { x, kept } = diamond()
  const visit = (node: Node) => node.outputs.map(() => 'seen')
  expect(() => walk([kept as Value], visit, [kept.node])).toThrow(`tupleflow: ${x.name} was not visited`)
})

test('a subgraph captures what does not depend on its inputs, each once', () => {
  const { x, y, total, kept, product } = diamond()
  expect(subgraph([x], [product])).toEqual({
    inputs: [x],
    captured: [y],
    nodes: [total.node, kept.node, product.node],
    outputs: [product],
  })
  const twice = tf.add(tf.mul(total, x), total)
  expect(subgraph([x], [twice]).captured).toEqual([y])
  expect(subgraph([x], [kept, y, y]).captured).toEqual([y])
  // What gives an input does not lie inside, whatever it depends on.
  expect(subgraph([x, kept], [kept])).toEqual({ inputs: [x, kept], captured: [], nodes: [], outputs: [kept] })
})

test('a subgraph is called on other values', async () => {
  await tf.setBackend('cpu')
  const { x, product } = diamond()
  const body = subgraph([x], [product, x])
  const call = ({ op }: Node, inputs: readonly tf.AnyTensor[]) => {
    const [a, b] = inputs as readonly [tf.Tensor, tf.Tensor]
    return [
      op.name === 'add' ? tf.add(a, b)
      : op.name === 'relu' ? tf.relu(a)
      : tf.mul(a, b),
    ]
  }
  const [result, given] = callSubgraph(body, [tf.tensor([3, -2])], [tf.tensor([1, 5])], call) as tf.Tensor[]
  expect([...result!.dataSync()]).toEqual([12, 0])
  expect([...given!.dataSync()]).toEqual([3, -2])
  expect(opsOf(body.nodes)).toEqual(['add', 'relu', 'mul'])
})

test('names become sizes in the attributes that hold dimensions, and only there', () => {
  const env = { batch: [4, 'x'], seq: [3, 'x'] } as const
  const attrs = { shape: ['batch', 2, '2*seq'], nested: [['seq'], null], equation: 'seq', axis: 1 }
  expect(substituted(attrs, ['shape', 'nested'], env)).toEqual({
    shape: [4, 2, 6],
    nested: [[3], null],
    equation: 'seq',
    axis: 1,
  })
  expect(substituted(attrs, [], env)).toBe(attrs)
})
