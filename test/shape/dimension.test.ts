import { describe, expect, test } from 'vitest'
import { bindShape, bindShapes, substituteShape } from '../../src/shape/binding.js'
import {
  addDims,
  canonicalDim,
  ceilDivDim,
  compareDims,
  divideExactly,
  floorDivDim,
  isUnknown,
  knownDim,
  linearIn,
  mulDims,
  namesOf,
  productOf,
  sameDim,
  subDims,
  substituteDim,
  sumOf,
  type Dim,
} from '../../src/shape/dimension.js'
import { randomFrom } from '../laws/dimension-samples.js'

const SEED = Number(process.env['SEED'] ?? 7)

describe('arithmetic', () => {
  test('with numbers is exact to 2^53', () => {
    expect(addDims(28, 4)).toBe(32)
    expect(subDims(2, 5)).toBe(-3)
    expect(mulDims(94906265, 94906265)).toBe(9007199136250225)
    expect(mulDims(94906265, 94906267)).toBe(null)
    expect(floorDivDim(-7, 2)).toBe(-4)
    expect(ceilDivDim(7, 2)).toBe(4)
    expect(floorDivDim(7, 0)).toBe(null)
  })
  test('with names gives canonical forms', () => {
    expect(mulDims('batch', 49)).toBe('49*batch')
    expect(subDims('seq', 2)).toBe('seq-2')
    expect(addDims(floorDivDim(subDims('seq', 3), 2), 1)).toBe('(seq+1)//2-1')
    expect(mulDims('a+1', 'b+2')).toBe('2*a+a*b+b+2')
    expect(mulDims('(seq+1)//2', 3)).toBe('3*((seq+1)//2)')
    expect(floorDivDim('(seq+1)//2+h', 3)).toBe('(2*h+seq+1)//6')
    expect(floorDivDim('6*h+5', 4)).toBe('(3*h)//2+1')
    expect(productOf(['batch', 7, 7, 64])).toBe('3136*batch')
    expect(sumOf(['a', 2, 'a', 'b'])).toBe('2*a+b+2')
  })
  test('with an unknown is unknown', () => {
    for (const odd of [null, NaN, 1.5, 2 ** 53, Infinity]) {
      expect(isUnknown(odd)).toBe(true)
      expect(addDims(odd, 'a')).toBe(null)
      expect(mulDims(0, odd)).toBe(null)
      expect(floorDivDim(odd, 2)).toBe(null)
      expect(divideExactly(odd, 2)).toBe(null)
      expect(sameDim(odd, 'a')).toBe(true)
      expect(knownDim(odd, 'a')).toBe('a')
      expect(compareDims(odd, 'a')).toBe('unknown')
    }
    expect(sameDim(3, 'a')).toBe(false)
  })
  test('divides exactly, or says no only when that is sure', () => {
    expect(divideExactly('h*w+2*h', 'h')).toBe('w+2')
    expect(divideExactly('16*h*w', '8*h')).toBe('2*w')
    expect(divideExactly('a*a-b*b', 'a-b')).toBe('a+b')
    expect(divideExactly('h', 'w')).toBe('no')
    expect(divideExactly('h*h+h', 2)).toBe(null)
    expect(divideExactly('h*h+h', 3)).toBe('no')
    expect(divideExactly('h*h+1', 2)).toBe('no')
    expect(divideExactly('(h+1)//2', 2)).toBe('no')
    expect(divideExactly(6, 0)).toBe('no')
  })
  test('compares where the names allow it', () => {
    expect(compareDims('seq-2', 'seq')).toBe('less')
    expect(compareDims('2*h', 1)).toBe('greater')
    expect(compareDims('h', 1)).toBe('unknown')
    expect(compareDims('h', 'w')).toBe('unknown')
  })
  test('finds names, and what is linear in one', () => {
    expect(namesOf('(seq+1)//2+a*seq')).toEqual(['seq', 'a'])
    expect(linearIn('2*h+h*w+1', 'h')).toEqual(['w+2', 1])
    expect(linearIn('(h)//2', 'h')).toBe('no')
  })
})

