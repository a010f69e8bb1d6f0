import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { countRule, isBadCount } from '../../src/shape/count.js'
import type { Ok, Sentence } from '../../src/shape/outcome.js'

// The same cases as in test/shape/count.test.ts, asked of the type.

type bad<N, Least extends 0 | 1 | 2 = 0> = isBadCount<N, Least>
expectType<false>({} as bad<0> | bad<-0> | bad<1, 1> | bad<2, 2> | bad<10, 1> | bad<4096, 2>)
expectType<false>({} as bad<1e3> | bad<1000000000000000> | bad<9007199254740991>)
expectType<true>(true as bad<-1> & bad<1.5> & bad<1e-7> & bad<-1e-7> & bad<1e21> & bad<1e999> & bad<-1e999>)
expectType<true>(true as bad<9007199254740992> & bad<-9007199254740991> & bad<0.12345678901234567>)
expectType<true>(true as bad<0, 1> & bad<0, 2> & bad<1, 2>)
expectType<true>(true as bad<'10'> & bad<''> & bad<null> & bad<undefined> & bad<true>)
// What is not one literal is checked when run.
expectType<false>({} as bad<number> | bad<string> | bad<boolean> | bad<any> | bad<never> | bad<unknown>)
expectType<false>(
  {} as bad<-1 | 2> | bad<-1 | -2> | bad<'a' | 'b'> | bad<'10' | 10> | bad<null | 3> | bad<`a${string}`>,
)

type sentence<N, Least extends 0 | 1 | 2 = 1> = Sentence<countRule<'units', N, Least>, 'dense'>
expectType<'dense: units is an integer of at least 1, got 0'>({} as sentence<0>)
expectType<'dense: units is an integer of at least 2, got 1'>({} as sentence<1, 2>)
expectType<"dense: units is an integer of at least 1, got '10'">({} as sentence<'10'>)
expectType<'dense: units is an integer of at least 1, got 1e-7'>({} as sentence<1e-7>)
expectType<'dense: units is an integer of at least 1, got 1e+21'>({} as sentence<1e21>)
expectType<'dense: units is an integer of at least 1, got null'>({} as sentence<null>)
expectType<'dense: units is an integer of at least 1, got true'>({} as sentence<true>)
expectType<Ok<[10]>>({} as countRule<'units', 10, 1>)
expectType<Ok<[number]>>({} as countRule<'units', number, 1>)
expectType<Ok<[number]>>({} as countRule<'units', 10 | 0, 1>)
expectType<Ok<[number]>>({} as countRule<'units', any, 1>)

// @ts-expect-error zeros: 1e-7 is not a size
tf.zeros([1e-7])
// @ts-expect-error input: shape: 1e-7 is not a size
tf.input({ shape: [1e-7] })
// @ts-expect-error linspace: num is an integer of at least 1, got 1e-7
tf.linspace(0, 1, 1e-7)

/** In generic functions what is not known yet is let through. */
export function rows<N extends number>(n: N): tf.Tensor<[N, 2]> {
  return tf.zeros([n, 2])
}
