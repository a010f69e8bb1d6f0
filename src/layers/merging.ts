import { logicalAnd } from '../ops/logicalAnd.js'
import type { AnyTensor } from '../tensor.js'

/** What is there in every input that has a mask, as in Keras 3: none unless each of them has one. */
export function allMasks(masks: readonly (AnyTensor | undefined)[]): AnyTensor | undefined {
  const given = masks.filter((mask) => mask !== undefined)
  return given.length < masks.length || given.length === 0 ?
      undefined
    : given.reduce((all, mask) => logicalAnd(all, mask))
}
