import { expectType } from 'tsd'
import type {
  addDims,
  canonicalDim,
  canonicalShape,
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
} from '../../src/shape/dimension.js'
import type { Eq } from '../../src/shape/identity.js'

/** Identity, and the text of what is wrong when it fails. */
declare function same<A, B>(): Eq<A, B> extends true ? true : { got: A; expected: B }

// numbers
expectType<true>(same<addDims<28, 4>, 32>())
expectType<true>(same<addDims<0, 4>, 4>())
expectType<true>(same<addDims<9999, 1>, 10000>())
expectType<true>(same<addDims<10000, -1>, 9999>())
expectType<true>(same<addDims<2 | 3, 1>, number>())
expectType<true>(same<subDims<2, 5>, -3>())
expectType<true>(same<subDims<10000, 9999>, 1>())
expectType<true>(same<subDims<3, -9999>, 10002>())
expectType<true>(same<subDims<-3, -3>, 0>())
expectType<true>(same<mulDims<-7, 9>, -63>())
expectType<true>(same<floorDivDim<-7, 2>, -4>())
expectType<true>(same<floorDivDim<9999, 9>, 1111>())
expectType<true>(same<floorDivDim<7, 0>, number>())
expectType<true>(same<floorDivDim<2 | 3, 4>, number>())
expectType<true>(same<ceilDivDim<7, 2>, 4>())
expectType<true>(same<mulDims<94906265, 94906265>, 9007199136250225>())

// names
expectType<true>(same<mulDims<'batch', 49>, '49*batch'>())
expectType<true>(same<subDims<'seq', 2>, 'seq-2'>())
expectType<true>(same<addDims<mulDims<'h', 2>, 1>, '2*h+1'>())
expectType<true>(same<addDims<floorDivDim<subDims<'seq', 3>, 2>, 1>, '(seq+1)//2-1'>())
expectType<true>(same<mulDims<'a+1', 'b+2'>, '2*a+a*b+b+2'>())
expectType<true>(same<mulDims<'b', 'a'>, 'a*b'>())
expectType<true>(same<mulDims<'a', 'a'>, 'a*a'>())
expectType<true>(same<subDims<'a+b', 'b'>, 'a'>())
expectType<true>(same<subDims<'a', 'a'>, 0>())
expectType<true>(same<subDims<5, 'a'>, '-a+5'>())

// floor divisions
expectType<true>(same<floorDivDim<'16*h', 2>, '8*h'>())
expectType<true>(same<ceilDivDim<'2*h*w', 2>, 'h*w'>())
expectType<true>(same<ceilDivDim<'6*h', 4>, '(3*h+1)//2'>())
expectType<true>(same<floorDivDim<'2*((h)//2)', 2>, '(h)//2'>())
expectType<true>(same<floorDivDim<'4*h+6', 4>, 'h+1'>())
expectType<true>(same<floorDivDim<'6*h+5', 4>, '(3*h)//2+1'>())
expectType<true>(same<floorDivDim<'(seq+1)//2-1', 2>, '(seq+3)//4-1'>())
expectType<true>(same<floorDivDim<'(seq+1)//2+h', 3>, '(2*h+seq+1)//6'>())
expectType<true>(same<ceilDivDim<'seq', 2>, '(seq+1)//2'>())
expectType<true>(same<mulDims<'(seq+1)//2', 3>, '3*((seq+1)//2)'>())
expectType<true>(same<mulDims<'(h)//2', '(w)//2'>, '((h)//2)*((w)//2)'>())
expectType<true>(same<mulDims<'(h)//2-1', '(w)//2-1'>, '-((h)//2)+((h)//2)*((w)//2)-((w)//2)+1'>())
expectType<true>(same<floorDivDim<'3*((h)//2)+1', 4>, '(3*((h)//2)+1)//4'>())
expectType<true>(same<floorDivDim<'h', 0>, number>())
expectType<true>(same<floorDivDim<'h', -2>, number>())
expectType<true>(same<floorDivDim<'h', 'w'>, number>())

// exact division
expectType<true>(same<divideExactly<'10*batch', 5>, '2*batch'>())
expectType<true>(same<divideExactly<'h*w+2*h', 'h'>, 'w+2'>())
expectType<true>(same<divideExactly<'16*h*w', '8*h'>, '2*w'>())
expectType<true>(same<divideExactly<'h+h*w', 'w+1'>, 'h'>())
expectType<true>(same<divideExactly<'a*a-b*b', 'a-b'>, 'a+b'>())
expectType<true>(same<divideExactly<'h', 'w'>, 'no'>())
expectType<true>(same<divideExactly<'h', 2>, 'no'>())
expectType<true>(same<divideExactly<'h*h+h', 2>, number>())
expectType<true>(same<divideExactly<'h*h+1', 2>, 'no'>())
expectType<true>(same<divideExactly<'(h+1)//2', 2>, 'no'>())
expectType<true>(same<divideExactly<'3*((h+1)//2)', '(h+1)//2'>, 3>())
expectType<true>(same<divideExactly<6, 4>, 'no'>())
expectType<true>(same<divideExactly<6, 0>, 'no'>())

