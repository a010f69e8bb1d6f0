/** Ops, as the samples of the laws call them. */
import { argValue, DimsArg, DTypeArg, Fixed, publicOp, TensorArg, type CallArg } from '../harness/call.js'
import { Draw } from '../harness/draw.js'
import { tensorOf } from '../harness/kernels.js'
import { seedOf } from '../harness/random.js'
import { allSamples, knownSamples, type OpSamples } from '../harness/samples.js'
import type { Callee } from './check.js'
import type { Kind } from './values.js'

const lists = ['[]', '[1, 2]']
const listsOfValues = ["['x']", 'rows of different lengths', 'a list of numbers']
/** What an operand can be. */
const operand: readonly Kind[] = ['number', 'noNumber', 'text', 'flag', 'eager', 'symbolic', 'values']
/** From where on a call can end, where no sample ends there. */
const least: { readonly [op: string]: number } = {
  batchNorm: 3,
  dropout: 2,
  fill: 2,
  randomNormal: 1,
  randomUniform: 1,
  topk: 1,
  truncatedNormal: 1,
}
/** What else is right. */
const more: { readonly [op: string]: { readonly [place: number]: readonly string[] } } = {
  bincount: { 1: ['number', 'noNumber', 'flag'] },
  broadcastTo: { 1: ['[null]'] },
  dropout: { 2: ['[null]'] },
  ensureShape: { 1: ["['x']", '[null]', 'numbers and text'] },
  norm: { 1: ['Infinity', '-Infinity'] },
  tensor: { 0: ['number', 'noNumber', 'flag', 'text', "['x']"] },
  tensor1d: { 0: ["['x']"] },
  tensor2d: { 0: ["['x']"] },
  tensor3d: { 0: ["['x']"] },
  tensor4d: { 0: ["['x']"] },
}
/** Places where any number is right. */
const anyNumber: { readonly [op: string]: readonly number[] } = {
  batchNorm: [5],
  clipByValue: [1, 2],
  fill: [1],
  leakyRelu: [1],
  scalar: [0],
  step: [1],
  linspace: [0, 1],
  oneHot: [2, 3],
  pad: [2],
  randomNormal: [1, 2],
  randomUniform: [1, 2],
  range: [0, 1, 2],
  truncatedNormal: [1, 2],
}

export async function opCallees(seed: number): Promise<Callee[]> {
  return (await allSamples()).map((samples) => calleeOf(samples, seed))
}
function calleeOf(samples: OpSamples, seed: number): Callee {
  const { op } = samples
  const drawn = knownSamples(samples, 60, seed)
  // The longest call shows most arguments; its tensors are real ones.
  const args = drawn.reduce((most, each) => (each.length > most.length ? each : most))
  const takes = args.map((arg, i) => [...kindsOf(arg, anyNumber[op]?.includes(i) === true), ...(more[op]?.[i] ?? [])])
  return {
    name: op,
    right() {
      const draw = new Draw(seedOf(op, seed))
      const values = args.map((arg) => argValue(arg, (tensor) => tensorOf(tensor, draw)))
      return { call: publicOp(op), args: values, least: least[op] ?? Math.min(...drawn.map(({ length }) => length)) }
    },
    takes: { ...takes },
  }
}
function kindsOf(arg: CallArg, isAny: boolean): readonly (Kind | string)[] {
  if (arg instanceof TensorArg) return operand
  if (isAny) return ['number', 'noNumber', 'flag']
  if (arg instanceof DTypeArg) return []
  if (arg instanceof DimsArg) return lists
  const value = arg instanceof Fixed ? arg.value : arg
  // An integer may be right, and so may a list of them: a rule has said that.
  if (typeof value === 'number' || value === null) return ['-7', '2 ** 31', ...lists]
  if (Array.isArray(value))
    return value.some((each) => each instanceof TensorArg) ? [...lists, ...listsOfValues] : ['-7', '2 ** 31', ...lists]
  return typeof value === 'boolean' ? ['flag'] : []
}
