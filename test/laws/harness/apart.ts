/**
 * Law 8: an op that keeps an axis apart gives, for a part of that axis alone, the same part of its result. Numbers of eager
 * calls are compared; the op itself is asked about a graph whose rows have a name, as models ask.
 */
import * as core from '@tensorflow/tfjs-core'
import { firstTurn, within } from '../../../src/context.js'
import { followRows, type Rows } from '../../../src/graph/apart.js'
import { specOf, type Value } from '../../../src/graph/node.js'
import { constantOp, inputNode, type ConstantAttrs } from '../../../src/graph/sources.js'
import { toValue } from '../../../src/operand.js'
import { callGraph } from '../../../src/plan/call.js'
import { mulDims, type Dim } from '../../../src/shape/dimension.js'
import { isNumeric } from '../../../src/shape/dtype.js'
import type { AnyTensor } from '../../../src/tensor.js'
import { leaves, type Tree } from '../../../src/tree.js'
import { fromValues } from '../../../src/backend.js'
import { argValue, callText, DimsArg, mapLeaves, publicOp, tensorsOf, type Args, type TensorArg } from './call.js'
import { Draw } from './draw.js'
import { difference, valuesOf } from './kernels.js'
import { seedOf } from './random.js'
import { knownSamples, type OpSamples } from './samples.js'

/** What has been asked of an op. */
export interface ApartReport {
  /** Cuts of its inputs of which it says that they keep apart, and how often that was wrong. */
  kept: number
  readonly wrong: string[]
  /** Cuts of which it says that they mix, and those of them that gave the same numbers. */
  mixed: number
  readonly untold: string[]
}
/** What an op says; a test may plant something else. */
export type Told = (outputs: readonly Value[], given: (value: Value) => Rows | undefined) => readonly Rows[]
const told: Told = (outputs, given) => followRows(outputs, 'rows', given).rows

/** A call, and the axis along which each of its tensors is cut. */
interface Cut {
  readonly args: Args
  readonly axes: readonly (number | undefined)[]
  /** How many parts. */
  readonly parts: number
}
/** Every way to cut some of the tensors into the same number of parts, two or more. */
function cutsOf(args: Args): Cut[] {
  const tensors = tensorsOf(args)
  const choices = tensors.reduce<readonly (readonly (number | undefined)[])[]>(
    (all, { shape }) => all.flatMap((axes) => [undefined, ...shape.keys()].map((axis) => [...axes, axis])),
    [[]],
  )
  return choices.flatMap((axes) => {
    const sizes = new Set(axes.flatMap((axis, i) => (axis === undefined ? [] : [tensors[i]!.shape[axis] as number])))
    const [parts] = sizes
    return sizes.size === 1 && parts! > 1 ? [{ args, axes, parts: parts! }] : []
  })
}

const numbersOf = (tensor: AnyTensor): ArrayLike<number> => (tensor as AnyTensor & core.Tensor).dataSync()

/** One op's calls with their numbers. */
class Checked {
  private readonly op: OpSamples
  private readonly cut: Cut
  private readonly tensors: readonly TensorArg[]
  private readonly whole: readonly core.Tensor[]

