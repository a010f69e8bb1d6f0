import { traitsOf } from '../graph.js'
import { keptValues, resultsIn, type Program, type Step } from '../program.js'
import { aligned, giveOffsets, type Span } from './arena.js'
import { bytesOf, overlapsOf, type Overlap } from './blocks.js'
import type { Recorded } from './record.js'

// Where each value of a program lives: a pure computation, done once.

/** One step, and what it does to memory. */
export interface Work {
  readonly step: Step
  /** The calls of the module, where its kernel makes nothing but calls, and the memory that these need for themselves. */
  readonly recorded: Recorded | undefined
  readonly temporaries: readonly Block[]
  /** The bytes that have to be moved, where its kernel only moves bytes. */
  readonly copies: readonly Overlap[] | undefined
}
/**
 * What a block of memory is: a tensor that is given (`leaf`) or made in each run (`fresh`), `kept` between runs, or a
 * part of the arena that values take turns at.
 */
export type BlockKind = 'leaf' | 'fresh' | 'kept' | 'arena'
export interface Block {
  readonly kind: BlockKind
  readonly bytes: number
  /** The value whose tensor it is, for `leaf` and `fresh`. */
  readonly value: number
  /** Within the arena, or within what is kept. */
  offset: number
}
export interface Layout {
  /** The block of each value, and where in it the value begins. */
  readonly places: readonly { readonly block: Block; readonly offset: number }[]
  /** In order, the settled ones first. */
  readonly work: readonly Work[]
  readonly settled: number
  readonly arena: number
  readonly kept: number
}

/**
 * Lays out a program. A change of shape and a part of a value are places in that value; the parts of a joined value are
 * computed where they will lie; an element-wise result takes the place of an operand that is used for the last time.
 */
export function layOut(program: Program, recorded: readonly (Recorded | undefined)[]): Layout {
  return new LayingOut(program, recorded).layout()
}

class LayingOut {
  private readonly program: Program
  private readonly recorded: readonly (Recorded | undefined)[]
  private readonly steps: readonly Step[]
  private readonly bytes: readonly number[]
  /** What each step moves, where it only moves bytes. */
  private readonly overlaps: readonly (readonly Overlap[] | undefined)[]
  /** The value in which each value lies, or itself, and where it begins there. */
  private readonly parents: number[]
  private readonly offsets: number[]
  /** For roots; those of the arena have none. */
  private readonly kinds: (BlockKind | undefined)[]
  /** Which result a fresh block is. */
  private readonly results = new Map<number, number>()
  /** For roots: the first and the last step that touches them. */
  private readonly from: number[]
  private readonly to: number[]

  constructor(program: Program, recorded: readonly (Recorded | undefined)[]) {
    const { specs, settled, steps } = program
    this.program = program
    this.recorded = recorded
    this.steps = [...settled, ...steps]
    this.bytes = specs.map(bytesOf)
    this.overlaps = this.steps.map((step) => overlapsOf(step, specs))
    this.parents = specs.map((_, value) => value)
    this.offsets = specs.map(() => 0)
    this.kinds = specs.map(() => undefined)
    this.from = specs.map(() => Infinity)
    this.to = specs.map(() => -1)
  }

  layout(): Layout {
    this.placeViews()
    this.nameBlocks()
    this.placeParts()
    this.measureLives()
    this.reuseOperands()
    return this.addressed()
  }

  /** The root of a value. Afterwards its parent is the root, and its offset that within the root. */
  private rootOf(value: number): number {
    const parent = this.parents[value]!
    if (parent === value) return value
    const root = this.rootOf(parent)
    if (root !== parent) {
      this.offsets[value]! += this.offsets[parent]!
      this.parents[value] = root
    }
    return root
  }
  private put(value: number, into: number, offset: number): void {
    this.parents[value] = into
    this.offsets[value] = offset
  }
  /** Is the value all of its block? */
  private covers(value: number): boolean {
    return this.bytes[value] === this.bytes[this.rootOf(value)]
  }

