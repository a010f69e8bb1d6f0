import type { DType } from './shape/dtype.js'

// What tfjs' kernels are like, as far as ops use them: all that plans know about a kernel is said here.

type DTypes = readonly DType[]

/** A product of two inputs, of which the second one is the weights. */
export interface Product {
  /** Of matrices, also in batches, or of images and filters that slide over them: ops with `SlideAttrs`. */
  readonly of: 'matrices' | 'images'
  /** The kernel that adds a bias and applies an activation too. */
  readonly fused: keyof typeof fusedProducts
  /** How many of the last axes of the weights count the channels of the result. */
  readonly channelAxes: 1 | 2
}

interface Entry {
  /** The names that it gives its inputs, in order; `'list'` for any number of them, all of one dtype. */
  readonly inputs: readonly string[] | 'list'
  /** The dtypes that every backend takes for each input; the name of an input stands for the dtype of that one. */
  readonly takes: readonly (DTypes | string)[]
  /** Each element of the result is made of the elements in the same place, of operands that are broadcast. */
  readonly elementwise?: boolean
  /** What fused kernels call it, on every backend. */
  readonly activation?: string | undefined
  readonly product?: Product | undefined
  /** wasm keeps its inputs, from the second one on, in a form of its own. */
  readonly packs?: boolean
  /** It computes nothing: the elements of its inputs come to lie elsewhere, as the op of this name puts them. */
  readonly moves?: 'identity' | 'reshape' | 'slice' | 'split' | 'unstack' | 'concat' | 'stack' | 'transpose' | undefined
}
export type Kernel = Required<Entry>

const float: DTypes = ['float32']
const int: DTypes = ['int32']
const bool: DTypes = ['bool']
const numbers: DTypes = ['float32', 'int32']
const real: DTypes = ['float32', 'int32', 'bool']
const realOrText: DTypes = ['float32', 'int32', 'bool', 'string']
// There are no complex numbers on wasm, so that it need not take them.
const all: DTypes = ['float32', 'int32', 'bool', 'string', 'complex64']

const of = (x: DTypes) => ({ inputs: ['x'], takes: [x] })
const unary = (x: DTypes) => ({ inputs: ['x'], takes: [x], elementwise: true }) as const
const binary = (both: DTypes) => ({ inputs: ['a', 'b'], takes: [both, 'a'], elementwise: true }) as const
const listOf = (each: DTypes) => ({ inputs: 'list', takes: [each] }) as const
const nothing = { inputs: [], takes: [] }

const fusedProducts = {
  _FusedMatMul: { inputs: ['a', 'b', 'bias'], takes: [float, float, float], packs: true },
  FusedConv2D: { inputs: ['x', 'filter', 'bias'], takes: [float, float, float], packs: true },
  FusedDepthwiseConv2D: { inputs: ['x', 'filter', 'bias'], takes: [float, float, float], packs: true },
} as const satisfies { readonly [name: string]: Entry }

/** Kernels of wasm that take two operands, or pad, leave results of more axes unset. */
export const mostAxes = 6

