import { expectType } from 'tsd'
import type { bindShape, bindShapes, substituteShape } from '../../src/shape/binding.js'
import type { Eq } from '../../src/shape/identity.js'
import type { Failure } from '../../src/shape/outcome.js'

declare function same<A, B>(): Eq<A, B> extends true ? true : { got: A; expected: B }
type Message<E> = E extends Failure ? E['message'] : 'no failure'

// bare names, and sizes that are symbolic themselves
type Batch = bindShape<['batch', 10], [4, 10], {}, 'x'>
expectType<true>(same<Batch, { batch: [4, 'x'] }>())
expectType<true>(same<substituteShape<['10*batch', 32], Batch>, [40, 32]>())
expectType<true>(same<substituteShape<['batch', 2], bindShape<['batch'], ['850*batch'], {}, 'x'>>, ['850*batch', 2]>())
expectType<true>(same<substituteShape<['3*batch'], bindShape<['batch'], ['n'], {}, 'x'>>, ['3*n']>())

// one name in a linear dimension, in any order
type Image = bindShape<['batch', '16*h', '16*w', 3], [2, 224, 64, 3], {}, 'x'>
expectType<true>(same<substituteShape<['batch', 'h', 'w', '14*h*w'], Image>, [2, 14, 4, 784]>())
expectType<true>(same<bindShape<['2*h+1'], [49], {}, 'x'>, { h: [24, 'x'] }>())
expectType<true>(same<bindShape<['a*b', 'a'], [12, 4], {}, 'x'>['b'], [3, 'x']>())
expectType<true>(same<bindShape<['a*b', 'a+1'], [12, 4], {}, 'x'>['b'], [4, 'x']>())
expectType<true>(same<bindShapes<[[['a*b'], [12], 'x'], [['a'], [4], 'y']]>['b'], [3, 'x']>())
expectType<true>(same<bindShape<['2*h'], ['8*n'], {}, 'x'>, { h: ['4*n', 'x'] }>())
expectType<true>(same<bindShape<['(seq+1)//2', 'seq'], [25, 49], {}, 'x'>, { seq: [49, 'x'] }>())

// nested floor divisions
type Seq = bindShape<['seq'], [100], {}, 'x'>
expectType<true>(same<substituteShape<['(2*((seq)//3)+1)//5'], Seq>, [13]>())

// unknown sizes and ranks say nothing
expectType<true>(same<bindShape<['batch', 10], number[], {}, 'x'>, {}>())
expectType<true>(same<bindShape<['batch', 10], any, {}, 'x'>, {}>())
expectType<true>(same<bindShape<['a*b'], [number], {}, 'x'>, {}>())
expectType<true>(same<substituteShape<['a', 2], bindShape<['a', 'a'], [number, 3], {}, 'x'>>, [3, 2]>())
expectType<true>(same<substituteShape<['a*b', 2], {}>, [number, 2]>())
expectType<true>(same<bindShape<['batch', number], [4, 11], {}, 'x'>, { batch: [4, 'x'] }>())

// failures
expectType<true>(
  same<
    Message<bindShape<['batch', 10], [4, 11], {}, 'x'>>,
    'x is [4, 11], the model expects [batch, 10]: axis 1 is 11 vs 10'
  >(),
)
expectType<true>(
  same<
    Message<bindShape<['batch', 10], [4], {}, 'x'>>,
    'x is [4], the model expects [batch, 10]: the rank is 1 vs 2'
  >(),
)
type Clash = bindShape<['batch'], [5], bindShape<['batch'], [4], {}, 'image'>, 'text'>
expectType<true>(same<Message<Clash>, "'batch' is 4 in image and 5 in text">())
expectType<true>(same<Message<bindShape<['2*h+1'], [50], {}, 'x'>>, '50 in x is not of the form 2*h+1'>())
expectType<true>(same<Message<bindShape<['h+5'], [5], {}, 'x'>>, '5 in x is not of the form h+5'>())
expectType<true>(same<Message<bindShape<['h+5'], [6], {}, 'x'>>, 'no failure'>())
expectType<true>(
  same<Message<bindShape<['a*b'], [6], {}, 'x'>>, "cannot determine a from a*b; give 'a' its own dimension">(),
)
expectType<true>(
  same<
    Message<bindShape<['(seq+1)//2', 'seq'], [24, 49], {}, 'x'>>,
    'x is [24, 49], the model expects [(seq+1)//2, seq]: axis 0 is 24 vs 25'
  >(),
)
expectType<true>(same<substituteShape<['batch'], Clash>, number[]>())
// @ts-expect-error a fixed size never equals a name
expectType<'no failure'>(null! as Message<bindShape<[4], ['batch'], {}, 'x'>>)
