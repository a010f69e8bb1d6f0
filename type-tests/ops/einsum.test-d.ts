import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { einsumRule, parseEquation } from '../../src/ops/einsum.js'
import type { Eq } from '../../src/shape/identity.js'
import type { Ok, Sentence } from '../../src/shape/outcome.js'

/** Assignability does not see a union where a wider type is expected. */
declare function same<A, B>(): Eq<A, B> extends true ? true : { got: A; expected: B }

declare const q: tf.SymbolicTensor<['batch', 'seq', 4, 16]>
declare const k: tf.SymbolicTensor<['batch', 'keys', 4, 16]>
declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[3, 4]>
declare const c: tf.Tensor<[4, 5]>
declare const wide: tf.Tensor<[2, 8192]>
declare const dozen: tf.Tensor<[12, 5]>
declare const ints: tf.Tensor<[2, 3], 'int32'>
declare const flags: tf.Tensor<[2, 3], 'bool'>
declare const some: tf.Tensor<[number, 3]>
declare const open: tf.Tensor
declare const named: tf.SymbolicTensor<['batch', number]>
declare const counted: tf.SymbolicTensor<[number, 3]>
declare const equation: string
declare const either: 'ij->i' | 'ij->j'
declare const text: tf.Tensor<[2, 3], 'string'>

expectType<tf.Tensor<[2, 4]>>(tf.einsum('ij,jk->ik', a, b))
expectType<tf.Tensor<[2, 5]>>(tf.einsum('ij,jk,kl->il', a, b, c))
expectType<tf.Tensor<[2, 4]>>(tf.einsum(' i j , j k -> i k ', a, b))
expectType<tf.Tensor<[3, 2]>>(tf.einsum('ij->ji', a))
expectType<tf.Tensor<[]>>(tf.einsum('ij->', a))
expectType<tf.Tensor<[2, 3]>>(tf.einsum(',ij->ij', 2, a))
expectType<tf.SymbolicTensor<['batch', 4, 'seq', 'keys']>>(tf.einsum('bqhd,bkhd->bhqk', q, k))
expectType<tf.Tensor<[2], 'int32'>>(tf.einsum('ij->i', ints))
expectType<tf.Tensor<[2]>>(tf.einsum('ij,ij->i', ints, a))
expectType<tf.Tensor<[2], 'int32'>>(tf.einsum('ij->i', flags))
expectType<tf.Tensor<[3, 2], 'bool'>>(tf.einsum('ij->ji', flags))
expectType<tf.Tensor<[3, 4]>>(tf.einsum('ij,jk->jk', some, b))
expectType<tf.Tensor<[number, 4]>>(tf.einsum('ij,jk->ik', some, b))
expectType<tf.Tensor<[2]>>(tf.einsum('ij,ij->i', some, a))
expectType<tf.Tensor<[number, 4]>>(tf.einsum('ij,jk->ik', open, b))
// What one operand does not know, the other one may.
expectType<tf.SymbolicTensor<['batch', 3]>>(tf.einsum('ij,ij->ij', named, counted))
expectType<tf.SymbolicTensor<['batch', 3]>>(tf.einsum('ij,ij->ij', counted, named))
expectType<tf.Tensor<number[]>>(tf.einsum(equation, a, b))
expectType<tf.Tensor<number[]>>(tf.einsum(either, a))
// @ts-expect-error einsum: index 'j' is 8192 in one operand and 12 in another
tf.einsum('ij,jk->ik', wide, dozen)
// @ts-expect-error einsum: index 'j' is 3 in one operand and 1 in another
tf.einsum('ij,jk->ik', a, [[1, 2]])
// @ts-expect-error einsum: index 'j' is seq in one operand and keys in another
tf.einsum('bjhd,bjhd->bh', q, k)
// @ts-expect-error einsum: 'ijk' does not fit [2, 3]: an index for each axis is needed
tf.einsum('ijk->i', a)
// @ts-expect-error einsum: 'j' does not fit [3, 4]: an index for each axis is needed
tf.einsum('ij,j->i', a, b)
// @ts-expect-error einsum: needs numbers, got a string tensor
tf.einsum('ij,ij->i', a, text)
// @ts-expect-error einsum: the equation needs one '->', as in 'ij,jk->ik', got 'ij,jk'
tf.einsum('ij,jk', a, b)
// @ts-expect-error einsum: index 'i' is twice in 'ii'
tf.einsum('ii->i', [[1]])
// @ts-expect-error einsum: index 'l' of the result is in no operand
tf.einsum('ij,jk->il', a, b)
// @ts-expect-error einsum: 'ij,jk->ik' is for 2 operands, got 3
tf.einsum('ij,jk->ik', a, b, c)
// @ts-expect-error einsum: 'ij->i' is for 1 operands, got 2
tf.einsum('ij->i', a, a)
// @ts-expect-error einsum: an index is a letter, got '.'
tf.einsum('...ij->i', a)
expectType<"einsum: index 'j' is 8192 in one operand and 12 in another">(
  {} as Sentence<einsumRule<'ij,jk->ik', [[2, 8192], [12, 5]]>, 'einsum'>,
)
expectType<"einsum: 'ijk' does not fit [2, 3]: an index for each axis is needed">(
  {} as Sentence<einsumRule<'ijk->i', [[2, 3]]>, 'einsum'>,
)
// A union is no size: as in the function, what is known of the other operand stands.
expectType<true>(same<einsumRule<'ij,ij->ij', [[2 | 3, number], [number, 4]]>, Ok<[number, 4]>>())
expectType<true>(same<einsumRule<string, [[2, 3]]>, Ok<number[]>>())
expectType<true>(same<einsumRule<'ij->i' | 'ij->j', [[2, 3]]>, Ok<number[]>>())
expectType<"einsum: 'ij->i' is for 1 operands, got 2">({} as Sentence<einsumRule<'ij->i', [[2, 3], [2, 3]]>, 'einsum'>)
expectType<"einsum: index 'i' is twice in 'ii'">({} as Sentence<parseEquation<'ii->i', 1>, 'einsum'>)

export function weighted<B extends number, F extends number>(x: tf.Tensor<[B, F]>, w: tf.Tensor<[F]>): tf.Tensor<[B]> {
  return tf.einsum('bf,f->b', x, w)
}
