import { keptValues, type Program, type Step } from '../program.js'
import { bytesOf, overlapsOf, type Overlap } from './blocks.js'
import { Ref, type Call } from './record.js'

// Where each value of a program lives: a pure computation, done once.

/** One step, and what it does to memory. */
export interface Work {
  readonly step: Step
  /** The calls of the module, where its kernel makes nothing but calls. */
  readonly calls: readonly Call[] | undefined
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
  readonly temporaries: ReadonlyMap<Ref, Block>
  /** In order, the settled ones first. */
  readonly work: readonly Work[]
  readonly settled: number
  readonly arena: number
  readonly kept: number
}

/** The kernels that may write over an operand of the same size: they read each element just before they write it. */
const elementwise = new Set([
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference'],
  ...['Abs', 'Ceil', 'ClipByValue', 'Elu', 'Exp', 'Floor', 'LeakyRelu', 'Log', 'Neg', 'Reciprocal', 'Relu', 'Relu6'],
  ...['Rsqrt', 'Sigmoid', 'Sqrt', 'Square', 'Step', 'Tanh'],
])
const ALIGNMENT = 16
const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

/**
 * Lays out a program. A change of shape and a part of a value are places in that value; the parts of a joined value are
 * computed where they will lie; an element-wise result takes the place of an operand that is used for the last time.
 */
export function layOut(program: Program, recorded: readonly (readonly Call[] | undefined)[]): Layout {
  const { specs } = program
  const steps = [...program.settled, ...program.steps]
  const bytes = specs.map(bytesOf)
  const end = steps.length

  // ── Which values are places in others.
  const parents = specs.map((_, value) => ({ root: value, offset: 0 }))
  const placeOf = (value: number): { root: number; offset: number } => {
    const parent = parents[value]!
    if (parent.root === value) return parent
    const above = placeOf(parent.root)
    return (parents[value] = { root: above.root, offset: above.offset + parent.offset })
  }
  const rootOf = (value: number) => placeOf(value).root
  const covers = (value: number) => bytes[value] === bytes[rootOf(value)]
  const overlaps = steps.map(({ node, inputs, outputs }) => {
    const { kernel } = node.op
    const given = inputs.map((value) => specs[value]!)
    const made = outputs.map((value) => specs[value]!)
    return kernel && overlapsOf(kernel.name, kernel.attrs?.(node.attrs, given, made) ?? {}, given, made)
  })
  steps.forEach(({ inputs, outputs }, i) => {
    if (isJoin(steps[i]!)) return
    for (const { input, output, count, from } of overlaps[i] ?? []) {
      if (count === 1) parents[outputs[output]!] = { root: inputs[input]!, offset: from }
    }
  })

  // ── What the blocks are.
  const kinds = new Map<number, BlockKind>()
  for (const value of [...program.inputs, ...program.states.map((state) => state.value)]) kinds.set(value, 'leaf')
  for (const { value, attrs } of program.constants) kinds.set(value, attrs.captured ? 'leaf' : 'kept')
  for (const value of keptValues(program)) if (!kinds.has(rootOf(value))) kinds.set(rootOf(value), 'kept')
  const freshFor = new Map<number, number>()
  for (const value of [...program.outputs, ...program.writes.map((write) => write.value)]) {
    if (kinds.has(rootOf(value)) || !covers(value)) continue
    kinds.set(rootOf(value), 'fresh')
    freshFor.set(rootOf(value), value)
  }
  const isTemporary = (value: number) => !kinds.has(rootOf(value))

  // ── The parts of joined values.
  steps.forEach(({ inputs, outputs }, i) => {
    if (!isJoin(steps[i]!)) return
    for (const { input, output, count, to } of overlaps[i] ?? []) {
      const [part, whole] = [rootOf(inputs[input]!), outputs[output]!]
      const fits = count === 1 && isTemporary(part) && covers(inputs[input]!) && part !== rootOf(whole)
      if (fits) parents[part] = { root: whole, offset: to }
    }
  })

  // ── How long the blocks of the arena are needed.
  const lifetimes = new Map<number, { from: number; to: number }>()
  const touch = (value: number, at: number) => {
    const root = rootOf(value)
    const known = lifetimes.get(root) ?? { from: at, to: at }
    lifetimes.set(root, { from: Math.min(known.from, at), to: Math.max(known.to, at) })
  }
  steps.forEach((step, i) => [...step.inputs, ...step.outputs].forEach((value) => touch(value, i)))
  for (const value of [...program.outputs, ...program.writes.map((write) => write.value)]) touch(value, end)

  steps.forEach(({ node, inputs, outputs: [output] }, i) => {
    const target = rootOf(output!)
    if (!elementwise.has(node.op.kernel?.name ?? '') || recorded[i] === undefined) return
    if (kinds.has(target) || target !== output || lifetimes.get(target)!.from !== i) return
    const operand = inputs.find((value) => {
      const root = rootOf(value)
      const others = inputs.filter((other) => other !== value && rootOf(other) === root)
      return (
        !kinds.has(root) &&
        covers(value) &&
        bytes[value] === bytes[output!] &&
        lifetimes.get(root)!.to === i &&
        others.length === 0
      )
    })
    if (operand === undefined) return
    parents[output!] = { root: rootOf(operand), offset: 0 }
    touch(output!, lifetimes.get(target)!.to)
  })

  // ── Addresses.
  const blocks = new Map<number, Block>()
  let kept = 0
  const place = (root: number): Block => {
    const kind = kinds.get(root) ?? 'arena'
    const block: Block = { kind, bytes: bytes[root]!, value: freshFor.get(root) ?? root, offset: 0 }
    if (kind === 'kept') {
      block.offset = kept
      kept += aligned(block.bytes)
    }
    return block
  }
  for (const [value] of specs.entries()) {
    const root = rootOf(value)
    if (!blocks.has(root)) blocks.set(root, place(root))
  }
  const temporaries = new Map<Ref, Block>()
  const spans = [...blocks].flatMap(([root, block]) => {
    const life = lifetimes.get(root)
    return block.kind === 'arena' && life !== undefined ? [{ block, ...life }] : []
  })
  recorded.forEach((calls, i) => {
    for (const { args } of calls ?? []) {
      for (const arg of args) {
        if (!(arg instanceof Ref) || arg.value !== undefined || temporaries.has(arg)) continue
        const block: Block = { kind: 'arena', bytes: bytesOf(arg.spec), value: -1, offset: 0 }
        temporaries.set(arg, block)
        spans.push({ block, from: i, to: i })
      }
    }
  })
  const arena = pack(spans)

  const places = specs.map((_, value) => {
    const { root, offset } = placeOf(value)
    return { block: blocks.get(root)!, offset }
  })
  const stillMoved = ({ inputs, outputs }: Step, list: readonly Overlap[]) =>
    list.filter(({ input, output, from, to, count }) => {
      const [source, target] = [placeOf(inputs[input]!), placeOf(outputs[output]!)]
      return count > 1 || source.root !== target.root || source.offset + from !== target.offset + to
    })
  const work = steps.map((step, i): Work => {
    const list = overlaps[i]
    return { step, calls: recorded[i], copies: list && stillMoved(step, list) }
  })
  return { places, temporaries, work, settled: program.settled.length, arena, kept }
}
function isJoin({ node }: Step): boolean {
  const kernel = node.op.kernel?.name
  return kernel === 'Pack' || kernel === 'Concat'
}

