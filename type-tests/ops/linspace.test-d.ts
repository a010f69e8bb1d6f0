import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { linspaceRule } from '../../src/ops/linspace.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const n: number

expectType<tf.Tensor<[5]>>(tf.linspace(0, 1, 5))
expectType<tf.Tensor<[number]>>(tf.linspace(0, 1, n))
// @ts-expect-error linspace: num is an integer of at least 1, got 0
tf.linspace(0, 1, 0)
// @ts-expect-error linspace: num is an integer of at least 1, got 2.5
tf.linspace(0, 1, 2.5)
expectType<'linspace: num is an integer of at least 1, got 0'>({} as Sentence<linspaceRule<0>, 'linspace'>)
