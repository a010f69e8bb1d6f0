import type { AnyTensor } from '../../tensor.js'
import { add } from '../add.js'
import { cast } from '../cast.js'
import { div } from '../div.js'
import { equal } from '../equal.js'
import { mul } from '../mul.js'
import { onesLike } from '../onesLike.js'
import { round } from '../round.js'
import { sub } from '../sub.js'
import { where } from '../where.js'
import { zerosLike } from '../zerosLike.js'
import { binary } from './elementwise.js'

// Division of int32 tensors. The kernels of wasm trap on 0, and divide as float32, which has 24 bits.

const modKernel = binary({ name: 'mod', dtype: 'same', kernel: 'Mod' })
const floorDivKernel = binary({ name: 'floorDiv', dtype: 'same', kernel: 'FloorDiv' })

/** The remainder, with the sign of `b`; 0 where `b` is 0. */
export function remainder(a: AnyTensor, b: AnyTensor): AnyTensor {
  // Of 1 it is always 0.
  return modKernel(a, withoutZeros(b))
}

/** The quotient, rounded down; 0 where `b` is 0. */
export function quotient(a: AnyTensor, b: AnyTensor): AnyTensor {
  const divisor = withoutZeros(b)
  const estimate = floorDivKernel(a, divisor)
  // What is left is a small multiple of the divisor: that is divided exactly.
  const left = sub(sub(a, modKernel(a, divisor)), mul(estimate, divisor))
  const missing = cast(round(div(cast(left, 'float32'), cast(divisor, 'float32'))), 'int32')
  return where(equal(b, zerosLike(b)), zerosLike(b), add(estimate, missing))
}

function withoutZeros(b: AnyTensor): AnyTensor {
  return where(equal(b, zerosLike(b)), onesLike(b), b)
}
