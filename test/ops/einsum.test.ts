import * as core from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'
import { numericGradient } from '../support/numeric.js'

const any = tf as any
function sentenceOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof tf.ShapeError) return error.message
    throw error
  }
  return 'no error'
}
const sizes: { [index: string]: number } = { i: 2, j: 3, k: 4, l: 2, m: 1, b: 2 }
const numbers = (term: string, dtype: core.DataType = 'float32', shift = 0) => {
  const shape = term.split('').map((c) => sizes[c]!)
  const size = shape.reduce((all, n) => all * n, 1)
  return tf.tensor(
    Array.from({ length: size }, (_, i) => (dtype === 'float32' ? Math.sin(i * 1.3 + shift) : (i * 7 + shift) % 5)),
    shape,
    dtype,
  ) as tf.Tensor
}
/** Sums over all values of all indices. */
function byHand(equation: string, operands: readonly tf.Tensor[]): number[] {
  const [input, out] = equation.replaceAll(' ', '').split('->') as [string, string]
  const terms = input.split(',')
  const letters = [...new Set(out + terms.join(''))]
  const result = new Float64Array(out.split('').reduce((all, c) => all * sizes[c]!, 1))
  const data = operands.map((x) => x.dataSync())
  const place = (term: string, at: ReadonlyMap<string, number>) =>
    term.split('').reduce((sum, c) => sum * sizes[c]! + at.get(c)!, 0)
  const visit = (at: Map<string, number>, rest: readonly string[]): void => {
    const [c, ...others] = rest
    if (c === undefined) {
      result[place(out, at)]! += terms.reduce((p, term, i) => p * data[i]![place(term, at)]!, 1)
    } else for (let n = 0; n < sizes[c]!; n++) visit(at.set(c, n), others)
  }
  visit(new Map(), letters)
  return Array.from(result)
}
const equations = [
  'ij,jk->ik',
  'ij,jk->ki',
  'ij , jk -> ik',
  'bij,bjk->bik',
  'bij,bkj->bik',
  'ibj,bkj->kbi',
  'ij,ij->ij',
  'ij,ij->i',
  'ij,ij->',
  'ij,ji->i',
  'i,j->ij',
  'i,j->ji',
  'ij->ji',
  'ij->i',
  'ij->',
  '->',
  ',ij->ij',
  'ij,->i',
  'ijk,kl->l',
  'ijk,jm->ikm',
  'ij,jk,kl->il',
  'ij,jk,kl->lj',
  'i,j,k->kij',
  'bij,bjk,bk->b',
  'ijk->ijk',
]

/** tfjs sums over one index too few and gives [2, 4]. */
const wrongInTfjs = 'ijk,kl->l'

describe.each(['wasm', 'cpu'])('einsum on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })
  const clean = (body: () => void) => {
    const before = tf.memory().numTensors
    tf.tidy(body)
    expect(tf.memory().numTensors).toBe(before)
  }
  const terms = (equation: string) => equation.replaceAll(' ', '').split('->')[0]!.split(',')

  it.each(equations)('%s', (equation) => {
    clean(() => {
      for (const dtype of ['float32', 'int32', 'bool'] as const) {
        const operands = terms(equation).map((term, i) => numbers(term, dtype, i))
        const y = tf.einsum(equation, ...operands)
        byHand(equation, operands).forEach((value, i) => {
          const found = y.dataSync()[i]!
          expect(y.dtype === 'bool' ? Number(found > 0) : found).toBeCloseTo(
            y.dtype === 'bool' ? Number(value > 0) : value,
            4,
          )
        })
        if (backend === 'cpu' && operands.length <= 2 && equation !== wrongInTfjs) {
          const wanted = core.einsum(equation, ...operands)
          expect([y.dtype, y.shape]).toEqual([wanted.dtype, wanted.shape])
        }
      }
    })
  })
  it.each(equations)('the gradients of %s', (equation) => {
    clean(() => {
      const operands = terms(equation).map((term, i) => numbers(term, 'float32', i))
      const f = (...args: tf.Tensor[]) => {
        const y = tf.einsum(equation, ...args) as tf.Tensor
        return tf.mul(y, y)
      }
      const found = tf.grads(f)(operands)
      operands.forEach((x, i) => {
        const wanted = numericGradient((t: tf.Tensor) => f(...operands.map((o, j) => (j === i ? t : o))), x)
        const largest = Math.max(1, ...wanted.map(Math.abs))
        wanted.forEach((g, at) => expect(Math.abs(found[i]!.dataSync()[at]! - g) / largest).toBeLessThan(2e-2))
      })
    })
  })
  it('leaves nothing but its result, which is a tensor of its own', () => {
    const x = tf.ones([2, 3])
    const before = tf.memory().numTensors
    const y = tf.einsum('ij->ij', x)
    expect(y).not.toBe(x)
    y.dispose()
    tf.einsum('ij,jk->ik', x, [[1], [2], [3]]).dispose()
    expect(tf.memory().numTensors).toBe(before)
    x.dispose()
  })
  it('promotes dtypes', () => {
    clean(() => {
      expect(tf.einsum('i,i->', tf.ones([2], 'int32'), tf.ones([2])).dtype).toBe('float32')
      expect(tf.einsum('i,i->', tf.ones([2]), tf.ones([2], 'int32')).dtype).toBe('float32')
      expect(tf.einsum('i,i->', tf.ones([2], 'bool'), tf.ones([2], 'int32')).dtype).toBe('int32')
      const large = tf.tensor([16777217, 1], null, 'int32')
      expect(tf.einsum('i,i->', large, tf.tensor([1, 1], null, 'int32')).dataSync()[0]).toBe(16777218)
    })
  })
  it('refuses what the types refuse', () => {
    clean(() => {
      const [a, b] = [tf.ones([2, 3]), tf.ones([4, 5])]
      expect(sentenceOf(() => any.einsum('ij,jk->ik', a, b))).toBe(
        "einsum: index 'j' is 3 in one operand and 4 in another",
      )
      expect(sentenceOf(() => any.einsum('ijk->i', a))).toBe(
        "einsum: 'ijk' does not fit [2, 3]: an index for each axis is needed",
      )
      expect(sentenceOf(() => any.einsum('i->i', a))).toBe(
        "einsum: 'i' does not fit [2, 3]: an index for each axis is needed",
      )
      expect(sentenceOf(() => any.einsum('ij,jk', a, b))).toBe(
        "einsum: the equation needs one '->', as in 'ij,jk->ik', got 'ij,jk'",
      )
      expect(sentenceOf(() => any.einsum('ii->i', a))).toBe("einsum: index 'i' is twice in 'ii'")
      expect(sentenceOf(() => any.einsum('ij->ii', a))).toBe("einsum: index 'i' is twice in 'ii'")
      expect(sentenceOf(() => any.einsum('ij->k', a))).toBe("einsum: index 'k' of the result is in no operand")
      expect(sentenceOf(() => any.einsum('ij->i', a, b))).toBe("einsum: 'ij->i' is for 1 operands, got 2")
      expect(sentenceOf(() => any.einsum('i.->i', a))).toBe("einsum: an index is a letter, got '.'")
      expect(sentenceOf(() => any.einsum('i->i', ['a']))).toBe('einsum: needs numbers, got a string tensor')
    })
  })
})
