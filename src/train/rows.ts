import type * as core from '@tensorflow/tfjs-core'
import { specOf } from '../graph/node.js'
import { assertClasses } from '../losses/classes.js'
import type { Env, Met } from '../shape/binding.js'
import type { Shape } from '../shape/dimension.js'
import type { AnyTensor } from '../tensor.js'
import { bindLeaves, paired, type Data } from '../tree.js'
import { labelShape, type Compiled } from './compile.js'
import { batchSizeOf, type BatchArgs } from './arguments.js'
import { rowsAt, rowsFrom, rowsOf } from './data.js'
import type { SourceBatch } from './loop.js'
import type { Batch, Network } from './network.js'

/** Data that has been checked against a model. */
export interface Checked extends Batch {
  readonly rows: number
  readonly sizes: Env
  /** How many rows each of x and y has for one row. */
  readonly per: readonly number[]
}

/**
 * Checks inputs and labels against the model and each other, before anything runs.
 *
 * @param names What sentences call them.
 */
export function checkData(
  what: string,
  network: Network,
  compiled: Compiled,
  x: Data,
  y: Data,
  [nameOfX, nameOfY]: readonly [string, string] = ['x', 'y'],
): Checked {
  const { leaves: inputs, sizes } = network.bind(what, x, nameOfX)
  const labels = paired(what, network.outputs, y, nameOfY)
  const per = network.rowsPer
  const expected = labels.flatMap(([output, { value, where }], i): Met[] => {
    const shape = labelShape(specOf(output).shape, value.shape, compiled.losses[i]!.definition.labels)
    return shape === undefined ? [] : [[shape, value.shape, where]]
  })
  bindLeaves(what, expected, sizes)
  const rows = rowsOf(what, [...inputs, ...labels.map(([, leaf]) => leaf)], per)
  labels.forEach(([output, { value, where }], i) => {
    const { shape } = specOf(output)
    if (areClasses(compiled, i, value.shape, shape)) assertClasses(what, where, value as AnyTensor, shape.at(-1))
  })
  return { rows, sizes, per, x: inputs.map(({ value }) => value), y: labels.map(([, { value }]) => value) }
}

/** Are the labels of an output class numbers, to its loss or one of its metrics? */
function areClasses({ losses, metrics }: Compiled, output: number, labels: Shape, predictions: Shape): boolean {
  const own = metrics.filter((each) => each.output === output)
  return (
    losses[output]!.definition.labels === 'class numbers' ||
    own.some(({ metric }) => metric.definition.classes?.(labels, predictions))
  )
}

/** The sizes of a batch of another number of rows. */
export function sizesFor(network: Network, sizes: Env, rows: number): Env {
  const name = network.batchName
  return name === undefined ? sizes : { ...sizes, [name]: [rows, 'x'] }
}

/** How many rows are run at a time without training: all of them where they depend on each other. */
export function rowsAtOnce(what: string, network: Network, rows: number, args: BatchArgs | null | undefined): number {
  const batchSize = batchSizeOf(what, args)
  if (rows <= batchSize) return batchSize
  const { wrong, pure } = network.rowsApart
  if (wrong === undefined) return batchSize
  if (args?.batchSize == null) return rows
  // What moves states does so in each run: there batches are meant.
  if (pure !== true) return batchSize
  throw new RangeError(`${what}: ${wrong}; leave batchSize out, or give at least ${rows}`)
}

/** Data in memory, or some of their rows, as a source of batches; the last one may be short. */
export class Rows implements Iterable<SourceBatch> {
  /** How many rows there are in all. */
  readonly rows: number
  private readonly network: Network
  private readonly data: Checked
  private readonly first: number
  private readonly batchSize: number
  private readonly order: (epoch: number) => Int32Array | undefined
  private epoch = 0

  /** @param order The order of the rows in an epoch, if it is not their own. */
  constructor(
    network: Network,
    data: Checked,
    { first = 0, rows = data.rows - first, batchSize = rows }: { first?: number; rows?: number; batchSize?: number },
    order: (epoch: number) => Int32Array | undefined = () => undefined,
  ) {
    this.network = network
    this.data = data
    this.first = first
    this.rows = rows
    // Rows that depend on each other stay together.
    this.batchSize = network.batchName === undefined ? rows : batchSize
    this.order = order
  }
  get size(): number {
    return Math.ceil(this.rows / this.batchSize)
  }
  *[Symbol.iterator](): Iterator<SourceBatch> {
    const order = this.order(this.epoch++)
    for (let begin = 0; begin < this.rows; begin += this.batchSize) {
      const count = Math.min(this.batchSize, this.rows - begin)
      const { sizes } = this.data
      const taken: core.Tensor[] = []
      try {
        this.take(taken, begin, count, order)
        const x = taken.slice(0, this.data.x.length)
        yield { x, y: taken.slice(x.length), rows: count, sizes: sizesFor(this.network, sizes, count) }
      } finally {
        for (const tensor of taken) tensor.dispose()
      }
    }
  }
  private take(taken: core.Tensor[], begin: number, count: number, order: Int32Array | undefined): void {
    const { x, y, per } = this.data
    for (const [i, tensor] of [...x, ...y].entries()) {
      const each = per[i]!
      taken.push(
        order === undefined ?
          rowsFrom(tensor, (this.first + begin) * each, count * each)
        : rowsAt(tensor, order.subarray(begin, begin + count), each),
      )
    }
  }
}
