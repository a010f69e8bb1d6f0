/** Where ops of this library are not those of tfjs-core, op by op, each with the reason. Every entry must be needed. */
import * as core from '@tensorflow/tfjs-core'
import type { DType } from '../../src/shape/dtype.js'

/** Refusals of ops on windows that tfjs-core is not asked about: with a stride of 0 its kernels come to no end. */
export const neverAsked: { readonly ops: readonly string[]; readonly codes: readonly string[] } = {
  ops: ['conv2d', 'depthwiseConv2d', 'maxPool', 'avgPool'],
  codes: ['notACount', 'notAPair', 'notAPadding'],
}
/** Where an op of this library refuses what tfjs-core takes: `'<op> <code>'`, or a code for all ops, with the reason. */
export const stricterThanTfjs: { readonly [refusal: string]: string } = {
  needsNumbers: 'arithmetic on complex64 and filling with text: wasm has no kernel for either',
  axisOutOfRange: 'tfjs-core takes fractions as axes, and does not look at the axis of a single tensor',
  axisTwice: 'tfjs-core takes the size twice, or turns back what it has turned',
  notACount: 'tfjs-core takes fractions as strides and windows',
  padTooWide: 'a window on nothing but padding has no maximum: tfjs-core returns -Infinity',
  windowTooLarge: 'tfjs-core returns a tensor without elements',
  'batchNorm cannotBroadcast': 'tfjs-core repeats the numbers of a parameter as they stand in memory',
  'batchNorm needsDType': 'tfjs-core takes parameters of any dtype for float32',
  'batchNorm cannotStretch': 'tfjs-core repeats the numbers of a parameter as they stand in memory',
  'broadcastTo noComplex': 'tfjs-core has no kernel, but returns a tensor that has the shape already',
  'concat dtypesDiffer': 'tfjs-core mixes the memory of text and numbers',
  'concat needsAxes': 'tfjs-core returns a single scalar as it is',
  'confusionMatrix needsDType': 'tfjs-core takes class numbers in any dtype, and cuts them off',
  'dropout cannotBroadcast': 'tfjs-core does not look at the noise when nothing is dropped',
  'dropout cannotStretch': 'tfjs-core returns a tensor of the shape of the noise',
  'dropout notASize': 'tfjs-core does not look at the noise when nothing is dropped',
  'einsum indexTwice': 'tfjs-core leaves a repeated axis of the result out',
  'einsum notAnIndex': 'tfjs-core takes digits as indices',
  'einsum termDoesNotFit': 'tfjs-core does not look at axes without an index',
  'maxPool needsDType': 'tfjs-core has integer kernels on cpu only',
  'norm needsOneOrTwo': 'tfjs-core does not look at the axes of a single number',
  'norm notAnOrder': 'tfjs-core does not look at the order for a single number',
  'pad badPadding': 'tfjs-core cuts with negative padding',
  'pad notAPair': 'tfjs-core takes what is missing for 0, and drops what is too much',
  'pad onePairEach': 'tfjs-core drops what is too much',
  'range cannotCount': 'tfjs-core gives numbers the name of any dtype',
  'reshape notASize': 'tfjs-core takes fractions that come out even',
  'scalar cannotCast': 'tfjs-core makes NaN of text',
  'slice badBegin': 'tfjs-core takes fractions',
  'slice badSize': 'tfjs-core takes fractions',
  'slice pastTheEnd': 'tfjs-core returns a tensor with a negative size',
  'tile badRepeat': 'tfjs-core takes fractions',
  sequencesDiffer: 'tfjs-core looks at the number of rows alone',
  'unsortedSegmentSum needsAxes': 'tfjs-core takes a single number for a row of one',
  'unsortedSegmentSum oneIdEach': 'tfjs-core stretches the indices',
  'transpose notAPermutation': 'tfjs-core takes an axis twice and returns memory that was never written',
}

type Values = readonly unknown[]
type Op = (...args: Values) => unknown

/** Valid calls to which tfjs-core gives another answer, or none. Whatever can be compared still is. */
export interface Difference {
  readonly ops: readonly string[]
  /** For which arguments; tensors are those of tfjs-core. Without it, for all. */
  readonly when?: (args: Values) => boolean
  readonly reason: string
  /** The right answer: tfjs-core asked in a way that it understands. Where several entries apply, `ask` is the one before. */
  readonly instead?: (ask: Op, args: Values) => unknown
  /** Shape and dtype are compared with those of tfjs-core, the numbers by their distribution. */
  readonly random?: true
}

const isTensor = (value: unknown): value is core.Tensor => value instanceof core.Tensor
const tensorsIn = (args: Values): core.Tensor[] =>
  args.flatMap((arg) =>
    isTensor(arg) ? [arg]
    : Array.isArray(arg) ? tensorsIn(arg)
    : [],
  )
