import { sizes, wrongArgument } from '../shape/given.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { canonicalShape } from '../shape/dimension.js'
import type { Sentence } from '../shape/outcome.js'
import { firstNoSize, notASize, type isNoSize } from '../shape/size.js'
import { ruled, type Option, type fits, type OptionRule, type Ruled } from './option.js'

export interface ShapeRule extends OptionRule {
  readonly answer: Whole<opennessOf<this['given']>> extends AllKnown ? answerToShape<this> : this['given']
}
type answerToShape<R extends OptionRule> =
  Whole<R['given']> extends Whole<Shape> ?
    [firstNoSize<R['given']>] extends [never] ?
      R['given']
    : sizesOf<R['given'], `${R['op']}: ${R['name']}`>
  : fits<R, Shape, 'a list of sizes'>
/** Each that is no size becomes the sentence. */
type sizesOf<S, Op extends string> = {
  readonly [I in keyof S]: isNoSize<S[I]> extends true ? Sentence<notASize<S[I]>, Op> : S[I]
}
type ShapeOption = Option<Shape, Shape | undefined, undefined>
/** A shape whose sizes are numbers, names, or `null` for what is not known. */
export function shape(): ShapeOption & Ruled<ShapeRule> {
  return ruled<ShapeRule, ShapeOption>({
    fallback: undefined,
    wrong: (given, name) => {
      const wrong = wrongArgument(name, given, sizes)
      if (wrong !== undefined) return wrong
      const bad = firstNoSize(given as Shape)
      return bad === undefined ? undefined : `${name}: ${notASize(bad).message}`
    },
    resolve: (given: Shape | undefined) => given && canonicalShape(given),
    write: (value) => (value === undefined ? null : [...value]),
    read: (json) => json as readonly Dim[],
    samples: { right: [[3], [2, null], ['seq', 4]], wrong: [3, [-1], [1.5], ['a b']] },
  })
}
