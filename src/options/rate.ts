import { showValue } from '../shape/show.js'
import { rateRule } from '../ops/dropout.js'
import type { Arg } from '../shape/outcome.js'
import { required, ruled, sentenceOf, type Option, type OptionRule, type Required, type Ruled } from './option.js'

/** A share in [0, 1). */
export interface RateRule extends OptionRule {
  readonly answer: this['given'] extends infer Given extends number ? Arg<rateRule<Given>, this['op'], Given>
  : this['given']
}
export function rate(): Option<number, number, Required> & Ruled<RateRule> {
  return ruled<RateRule, Option<number, number, Required>>({
    fallback: required,
    wrong(given, name) {
      if (typeof given !== 'number') return `${name} is a number in [0, 1), got ${showValue(given)}`
      return sentenceOf(rateRule(given))
    },
    resolve: (given) => given,
    write: (value) => value,
    read: (json) => json as number,
    samples: { right: [0, 0.25, 0.5, 0.9], wrong: [1, -0.1, 1.5, '0.5'] },
  })
}
