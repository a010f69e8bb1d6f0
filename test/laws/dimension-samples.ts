/**
 * Random samples of the dimension vocabulary for the law "twins agree": a type expression, and the type that the
 * function of the same name answers.
 */
import * as dimension from '../../src/shape/dimension.js'
import type { Dim, Shape } from '../../src/shape/dimension.js'
import { bindShapes, substituteShape, type Env, type Met } from '../../src/shape/binding.js'
import { isFailure } from '../../src/shape/outcome.js'
import { showDim, showShape } from '../../src/shape/show.js'

export interface Sample {
  /** In terms of what `dimension.ts`, `binding.ts` and `show.ts` export, such as `addDims<'batch', 1>`. */
  readonly expression: string
  /** A literal type, such as `'batch+1'`. */
  readonly expected: string
}

/** mulberry32 */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const NAMES = ['a', 'ab', 'b', 'batch', 'h', 'seq', 'w', 'N_1', '_x', 'Z']

export function samples(seed: number, count: number): Sample[] {
  const random = randomFrom(seed)
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!
  const upTo = (limit: number) => Math.floor(random() * limit)
  const many = (least: number, most: number, make: () => Dim) =>
    Array.from({ length: least + upTo(most - least + 1) }, make)

  const integer = (): number =>
    pick([
      () => upTo(10),
      () => upTo(512),
      () => 1 + upTo(4096),
      () => -upTo(300),
      () => Math.floor(2 ** (random() * 53)),
      () => Number.MAX_SAFE_INTEGER - upTo(3),
    ])()
  const small = () => 1 + upTo(12)
  const name = () => pick(NAMES)
  const product = () => Array.from({ length: 1 + upTo(pick([2, 2, 2, 7])) }, name).join('*')
  const polynomial = (): Dim => {
    let dim: Dim = dimension.canonicalDim(pick([name(), name(), product(), `${small()}*${name()}`]))
    for (let steps = upTo(5); steps > 0; steps--) {
      const before: Dim = dim
      dim = pick([
        () => dimension.addDims(before, small()),
        () => dimension.subDims(before, small()),
        () => dimension.addDims(before, pick([name(), product()])),
        () => dimension.subDims(before, dimension.mulDims(small(), name())),
        () => dimension.mulDims(before, pick<Dim>([2, 3, name(), 'h+1', '2*w-3'])),
        () => dimension.floorDivDim(before, small()),
        () => dimension.floorDivDim(before, 2),
        () => dimension.ceilDivDim(before, 2),
      ])()
    }
    return dim
  }
  /** Close to the limits: 12 terms, degree 6. */
  const large = (): Dim =>
    dimension.sumOf([...Array(9 + upTo(4)).keys()].map((index) => `${pick(['a', 'k', 'z*z*z*z'])}${index}`))
  const dim = (): Dim =>
    pick<() => Dim>([integer, small, name, polynomial, polynomial, polynomial, polynomial, large, () => null])()

  const spelling = (depth: number): string =>
    pick([
      name,
      name,
      () => String(small()),
      () => String(polynomial() ?? 'a'),
      () => (depth > 0 ? `${spelling(depth - 1)}${pick(['+', '-', '*', '*'])}${spelling(depth - 1)}` : name()),
      () => (depth > 0 ? `(${spelling(depth - 1)})${pick(['', `//${small()}`, '*2'])}` : name()),
      () => (depth > 0 ? `-${spelling(depth - 1)}//${small()}` : name()),
    ])()
  /** One character away from a good spelling. */
  const mutated = (): string => {
    const text = spelling(3)
    const at = upTo(text.length)
    return text.slice(0, at) + pick(['', ' ', '+', '-', '*', '/', '(', ')', '0', '#', '7']) + text.slice(at + upTo(2))
  }

  const kinds: (() => Sample)[] = [
    ...(['addDims', 'subDims', 'mulDims', 'divideExactly', 'sameDim', 'knownDim', 'compareDims'] as const).map(
      (op) => () => {
        const a = dim()
        const b = op === 'sameDim' && random() < 0.5 ? a : dim()
        return sample(`${op}<${typeText(a)}, ${typeText(b)}>`, dimension[op](a, b))
      },
    ),
    () => {
      const [a, b] = [dim(), dim()]
      const whole = dimension.mulDims(a, b)
      return sample(`divideExactly<${typeText(whole)}, ${typeText(b)}>`, dimension.divideExactly(whole, b))
    },
    ...[0, 1].map(() => () => {
      // Numbers of any length: the short ones have a way of their own.
      const op = pick(['addDims', 'subDims', 'mulDims', 'divideExactly', 'floorDivDim', 'compareDims'] as const)
      const [a, b] = [integer(), integer()]
      return sample(`${op}<${a}, ${b}>`, dimension[op](a, b))
    }),
    () => {
      // Polynomials that are whole multiples only for some values of their names.
      const [a, b] = [dimension.mulDims(name(), name()), small()]
      const whole = dimension.addDims(a, pick<Dim>([small(), name()]))
      return sample(`divideExactly<${typeText(whole)}, ${b}>`, dimension.divideExactly(whole, b))
    },
    ...(['floorDivDim', 'floorDivDim', 'ceilDivDim'] as const).map((op) => () => {
      const [a, k] = [dim(), pick<() => Dim>([small, small, small, small, integer, name, () => null])()]
      return sample(`${op}<${typeText(a)}, ${typeText(k)}>`, dimension[op](a, k))
    }),
    ...(['productOf', 'sumOf'] as const).map((op) => () => {
      const shape = many(0, 4, () => pick<() => Dim>([small, small, name, dim])())
      return sample(`${op}<[${shape.map(typeText).join(', ')}]>`, dimension[op](shape))
    }),
    () => {
      const d = pick<() => Dim>([dim, () => 'n'.repeat(20 + upTo(8))])()
      return { expression: `showDim<${typeText(d)}>`, expected: `'${showDim(d)}'` }
    },
    () => {
      // About as long as a shape may be to be shown whole.
      const [least, most] = pick([
        [0, 6],
        [4, 5],
      ] as const)
      const shape = many(least, most, () => pick<() => Dim>([dim, () => 'n'.repeat(11 + upTo(8))])())
      return { expression: `showShape<${shapeText(shape)}>`, expected: `'${showShape(shape)}'` }
    },
    ...[() => spelling(3), () => spelling(3), mutated].map((text) => () => {
      const user = text()
      return sample(`canonicalDim<'${user}'>`, dimension.canonicalDim(user))
    }),
    () => {
      const size = pick<() => Dim>([dim, () => pick([1.5, -0.25, 2 ** 53, 1e21])])()
      return sample(`isUnknown<${typeText(size)}>`, dimension.isUnknown(size))
    },
    () => {
      const size = () => pick<() => Dim>([integer, small, small, name, polynomial])()
      const bound = NAMES.filter(() => random() < 0.9).map((n) => [n, [size(), 'x']] as const)
      const env = Object.fromEntries(bound)
      const entries = bound.map(([n, [value]]) => `${n}: [${typeText(value)}, 'x']`)
      const d = polynomial()
      return sample(`substituteDim<${typeText(d)}, { ${entries.join('; ')} }>`, dimension.substituteDim(d, env))
    },
    ...[0, 1, 2].map(() => () => {
      const met = meetings()
      const outcome = bindShapes(met)
      const type = `bindShapes<[${met.map(([p, s, where]) => `[${shapeText(p)}, ${shapeText(s)}, '${where}']`).join(', ')}]>`
      if (isFailure(outcome)) return { expression: `${type}['message']`, expected: JSON.stringify(outcome.message) }
      const shape = ['a', 'b', polynomial(), 3]
      if (random() < 0.5)
        return {
          expression: `substituteShape<${shapeText(shape)}, ${type}>`,
          expected: shapeText(substituteShape(shape, outcome)),
        }
      const entries = Object.entries(outcome).map(([n, [size, where]]) => `${n}: [${typeText(size)}, '${where}']`)
      return { expression: type, expected: `{ ${entries.join('; ')} }` }
    }),
  ]
  /** One or two expected shapes with actual ones that fit, or nearly. */
  function meetings(): Met[] {
    const size = () => pick<() => Dim>([small, small, small, small, () => null, name, () => '850*batch'])()
    const env: Env = Object.fromEntries(NAMES.map((n) => [n, [size(), '']]))
    const few = () => pick(['a', 'a', 'b', 'h', 'w'])
    const expected = (): Dim =>
      pick<() => Dim>([
        few,
        few,
        few,
        small,
        () => null,
        () => dimension.mulDims(small(), few()),
        () => dimension.addDims(dimension.mulDims(small(), few()), pick<Dim>([small(), few()])),
        () => dimension.mulDims(few(), few()),
        () => dimension.floorDivDim(dimension.addDims(few(), small()), 2),
      ])()
    return ['image', 'text'].slice(upTo(2)).map((where) => {
      const shape = Array.from({ length: upTo(5) }, expected)
      const actual = substituteShape(shape, env)
      if (random() < 0.4 && actual.length > 0) actual[upTo(actual.length)] = pick<Dim>([small(), small(), name(), null])
      if (random() < 0.05) actual.pop()
      return [shape, actual, where] as const
    })
  }
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]!())
}

function sample(expression: string, answer: Dim | boolean): Sample {
  return { expression, expected: typeText(answer) }
}
function shapeText(shape: Shape): string {
  return `[${shape.map(typeText).join(', ')}]`
}
/** An unknown dimension is `number` in types. */
function typeText(answer: Dim | boolean): string {
  return (
    answer === null ? 'number'
    : typeof answer === 'string' ? `'${answer}'`
    : String(answer)
  )
}