describe('canonicalDim', () => {
  test.each<[string, Dim]>([
    ['batch*49', '49*batch'],
    ['(a+1)*(b+2)', '2*a+a*b+b+2'],
    ['h//2', '(h)//2'],
    ['-h//2', '-((h)//2)'],
    ['((seq-3)//2+1)//2', '(seq+3)//4-1'],
    ['16*h//4', '4*h'],
    ['a-a', 0],
    ['5', 5],
    ['__proto__*2', '2*__proto__'],
  ])('%s', (text, form) => expect(canonicalDim(text)).toBe(form))
  test('refuses other spellings', () => {
    const refused = [
      '',
      ' ',
      'a b',
      'a + b',
      '2a',
      'a+',
      '+a',
      'a--b',
      'a*',
      '(a',
      'a)',
      '()',
      '07',
      '1.5',
      '1e3',
      'a//0',
      'a//b',
      'a#',
      'é',
      'no',
    ]
    for (const text of refused) expect([text, canonicalDim(text)]).toEqual([text, 'invalid'])
    expect(canonicalDim(1.5)).toBe('invalid')
    expect(canonicalDim(NaN)).toBe('invalid')
  })
  test('is unknown past the limits', () => {
    expect(canonicalDim('a+b+c+d+e+f+g+h+i+j+k+l')).toBe('a+b+c+d+e+f+g+h+i+j+k+l')
    expect(canonicalDim('a+b+c+d+e+f+g+h+i+j+k+l+m')).toBe(null)
    expect(canonicalDim('a*a*a*a*a*a')).toBe('a*a*a*a*a*a')
    expect(canonicalDim('a*a*a*a*a*a*a')).toBe(null)
    expect(canonicalDim('a'.repeat(512))).toBe('a'.repeat(512))
    expect(canonicalDim('a'.repeat(513))).toBe(null)
    expect(canonicalDim('9007199254740991*a')).toBe('9007199254740991*a')
    expect(canonicalDim('9007199254740992*a')).toBe(null)
    expect(canonicalDim('((((((((a))))))))')).toBe('a')
    expect(canonicalDim('(((((((((a)))))))))')).toBe(null)
    const three = '(3*((3*((3*h+1)//2)+1)//2)+1)//2'
    const four = `(3*(${three})+1)//2`
    expect(floorDivDim(`3*(${three})+1`, 2)).toBe(four)
    expect(floorDivDim(`3*(${four})+1`, 2)).toBe(null)
    expect(floorDivDim('(h)//9007199254740991', 1)).toBe('(h)//9007199254740991')
    expect(floorDivDim('(h)//9007199254740991', 2)).toBe(null)
  })
})

describe('binding', () => {
  const message = (outcome: object) => ('message' in outcome ? outcome.message : 'no failure')
  test('gives names their sizes', () => {
    const env = bindShape(['batch', '16*h', '16*w', 3], [2, 224, 64, 3], {}, 'x')
    expect(env).toEqual({ batch: [2, 'x'], h: [14, 'x'], w: [4, 'x'] })
    expect(
      bindShapes([
        [['a*b'], [12], 'x'],
        [['a'], [4], 'y'],
      ]),
    ).toEqual({ a: [4, 'y'], b: [3, 'x'] })
    expect(substituteShape(['14*h*w', '(2*((seq)//3)+1)//5'], { h: [2, ''], w: ['n', ''], seq: [100, ''] })).toEqual([
      '28*n',
      13,
    ])
  })
  test('names what clashes', () => {
    expect(message(bindShape(['batch', 10], [4, 11], {}, 'x'))).toBe(
      'x is [4, 11], the model expects [batch, 10]: axis 1 is 11 vs 10',
    )
    expect(message(bindShape(['batch', 10], [4], {}, 'x'))).toBe(
      'x is [4], the model expects [batch, 10]: the rank is 1 vs 2',
    )
    expect(message(bindShape(['batch'], [5], { batch: [4, 'image'] }, 'text'))).toBe(
      "'batch' is 4 in image and 5 in text",
    )
    expect(message(bindShape(['2*h+1'], [50], {}, 'x'))).toBe('50 in x is not of the form 2*h+1')
    expect(message(bindShape(['a*b'], [6], {}, 'x'))).toBe("cannot determine a from a*b; give 'a' its own dimension")
  })
})

/** A dimension, and the same calculation with numbers. */
interface Chain {
  readonly dim: Dim
  readonly at: (value: Values) => bigint
}
type Values = { readonly [name: string]: bigint }
const NAMES = ['a', 'ab', 'h', 'w']

