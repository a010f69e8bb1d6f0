/** Random graphs for law 4: calls of ops from the samples, and pieces of the kinds that passes and layouts look for. */
import * as core from '@tensorflow/tfjs-core'
import type { DType } from '../../../src/shape/dtype.js'
import { leaves as leavesOf, type Tree } from '../../../src/tree.js'
import type { AnyTensor } from '../../../src/tensor.js'
import { argValue, plainText, publicOp, tensorsOf, type TensorArg } from './call.js'
import { Draw } from './draw.js'
import { valuesOf } from './kernels.js'
import { scoped, type Leaf, type LeafKind, type Numbers, type Subject } from './plans.js'
import type { OpSamples } from './samples.js'

/** A value of the graph, by its number. */
class Ref {
  readonly number: number
  constructor(number: number) {
    this.number = number
  }
}
/** A value as it came out while the graph was drawn. */
interface Known {
  readonly ref: Ref
  readonly tensor: core.Tensor
  /** Passes do not change a bit of it: only such values are compared, rounded or sorted. */
  readonly exact: boolean
  uses: number
}
interface Call {
  readonly op: string
  readonly args: readonly unknown[]
  /** The numbers of the results. */
  readonly results: readonly number[]
}
interface LeafItem {
  readonly leaf: Leaf
  readonly data: readonly [Numbers, Numbers]
}

/** Where rounding may turn into a step. */
const jumping = new Set([
  ...['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual', 'step', 'sign'],
  ...['argMax', 'argMin', 'cast'],
])
/** What passes may compute in another order. */
const reordered = new Set(['matMul', 'conv2d', 'depthwiseConv2d', 'einsum', 'batchNorm'])
/** Ops whose results say nothing about plans, or cannot be composed. */
const skipped = new Set(['assertShape', 'tensor', 'tensor1d', 'tensor2d', 'tensor3d', 'tensor4d'])

/** Draws shapes that are there already. */
class GraphDraw extends Draw {
  shapes: (readonly number[])[] = []
  override shape(leastRank: number, mostRank: number) {
    const fitting = this.shapes.filter(({ length }) => length >= leastRank && length <= mostRank)
    return fitting.length > 0 && this.chance(0.75) ?
        [...this.pick(fitting)]
      : super.shape(leastRank, Math.min(mostRank, 3))
  }
  override dtype(): DType {
    return this.numericDType()
  }
  override numericDType(): DType {
    return this.chance(0.8) ? 'float32' : this.pick(['int32', 'bool'])
  }
}

class Builder {
  readonly draw: GraphDraw
  readonly calls: (Call | LeafItem)[] = []
  readonly known: Known[] = []
  private readonly samples: readonly OpSamples[]
  ops = 0

  constructor(seed: number, samples: readonly OpSamples[]) {
    this.draw = new GraphDraw(seed, { known: true, largest: 5 })
    this.samples = samples
  }

  // ── Leaves and calls.

