import type { Spec } from '../../graph/node.js'
import { defineOp, dispatch } from '../../op.js'
import type { Shape } from '../../shape/dimension.js'
import type { AnyTensor } from '../../tensor.js'
import { gather } from '../gather.js'
import { reshape } from '../reshape.js'

const op = defineOp<{ readonly size: number }>({
  name: 'scatterRows',
  effect: 'pure',
  infer: ([, rows]: readonly Spec[], { size }) => ({ shape: [size, ...rows!.shape.slice(1)], dtype: rows!.dtype }),
  kernel: { name: 'ScatterNd', attrs: (_, __, [y]) => ({ shape: y!.shape }) },
  gradient: ({ dy, inputs: [indices] }) => [
    null,
    () => gather(dy, reshape(indices!, [-1]) as AnyTensor<Shape, 'int32'>),
  ],
})

/** Rows, [n, ...], are added up in a tensor of `size` rows, each at its index; the indices are int32 [n, 1]. */
export function scatterRows(indices: AnyTensor, rows: AnyTensor, size: number): AnyTensor {
  return dispatch(op, [indices, rows], { size })
}
