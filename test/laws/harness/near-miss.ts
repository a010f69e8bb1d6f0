import { addDims, isUnknown, type Dim, type Shape } from '../../../src/shape/dimension.js'
import { argText, DimsArg, DTypeArg, Fixed, mapLeaves, TensorArg, type Args, type CallArg } from './call.js'
import type { Draw } from './draw.js'

/** The call with one thing changed: a size, an axis more or less, a dtype, a number, an element of a list. */
export function nearMiss(args: Args, draw: Draw): Args {
  const variants = args.flatMap((arg, i) => changes(arg, draw).map((change) => replaced(args, i, change)))
  if (variants.length === 0) return args
  // The axis that indices point into may have become smaller: only 0 is surely in it.
  return mapLeaves(draw.pick(variants), (leaf) =>
    leaf instanceof TensorArg && leaf.below !== undefined ? new TensorArg(leaf.shape, leaf.dtype, leaf.kind, 1) : leaf,
  )
}

/** Two near misses of one call in one: what the second changes, where the first has not changed the same argument. */
export function bothMisses(base: Args, first: Args, second: Args): Args {
  const isChanged = (arg: CallArg, i: number) => i >= base.length || argText(arg) !== argText(base[i])
  const length = Math.max(first.length, second.length)
  return Array.from({ length }, (_, i) =>
    i >= second.length || (i < first.length && isChanged(first[i], i)) ? first[i] : second[i],
  )
}

/** All ways to change one leaf of an argument, each drawn once. */
function changes(arg: CallArg, draw: Draw, inList = false): CallArg[] {
  if (arg instanceof TensorArg) return changedTensors(arg, draw)
  if (arg instanceof DimsArg) return changedDims(arg.dims, draw, arg.named).map((dims) => new DimsArg(dims, arg.named))
  if (arg instanceof DTypeArg) return [new DTypeArg(draw.pick(['string', 'complex64', 'int32', 'float32']))]
  if (arg instanceof Fixed) return []
  if (typeof arg === 'number') return [arg + 1, arg - 1, 0 - arg, 0, arg + 0.5]
  if (typeof arg === 'boolean') return [!arg]
  if (typeof arg !== 'object' || arg === null) return []
  if (Array.isArray(arg)) return changedList(arg as Args, draw, inList)
  return Object.entries(arg).flatMap(([key, value]) =>
    changes(value, draw).map((change) => ({ ...arg, [key]: change })),
  )
}

/** Lists in lists are pairs: they keep their length. */
function changedList(list: Args, draw: Draw, inList: boolean): Args[] {
  const inside = list.flatMap((item, i) => changes(item, draw, true).map((change) => replaced(list, i, change)))
  if (list.length === 0 || inList || list.some((item) => item instanceof TensorArg)) return inside
  const at = draw.int(0, list.length - 1)
  return [...inside, spliced(list, at, 1), spliced(list, at, 0, list[at]!)]
}

function changedTensors({ shape, dtype, kind, below }: TensorArg, draw: Draw): TensorArg[] {
  const shapes = changedDims(shape, draw, kind !== 'eager' && kind !== 'literal', false)
  const eager = kind === 'literal' ? 'eager' : kind
  return [
    ...shapes.map((changed) => new TensorArg(changed, dtype, fitting(changed, kind), below)),
    new TensorArg(shape, draw.pick(['string', 'complex64']), eager),
    new TensorArg(shape, draw.pick(['float32', 'int32', 'bool']), eager, below),
  ]
}
/** A literal is written out: what has no known size, no element or too many is a variable. */
function fitting(shape: Shape, kind: TensorArg['kind']): TensorArg['kind'] {
  const elements = shape.reduce<number>((product, dim) => product * (typeof dim === 'number' ? dim : 0), 1)
  return kind === 'literal' && !(elements >= 1 && elements <= 24) ? 'eager' : kind
}

function changedDims(shape: Shape, draw: Draw, named: boolean, written = true): Dim[][] {
  const fresh = (): Dim => (named ? draw.dim() : draw.size())
  const inserted = spliced(shape, draw.int(0, shape.length), 0, fresh())
  if (shape.length === 0) return [inserted]
  const at = draw.int(0, shape.length - 1)
  const dim = shape[at]!
  const [i, j] = [draw.int(0, shape.length - 1), draw.int(0, shape.length - 1)]
  return [
    ...(shape.length < 6 ? [inserted] : []),
    spliced(shape, at, 1),
    replaced(shape, at, isUnknown(dim) ? draw.size() : addDims(dim, 1)),
    replaced(shape, at, fresh()),
    replaced(replaced(shape, i, shape[j]!), j, shape[i]!),
    ...(typeof dim === 'number' && dim > 1 ? [replaced(shape, at, dim - 1)] : []),
    ...(written ? [replaced(shape, at, draw.pick([-1, -1, -2, 1.5]))] : []),
  ]
}

function replaced<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((old, i) => (i === at ? item : old))
}
function spliced<T>(list: readonly T[], at: number, remove: number, ...items: T[]): T[] {
  return [...list.slice(0, at), ...items, ...list.slice(at + remove)]
}
