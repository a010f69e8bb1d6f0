/**
 * Law 1 for the vocabulary of dimensions: the types and the functions of arithmetic and of binding say the same, on
 * random samples, in TypeScript 5.9 and 7.
 */
import { expect, test } from 'vitest'
import { samples } from './dimension-samples.js'
import type { Compiler } from './harness/compile.js'
import { wrongExpressions } from './harness/dimensions.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 1)

test.each<Compiler>(['5.9', '7'])(
  'types and functions of dimensions say the same, TypeScript %s',
  { timeout: 600_000 },
  async (compiler) => {
    expect(await wrongExpressions(samples(seed, full ? 5000 : 300), [compiler])).toEqual([])
  },
)