const all = (dtype: DType) => (args: Values) => tensorsIn(args).every((x) => x.dtype === dtype)
const some = (dtype: DType) => (args: Values) => tensorsIn(args).some((x) => x.dtype === dtype)
const notFloat = (args: Values) => tensorsIn(args).some(({ dtype }) => dtype === 'int32' || dtype === 'bool')
const mixed = (args: Values) => new Set(tensorsIn(args).map(({ dtype }) => dtype)).size > 1

const each = (change: (x: core.Tensor) => core.Tensor, args: Values): Values =>
  args.map((arg) =>
    isTensor(arg) ? change(arg)
    : Array.isArray(arg) ? each(change, arg)
    : arg,
  )
const converted = (dtype: 'float32' | 'int32') => (ask: Op, args: Values) =>
  ask(...each((x) => core.cast(x, dtype), args))
const throughIntegers = (ask: Op, args: Values) => core.cast(converted('int32')(ask, args) as core.Tensor, 'bool')
const promoted = (ask: Op, args: Values) => converted(some('float32')(args) ? 'float32' : 'int32')(ask, args)

const rankOf = (x: unknown) => (x as core.Tensor).rank
const fromFront = (axis: unknown, x: unknown) => ((axis as number) + rankOf(x)) % rankOf(x)
/** Softmax and its like over the last axis, for any. */
function alongLast(ask: Op, [x, axis]: Values): unknown {
  const last = rankOf(x) - 1
  const order = Array.from({ length: last + 1 }, (_, i) => i)
  const at = fromFront(axis, x)
  ;[order[at], order[last]] = [last, at]
  return core.transpose(ask(core.transpose(x as core.Tensor, order)) as core.Tensor, order)
}
/** A filter with zeros between its elements. */
function apart(filter: core.Tensor4D, dilation: number): core.Tensor4D {
  const [height, width, ...channels] = filter.shape
  const room = [0, dilation - 1] as [number, number]
  const none = [0, 0] as [number, number]
  const spread = core.pad(core.reshape(filter, [height, 1, width, 1, ...channels]), [
    none,
    room,
    none,
    room,
    none,
    none,
  ])
  const whole = core.reshape(spread, [dilation * height, dilation * width, ...channels]) as core.Tensor4D
  return core.slice(whole, 0, [dilation * (height - 1) + 1, dilation * (width - 1) + 1, ...channels])
}
/** Where each element of the result comes from is the same for numbers as for text. */
function asPlaces(ask: Op, args: Values): unknown {
  const words: string[] = []
  const places = each((x) => {
    if (x.dtype !== 'string') return x
    const from = words.length
    words.push(...(x.dataSync() as unknown as string[]))
    return core.tensor(
      Array.from({ length: x.size }, (_, i) => from + i),
      x.shape,
      'int32',
    )
  }, args)
  const back = (y: core.Tensor) =>
    core.tensor(
      [...y.dataSync()].map((i) => words[i]!),
      y.shape,
      'string',
    )
  return back(ask(...places) as core.Tensor)
}

