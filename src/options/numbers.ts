import { showValue } from '../shape/show.js'
import { required, ruled, type Option, type Required, type Ruled, type TypeRule } from './option.js'

type Numbers = readonly number[]
export interface NumbersRule extends TypeRule<Numbers, 'a list of numbers'> {}
/** A list of numbers. */
export function numbers(): Option<Numbers, Numbers, Required> & Ruled<NumbersRule> {
  return ruled<NumbersRule, Option<Numbers, Numbers, Required>>({
    fallback: required,
    wrong: (given, name) =>
      Array.isArray(given) && Array.from(given).every((each) => Number.isFinite(each)) ?
        undefined
      : `${name} is a list of numbers, got ${showValue(given)}`,
    resolve: (given) => Object.freeze([...given]),
    write: (value) => [...value],
    read: (json) => json as Numbers,
    samples: { right: [[1], [0.5, 2], [1, 2, 3]], wrong: [1, '1, 2', [Number.NaN], ['a']] },
  })
}
