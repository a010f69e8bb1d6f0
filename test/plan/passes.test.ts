import * as core from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { constantNode, inputNode, stateOf, stateOfVariable, variableNode } from '../../src/graph/sources.js'
import { firstTurn } from '../../src/context.js'
import { type Value } from '../../src/graph/node.js'
import { nodesOf } from '../../src/graph/walk.js'
import { toValue } from '../../src/operand.js'
import { isLeaf, resultsOf, rewrite, settledNodes, usesOf, type Graph, type Pass } from '../../src/plan/graph.js'
import { folded } from '../../src/plan/passes/fold.js'
import { foldPadding } from '../../src/plan/passes/foldPadding.js'
import { foldScale } from '../../src/plan/passes/foldScale.js'
import { fuse } from '../../src/plan/passes/fuse.js'
import { joinProducts } from '../../src/plan/passes/joinProducts.js'
import { loopBatches } from '../../src/plan/passes/loopBatches.js'
import { packLess } from '../../src/plan/passes/packLess.js'
import { poolSums } from '../../src/plan/passes/poolSums.js'
import { shared } from '../../src/plan/passes/share.js'
import { simplified } from '../../src/plan/passes/simplify.js'
import { splitWeights } from '../../src/plan/passes/splitWeights.js'
import { vectorTanh } from '../../src/plan/passes/vectorTanh.js'
import { makePlan } from '../../src/plan/plan.js'
import { inPlan } from '../../src/plan/specialise.js'

// Each pass alone: what it rewrites, and what it must leave alone. That the numbers stay is the business of law 4.

beforeAll(() => tf.setBackend('wasm'))

const input = (...shape: number[]) => inputNode({ shape, dtype: 'float32' }) as any
const variable = (...shape: number[]) => variableNode(stateOfVariable(core.variable(core.ones(shape)))) as any
const constant = (value: number, ...shape: number[]) =>
  constantNode(Array<number>(shape.reduce((a, b) => a * b, 1)).fill(value), { shape, dtype: 'float32' }) as any

/** The kernels of a graph, in order, after a pass. */
const after = (pass: Pass, body: () => unknown) => inPlan(false, new Map(), () => kernels(pass(graphOf(body))))
/** The passes do not ask for the inputs. */
const graphOf = (body: () => unknown): Graph => ({ inputs: [], outputs: [body()].flat() as Value[], writes: [] })
const kernels = (graph: Graph) =>
  nodesOf(resultsOf(graph)).flatMap((node) => (isLeaf(node) ? [] : [node.op.kernel?.name ?? node.op.name]))
/** The pass changes nothing. */
function stays(pass: Pass, body: () => unknown): void {
  inPlan(false, new Map(), () => {
    const graph = graphOf(body)
    expect(pass(graph)).toBe(graph)
  })
}

/** A graph that only writes a value, as training writes what it makes of gradients. */
const writing = (x: Value, value: unknown): Graph => {
  const written = value as Value
  const state = stateOf(variable(...(written.shape as number[])))!
  return { inputs: [x], outputs: [], writes: [{ state, value: written }] }
}

describe('simplify', () => {
  const pass: Pass = (graph) => rewrite(graph, simplified)
  test('what changes nothing goes', () => {
    const x = input(2, 3)
    expect(after(pass, () => tf.reshape(x, [2, 3]))).toEqual([])
    expect(after(pass, () => tf.slice(x, [0, 0], [2, 3]))).toEqual([])
    expect(after(pass, () => tf.transpose(x, [0, 1]))).toEqual([])
    expect(
      after(
        (graph) => pass(pass(graph)),
        () => tf.concat([x]),
      ),
    ).toEqual([])
    expect(after(pass, () => tf.stack([x]))).toEqual(['Reshape'])
  })
  test('changes of shape in a row are one, and none when they lead back', () => {
    const x = input(2, 6)
    expect(after(pass, () => tf.reshape(tf.reshape(tf.reshape(x, [12]), [3, 4]), [4, 3]))).toEqual(['Reshape'])
    expect(after(pass, () => tf.reshape(tf.reshape(x, [12]), [2, 6]))).toEqual([])
  })
  test('transposes in a row are one; axes of size 1 move for free', () => {
    const x = input(2, 3, 4)
    expect(after(pass, () => tf.transpose(tf.transpose(x, [1, 2, 0]), [1, 2, 0]))).toEqual(['Transpose'])
    expect(after(pass, () => tf.transpose(tf.transpose(x, [1, 2, 0]), [2, 0, 1]))).toEqual([])
    expect(after(pass, () => tf.transpose(input(2, 1, 4), [1, 0, 2]))).toEqual(['Reshape'])
  })
  test('stays: a part of a tensor, another order of axes', () => {
    const x = input(2, 3)
    stays(pass, () => tf.slice(x, [0, 0], [1, 3]))
    stays(pass, () => tf.transpose(x))
    stays(pass, () => tf.stack([x, x]))
  })
})

