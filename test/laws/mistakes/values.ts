/** What no function should be given, or only in one place: values of every kind. */
import * as core from '@tensorflow/tfjs-core'
import { inputNode } from '../../../src/graph/sources.js'

export interface WrongValue {
  readonly name: string
  /** A new one for each call. */
  make(): unknown
  /** What kind of argument could rightly take it. */
  readonly kind: Kind
}
export type Kind =
  | 'nothing'
  | 'number'
  | 'noNumber'
  | 'text'
  | 'flag'
  | 'eager'
  | 'symbolic'
  | 'values'
  | 'function'
  | 'object'
  | 'other'

class Something {
  readonly value = 1
}
const value = (name: string, kind: Kind, make: () => unknown): WrongValue => ({ name, kind, make })
function holdsItself(): unknown[] {
  const list: unknown[] = []
  list.push(list)
  return list
}
function disposed(): core.Tensor {
  const tensor = core.zeros([2, 3])
  tensor.dispose()
  return tensor
}

export const wrongValues: readonly WrongValue[] = [
  value('undefined', 'nothing', () => undefined),
  value('null', 'nothing', () => null),
  value('1.5', 'number', () => 1.5),
  value('-7', 'number', () => -7),
  value('2 ** 31', 'number', () => 2 ** 31),
  value('NaN', 'noNumber', () => NaN),
  value('Infinity', 'noNumber', () => Infinity),
  value("'x'", 'text', () => 'x'),
  value("''", 'text', () => ''),
  value('true', 'flag', () => true),
  value('a bigint', 'other', () => 10n),
  value('a symbol', 'other', () => Symbol('s')),
  value('{}', 'object', () => ({})),
  value('an object without a prototype', 'object', () => Object.create(null) as object),
  value('{ shape, dtype }', 'other', () => ({ shape: [2, 3], dtype: 'float32' })),
  value('a Date', 'other', () => new Date(0)),
  value('a RegExp', 'other', () => /x/),
  value('a Map', 'other', () => new Map([[1, 2]])),
  value('a Promise', 'other', () => Promise.resolve(1)),
  value('a class instance', 'other', () => new Something()),
  value('a class', 'other', () => Something),
  value('a function', 'function', () => () => 1),
  value('an async function', 'function', () => async () => Promise.resolve(1)),
  value('[]', 'values', () => []),
  value('[1, 2]', 'values', () => [1, 2]),
  value("['x']", 'values', () => ['x']),
  value('a list of a hole', 'other', () => Array<unknown>(3)),
  // eslint-disable-next-line no-sparse-arrays
  value('a list with a hole', 'other', () => [1, , 3]),
  value('[null]', 'other', () => [null]),
  value('[undefined]', 'other', () => [[undefined]]),
  value('[{}]', 'other', () => [{}]),
  value('rows of different lengths', 'other', () => [[1], [2, 3]]),
  value('numbers and text', 'other', () => [1, 'x']),
  value('a list that holds itself', 'other', holdsItself),
  value('a Float64Array', 'other', () => new Float64Array(2)),
  value('a DataView', 'other', () => new DataView(new ArrayBuffer(8))),
  value('an eager tensor', 'eager', () => core.zeros([7])),
  value('a disposed tensor', 'other', disposed),
  value('a list of a disposed tensor', 'other', () => [disposed()]),
  value('a symbolic tensor', 'symbolic', () => inputNode({ shape: ['batch', 7], dtype: 'float32' })),
]