  /** Changes of shape and parts in one piece. */
  private placeViews(): void {
    this.steps.forEach((step, i) => {
      if (isJoin(step)) return
      for (const { input, output, count, from } of this.overlaps[i] ?? []) {
        if (count === 1) this.put(step.outputs[output]!, step.inputs[input]!, from)
      }
    })
  }
  /** What is not of the arena. */
  private nameBlocks(): void {
    const { program, kinds } = this
    for (const value of [...program.inputs, ...program.states.map((state) => state.value)]) kinds[value] = 'leaf'
    for (const { value, attrs } of program.constants) kinds[value] = attrs.captured ? 'leaf' : 'kept'
    for (const value of keptValues(program)) kinds[this.rootOf(value)] ??= 'kept'
    for (const value of resultsIn(program)) {
      const root = this.rootOf(value)
      if (kinds[root] !== undefined || !this.covers(value)) continue
      kinds[root] = 'fresh'
      this.results.set(root, value)
    }
  }
  /** The parts of joined values. */
  private placeParts(): void {
    this.steps.forEach((step, i) => {
      if (!isJoin(step)) return
      for (const { input, output, count, to } of this.overlaps[i] ?? []) {
        const [value, whole] = [step.inputs[input]!, step.outputs[output]!]
        const part = this.rootOf(value)
        const fits = count === 1 && this.kinds[part] === undefined && this.covers(value) && part !== this.rootOf(whole)
        if (fits) this.put(part, whole, to)
      }
    })
  }
  private measureLives(): void {
    this.steps.forEach(({ inputs, outputs }, i) => {
      for (const value of inputs) this.touch(value, i)
      for (const value of outputs) this.touch(value, i)
    })
    for (const value of resultsIn(this.program)) this.touch(value, this.steps.length)
  }
  private touch(value: number, at: number): void {
    const root = this.rootOf(value)
    this.from[root] = Math.min(this.from[root]!, at)
    this.to[root] = Math.max(this.to[root]!, at)
  }
  /** Element-wise results: a kernel that is one call reads each element just before it writes that. */
  private reuseOperands(): void {
    this.steps.forEach(({ node, inputs, outputs: [output] }, i) => {
      if (!traitsOf(node).elementwise || this.recorded[i]?.calls.length !== 1) return
      const isOwn = this.rootOf(output!) === output && this.kinds[output] === undefined && this.from[output] === i
      const operand = isOwn ? inputs.find((value) => this.mayBeOverwritten(value, output, inputs, i)) : undefined
      if (operand === undefined) return
      const until = this.to[output!]!
      this.put(output!, this.rootOf(operand), 0)
      this.touch(output!, until)
    })
  }
  private mayBeOverwritten(value: number, by: number, operands: readonly number[], at: number): boolean {
    const root = this.rootOf(value)
    return (
      this.kinds[root] === undefined &&
      this.covers(value) &&
      this.bytes[value] === this.bytes[by] &&
      // A single number has as many bytes as four truth values.
      this.program.specs[value]!.dtype === this.program.specs[by]!.dtype &&
      this.to[root] === at &&
      operands.every((other) => other === value || this.rootOf(other) !== root)
    )
  }

  private addressed(): Layout {
    const blocks = new Map<number, Block>()
    const spans: Span[] = []
    let kept = 0
    const blockOf = (root: number): Block => {
      const kind = this.kinds[root] ?? 'arena'
      const block: Block = { kind, bytes: this.bytes[root]!, value: this.results.get(root) ?? root, offset: 0 }
      if (kind === 'kept') {
        block.offset = kept
        kept += aligned(block.bytes)
      }
      if (kind === 'arena' && this.to[root]! >= 0) spans.push({ block, from: this.from[root]!, to: this.to[root]! })
      return block
    }
    const places = this.parents.map((_, value) => {
      const root = this.rootOf(value)
      const block = blocks.get(root) ?? blockOf(root)
      blocks.set(root, block)
      return { block, offset: this.offsets[value]! }
    })
    const work = this.steps.map((step, i): Work => {
      const recorded = this.recorded[i]
      const temporaries = (recorded?.temporaries ?? []).map((spec): Block => {
        const block: Block = { kind: 'arena', bytes: bytesOf(spec), value: -1, offset: 0 }
        spans.push({ block, from: i, to: i })
        return block
      })
      return { step, recorded, temporaries, copies: this.stillMoved(step, this.overlaps[i]) }
    })
    return { places, work, settled: this.program.settled.length, arena: giveOffsets(spans), kept }
  }
  private stillMoved({ inputs, outputs }: Step, list: readonly Overlap[] | undefined): readonly Overlap[] | undefined {
    return list?.filter(({ input, output, from, to, count }) => {
      const [source, target] = [inputs[input]!, outputs[output]!]
      const isThere = this.rootOf(source) === this.rootOf(target)
      return count > 1 || !isThere || this.offsets[source]! + from !== this.offsets[target]! + to
    })
  }
}
function isJoin({ node }: Step): boolean {
  const { moves } = traitsOf(node)
  return moves === 'stack' || moves === 'concat'
}