describe('fold', () => {
  const pass: Pass = (graph) => rewrite(graph, folded)
  test('what depends on constants alone is computed now', () => {
    expect(after(pass, () => tf.exp(tf.add(constant(1, 2), constant(2, 2))))).toEqual([])
    expect(after(pass, () => tf.add(input(2), tf.exp(constant(1, 2))))).toEqual(['Add'])
  })
  test('stays: inputs, variables, captured tensors, random numbers, what would be large', () => {
    stays(pass, () => tf.exp(input(2)))
    stays(pass, () => tf.exp(variable(2)))
    stays(pass, () => tf.exp(toValue('test', core.ones([2]) as any) as any))
    stays(pass, () => tf.neg(tf.randomNormal([2], 0, 1, 'float32', 3)))
    expect(after(pass, () => tf.exp(constant(1, 256, 256)))).toEqual([])
    stays(pass, () => tf.exp(constant(1, 1, 256 * 256 + 1)))
  })
  test('leaves no tensors behind', () => {
    const before = tf.memory().numTensors
    after(pass, () => tf.exp(tf.add(constant(1, 2), constant(2, 2))))
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('share', () => {
  const pass: Pass = (graph) => rewrite(graph, shared())
  test('equal calls are one', () => {
    const x = input(2, 3)
    expect(after(pass, () => [tf.exp(x), tf.exp(x)])).toEqual(['Exp'])
    expect(after(pass, () => tf.add(tf.sum(x, 1), tf.sum(x, 1)))).toEqual(['Sum', 'Add'])
    expect(after(pass, () => [tf.add(x, constant(1)), tf.add(x, constant(1))])).toEqual(['Add'])
  })
  test('stays: other attributes, operands in another order, other inputs, the sign of zero', () => {
    const x = input(2, 2)
    stays(pass, () => [tf.sum(x, 0), tf.sum(x, 1)])
    stays(pass, () => {
      const y = tf.exp(x) as any
      return [tf.sub(x, y), tf.sub(y, x)]
    })
    stays(pass, () => [tf.exp(input(2)), tf.exp(input(2))])
    stays(pass, () => [tf.div(x, constant(0)), tf.div(x, constant(-0))])
    stays(pass, () => [tf.add(x, constant(NaN)), tf.add(x, constant(Infinity)), tf.add(x, constant(-Infinity))])
  })
  test('stays: large constants', () => {
    const twice = (size: number) => {
      const x = input(size)
      return after(pass, () => [tf.add(x, constant(1, size)), tf.add(x, constant(1, size))])
    }
    expect([64, 65].map(twice)).toEqual([['Add'], ['Add', 'Add']])
  })
  test('stays: random ops, also those of one seed', () => {
    stays(pass, () => [tf.randomNormal([2]), tf.randomNormal([2])])
    stays(pass, () => [tf.randomNormal([2], 0, 1, 'float32', 3), tf.randomNormal([2], 0, 1, 'float32', 3)])
  })
})

describe('foldScale', () => {
  const batchNorm = (y: any, channels: number) =>
    tf.batchNorm(y, variable(channels), variable(channels), variable(channels), variable(channels))
  /** The kernels that run each time: what is settled is not counted. */
  const running = (body: () => unknown) =>
    inPlan(false, new Map(), () => {
      const graph = foldScale(graphOf(body))
      const settled = settledNodes(graph)
      return nodesOf(graph.outputs).flatMap((node) => (settled.has(node) || isLeaf(node) ? [] : [node.op.kernel!.name]))
    })
  const conv = () => tf.conv2d(input(1, 4, 4, 2), variable(3, 3, 2, 3), 1, 'same')
  test('a factor goes into the weights, what is added becomes one bias', () => {
    expect(running(() => tf.mul(conv(), variable(3)))).toEqual(['Conv2D'])
    expect(running(() => tf.mul(tf.matMul(input(4, 2), variable(2, 3)), variable(1, 3)))).toEqual(['BatchMatMul'])
    expect(running(() => tf.add(tf.add(conv(), variable(3)), variable(3)))).toEqual(['Conv2D', 'Add'])
    const depthwise = () => tf.depthwiseConv2d(input(1, 4, 4, 2), variable(3, 3, 2, 2), 1, 'same')
    expect(running(() => tf.mul(depthwise(), variable(4)))).toEqual(['DepthwiseConv2dNative'])
  })
  test('a normalisation by settled statistics vanishes', () => {
    expect(running(() => batchNorm(tf.add(conv(), variable(3)), 3))).toEqual(['Conv2D', 'Add'])
  })
  test('stays: a value that is used twice', () => {
    const kernels = running(() => {
      const y = conv()
      return [tf.mul(y, variable(3)), y]
    })
    expect(kernels).toEqual(['Conv2D', 'Multiply'])
  })
  test('stays: a factor or weights that the inputs decide', () => {
    expect(running(() => tf.mul(conv(), input(3)))).toEqual(['Conv2D', 'Multiply'])
    expect(running(() => tf.mul(tf.matMul(input(4, 2), input(2, 3)), variable(3)))).toEqual(['BatchMatMul', 'Multiply'])
  })
  test('stays: a factor for each row, and a row behind a single column', () => {
    expect(running(() => tf.mul(tf.matMul(input(4, 2), variable(2, 3)), variable(4, 1)))).toContain('Multiply')
    const column = () => tf.matMul(input(4, 2), variable(2, 1))
    expect(running(() => tf.mul(tf.add(column(), variable(3)), variable(3)))).toContain('Multiply')
    expect(running(() => tf.mul(column(), variable(3)))).toContain('Multiply')
  })
  test('stays: weights or a factor that the graph writes; what it does not write is folded', () => {
    const [weights, factor] = [variable(2, 3), variable(3)]
    for (const written of [weights, factor, variable(4)]) {
      inPlan(true, new Map(), () => {
        const graph = graphOf(() => tf.mul(tf.matMul(input(4, 2), weights), factor))
        const writes = [{ state: stateOf(written)!, value: input(...written.shape) as Value }]
        const kernels = foldScale({ ...graph, writes }).outputs.map(({ node }) => node.op.kernel!.name)
        expect(kernels).toEqual([written === weights || written === factor ? 'Multiply' : 'BatchMatMul'])
      })
    }
  })
})

describe('foldPadding', () => {
  const x = () => input(1, 4, 4, 2)
  const around = [[0, 0], [0, 1], [1, 2], [0, 0]] as const // prettier-ignore
  const kernelsOf = (body: () => unknown) => after(foldPadding, body)
  test('zeros around an image are padding of the convolution, beside its own', () => {
    expect(kernelsOf(() => tf.conv2d(tf.pad(x(), around), variable(3, 3, 2, 3), 2, 'valid'))).toEqual(['Conv2D'])
    expect(kernelsOf(() => tf.depthwiseConv2d(tf.pad(x(), around), variable(3, 3, 2, 1), 1, 'same'))).toEqual([
      'DepthwiseConv2dNative',
    ])
    const twice = () => {
      const padded = tf.pad(x(), around)
      return [tf.conv2d(padded, variable(3, 3, 2, 3), 1, 1), padded]
    }
    expect(kernelsOf(twice)).toEqual(['PadV2', 'Conv2D'])
  })
  test('stays: another border, one around the batch or the channels, before a pooling', () => {
    stays(foldPadding, () => tf.conv2d(tf.pad(x(), around, 1), variable(3, 3, 2, 3), 1, 'valid'))
    const channels = [[0, 0], [0, 0], [0, 0], [0, 1]] as const // prettier-ignore
    stays(foldPadding, () => tf.conv2d(tf.pad(x(), channels), variable(3, 3, 3, 3), 1, 'valid'))
    const batch = [[1, 0], [0, 0], [0, 0], [0, 0]] as const // prettier-ignore
    stays(foldPadding, () => tf.conv2d(tf.pad(x(), batch), variable(3, 3, 2, 3), 1, 'valid'))
    stays(foldPadding, () => tf.avgPool(tf.pad(x(), around), 2, 1, 'valid'))
  })
})

describe('fuse', () => {
  const product = () => tf.matMul(input(4, 2), variable(2, 3))
  const fused = (body: () => unknown) => after(fuse, body).filter((kernel) => kernel !== 'Reshape')
  test('a product or convolution, bias and activation are one kernel', () => {
    expect(fused(() => tf.relu(tf.add(product(), variable(3))))).toEqual(['_FusedMatMul'])
    const conv = () => tf.conv2d(input(1, 4, 4, 2), variable(3, 3, 2, 3), 1, 'same')
    expect(fused(() => tf.relu6(tf.add(conv(), variable(1, 1, 1, 3))))).toEqual(['FusedConv2D'])
    const depthwise = () => tf.depthwiseConv2d(input(1, 4, 4, 2), variable(3, 3, 2, 1), 1, 'same')
    expect(fused(() => tf.sigmoid(depthwise()))).toEqual(['FusedDepthwiseConv2D'])
  })
  test('stays: what is used unfused too', () => {
    const both = (of: (y: any) => unknown) => () => {
      const y = product()
      return [of(y), y]
    }
    expect(fused(both((y) => tf.relu(y)))).toEqual(['BatchMatMul', 'Relu'])
    expect(fused(both((y) => tf.add(y, variable(3))))).toEqual(['BatchMatMul', 'Add'])
  })
  test('stays: an addition behind the activation, a second bias, a second activation', () => {
    expect(fused(() => tf.add(tf.relu(product()), variable(3)))).toEqual(['_FusedMatMul', 'Add'])
    expect(fused(() => tf.add(tf.add(product(), variable(3)), variable(3)))).toEqual(['_FusedMatMul', 'Add'])
    expect(fused(() => tf.sigmoid(tf.relu(product())))).toEqual(['_FusedMatMul', 'Sigmoid'])
  })
  test('stays: what is no bias, activations that the kernels do not have, batches', () => {
    expect(fused(() => tf.add(product(), variable(4, 3)))).toEqual(['BatchMatMul', 'Add'])
    expect(fused(() => tf.add(product(), variable(4, 1)))).toEqual(['BatchMatMul', 'Add'])
    expect(fused(() => tf.add(product(), constant(1)))).toEqual(['BatchMatMul', 'Add'])
    expect(fused(() => tf.tanh(product()))).toEqual(['BatchMatMul', 'Tanh'])
    const batch = () => tf.matMul(input(2, 4, 2), variable(2, 2, 3))
    expect(fused(() => tf.relu(tf.add(batch(), variable(3))))).toEqual(['BatchMatMul', 'Add', 'Relu'])
  })
  test('a change of shape that keeps the last axis may lie between', () => {
    const rows = (shape: number[]) => tf.reshape(product(), shape)
    expect(fused(() => tf.relu(tf.add(rows([2, 2, 3]), variable(3))))).toEqual(['_FusedMatMul'])
    expect(fused(() => tf.relu(tf.reshape(tf.add(product(), variable(3)), [1, 4, 3])))).toEqual(['_FusedMatMul'])
    expect(after(fuse, () => tf.relu(rows([2, 2, 3]))).at(-1)).toBe('Reshape')
    expect(fused(() => tf.add(rows([2, 6]), variable(6)))).toEqual(['BatchMatMul', 'Add'])
    const both = () => {
      const y = rows([2, 2, 3])
      return [tf.relu(y), y]
    }
    expect(fused(both)).toEqual(['BatchMatMul', 'Relu'])
  })
  test('transposed operands are transposed before: the kernel of wasm is wrong with them', () => {
    const y = () => tf.relu(tf.add(tf.matMul(input(2, 4), variable(3, 2), true, true), variable(3)))
    expect(fused(y)).toEqual(['Transpose', 'Transpose', '_FusedMatMul'])
  })
})

describe('splitWeights', () => {
  const kernelsOf = (body: () => unknown) => after(splitWeights, body)
  test('whatever is element-wise may lie between the product and the parts', () => {
    const [x, weights] = [input(2, 3), variable(3, 4)]
    const parts = (y: any) => tf.split(y, 2, -1)
    expect(kernelsOf(() => parts(tf.maximum(tf.tanh(tf.matMul(x, weights)), constant(0.5))))).toEqual([
      'SplitV',
      'BatchMatMul',
      'BatchMatMul',
      'Tanh',
      'Tanh',
      'Maximum',
      'Maximum',
    ])
    stays(splitWeights, () => parts(tf.softmax(tf.matMul(x, weights))))
  })
  test('each product is made once, also where cells stand in a row', () => {
    const [kernel, recurrent] = [variable(3, 8), variable(2, 8)]
    const cell = (h: any) => {
      const [a, b, c, d] = tf.split(tf.add(tf.matMul(input(2, 3), kernel), tf.matMul(h, recurrent)), 4, -1) as any[]
      return tf.add(tf.mul(a, b), tf.mul(c, d))
    }
    const products = kernelsOf(() => cell(cell(input(2, 2)))).filter((name) => name === 'BatchMatMul')
    expect(products.length).toBe(2 * 2 * 4)
  })
  test('gates are products with parts of the weights', () => {
    const gates = () =>
      tf.split(
        tf.add(tf.add(tf.matMul(input(2, 3), variable(3, 8)), variable(8)), tf.matMul(input(2, 2), variable(2, 8))),
        4,
        -1,
      )
    const found = kernelsOf(gates)
    expect(found.filter((kernel) => kernel === 'BatchMatMul').length).toBe(8)
    // Only weights are still split, which are settled.
    expect(found.filter((kernel) => kernel === 'SplitV').length).toBe(3)
  })
  test('weights that the graph writes are split too', () => {
    inPlan(true, new Map(), () => {
      const weights = variable(3, 8)
      const graph = graphOf(() => tf.split(tf.matMul(input(2, 3), weights), 4, -1))
      const writes = [{ state: stateOf(weights)!, value: input(3, 8) as Value }]
      const found = kernels(splitWeights({ ...graph, writes }))
      expect(found.filter((kernel) => kernel === 'BatchMatMul')).toHaveLength(4)
    })
  })
  test('stays: weights that the inputs decide, another axis, a sum that is used whole', () => {
    stays(splitWeights, () => tf.split(tf.matMul(input(2, 3), input(3, 8)), 4, -1))
    stays(splitWeights, () => tf.split(tf.matMul(input(2, 3), variable(3, 8)), 2, 0))
    stays(splitWeights, () => {
      const y = tf.matMul(input(2, 3), variable(3, 8))
      return [...tf.split(y, 4, -1), y]
    })
    stays(splitWeights, () => tf.split(tf.tanh(input(2, 8)), 4, -1))
  })
  test('what is unpacked before it is split is split before, on every axis but the last', () => {
    const rows = () => tf.reshape(tf.matMul(input(6, 3), variable(3, 4)), [2, 3, 4])
    for (const axis of [0, 1]) {
      const found = kernelsOf(() =>
        tf
          .unstack(rows(), axis)
          .map((each) => tf.split(each as any, 2, -1))
          .flat(),
      )
      expect(found.filter((kernel) => kernel === 'BatchMatMul')).toHaveLength(2)
      expect(found.filter((kernel) => kernel === 'SplitV')).toHaveLength(1)
    }
    stays(splitWeights, () =>
      tf
        .unstack(rows(), 2)
        .map((each) => tf.split(each as any, [1, 2], -1))
        .flat(),
    )
  })
})

describe('joinProducts', () => {
  const term = () => tf.matMul(input(2, 3), input(2, 4), true)
  const sum = (count: number) =>
    Array.from({ length: count }, term).reduce((all: any, each) => tf.add(all, each) as any)
  const products = (body: () => unknown) =>
    after(joinProducts, body).filter((kernel) => kernel === 'BatchMatMul').length
  test('a sum of transposed products is one product', () => {
    expect(products(() => sum(3))).toBe(1)
    expect(products(() => tf.add(tf.add(sum(4), input(3, 4)), term()))).toBe(1)
  })
  test('stays: few terms, plain products, sums that are used inside', () => {
    stays(joinProducts, () => sum(2))
    const plain = () => tf.matMul(input(3, 2), input(2, 4))
    expect(products(() => tf.add(tf.add(plain(), plain()), plain()))).toBe(3)
    stays(joinProducts, () => {
      const two = sum(2)
      return [tf.add(two, term()), two]
    })
  })
  test('stays: what is broadcast, batches', () => {
    expect(products(() => tf.add(tf.add(sum(2), input(1, 4)), input(3, 1)))).toBe(2)
    const batch = () => tf.matMul(input(2, 2, 3), input(2, 2, 4), true)
    expect(products(() => tf.add(tf.add(batch(), batch()), batch()))).toBe(3)
    // The sum of a row and a column is computed as it was.
    const inputs = (node: Value['node']) => node.inputs.map(({ shape }) => String(shape))
    inPlan(false, new Map(), () => {
      const [y] = joinProducts(graphOf(() => tf.add(sum(3), tf.add(input(1, 4), input(3, 1))))).outputs
      expect(inputs(y!.node)).toEqual(['3,4', '3,4'])
    })
  })
})

describe('loopBatches', () => {
  const count = (body: () => unknown) => after(loopBatches, body).filter((kernel) => kernel === 'BatchMatMul').length
  test('a batch is a list of products; one matrix serves for all', () => {
    expect(count(() => tf.matMul(input(3, 8, 9), input(3, 9, 10)))).toBe(3)
    expect(count(() => tf.matMul(input(8, 9), input(3, 9, 10)))).toBe(3)
    expect(count(() => tf.matMul(input(2, 3, 8, 9), input(3, 9, 10)))).toBe(6)
    expect(count(() => tf.matMul(input(256, 8, 8), input(256, 8, 8)))).toBe(256)
  })
  test('stays: a single product, none, very many, very small ones', () => {
    stays(loopBatches, () => tf.matMul(input(257, 8, 9), input(257, 9, 10)))
    stays(loopBatches, () => tf.matMul(input(3, 1, 7), input(3, 7, 73)))
    stays(loopBatches, () => tf.matMul(input(2, 4), input(4, 5)))
    stays(loopBatches, () => tf.matMul(input(0, 2, 4), input(0, 4, 5)))
  })
})

/** What an eager call and a plan give, number by number. */
function bothWays(f: (x: tf.Tensor<any>) => tf.Tensor<any>, x: tf.Tensor<any>): readonly (readonly [number, number])[] {
  const compiled = tf.jit(f)
  const [eager, planned] = tf.tidy(() => [f(x).dataSync(), compiled(x).dataSync()])
  compiled.dispose()
  return Array.from(eager, (number, i) => [number, planned[i]!])
}

describe('poolSums', () => {
  const pooled = (body: () => unknown) => inPlan(true, new Map(), () => kernels(poolSums(writing(input(1), body()))))
  test('a sum or mean over axes before the last is a pooling', () => {
    const x = input(4, 4, 2, 20)
    expect(pooled(() => tf.sum(x, [0, 1, 2]))).toEqual(['Reshape', 'AvgPool', 'Multiply', 'Reshape'])
    expect(pooled(() => tf.mean(x, [1, 2], true))).toEqual(['Reshape', 'AvgPool', 'Reshape'])
    // Of many, part by part.
    expect(pooled(() => tf.mean(input(128, 4), 0))).toContain('AvgPool')
  })
  test('stays: what results show, the last axis, axes apart, few numbers, whole numbers', () => {
    stays(poolSums, () => tf.sum(input(30, 40), 0))
    expect(pooled(() => tf.sum(input(40, 30), 1))).toEqual(['Sum'])
    expect(pooled(() => tf.sum(input(40, 40)))).not.toContain('AvgPool')
    expect(pooled(() => tf.sum(input(5, 20, 6, 20), [0, 2]))).toEqual(['Sum'])
    expect(pooled(() => tf.sum(input(7, 73), 0))).toEqual(['Sum'])
    expect(pooled(() => tf.sum(input(1, 600), 0))).toEqual(['Sum'])
    expect(pooled(() => tf.sum(inputNode({ shape: [40, 40], dtype: 'int32' }) as any, 0))).toEqual(['Sum'])
  })
  test.each([[[0]], [[1]], [[0, 1]], [[1, 2]], [[0, 1, 2]]])('over %j it gives what the kernel gives', (axes) => {
    const x = tf.randomNormal([9, 8, 7, 6])
    for (const op of [tf.sum, tf.mean]) {
      const exact = op(x, axes).dataSync()
      const place = input(9, 8, 7, 6)
      const graph = inPlan(true, new Map(), () => writing(place, op(place, axes)))
      const plan = makePlan(() => graph, true)
      expect(plan.describe().join()).toContain('AvgPool')
      plan.run([x], firstTurn).commit()
      const found = graph.writes[0]!.state.read().dataSync()
      const largest = Math.max(...exact.map(Math.abs))
      found.forEach((number, i) => expect(Math.abs(number - exact[i]!)).toBeLessThan(1e-5 * largest))
      plan.dispose()
    }
  })
})

describe('vectorTanh', () => {
  test('is made of kernels that are vectorised; a few numbers stay', () => {
    expect(after(vectorTanh, () => tf.tanh(input(2, 256)))).not.toContain('Tanh')
    stays(vectorTanh, () => tf.tanh(input(511)))
  })
  test('is as exact as tanh for every magnitude, and at the ends', () => {
    const numbers = Array.from({ length: 1000 }, (_, i) => Math.sign(i - 500) * 2 ** ((i % 500) / 10 - 40))
    numbers.push(0, Infinity, -Infinity, NaN, 1e-40, 88, -88, 1e30, -1e30)
    for (const [i, [, planned]] of bothWays(tf.tanh as any, tf.tensor1d(numbers)).entries()) {
      const exact = Math.tanh(Math.fround(numbers[i]!))
      if (Number.isNaN(exact)) expect(planned).toBeNaN()
      else expect(Math.abs(planned - exact)).toBeLessThanOrEqual(3e-7 * Math.abs(exact))
    }
  })
})

describe('packLess', () => {
  test('the smaller matrix is packed where both are new in each run', () => {
    expect(after(packLess, () => tf.matMul(input(4, 64), input(64, 32)))).toEqual([
      ...['Transpose', 'Transpose', 'BatchMatMul', 'Transpose'],
    ])
  })
  test('it is worth its transpositions up to a point, which is later where one is there already', () => {
    const isTurned = (a: unknown, b: unknown) =>
      after(packLess, () => tf.matMul(a as any, b as any)).at(-1) === 'Transpose'
    expect([20, 21].map((m) => isTurned(input(m, 64), input(64, 32)))).toEqual([true, false])
    expect(isTurned(input(3, 3), input(3, 8))).toBe(false)
    expect(isTurned(input(2, 1), tf.transpose(input(17, 1)))).toBe(true)
    expect(isTurned(input(2, 1), input(1, 17))).toBe(false)
    expect(isTurned(tf.transpose(input(3, 3)), input(3, 8))).toBe(true)
  })
  test('weights are new in each run of training, and packed once elsewhere', () => {
    const product = () => tf.matMul(input(4, 64), variable(64, 32))
    stays(packLess, product)
    inPlan(true, new Map(), () => {
      const y = product() as tf.AnyTensor as Value
      const state = stateOf(y.node.inputs[1]!)!
      const trained = packLess({ ...graphOf(() => y), writes: [{ state, value: y.node.inputs[1]! }] })
      expect(kernels(trained)).toContain('Transpose')
    })
  })
  test('stays: a larger first matrix, weights that many products share, batches', () => {
    stays(packLess, () => tf.matMul(input(64, 64), input(64, 4)))
    stays(packLess, () => {
      const b = input(64, 32)
      return Array.from({ length: 30 }, () => tf.matMul(input(4, 64), b))
    })
    stays(packLess, () => tf.matMul(input(3, 4, 64), input(3, 64, 32)))
  })
  test('gives what the product gives', () => {
    const b = tf.randomNormal([64, 32])
    for (const [eager, planned] of bothWays(
      (x) => tf.matMul(x, tf.mul(b, tf.sum(x))) as any,
      tf.randomNormal([4, 64]),
    )) {
      expect(Math.abs(planned - eager)).toBeLessThan(1e-3 * Math.max(1, Math.abs(eager)))
    }
  })
})

test('a result of the graph counts as a use', () => {
  const x = input(2)
  const y = tf.exp(x) as any
  const uses = usesOf({ inputs: [x], outputs: [y, y], writes: [] })
  expect([uses.get(x), uses.get(y)]).toEqual([1, 2])
})

test('numbers made in JavaScript have the shape of their op, in whatever shape a state takes them', () => {
  const place = input(1)
  const graph = inPlan(true, new Map(), () => writing(place, tf.expandDims(tf.eye(2, 7), 2)))
  const plan = makePlan(() => graph, true)
  plan.run([tf.ones([1])], firstTurn).commit()
  expect([...graph.writes[0]!.state.read().dataSync()]).toEqual([...tf.eye(2, 7).dataSync()])
  plan.dispose()
})