  constructor(op: OpSamples, cut: Cut, draw: Draw) {
    this.op = op
    this.cut = cut
    this.tensors = tensorsOf(cut.args)
    this.whole = this.tensors.map(({ shape, dtype, below }) => {
      const sizes = shape as readonly number[]
      const values =
        below === undefined ?
          valuesOf(sizes, dtype, draw, op.domain)
        : Array.from({ length: core.util.sizeFromShape([...sizes]) }, () => draw.int(0, below - 1))
      return fromValues(values as number[], sizes, dtype)
    })
  }
  get text(): string {
    return `${callText(this.op.op, this.cut.args)}, cut along ${this.cut.axes.map((axis) => axis ?? '-').join(' ')}`
  }
  private places(): readonly Value[] {
    return this.tensors.map(({ shape, dtype }, i) => {
      const axis = this.cut.axes[i]
      return inputNode({ shape: shape.map((dim, at): Dim => (at === axis ? 'rows' : dim)), dtype })
    })
  }
  /** The call on symbols; where it names sizes, those of the result along an axis are so many for each row. */
  private graph(places: readonly Value[], axis: number | undefined): readonly Value[] | undefined {
    const { args, parts } = this.cut
    const named = mapLeaves(args, (leaf) => {
      if (!(leaf instanceof DimsArg) || axis === undefined) return leaf
      const dims = leaf.dims.map((dim, at) =>
        at === axis && typeof dim === 'number' && dim % parts === 0 ? mulDims(dim / parts, 'rows') : dim,
      )
      return new DimsArg(dims, leaf.named)
    })
    try {
      const made = publicOp(this.op.op)(...named.map((arg) => argValue(arg, (t) => places[this.tensors.indexOf(t)])))
      return leaves(made as Tree<AnyTensor>).map((y) => toValue('law', y))
    } catch {
      return undefined
    }
  }
  private run(outputs: readonly Value[], places: readonly Value[], part?: number): readonly AnyTensor[] {
    const { axes, parts } = this.cut
    const given = this.whole.map((tensor, i) =>
      axes[i] === undefined || part === undefined ? tensor : partOf(tensor, axes[i], parts, part),
    )
    const source = (node: Value['node']) => {
      const at = places.findIndex((place) => place.node === node)
      if (at >= 0) return given[at] as AnyTensor
      if (node.op !== constantOp) return undefined
      const { captured, values, spec } = node.attrs as ConstantAttrs
      return (captured?.tensor ?? fromValues(values!, spec.shape as number[], spec.dtype)) as AnyTensor
    }
    const sizes = { rows: [part === undefined ? parts : 1, 'x'] } as const
    return within({ turn: firstTurn }, () => callGraph(outputs, sizes, source))
  }

  check(report: ApartReport, tells: Told): void {
    const places = this.places()
    const { axes } = this.cut
    const given = (value: Value): Rows | undefined => {
      const at = places.indexOf(value)
      return at < 0 ? undefined : (axes[at] ?? 'none')
    }
    const ranks = Math.max(...this.tensors.map(({ shape }) => shape.length)) + 2
    // An op that takes sizes is asked with each of them named in turn.
    const asked = this.cut.args.some((arg) => arg instanceof DimsArg) ? [...Array(ranks).keys()] : [undefined]
    for (const axis of asked) {
      const outputs = this.graph(places, axis)
      if (outputs === undefined) continue
      const rows = tells(outputs, given)
      outputs.forEach((output, i) => this.compare(output, rows[i]!, places, report))
    }
  }
  private compare(output: Value, rows: Rows, places: readonly Value[], report: ApartReport): void {
    const whole = this.run([output], places)[0]!
    const holds = (axis: number | 'none') => this.holds(whole, output, axis, places)
    if (rows === 'mixed') {
      report.mixed++
      const found =
        output.dtype === 'float32' && specOf(output).shape.findIndex((dim, axis) => dim !== null && holds(axis))
      if (typeof found === 'number' && found >= 0) report.untold.push(`${this.text}: kept along ${found}`)
    } else {
      report.kept++
      if (!holds(rows)) report.wrong.push(`${this.text}: not kept along ${rows}`)
    }
  }
  private holds(whole: AnyTensor, output: Value, axis: number | 'none', places: readonly Value[]): boolean {
    const { parts } = this.cut
    const y = whole as core.Tensor
    if (axis !== 'none' && y.shape[axis]! % parts !== 0) return false
    return [0, parts - 1].every((part) => {
      try {
        const [own] = this.run([output], places, part)
        const wanted = axis === 'none' ? y : partOf(y, axis, parts, part)
        if (String(own!.shape) !== String(wanted.shape)) return false
        // Other numbers are drawn for each part.
        return output.node.op.effect === 'random' || difference(numbersOf(own!), wanted.dataSync()) < 1e-5
      } catch {
        return false
      }
    })
  }
}
function partOf(tensor: core.Tensor, axis: number, parts: number, part: number): core.Tensor {
  const size = tensor.shape.map((all, at) => (at === axis ? all / parts : all))
  const begin = size.map((each, at) => (at === axis ? part * each : 0))
  return core.slice(tensor, begin, size)
}

/** Asks an op about cuts of its samples. */
export function checkApart(op: OpSamples, count: number, seed: number, tells: Told = told): ApartReport {
  const report: ApartReport = { kept: 0, wrong: [], mixed: 0, untold: [] }
  const draw = new Draw(seedOf(op.op, seed))
  for (const args of knownSamples(op, count, seed, { largest: 6 })) {
    if (!tensorsOf(args).every(({ dtype }) => isNumeric(dtype))) continue
    for (const cut of draw.shuffled(cutsOf(args)).slice(0, 8))
      core.tidy(() => new Checked(op, cut, draw).check(report, tells))
  }
  return report
}
