import { defineOp, dispatch } from '../op.js'
import { aDType, aNumber, sizes } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { numeric, type DType } from '../shape/dtype.js'
import type { Eq } from '../shape/identity.js'
import type { Arg } from '../shape/outcome.js'
import { sizesRule, type Created } from './common/creation.js'

type listed<Batch> =
  Eq<Batch, null> extends true ? []
  : Batch extends readonly unknown[] ? [...Batch]
  : []
type columnsOr<N, Default> =
  Eq<N, null> extends true ? Default
  : Eq<N, number | null> extends true ? number
  : N
/** Rows and columns, after the batch. */
type Matrices<Rows, Columns, Batch> = [...listed<Batch>, Rows, columnsOr<Columns, Rows>]

interface EyeAttrs {
  readonly numRows: number
  readonly numColumns: number
  readonly batchShape: readonly number[]
  readonly dtype: DType
}
const op = defineOp<EyeAttrs>({
  name: 'eye',
  effect: 'pure',
  given: { numRows: aNumber, numColumns: aNumber, batchShape: sizes, dtype: aDType },
  infer(_, { numRows, numColumns, batchShape, dtype }) {
    return (
      wrongWith('numRows', sizesRule([numRows])) ??
      wrongWith('numColumns', sizesRule([numColumns])) ??
      wrongWith('batchShape', sizesRule(batchShape)) ??
      wrongWith('dtype', numeric(dtype)) ?? { shape: [...batchShape, numRows, numColumns], dtype }
    )
  },
  host(_, { shape }) {
    const [rows, columns] = shape.slice(-2) as [number, number]
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
    for (let first = 0; first < values.length; first += rows * columns) {
      for (let i = 0; i < Math.min(rows, columns); i++) values[first + i * columns + i] = 1
    }
    return values
  },
})

/**
 * Ones on the diagonal, zeros elsewhere.
 *
 * @param numColumns Without it, as many as rows.
 * @param batchShape The matrix is repeated in this shape.
 * @param dtype float32 unless it is given; int32 or bool.
 * @throws ShapeError `-1 is not a size`
 *
 * @example
 * ```ts
 * const identity = tf.eye(3) // Tensor<[3, 3]>
 * ```
 */
export function eye<
  Rows extends number,
  Columns extends number | null = null,
  const Batch extends readonly number[] | null = null,
  D extends DType = 'float32',
>(
  numRows: Arg<sizesRule<[Rows]>, 'eye', Rows>,
  numColumns?: Arg<sizesRule<[columnsOr<Columns, 0>]>, 'eye', Columns>,
  batchShape?: Arg<sizesRule<listed<Batch>>, 'eye', Batch>,
  dtype?: Arg<numeric<D>, 'eye', D>,
): Created<Matrices<Rows, Columns, Batch>, D> {
  return dispatch(op, [], {
    numRows: numRows as number,
    numColumns: (numColumns ?? numRows) as number,
    batchShape: (batchShape ?? []) as readonly number[],
    dtype: (dtype ?? 'float32') as DType,
  })
}
