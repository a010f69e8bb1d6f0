import type { Option, OptionRule, Required } from './option.js'
import { required, shown } from './option.js'

/** A list of numbers. */
export interface NumbersRule extends OptionRule {
  readonly answer: this['given']
}
type Numbers = readonly number[]
export function numbers(): Option<Numbers, Numbers, Required, NumbersRule> {
  return {
    fallback: required,
    wrong: (given, name) =>
      Array.isArray(given) && given.every((each) => Number.isFinite(each)) ?
        undefined
      : `${name} is a list of numbers, got ${shown(given)}`,
    resolve: (given) => Object.freeze([...given]),
    write: (value) => [...value],
    read: (json) => json as Numbers,
    samples: { right: [[1], [0.5, 2], [1, 2, 3]], wrong: [1, '1, 2', [Number.NaN], ['a']] },
  }
}