  leaf(
    shape: readonly number[],
    dtype: DType = 'float32',
    more: { kind?: LeafKind; domain?: readonly [number, number]; below?: number } = {},
  ): Ref {
    const { draw } = this
    const kind = more.kind ?? draw.pick<LeafKind>(['input', 'input', 'variable', 'variable', 'captured', 'literal'])
    const numbers = (): Numbers =>
      more.below === undefined ?
        (valuesOf(shape, dtype, draw, more.domain) as Numbers)
      : Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => draw.int(0, more.below! - 1))
    const data = [numbers(), numbers()] as const
    const limited = more.domain !== undefined || more.below !== undefined
    this.calls.push({ leaf: { kind, shape: [...shape], dtype, limited }, data })
    return this.add(core.tensor([...data[0]], [...shape], dtype), true)
  }
  private add(tensor: core.Tensor, exact: boolean): Ref {
    const ref = new Ref(this.known.length)
    this.known.push({ ref, tensor, exact, uses: 0 })
    this.draw.shapes.push(tensor.shape)
    return ref
  }
  at(ref: Ref): Known {
    return this.known[ref.number]!
  }
  shapeOf(ref: Ref): readonly number[] {
    return this.at(ref).tensor.shape
  }
  /** Calls an op; `undefined` when the numbers grow too large to be compared. */
  tryCall(op: string, ...args: readonly unknown[]): Ref[] | undefined {
    const results = this.results(op, args)
    if (!results.every(isTame)) {
      core.dispose([...results])
      return undefined
    }
    const refs = refsIn(args)
    for (const ref of refs) this.at(ref).uses++
    const exact = !reordered.has(op) && refs.every((ref) => this.at(ref).exact)
    const made = results.map((y) => this.add(y, exact))
    this.calls.push({ op, args, results: made.map(({ number }) => number) })
    this.ops++
    return made
  }
  /** The first result of a call that stays tame: a leaf in its place where it does not. */
  call(op: string, ...args: readonly unknown[]): Ref {
    const made = this.tryCall(op, ...args)
    if (made !== undefined) return made[0]!
    const results = this.results(op, args)
    const { shape, dtype } = results[0]!
    core.dispose([...results])
    return this.leaf(shape, dtype as DType)
  }
  private results(op: string, args: readonly unknown[]): readonly (AnyTensor & core.Tensor)[] {
    const values = filled(args, (ref) => this.at(ref).tensor) as readonly unknown[]
    const results: readonly AnyTensor[] = leavesOf(publicOp(op)(...values) as Tree<AnyTensor>)
    return results as readonly (AnyTensor & core.Tensor)[]
  }

  // ── Operands.

  /** A value of this shape: one that is there, a part of one, or a new leaf. */
  value(shape: readonly number[], dtype: DType = 'float32', exact = false): Ref {
    const { draw } = this
    const fitting = this.known.filter(
      (each) => String(each.tensor.shape) === String(shape) && each.tensor.dtype === dtype && (each.exact || !exact),
    )
    if (fitting.length > 0 && draw.chance(0.85)) {
      const unused = fitting.filter(({ uses }) => uses === 0)
      return (unused.length > 0 && draw.chance(0.6) ? draw.pick(unused) : draw.pick(fitting)).ref
    }
    const size = shape.reduce((a, b) => a * b, 1)
    const larger = this.known.filter(
      (each) => each.tensor.dtype === dtype && each.tensor.size >= size && size > 0 && (each.exact || !exact),
    )
    if (larger.length > 0 && draw.chance(0.6)) return this.part(draw.pick(larger).ref, shape, size)
    return this.leaf(shape, dtype)
  }
  private part(of: Ref, shape: readonly number[], size: number): Ref {
    const whole = this.at(of).tensor.size
    const flat = this.shapeOf(of).length === 1 ? of : this.call('reshape', of, [whole])
    const cut = whole === size ? flat : this.call('slice', flat, [this.draw.int(0, whole - size)], [size])
    return shape.length === 1 ? cut : this.call('reshape', cut, [...shape])
  }
  /** Positive numbers. */
  private positive(shape: readonly number[], domain: readonly [number, number]): Ref {
    if (this.draw.chance(0.5)) return this.leaf(shape, 'float32', { domain })
    return this.call('add', this.call('abs', this.call('tanh', this.value(shape))), 0.5)
  }

  // ── What graphs are made of.

  /** A call from the samples of an op. */
  sample(): void {
    const { draw } = this
    const op = draw.pick(this.samples)
    const args = op.valid(draw)
    // There are no indices into nothing.
    if (tensorsOf(args).some(({ below }) => below === 0)) return
    const operand = (arg: TensorArg): Ref => {
      const shape = arg.shape as readonly number[]
      if (arg.below !== undefined) return this.leaf(shape, 'int32', { below: arg.below })
      if (op.domain !== undefined && op.domain[0] > 0) {
        return arg.dtype === 'float32' ?
            this.positive(shape, op.domain)
          : this.leaf(shape, arg.dtype, { domain: op.domain })
      }
      return this.value(shape, arg.dtype, jumping.has(op.op))
    }
    this.tryCall(op.op, ...args.map((arg) => argValue(arg, operand)))
  }
  activation(x: Ref): Ref {
    const op = this.draw.pick(['relu', 'relu6', 'sigmoid', 'elu', 'tanh', 'leakyRelu', ''])
    return op === '' ? x : this.call(op, x)
  }
  /** What a model would have as a weight. */
  private weight(shape: readonly number[], domain?: readonly [number, number]): Ref {
    const kind = this.draw.chance(0.8) ? this.draw.pick(['variable', 'captured', 'literal'] as const) : 'input'
    return this.leaf(shape, 'float32', { kind, ...(domain && { domain }) })
  }
  private bias(x: Ref): Ref {
    const { draw } = this
    const channels = this.shapeOf(x).at(-1)!
    return this.weight(draw.pick([[channels], [channels], [1, channels], [1], []]))
  }
  private weights(shape: readonly number[]): Ref {
    return this.draw.chance(0.6) ? this.weight(shape) : this.value(shape)
  }
  /** What is added, multiplied and applied behind a product. */
  private behind(y: Ref): Ref {
    const { draw } = this
    for (let steps = draw.int(0, 4); steps > 0; steps--) {
      const by = this.bias(y)
      y = this.call(draw.pick(['add', 'add', 'mul', 'mul', 'sub']), ...(draw.chance(0.7) ? [y, by] : [by, y]))
      if (draw.chance(0.15)) this.call('tanh', y)
      if (draw.chance(0.15)) y = this.activation(y)
    }
    return this.activation(y)
  }
  dense(): void {
    const { draw } = this
    const [m, k, n] = [draw.size(), draw.size(), draw.size()]
    const x = this.value([m, k])
    const w = draw.chance(0.3) ? this.call('transpose', this.weights([n, k])) : this.weights([k, n])
    this.behind(this.call('matMul', x, w))
    // The same weights again: what was packed for them is used again.
    if (draw.chance(0.3)) this.call('matMul', this.value([draw.size(), k]), w)
  }
  /** A product of one column, to which a row is added. */
  widened(): void {
    const { draw } = this
    const [m, k, n] = [draw.size(), draw.size(), draw.int(2, 4)]
    const y = this.call('add', this.call('matMul', this.value([m, k]), this.weights([k, 1])), this.leaf([n]))
    this.behind(this.call('mul', y, this.leaf([n])))
  }
  batched(): void {
    const { draw } = this
    const [b, m, k, n] = [draw.int(1, 3), draw.size(), draw.size(), draw.size()]
    const [left, right] = draw.pick([
      [[b], [b]],
      [[b], []],
      [[], [b]],
      [[1], [b]],
      [
        [b, 2],
        [b, 2],
      ],
      [
        [b, 1],
        [1, 2],
      ],
      [[b, 2], [2]],
    ])
    this.behind(this.call('matMul', this.value([...left!, m, k]), this.weights([...right!, k, n])))
  }
  convolution(): void {
    const { draw } = this
    const [c, out, kernel] = [draw.int(1, 3), draw.int(1, 4), draw.int(1, 3)]
    let x = this.value([draw.int(1, 2), draw.int(4, 6), draw.int(4, 6), c])
    if (draw.chance(0.3)) {
      const border = () => [draw.int(0, 2), draw.int(0, 2)]
      x = this.call('pad', x, [[0, 0], border(), border(), [0, 0]], draw.chance(0.8) ? 0 : 1)
    }
    const [stride, pad] = [draw.int(1, 2), draw.pick(['same', 'valid', 1])]
    const op = draw.pick(['conv2d', 'conv2d', 'depthwiseConv2d'])
    let y = this.call(op, x, this.weights([kernel, kernel, c, out]), stride, kernel === 1 ? 'same' : pad)
    const channels = this.shapeOf(y).at(-1)!
    if (draw.chance(0.5)) {
      const vector = (domain?: readonly [number, number]) => this.weight([channels], domain)
      if (draw.chance(0.5)) y = this.call('add', y, vector())
      y = this.call('batchNorm', y, vector(), vector([0.5, 2]), vector(), vector([0.5, 2]))
    }
    y = this.behind(y)
    if (draw.chance(0.3)) this.call(draw.pick(['maxPool', 'avgPool']), y, 2, 1, 'same')
  }
  /** Some steps of a recurrent cell with gates. */
  gates(): void {
    const { draw } = this
    const [rows, features, units, steps] = [draw.int(1, 3), draw.int(1, 4), draw.int(1, 4), draw.int(2, 4)]
    const x = this.value([rows, steps, features])
    const [kernel, recurrent, bias] = [
      this.weights([features, 4 * units]),
      this.weights([units, 4 * units]),
      this.leaf([4 * units]),
    ]
    const whole = draw.chance(0.5) ? this.call('add', this.call('matMul', x, kernel), bias) : undefined
    const parts = this.tryCall('unstack', whole ?? x, 1)!
    let h = this.call('tanh', this.value([rows, units]))
    const all: Ref[] = []
    for (const part of parts) {
      const z = whole === undefined ? this.call('add', this.call('matMul', part, kernel), bias) : part
      const sum = this.call('add', z, this.call('matMul', h, recurrent))
      const split = this.tryCall('split', sum, 4, -1)
      if (split === undefined) return
      const [input, forget, cell, output] = split
      const state = this.call(
        'add',
        this.call('mul', this.call('sigmoid', input), this.call('tanh', cell)),
        this.call('mul', this.call('sigmoid', forget), h),
      )
      h = this.call('mul', this.call('sigmoid', output), this.call('tanh', state))
      all.push(h)
    }
    if (draw.chance(0.7)) this.call('stack', all, draw.pick([0, 1, -1]))
  }
  /** Parts of one value, computed apart and joined again. */
  joined(): void {
    const { draw } = this
    const [count, size] = [draw.int(2, 3), draw.int(1, 3)]
    const rest = draw.pick([[], [draw.size()], [draw.size(), 2]])
    const axis = draw.chance(0.6) ? 0 : draw.int(0, rest.length)
    const shape = [...rest.slice(0, axis), count * size, ...rest.slice(axis)]
    const x = this.value(shape)
    const split = this.tryCall('split', x, count, axis)!
    const parts = split.map((part) =>
      draw.chance(0.6) ? this.call(draw.pick(['neg', 'tanh', 'relu', 'abs']), part) : part,
    )
    if (draw.chance(0.3)) parts.push(parts[0]!)
    // A part that is there before the run.
    if (draw.chance(0.3)) parts.push(this.call('neg', this.weight(this.shapeOf(parts[0]!))))
    if (draw.chance(0.3)) parts.reverse()
    const whole = draw.chance(0.3) ? this.call('stack', parts, draw.int(0, axis)) : this.call('concat', parts, axis)
    if (draw.chance(0.4)) this.call('concat', [whole, this.call('tanh', whole)])
    // A part is used behind the whole, and the whole is changed.
    if (draw.chance(0.5)) this.call('add', this.call('neg', whole), 1)
    if (draw.chance(0.5)) this.call('mul', draw.pick(parts), 2)
  }
  /** One value through many element-wise ops, some of whose results are used later. */
  chain(): void {
    const { draw } = this
    const first = this.value(draw.shape(0, 3) as number[])
    let x = first
    const kept: Ref[] = [first]
    for (let steps = draw.int(3, 6); steps > 0; steps--) {
      const op = draw.pick([
        'neg',
        'tanh',
        'relu',
        'abs',
        'add',
        'mul',
        'sub',
        'maximum',
        'square',
        'elu',
        'clipByValue',
      ])
      const more: readonly unknown[] =
        ['add', 'mul', 'sub', 'maximum'].includes(op) ? [draw.chance(0.5) ? draw.pick(kept) : draw.pick([x, 2, -0.5])]
        : op === 'clipByValue' ? [-2, 2]
        : []
      x = draw.chance(0.2) && more[0] instanceof Ref ? this.call(op, more[0], x) : this.call(op, x, ...more)
      if (draw.chance(0.4)) kept.push(x)
    }
  }
  /** Parts and changes of shape of what is computed, as the weights of products, before and behind a change. */
  views(): void {
    const { draw } = this
    const [m, k, n] = [draw.size(), draw.size(), draw.size()]
    const source = this.value([2, k, n])
    const changed = this.call(draw.pick(['tanh', 'neg', 'relu', 'abs']), source)
    const whole = draw.chance(0.5) ? changed : source
    const weights = draw.pick([
      () => this.tryCall('unstack', whole)![1]!,
      () => this.call('reshape', this.call('slice', whole, [1], [1]), [k, n]),
      () => this.call('reshape', this.call('reshape', whole, [2 * k * n]), [2 * k, n]),
    ])()
    const rows = this.shapeOf(weights)[0]!
    const x = this.value([m, rows])
    this.call('matMul', x, weights)
    const again = this.call(draw.pick(['neg', 'tanh', 'abs']), weights)
    this.behind(this.call('matMul', x, again))
    if (draw.chance(0.5)) this.call('matMul', this.value([draw.size(), rows]), weights)
  }
  /** A value and parts of it, side by side in one op. */
  beside(): void {
    const { draw } = this
    const [m, n] = [draw.int(2, 4), draw.size()]
    const x = this.call(draw.pick(['tanh', 'neg', 'abs']), this.value([m, n]))
    const row = this.call('slice', x, [draw.int(0, m - 1)], [1])
    const op = draw.pick(['add', 'sub', 'mul', 'maximum'])
    // The result is used again: only then could it take the place of x.
    this.call('neg', this.call(op, ...(draw.chance(0.5) ? [x, row] : [row, x])))
  }
  /** Axes that are moved, and moved again. */
  turned(): void {
    const { draw } = this
    let x = this.value([draw.size(), draw.size(), draw.chance(0.3) ? 1 : draw.size()])
    for (let times = draw.int(2, 3); times > 0; times--) x = this.call('transpose', x, draw.axes(3, 3))
    this.call('sum', x, draw.int(0, 2))
  }
  randomOp(): void {
    const { draw } = this
    const x = this.value(draw.shape(1, 3) as number[])
    if (draw.chance(0.5)) this.call('dropout', x, 0.5, undefined, draw.chance(0.5) ? draw.int(1, 3) : undefined)
    else this.call('add', x, this.call('randomNormal', [...this.shapeOf(x)], 0, 1, 'float32', draw.int(1, 3)))
  }
  /** Tensors without elements. */
  empty(): void {
    const { draw } = this
    const x = this.value([draw.size(), draw.size()])
    const [rows, columns] = this.shapeOf(x)
    const nothing = draw.chance(0.5) ? this.call('slice', x, [0, 0], [0, columns]) : this.leaf([0, columns!])
    draw.pick([
      () => this.call('concat', [this.call('neg', x), this.call('tanh', nothing)]),
      () => this.call('concat', [nothing, x]),
      () => this.call('matMul', nothing, this.weights([columns!, 3])),
      () => this.call('matMul', this.call('transpose', nothing), this.call('reshape', nothing, [0, columns])),
      () => this.call('sum', nothing, 0),
      () => this.call('stack', [nothing, this.call('neg', nothing)], 1),
      () =>
        this.call(
          'matMul',
          this.call('reshape', nothing, [0, 1, columns]),
          this.call('reshape', nothing, [0, columns, 1]),
        ),
      () => this.call('slice', x, [rows, 0], [0, 1]),
    ])()
  }
  /** Truth values and integers. */
  choices(): void {
    const { draw } = this
    const shape = draw.shape(0, 3) as number[]
    const x = this.value(shape, 'float32', true)
    const is = this.call(
      draw.pick(['greater', 'less', 'greaterEqual', 'notEqual']),
      x,
      draw.chance(0.5) ? 0 : this.value(shape, 'float32', true),
    )
    const both = this.call(
      draw.pick(['logicalAnd', 'logicalOr']),
      is,
      this.call('logicalNot', this.value(shape, 'bool')),
    )
    this.call('where', draw.chance(0.5) ? is : both, this.value(shape), this.value(shape))
    if (draw.chance(0.5))
      this.call('sum', this.call('add', this.call('cast', both, 'int32'), this.value(shape, 'int32')))
  }
  /** Rows that are picked out, and their gradient. */
  rows(): void {
    const { draw } = this
    const [count, width] = [draw.int(2, 5), draw.size()]
    const indices = this.leaf(draw.shape(1, 2) as number[], 'int32', { below: count })
    const picked = this.call('gather', this.weights([count, width]), indices)
    this.call('softmax', this.call('reshape', picked, [-1, width]))
  }
  norm(): void {
    const x = this.value(this.draw.shape(1, 3) as number[])
    const [mean, variance] = this.tryCall('moments', x, -1, true) ?? []
    if (mean === undefined) return
    this.call('mul', this.call('sub', x, mean), this.call('rsqrt', this.call('add', variance, 0.5)))
  }
}

