import { sizes, wrongArgument } from '../shape/given.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { canonicalShape } from '../shape/dimension.js'
import { firstNoSize } from '../shape/size.js'
import type { Option } from './option.js'

/** A shape whose sizes are numbers, names, or `null` for what is not known. */
export function shape(): Option<Shape, Shape | undefined, undefined> {
  return {
    fallback: undefined,
    wrong: (given, name) => {
      const wrong = wrongArgument(name, given, sizes)
      if (wrong !== undefined) return wrong
      const bad = firstNoSize(given as Shape)
      return bad === undefined ? undefined : `${name}: ${bad} is not a size`
    },
    resolve: (given: Shape | undefined) => given && canonicalShape(given),
    write: (value) => (value === undefined ? null : [...value]),
    read: (json) => json as readonly Dim[],
    samples: { right: [[3], [2, null], ['seq', 4]], wrong: [3, [-1], [1.5], ['a b']] },
  }
}