export const unlikeTfjs: readonly Difference[] = [
  {
    ops: ['randomUniform', 'randomNormal', 'truncatedNormal'],
    when: (args) => args[3] !== 'bool',
    reason: 'random numbers are counter-based here',
    random: true,
  },
  {
    ops: ['randomUniform', 'randomNormal', 'truncatedNormal'],
    when: (args) => args[3] === 'bool',
    reason: 'tfjs-core refuses truth values, or draws none that is true',
    instead: (ask, [shape, a, b]) => core.cast(ask(shape, a, b) as core.Tensor, 'bool'),
    random: true,
  },
  { ops: ['dropout'], when: (args) => args[1] !== 0, reason: 'random numbers are counter-based here', random: true },
  {
    ops: [
      ...[
        'acos',
        'acosh',
        'asin',
        'asinh',
        'atan',
        'atan2',
        'atanh',
        'cos',
        'cosh',
        'elu',
        'erf',
        'expm1',
        'log',
        'log1p',
      ],
      ...[
        'logSigmoid',
        'prelu',
        'reciprocal',
        'rsqrt',
        'selu',
        'sigmoid',
        'sin',
        'sinh',
        'softplus',
        'sqrt',
        'tan',
        'tanh',
      ],
    ],
    when: notFloat,
    reason: 'integers and truth values are converted here; tfjs-core refuses them or rounds the result',
    instead: converted('float32'),
  },
  {
    ops: ['logSumExp'],
    when: some('bool'),
    reason: 'tfjs-core takes the exponential of the largest truth value as an integer',
    instead: converted('float32'),
  },
  {
    ops: ['softmax', 'logSoftmax'],
    when: (args) => args[1] === undefined && notFloat(args),
    reason: 'integers and truth values are converted here',
    instead: converted('float32'),
  },
  {
    ops: ['softmax', 'logSoftmax'],
    when: (args) => args[1] !== undefined,
    reason: 'any axis is taken, counted from either end',
    instead: (ask, args) =>
      alongLast(
        ask,
        each((x) => core.cast(x, 'float32'), args),
      ),
  },
  {
    ops: ['add', 'addN', 'sub', 'mul', 'clipByValue', 'squaredDifference', 'pad'],
    when: all('bool'),
    reason: 'tfjs-core computes with truth values in kernels that are made for numbers: 1 + 1 is a bool of 2',
    instead: throughIntegers,
  },
  {
    ops: ['ceil', 'floor'],
    when: notFloat,
    reason: 'whole numbers stay what they are; tfjs-core refuses them',
    instead: (_, [x]) => x,
  },
  {
    ops: ['floorDiv'],
    when: some('float32'),
    reason: 'floats give floats; in tfjs-core int32 on cpu, float32 on wasm',
    instead: (ask, args) => core.cast(ask(...args) as core.Tensor, 'float32'),
  },
  {
    ops: ['bitwiseAnd'],
    reason: 'operands are broadcast here',
    instead: (ask, [a, b]) => {
      const [x, y] = [a, b] as [core.Tensor, core.Tensor]
      const shape = core.broadcast_util.assertAndGetBroadcastShape(x.shape, y.shape) as number[]
      return ask(core.broadcastTo(x, shape), core.broadcastTo(y, shape))
    },
  },
  {
    ops: ['fill'],
    when: (args) => args[2] === 'bool',
    reason: 'tfjs-core keeps any number as a truth value',
    instead: (ask, [shape, value]) => core.cast(ask(shape, value, 'float32') as core.Tensor, 'bool'),
  },
  {
    ops: ['broadcastTo'],
    when: some('string'),
    reason: 'text can be moved, if not calculated with',
    instead: asPlaces,
  },
  {
    ops: ['conv2d', 'depthwiseConv2d', 'maxPool', 'avgPool'],
    when: (args) => typeof args[3] === 'number',
    reason: 'with a number as padding, tfjs-core takes the height of a window for its width',
    instead: (ask, [x, filter, strides, pad, ...rest]) =>
      ask(
        x,
        filter,
        strides,
        [
          [0, 0],
          [pad, pad],
          [pad, pad],
          [0, 0],
        ],
        ...rest,
      ),
  },
  {
    ops: ['conv2d', 'depthwiseConv2d'],
    when: ([, , strides, , , dilation = 1]) => dilation !== 1 && [strides].flat().some((stride) => stride !== 1),
    reason: 'stride and dilation are taken together',
    instead: (ask, [x, filter, strides, pad, format, dilation]) =>
      ask(x, apart(filter as core.Tensor4D, dilation as number), strides, pad, format),
  },
  {
    ops: ['batchNorm'],
    when: ([x, ...parameters]) =>
      tensorsIn(parameters).some(({ shape }) => shape.length !== rankOf(x) || shape.includes(1)),
    reason: 'tfjs-core wants parameters of one rank, and repeats their numbers as they stand in memory',
    instead: (ask, [x, ...rest]) =>
      ask(x, ...each((parameter) => core.broadcastTo(parameter, (x as core.Tensor).shape), rest)),
  },
  {
    ops: ['cumsum', 'cumprod'],
    when: (args) => Number(args[1]) < 0,
    reason: 'tfjs-core takes an axis from the back for another one',
    instead: (ask, [x, axis, ...rest]) => ask(x, fromFront(axis, x), ...rest),
  },
  {
    ops: ['confusionMatrix'],
    when: ([, , numClasses]) => numClasses === 1,
    reason: 'there may be one class; tfjs-core goes by oneHot, which wants two',
    instead: (_, [labels]) => core.tensor2d([[(labels as core.Tensor).size]], [1, 1], 'int32'),
  },
  {
    ops: ['bincount'],
    when: ([, weights]) => isTensor(weights) && weights.dtype === 'bool',
    reason: 'sums of truth values count',
    instead: converted('int32'),
  },
  {
    ops: ['lowerBound', 'searchSorted', 'upperBound'],
    reason: 'the result has the shape of the values; in tfjs-core it is a list of rows',
    instead: (ask, args) =>
      core.reshape(ask(...args) as core.Tensor, tensorsIn(args.slice(1))[0]?.shape ?? [(args[1] as []).length]),
  },
  {
    ops: ['unsortedSegmentSum'],
    when: ([x]) => notFloat([x]),
    reason: 'sums of integers are integers; in tfjs-core they become float32',
    instead: (ask, args) => core.cast(ask(...args) as core.Tensor, 'int32'),
  },
  {
    ops: ['euclideanNorm', 'norm'],
    when: notFloat,
    reason: 'integers and truth values are converted here',
    instead: converted('float32'),
  },
  {
    ops: ['norm'],
    when: ([, , axis]) => Array.isArray(axis) && axis.length === 2,
    reason:
      'axes are counted from either end, that of the rows first; tfjs-core wants them from the front and in order',
    instead(ask, [x, order, axis, keepDims]) {
      const [{ shape }, axes] = [x as core.Tensor, (axis as number[]).map((each) => fromFront(each, x))]
      const others = shape.flatMap((_, i) => (axes.includes(i) ? [] : [i]))
      const y = ask(core.transpose(x as core.Tensor, [...others, ...axes]), order, [others.length, others.length + 1])
      return keepDims ?
          core.reshape(
            y as core.Tensor,
            shape.map((size, i) => (axes.includes(i) ? 1 : size)),
          )
        : y
    },
  },
  {
    ops: ['euclideanNorm'],
    when: ([, axis]) => Array.isArray(axis) && axis.length !== 1 && axis.length !== 2,
    reason: 'any axes may be taken, none too',
    instead: (_, [x, axis, keepDims]) =>
      core.sqrt(core.sum(core.square(core.cast(x as core.Tensor, 'float32')), axis as number[], keepDims as boolean)),
  },
  {
    ops: ['einsum'],
    when: mixed,
    reason: 'tfjs-core gives the product of different dtypes that of the last one',
    instead: promoted,
  },
  {
    ops: ['dot', 'matMul', 'outerProduct'],
    when: all('bool'),
    reason: 'a product of truth values counts here',
    instead: converted('int32'),
  },
  {
    ops: ['matMul'],
    when: (args) => new Set(tensorsIn(args).map(({ shape }) => String(shape.slice(0, -2)))).size > 1,
    reason: 'tfjs-core mixes up batches that are stretched in part',
    instead(ask, [a, b, ...turned]) {
      const batches = (x: unknown) => (x as core.Tensor).shape.slice(0, -2)
      const batch = core.broadcast_util.assertAndGetBroadcastShape(batches(a), batches(b))
      const whole = (x: unknown) =>
        core.broadcastTo(x as core.Tensor, [...batch, ...(x as core.Tensor).shape.slice(-2)] as number[])
      return ask(whole(a), whole(b), ...turned)
    },
  },
  {
    ops: ['split'],
    when: ([, sizes]) => Array.isArray(sizes) && sizes.includes(-1),
    reason: 'one size may be -1, the rest: tfjs-core adds it up with the others in a list of one',
    instead(ask, [x, sizes, axis = 0]) {
      const given = sizes as readonly number[]
      const rest =
        (x as core.Tensor).shape[fromFront(axis, x)]! - given.reduce((sum, size) => sum + Math.max(size, 0), 0)
      return ask(
        x,
        given.map((size) => (size === -1 ? rest : size)),
        axis,
      )
    },
  },
  {
    ops: ['transpose'],
    when: ([, order]) => Array.isArray(order) && order.some((axis) => axis < 0),
    reason: 'axes may be counted from the back everywhere',
    instead: (ask, [x, order]) =>
      ask(
        x,
        (order as readonly number[]).map((axis) => fromFront(axis, x)),
      ),
  },
  {
    ops: ['eye'],
    when: ([, , batch]) => Array.isArray(batch) && (batch.length === 0 || batch.length > 2),
    reason: 'any number of axes may stand in front, also none',
    instead: (ask, [rows, columns, batch]) =>
      core.broadcastTo(ask(rows, columns) as core.Tensor, [...(batch as number[]), rows as number, columns as number]),
  },
]

/** Where the gradients of tfjs-core are not ours, with the reason. */
export const unlikeTfjsGradient: { readonly [op: string]: string } = {
  avgPool: 'at a padded border tfjs-core divides by the whole window, its forward pass by the cells that are there',
  dropout: 'random numbers are counter-based here',
  cumsum: 'tfjs-core transposes the gradient unless the axis is the last',
}

/**
 * Calls of random ops with many numbers, whose distributions are compared. Integers below 0 are rounded down here, so that
 * each is as likely; tfjs-core cuts them off.
 */
export const distributions: readonly (readonly [op: string, args: Values])[] = [
  ['randomUniform', [[20_000], -3, 5, 'float32', 7]],
  ['randomUniform', [[20_000], 0, 10, 'int32', 7]],
  ['randomNormal', [[20_000], 1, 2, 'float32', 7]],
  ['randomNormal', [[20_000], 1, 2, 'int32', 7]],
  ['truncatedNormal', [[20_000], 1, 2, 'float32', 7]],
  ['truncatedNormal', [[20_000], 1, 2, 'int32', 7]],
]