/** Numbers that can be compared. */
function isTame(y: core.Tensor): boolean {
  return (y.dataSync() as Float32Array).every((number) => Math.abs(number) <= 50)
}
const refsIn = (args: readonly unknown[]): Ref[] => {
  const refs: Ref[] = []
  filled(args, (ref) => refs.push(ref))
  return refs
}
/** The same tree with other leaves for its values. */
function filled(arg: unknown, of: (ref: Ref) => unknown): unknown {
  if (arg instanceof Ref) return of(arg)
  if (Array.isArray(arg)) return arg.map((item) => filled(item, of))
  if (typeof arg !== 'object' || arg === null) return arg
  return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, filled(value, of)]))
}

export interface RandomGraph extends Subject {
  /** The same graph, with one of its results alone, for a counterexample that is easier to read. */
  readonly smaller: () => readonly RandomGraph[]
}

/** A graph of some 3 to 14 ops or more. */
export function randomGraph(seed: number, samples: readonly OpSamples[]): RandomGraph {
  return scoped(() => {
    const usable = samples.filter(({ op }) => !skipped.has(op))
    const builder = new Builder(seed, usable)
    const { draw } = builder
    const pieces = [
      ...['dense', 'dense', 'batched', 'convolution', 'convolution', 'gates', 'joined', 'joined', 'chain', 'chain'],
      ...['views', 'views', 'beside', 'turned', 'widened', 'randomOp', 'empty', 'choices', 'rows', 'norm'],
    ] as const
    for (let wanted = draw.int(3, 14), tries = 0; builder.ops < wanted && tries < 40; tries++) {
      if (draw.chance(0.55)) builder.sample()
      else builder[draw.pick(pieces)]()
    }
    return graphOf(builder, seed)
  })
}