interface Span {
  readonly block: Block
  readonly from: number
  readonly to: number
}
/** A gap in the arena. */
interface Gap {
  offset: number
  bytes: number
}
/** Gives blocks their offsets, in the order of time, in the smallest gap that is large enough. @returns the size of all */
function pack(spans: readonly Span[]): number {
  const ending = new Map<number, Span[]>()
  for (const span of spans) ending.set(span.to, [...(ending.get(span.to) ?? []), span])
  const gaps: Gap[] = []
  let size = 0
  let now = 0
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.block.bytes - a.block.bytes)) {
    for (; now < span.from; now++) {
      for (const { block } of ending.get(now) ?? [])
        release(gaps, { offset: block.offset, bytes: aligned(block.bytes) })
    }
    const bytes = aligned(span.block.bytes)
    let best: Gap | undefined
    for (const gap of gaps) if (gap.bytes >= bytes && gap.bytes < (best?.bytes ?? Infinity)) best = gap
    if (best === undefined) {
      // A gap at the end grows by what it lacks.
      const last = gaps.at(-1)
      best = last !== undefined && last.offset + last.bytes === size ? last : { offset: size, bytes: 0 }
      if (best !== last) gaps.push(best)
      best.bytes = bytes
      size = best.offset + bytes
    }
    span.block.offset = best.offset
    best.offset += bytes
    best.bytes -= bytes
    if (best.bytes === 0) gaps.splice(gaps.indexOf(best), 1)
  }
  return size
}
/** Gaps are in order, and never touch. */
function release(gaps: Gap[], freed: Gap): void {
  const at = gaps.findIndex((gap) => gap.offset > freed.offset)
  const index = at < 0 ? gaps.length : at
  gaps.splice(index, 0, freed)
  for (const i of [index, index - 1]) {
    const [gap, next] = [gaps[i], gaps[i + 1]]
    if (gap === undefined || next === undefined || gap.offset + gap.bytes !== next.offset) continue
    gap.bytes += next.bytes
    gaps.splice(i + 1, 1)
  }
}
