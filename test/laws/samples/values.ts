import { DimsArg, DTypeArg, Fixed, type Args, type Plain } from '../harness/call.js'
import type { Draw } from '../harness/draw.js'
import type { OpSamples } from '../harness/samples.js'

// Ops that make a tensor of values: op(values, shape, dtype).

function nested([size, ...rest]: readonly number[], value: Plain): Plain {
  return size === undefined ? value : Array.from({ length: size }, () => nested(rest, value))
}

function ofValues(op: string, rank: number | undefined): OpSamples {
  const sizes = (draw: Draw, of: number) => Array.from({ length: of }, () => draw.int(1, 3))
  return {
    op,
    valid(draw): Args {
      const shape = sizes(draw, rank ?? draw.int(0, 4))
      const value = draw.pick<Plain>([draw.int(0, 99), 0.5, true])
      const flat = rank !== 1 && shape.length > 0 && draw.chance(0.5)
      const values = new Fixed(
        flat ? nested([shape.reduce((product, size) => product * size, 1)], value) : nested(shape, value),
      )
      if (flat || draw.chance(0.2)) {
        if (rank === 1) return [values]
        return shape.length === 0 ? [values] : [values, new DimsArg(shape, false)]
      }
      return [values]
    },
    messages:
      rank === undefined ? { doesNotFill: [1], nestedOtherwise: [1], notASize: [1] }
      : rank === 1 ? { needsRank: [0] }
      : { doesNotFill: [1], nestedOtherwise: [1], notASize: [1], needsRank: [0, 1] },
    mutate([values, ...shape], draw): Args {
      const other = new Fixed(nested(sizes(draw, draw.int(0, 4)), 1))
      return (
        rank === 1 ? [other]
        : draw.chance(0.5) ? [other, ...shape]
        : [values, new DimsArg(sizes(draw, draw.int(1, 4)), false)]
      )
    },
    ranks: rank === undefined ? { from: 0 } : { from: rank, to: rank },
    knownSizes: true,
    differentiable: false,
  }
}

export const samples: OpSamples[] = [
  ofValues('tensor', undefined),
  ofValues('tensor1d', 1),
  ofValues('tensor2d', 2),
  ofValues('tensor3d', 3),
  ofValues('tensor4d', 4),
  {
    op: 'scalar',
    valid(draw) {
      const value = draw.pick<Plain>([draw.int(-999, 999), draw.int(0, 99) + 0.5, true, false])
      return draw.chance(0.5) ? [new Fixed(value)] : [new Fixed(value), new DTypeArg(draw.numericDType())]
    },
    mutate: ([value], draw) =>
      draw.chance(0.5) ?
        [value, new DTypeArg(draw.pick(['string', 'complex64']))]
      : [new Fixed(`s${draw.int(0, 99)}`), new DTypeArg(draw.dtype())],
    messages: { cannotCast: [1] },
    knownSizes: true,
    differentiable: false,
  },
]