function graphOf({ calls, known, draw }: Builder, seed: number): RandomGraph {
  // What nothing uses is a result; so are some other values, leaves and views among them, some twice.
  const sinks = known.filter(({ uses }) => uses === 0).map(({ ref }) => ref)
  const outputs = draw.shuffled(sinks).slice(0, 5)
  for (let more = draw.int(outputs.length === 0 ? 1 : 0, 2); more > 0; more--) outputs.push(draw.pick(known).ref)
  if (draw.chance(0.15)) outputs.push(draw.pick(outputs))
  return subjectOf(calls, outputs, seed)
}

function subjectOf(all: readonly (Call | LeafItem)[], outputs: readonly Ref[], seed: number): RandomGraph {
  // Numbers of values go on with each leaf and each result.
  const items: { readonly item: Call | LeafItem; readonly first: number }[] = []
  let next = 0
  for (const item of all) {
    items.push({ item, first: next })
    next += 'leaf' in item ? 1 : item.results.length
  }
  const needed = new Set(outputs.map(({ number }) => number))
  const kept = [...items].reverse().filter(({ item, first }) => {
    const results = 'leaf' in item ? [first] : item.results
    if (!results.some((number) => needed.has(number))) return false
    if (!('leaf' in item)) for (const { number } of refsIn(item.args)) needed.add(number)
    return true
  })
  const used = kept.reverse()
  const leafItems = used.flatMap(({ item }) => ('leaf' in item ? [item] : []))
  return {
    smaller: () => (outputs.length === 1 ? [] : outputs.map((output) => subjectOf(all, [output], seed))),
    text: textOf(used, outputs, seed),
    leaves: leafItems.map(({ leaf }) => leaf),
    data: [leafItems.map(({ data }) => data[0]), leafItems.map(({ data }) => data[1])],
    f(leaves) {
      const values = new Map<number, AnyTensor>()
      const given = leaves.values()
      for (const { item, first } of used) {
        if ('leaf' in item) {
          values.set(first, given.next().value!)
          continue
        }
        const args = filled(item.args, ({ number }) => values.get(number)!) as readonly unknown[]
        const results = leavesOf(publicOp(item.op)(...args) as Tree<AnyTensor>)
        results.forEach((result, i) => values.set(item.results[i]!, result))
      }
      return outputs.map(({ number }) => values.get(number)!)
    },
  }
}

function textOf(
  used: readonly { readonly item: Call | LeafItem; readonly first: number }[],
  outputs: readonly Ref[],
  seed: number,
): string {
  const name = (ref: Ref) => `§v${ref.number}`
  const written = (args: unknown) => plainText(filled(args, name)).replace(/'§(v\d+)'/g, '$1')
  const lines = used.map(({ item, first }) => {
    if ('leaf' in item) {
      const { kind, shape, dtype } = item.leaf
      return `  const v${first} = ${kind}([${shape.join(', ')}], '${dtype}')`
    }
    const names = item.results.map((number) => `v${number}`)
    const call = `tf.${item.op}(${written(item.args).slice(1, -1)})`
    return `  const ${names.length === 1 ? names[0] : `[${names.join(', ')}]`} = ${call}`
  })
  return [`graph of seed ${seed}:`, ...lines, `  return ${written(outputs)}`].join('\n')
}
