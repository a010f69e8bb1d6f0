import { eye } from '../ops/eye.js'
import { mul } from '../ops/mul.js'
import { number } from '../options/number.js'
import { defineInitializer } from './initializer.js'

/** The identity matrix, times `gain`. */
export const identity = defineInitializer({
  kind: 'identity',
  options: {
    /** 1 unless it is given. */
    gain: number({}, 1),
  },
  apply([rows, columns, ...more], { gain }) {
    if (rows === undefined || columns === undefined || more.length > 0) {
      throw new RangeError(`identity: needs a weight of rank 2, got ${more.length > 0 ? 'more axes' : 'fewer'}`)
    }
    return mul(eye(rows, columns), gain)
  },
})