// the order of sizes
expectType<true>(same<compareDims<'seq-2', 'seq'>, 'less'>())
expectType<true>(same<compareDims<'h', 'h'>, 'equal'>())
expectType<true>(same<compareDims<'2*h', 1>, 'greater'>())
expectType<true>(same<compareDims<'h', 'w'>, 'unknown'>())

// a user's spelling
expectType<true>(same<canonicalDim<'batch*49'>, '49*batch'>())
expectType<true>(same<canonicalDim<'(a+1)*(b+2)'>, '2*a+a*b+b+2'>())
expectType<true>(same<canonicalDim<'h//2'>, '(h)//2'>())
expectType<true>(same<canonicalDim<'a-h//2'>, '-((h)//2)+a'>())
expectType<true>(same<canonicalDim<'((seq-3)//2+1)//2'>, '(seq+3)//4-1'>())
expectType<true>(same<canonicalDim<'5'>, 5>())
expectType<true>(same<canonicalDim<-1>, -1>())
expectType<true>(same<canonicalShape<['b*2', 3]>, ['2*b', 3]>())
type Invalid =
  | canonicalDim<''>
  | canonicalDim<'a b'>
  | canonicalDim<'a + b'>
  | canonicalDim<'2a'>
  | canonicalDim<'a+'>
  | canonicalDim<'a--b'>
  | canonicalDim<'(a'>
  | canonicalDim<'a)'>
  | canonicalDim<'07'>
  | canonicalDim<'1.5'>
  | canonicalDim<'a//0'>
  | canonicalDim<'a//b'>
  | canonicalDim<'a#'>
  | canonicalDim<'no'>
  | canonicalDim<'invalid'>
  | canonicalDim<1.5>
  | canonicalDim<9007199254740992>
expectType<true>(same<Invalid, 'invalid'>())

// limits
type Four = '(3*((3*((3*((3*h+1)//2)+1)//2)+1)//2)+1)//2'
expectType<true>(same<floorDivDim<'3*((3*((3*((3*h+1)//2)+1)//2)+1)//2)+1', 2>, Four>())
expectType<true>(same<floorDivDim<`3*(${Four})+1`, 2>, number>())
expectType<true>(same<floorDivDim<'(h)//9007199254740991', 1>, '(h)//9007199254740991'>())
expectType<true>(same<floorDivDim<'(h)//9007199254740991', 2>, number>())
expectType<true>(same<canonicalDim<'((((((((a))))))))'>, 'a'>())
expectType<true>(same<canonicalDim<'(((((((((a)))))))))'>, number>())
expectType<true>(same<canonicalDim<'9007199254740991*a'>, '9007199254740991*a'>())
expectType<true>(same<canonicalDim<'9007199254740992*a'>, number>())

// whole shapes
expectType<true>(same<productOf<['batch', 7, 7, 64]>, '3136*batch'>())
expectType<true>(same<productOf<[]>, 1>())
expectType<true>(same<productOf<number[]>, number>())
expectType<true>(same<productOf<[2, number]>, number>())
expectType<true>(same<productOf<[2, 2 | 3]>, number>())
expectType<true>(same<sumOf<['a', 2, 'a', 'b']>, '2*a+b+2'>())
expectType<true>(same<namesOf<'(seq+1)//2+a*seq'>, ['seq', 'a']>())
expectType<true>(same<linearIn<'2*h+h*w+1', 'h'>, ['w+2', 1]>())
expectType<true>(same<linearIn<'h*h', 'h'>, 'no'>())
expectType<true>(same<substituteDim<'(2*((h)//3)+1)//5+h*w', { h: [9, '']; w: ['n+1', ''] }>, '9*n+10'>())
expectType<true>(same<substituteDim<'h*w', { h: [9, ''] }>, number>())

