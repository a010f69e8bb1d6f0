import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { carriesRule, scanRule } from '../../src/ops/scan.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const xs: tf.Tensor<[5, 3]>
declare const ids: tf.Tensor<[5, 3], 'int32'>
declare const text: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const composite: tf.SymbolicTensor<['2*h+1', 'batch', 8]>
declare const unknown: tf.SymbolicTensor<[number, 'seq', 8]>
declare const anyRank: tf.Tensor
declare const scalar: tf.Tensor<[]>
declare const axis: number
declare const state: tf.Tensor<[3]>
declare const count: tf.Tensor<[], 'int32'>
declare const m: tf.Tensor<[2, 3]>
declare const rows: tf.Tensor<[number, 3]>
declare const flows: tf.Tensor<[3], 'float32' | 'int32'>
declare const h: tf.SymbolicTensor<['batch', 16]>

// What the step sees, and what comes out.
expectType<[[tf.Tensor<[3]>], tf.Tensor<[5, 3]>]>(
  tf.scan(
    ([sum], x) => {
      expectType<tf.Tensor<[3]>>(sum)
      expectType<tf.Tensor<[3]>>(x)
      const next = tf.add(sum, x)
      return [[next], next]
    },
    [state],
    xs,
  ),
)
expectType<[[tf.Tensor<[3]>, tf.Tensor<[], 'int32'>], tf.Tensor<[5, 1, 3], 'bool'>]>(
  tf.scan(
    ([sum, n], x) => {
      expectType<tf.Tensor<[], 'int32'>>(n)
      expectType<tf.Tensor<[3], 'int32'>>(x)
      return [[tf.add(sum, x), n], tf.expandDims(tf.greater(sum, 0), 0)]
    },
    [state, count],
    ids,
  ),
)
expectType<[[], tf.Tensor<[2, 3]>]>(
  tf.scan(
    (_, x) => {
      expectType<tf.Tensor<[5]>>(x)
      return [[], tf.slice(x, [0], [2])]
    },
    [],
    xs,
    { axis: -1 },
  ),
)
expectType<[[tf.SymbolicTensor<['batch', 16]>], tf.SymbolicTensor<['batch', 'seq', 24]>]>(
  tf.scan(
    ([h], x) => {
      expectType<tf.SymbolicTensor<['batch', 8]>>(x)
      return [[h], tf.concat([h, x], 1)]
    },
    [h],
    text,
    { axis: 1, reverse: true },
  ),
)
expectType<[[tf.SymbolicTensor<['batch', 16]>], tf.SymbolicTensor<['2*h+1', 'batch', 16]>]>(
  tf.scan(([h]) => [[h], h], [h], composite),
)
expectType<[[], tf.SymbolicTensor<[number, 'seq', 8]>]>(tf.scan((_, x) => [[], x], [], unknown))
expectType<[[], tf.Tensor<number[]>]>(tf.scan((_, x) => [[], x], [], anyRank))
// One symbolic tensor makes all of them symbolic.
tf.scan(
  ([sum], x) => {
    expectType<tf.SymbolicTensor<[3]>>(sum)
    expectType<tf.SymbolicTensor<['seq', 8]>>(x)
    return [[sum], sum]
  },
  [state],
  text,
)
tf.scan((_, x) => [[], x], [], xs, { axis })

// @ts-expect-error scan: axis 0 is out of range for []
tf.scan((_, x) => [[], x], [], scalar)
// @ts-expect-error scan: axis 2 is out of range for [5, 3]
tf.scan((_, x) => [[], x], [], xs, { axis: 2 })
// @ts-expect-error scan: axis -4 is out of range for [batch, seq, 8]
tf.scan((_, x) => [[], x], [], text, { axis: -4 })
tf.scan(
  ([sum], x) => {
    // @ts-expect-error add: cannot broadcast [3] with [2]: axis -1 is 3 vs 2
    return [[tf.add(sum, [1, 2])], x]
  },
  [state],
  xs,
)
expectType<'scan: axis 2 is out of range for [5, 3]'>({} as Sentence<scanRule<[5, 3], 2>, 'scan'>)
expectType<'scan: axis -4 is out of range for [batch, seq, 8]'>(
  {} as Sentence<scanRule<['batch', 'seq', 8], -4>, 'scan'>,
)

// The carries keep their shapes and dtypes.
tf.scan(
  ([sum], x) => [[tf.concat([sum, [1]])], x],
  // @ts-expect-error scan: the step returns [4] for carry 0, which is [3]
  [state],
  xs,
)
tf.scan(
  ([n, sum], x) => {
    const next = tf.expandDims(tf.add(sum, x), 0)
    return [[n, next], next]
  },
  [
    count,
    // @ts-expect-error scan: the step returns [1, 3] for carry 1, which is [3]
    state,
  ],
  xs,
)
tf.scan(
  ([sum], x) => [[tf.cast(sum, 'int32')], x],
  // @ts-expect-error scan: the step returns int32 for carry 0, which is float32
  [state],
  xs,
)
tf.scan(
  ([sum], x) => [[sum, sum], x],
  // @ts-expect-error scan: the step returns 2 carries, init has 1
  [state],
  xs,
)
tf.scan(
  ([h], x) => [[tf.concat([h, x], 1)], x],
  // @ts-expect-error scan: the step returns [batch, 24] for carry 0, which is [batch, 16]
  [h],
  text,
  { axis: 1 },
)
// What is not known flows: it is checked when run.
tf.scan((_, x) => [[anyRank], x], [state], xs)
tf.scan((_, x) => [[state], x], [anyRank], xs)
tf.scan((carry: readonly tf.AnyTensor[], x) => [carry.map((one) => tf.mul(one, 2)), x], [state], xs)
tf.scan((_, x) => [[rows], x], [m], xs)
tf.scan(([sum]) => [[flows], sum], [state], xs)
expectType<'scan: the step returns [4] for carry 0, which is [3]'>(
  {} as Sentence<carriesRule<[tf.Tensor<[3]>], [tf.Tensor<[4]>]>, 'scan'>,
)
expectType<'scan: the step returns [3, 1] for carry 1, which is [3]'>(
  {} as Sentence<carriesRule<[tf.Tensor<[]>, tf.Tensor<[3]>], [tf.Tensor<[]>, tf.Tensor<[3, 1]>]>, 'scan'>,
)
expectType<'scan: the step returns int32 for carry 0, which is float32'>(
  {} as Sentence<carriesRule<[tf.Tensor<[3]>], [tf.Tensor<[3], 'int32'>]>, 'scan'>,
)
expectType<'scan: the step returns 0 carries, init has 1'>({} as Sentence<carriesRule<[tf.Tensor<[3]>], []>, 'scan'>)

/** The sum over the rows. */
export function inGenericCode<T extends number, F extends number>(
  xs: tf.Tensor<[T, F]>,
  zero: tf.Tensor<[F]>,
): tf.Tensor<[F]> {
  const [[sum]] = tf.scan(
    ([sum], x) => {
      const next = tf.add(sum, x)
      return [[next], next]
    },
    [zero],
    xs,
  )
  return sum
}
/** Also what is surely wrong is said there. */
export function refused<T extends number, F extends number>(xs: tf.Tensor<[T, F]>, zero: tf.Tensor<[F]>) {
  tf.scan(
    ([sum], x) => [[tf.expandDims(tf.add(sum, x), 0)], x],
    // @ts-expect-error the step gives the carry one more axis
    [zero],
    xs,
  )
}
