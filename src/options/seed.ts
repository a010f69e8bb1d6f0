import { showValue } from '../shape/show.js'
import { nextSeed } from '../random.js'
import type { NumberRule } from './number.js'
import { ruled, type Option, type Ruled } from './option.js'

/** Where random numbers begin. Without one it is drawn, once, and kept. */
export function seed(): Option<number, number, undefined> & Ruled<NumberRule<{ readonly integer: true }>> {
  return ruled<NumberRule<{ readonly integer: true }>, Option<number, number, undefined>>({
    fallback: undefined,
    wrong: (given, name) =>
      Number.isSafeInteger(given) ? undefined : `${name} is an integer, got ${showValue(given)}`,
    resolve: (given: number | undefined) => given ?? nextSeed(),
    write: (value) => value,
    read: (json) => json as number,
    samples: { right: [0, 1, -7, 12345], wrong: ['a', 0.5, Number.NaN] },
  })
}