// what is not one exact size
expectType<true>(same<isUnknown<28>, false>())
expectType<true>(same<isUnknown<'batch'>, false>())
type Inexact = [number, null, string, any, never, 2 | 3, 'a' | 'b', 2 | 'a', 1.5, 9007199254740992, 1e21, boolean]
type EachIs<L, Answer, Of extends keyof Answers<0>> = {
  [I in keyof L]: Eq<Answers<L[I]>[Of], Answer> extends true ? true : false
}[number & keyof L]
interface Answers<D> {
  unknown: isUnknown<D>
  add: addDims<D, 1>
  added: addDims<'a', D>
  sub: subDims<D, 'a'>
  mul: mulDims<'a+1', D>
  floor: floorDivDim<D, 2>
  by: floorDivDim<'a', D>
  ceil: ceilDivDim<D, 2>
  divide: divideExactly<D, 'a'>
  divided: divideExactly<6, D>
  same: sameDim<D, 28>
  known: knownDim<D, 28>
  compare: compareDims<D, 28>
  product: productOf<['a', D]>
  substitute: substituteDim<D, {}>
}
expectType<true>(same<EachIs<Inexact, true, 'unknown' | 'same'>, true>())
expectType<true>(
  same<
    EachIs<
      Inexact,
      number,
      'add' | 'added' | 'sub' | 'mul' | 'floor' | 'by' | 'ceil' | 'divide' | 'divided' | 'product' | 'substitute'
    >,
    true
  >(),
)
expectType<true>(same<EachIs<Inexact, 28, 'known'>, true>())
expectType<true>(same<EachIs<Inexact, 'unknown', 'compare'>, true>())
expectType<true>(same<canonicalDim<any>, number>())
expectType<true>(same<canonicalDim<never>, number>())
expectType<true>(same<canonicalDim<2 | 3>, number>())
expectType<true>(same<canonicalDim<'a' | 'b'>, number>())
expectType<true>(same<canonicalDim<`a${string}`>, number>())

// in a generic function: by identity
export function generic<B extends number, F extends number>() {
  expectType<true>(same<sameDim<B, B>, true>())
  // @ts-expect-error B and F may be equal or not
  expectType<true>(same<sameDim<B, F>, true>())
}

// limits: 2^53, 12 terms, degree 6, 4 floor divisions, 512 characters
expectType<true>(same<addDims<9007199254740990, 1>, 9007199254740991>())
expectType<true>(same<addDims<9007199254740991, 1>, number>())
expectType<true>(same<subDims<-9007199254740990, 1>, -9007199254740991>())
expectType<true>(same<subDims<-9007199254740991, 1>, number>())
expectType<true>(same<mulDims<'9007199254740991*a', 2>, number>())
expectType<true>(same<addDims<'a+b+c+d+e+f+g+h+i+j+k', 'l'>, 'a+b+c+d+e+f+g+h+i+j+k+l'>())
expectType<true>(same<addDims<'a+b+c+d+e+f+g+h+i+j+k+l', 'm'>, number>())
expectType<true>(same<addDims<'a+b+c+d+e+f+g+h+i+j+k+l', 1>, number>())
expectType<true>(same<mulDims<'a*a*a', 'a*a*a'>, 'a*a*a*a*a*a'>())
expectType<true>(same<mulDims<'a*a*a*a', 'a*a*a'>, number>())
expectType<true>(same<mulDims<'a+b+c+d+e+f+g+h+i+j+k+l', 'a+b+c+d+e+f+g+h+i+j+k+l'>, number>())
type Nested1 = floorDivDim<addDims<mulDims<floorDivDim<'h', 3>, 2>, 1>, 5>
type Nested2 = floorDivDim<addDims<mulDims<Nested1, 2>, 1>, 5>
type Nested3 = floorDivDim<addDims<mulDims<Nested2, 2>, 1>, 5>
expectType<true>(same<Nested2, '(2*((2*((h)//3)+1)//5)+1)//5'>())
expectType<true>(same<Nested3, '(2*((2*((2*((h)//3)+1)//5)+1)//5)+1)//5'>())
expectType<true>(same<canonicalDim<Nested3>, Nested3>())
expectType<true>(same<floorDivDim<addDims<mulDims<Nested3, 2>, 1>, 5>, number>())
type Letters<N extends number, Count extends 0[] = [], Text extends string = ''> =
  Count['length'] extends N ? Text : Letters<N, [...Count, 0], `${Text}a`>
expectType<true>(same<canonicalDim<Letters<512>>, Letters<512>>())
expectType<true>(same<canonicalDim<Letters<513>>, number>())
expectType<true>(same<addDims<Letters<510>, 1>, `${Letters<510>}+1`>())
expectType<true>(same<addDims<Letters<511>, 1>, number>())
expectType<true>(same<canonicalDim<'((((((((a))))))))'>, 'a'>())
expectType<true>(same<canonicalDim<'(((((((((a)))))))))'>, number>())