const table = {
  // Element by element.
  Add: binary(numbers),
  Sub: binary(numbers),
  Multiply: binary(numbers),
  // Of integers it gives integers.
  RealDiv: binary(float),
  FloorDiv: binary(int),
  Pow: binary(numbers),
  // Of integers wasm traps on a remainder by 0.
  Mod: binary(numbers),
  Atan2: binary(float),
  BitwiseAnd: binary(int),
  Maximum: binary(numbers),
  Minimum: binary(numbers),
  SquaredDifference: binary(numbers),
  Equal: binary(real),
  NotEqual: binary(real),
  Greater: binary(real),
  GreaterEqual: binary(real),
  Less: binary(real),
  LessEqual: binary(real),
  LogicalAnd: binary(bool),
  LogicalOr: binary(bool),
  LogicalNot: unary(bool),
  Abs: unary(numbers),
  Acos: unary(float),
  Acosh: unary(float),
  Asin: unary(float),
  Asinh: unary(float),
  Atan: unary(float),
  Atanh: unary(float),
  Ceil: unary(float),
  ClipByValue: unary(float),
  Elu: { ...unary(float), activation: 'elu' },
  Erf: unary(float),
  Cos: unary(float),
  Cosh: unary(float),
  Exp: unary(float),
  Expm1: unary(float),
  Floor: unary(float),
  IsFinite: unary(float),
  IsInf: unary(float),
  IsNan: unary(float),
  LeakyRelu: unary(float),
  Log: unary(float),
  Neg: unary(numbers),
  Reciprocal: unary(float),
  Relu: { ...unary(numbers), activation: 'relu' },
  Relu6: { ...unary(numbers), activation: 'relu6' },
  Round: unary(float),
  Rsqrt: unary(float),
  Selu: unary(float),
  Sigmoid: { ...unary(float), activation: 'sigmoid' },
  Sign: unary(numbers),
  Sin: unary(float),
  Sinh: unary(float),
  Softplus: unary(float),
  Sqrt: unary(float),
  Square: unary(numbers),
  Step: unary(numbers),
  Tan: unary(float),
  Tanh: unary(float),
  Select: { inputs: ['condition', 't', 'e'], takes: [bool, numbers, 't'], elementwise: true },
  Cast: of(all),
  OnesLike: of(real),
  ZerosLike: of(real),

  // Products.
  ...fusedProducts,
  BatchMatMul: {
    inputs: ['a', 'b'],
    takes: [float, float],
    product: { of: 'matrices', fused: '_FusedMatMul', channelAxes: 1 },
    packs: true,
  },
  Conv2D: {
    inputs: ['x', 'filter'],
    takes: [float, float],
    product: { of: 'images', fused: 'FusedConv2D', channelAxes: 1 },
    packs: true,
  },
  DepthwiseConv2dNative: {
    inputs: ['x', 'filter'],
    takes: [float, float],
    product: { of: 'images', fused: 'FusedDepthwiseConv2D', channelAxes: 2 },
    packs: true,
  },

  // Along axes, and over windows.
  Sum: of(numbers),
  Mean: of(float),
  Prod: of(numbers),
  Max: of(numbers),
  Min: of(numbers),
  All: of(bool),
  Any: of(bool),
  ArgMax: of(numbers),
  ArgMin: of(numbers),
  TopK: of(numbers),
  SearchSorted: { inputs: ['sortedSequence', 'values'], takes: [numbers, 'sortedSequence'] },
  Cumsum: of(numbers),
  Cumprod: of(numbers),
  Softmax: { inputs: ['logits'], takes: [float] },
  AvgPool: of(float),
  AvgPoolGrad: { inputs: ['dy', 'input'], takes: [float, float] },
  MaxPool: of(float),
  MaxPoolWithArgmax: of(float),

  // Elements that move.
  Identity: { ...of(all), moves: 'identity' },
  Reshape: { ...of(all), moves: 'reshape' },
  Slice: { ...of(realOrText), moves: 'slice' },
  SplitV: { ...of(real), moves: 'split' },
  Unpack: { inputs: ['value'], takes: [realOrText], moves: 'unstack' },
  Concat: { ...listOf(all), moves: 'concat' },
  Pack: { ...listOf(all), moves: 'stack' },
  Transpose: { ...of(real), moves: 'transpose' },
  PadV2: of(real),
  // It moves four bytes at a time.
  Reverse: of(numbers),
  Tile: of(real),
  GatherV2: { inputs: ['x', 'indices'], takes: [real, int] },
  ScatterNd: { inputs: ['indices', 'updates'], takes: [int, real] },
  OneHot: { inputs: ['indices'], takes: [int] },

  // Out of nothing.
  Fill: nothing,
  LinSpace: nothing,
  Range: nothing,
} as const satisfies { readonly [name: string]: Entry }

export type KernelName = keyof typeof table
/** By name: a kernel that is not here cannot be called. */
export const kernels: { readonly [name in KernelName]: Kernel } = Object.freeze(
  Object.fromEntries(Object.entries<Entry>(table).map(([name, entry]) => [name, described(entry)])),
) as { readonly [name in KernelName]: Kernel }

/** What is no kernel, but a leaf of a graph or numbers made in JavaScript. */
export const noKernel = described({ inputs: [], takes: [] })

/** All have the same properties: passes ask every node, and that makes it three times as fast. */
function described({ inputs, takes, elementwise = false, activation, product, packs = false, moves }: Entry): Kernel {
  return Object.freeze({ inputs, takes, elementwise, activation, product, packs, moves })
}