describe(`canonical forms are canonical (seed ${SEED})`, () => {
  const random = randomFrom(SEED)
  const upTo = (limit: number) => Math.floor(random() * limit)
  const pick = <T>(choices: readonly T[]): T => choices[upTo(choices.length)]!

  const start = (): Chain => {
    const [name, factor, more] = [pick(NAMES), pick([1, 1, 1, 2, 3, 16]), pick([0, 0, 1, 5])]
    return { dim: addDims(mulDims(name, factor), more), at: (v) => v[name]! * BigInt(factor) + BigInt(more) }
  }
  const shift = ({ dim, at }: Chain, by: number): Chain => ({ dim: addDims(dim, by), at: (v) => at(v) + BigInt(by) })
  const pad = (c: Chain) => shift(c, upTo(7))
  const slice = (c: Chain) => shift(c, -upTo(7))
  const halve = ({ dim, at }: Chain, by: number, round: typeof floorDivDim): Chain => ({
    dim: round(dim, by),
    at: (v) => floor(at(v) + BigInt(round === ceilDivDim ? by - 1 : 0), by),
  })
  /** A window without padding, or with as much as TensorFlow's 'same' has. */
  const window = (c: Chain): Chain => {
    const [size, stride] = [1 + upTo(5), 1 + upTo(4)]
    return random() < 0.5 ? halve(c, stride, ceilDivDim) : shift(halve(shift(c, -size), stride, floorDivDim), 1)
  }
  const combine = (a: Chain, b: Chain): Chain =>
    pick([
      { dim: addDims(a.dim, b.dim), at: (v) => a.at(v) + b.at(v) },
      { dim: subDims(a.dim, b.dim), at: (v) => a.at(v) - b.at(v) },
      { dim: mulDims(a.dim, b.dim), at: (v) => a.at(v) * b.at(v) },
    ] satisfies Chain[])
  const mul = (c: Chain): Chain => combine(c, pick([start, () => ({ dim: 3, at: () => 3n }), () => window(start())])())
  const div = (c: Chain): Chain => halve(c, 1 + upTo(6), pick([floorDivDim, ceilDivDim]))
  const chain = (steps: readonly ((c: Chain) => Chain)[]): Chain => {
    let result = start()
    for (let left = upTo(7); left > 0; left--) result = pick(steps)(result)
    return result
  }
  const anywhere = (): Values => Object.fromEntries(NAMES.map((name) => [name, BigInt(1 + upTo(2000))]))

  test('equal text is an equal size, and is its own canonical form', () => {
    const fixed = Array.from({ length: 8 }, anywhere)
    const seen = new Map<Dim, string>()
    let known = 0
    for (let i = 0; i < 10_000; i++) {
      const { dim, at } = chain([pad, window, slice, mul, div])
      if (dim === null) continue
      known++
      expect(canonicalDim(dim)).toBe(dim)
      const values = anywhere()
      expect([dim, evaluate(dim, values)]).toEqual([dim, at(values)])
      const everywhere = fixed.map(at).join()
      expect([dim, seen.get(dim) ?? everywhere]).toEqual([dim, everywhere])
      seen.set(dim, everywhere)
      const numbers = Object.fromEntries(NAMES.map((name) => [name, [Number(values[name])] as const]))
      const size = substituteDim(dim, numbers)
      if (size !== null) expect([dim, size]).toEqual([dim, Number(at(values))])
    }
    expect(known).toBeGreaterThan(9_000)
  })

  test('for pads, windows and slices an equal size is an equal text', () => {
    const seen = new Map<string, Dim>()
    let again = 0
    for (let i = 0; i < 10_000; i++) {
      const { dim, at } = Array.from({ length: upTo(4) }, () => window).reduce(
        (c, next) => next(pick([pad, slice])(c)),
        start(),
      )
      // Three windows divide by at most 64, so 300 values show every remainder. Different names are far apart.
      const sizes = Array.from({ length: 300 }, (_, i) => {
        const n = BigInt(i + 1)
        return at({ a: n, ab: n + 10n ** 6n, h: n + 10n ** 9n, w: n + 10n ** 12n })
      })
      const key = sizes.join()
      if (seen.has(key)) again++
      expect(seen.get(key) ?? dim).toBe(dim)
      seen.set(key, dim)
    }
    expect(again).toBeGreaterThan(1_000)
  })
})

function floor(a: bigint, by: number): bigint {
  const k = BigInt(by)
  return (a - (((a % k) + k) % k)) / k
}

/** Reads a canonical form on its own terms, to check the library's reading. */
function evaluate(dim: number | string, values: Values): bigint {
  const tokens = String(dim).match(/[A-Za-z_]\w*|\d+|\/\/|./g) ?? []
  const factor = (): bigint => {
    const token = tokens.shift()!
    if (token !== '(') return values[token] ?? BigInt(token)
    const inside = sum()
    tokens.shift()
    return inside
  }
  const product = (): bigint => {
    let value = factor()
    while (tokens[0] === '*' || tokens[0] === '//')
      value = tokens.shift() === '*' ? value * factor() : floor(value, Number(tokens.shift()))
    return value
  }
  const sum = (): bigint => {
    let value = tokens[0] === '-' ? 0n : product()
    while (tokens[0] === '+' || tokens[0] === '-')
      value = tokens.shift() === '+' ? value + product() : value - product()
    return value
  }
  return sum()
}
