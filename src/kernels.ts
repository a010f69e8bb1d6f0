import type { DType } from './shape/dtype.js'

// What tfjs' kernels are like, as far as ops use them: all that plans know about a kernel is said here.

type DTypes = readonly DType[]

/** A product of two inputs, of which the second one is the weights. */
export interface Product {
  readonly of: 'matrices' | 'images'
  /** The kernel that adds a bias and applies an activation too. */
  readonly fused: keyof typeof fusedProducts
  /** How many of the last axes of the weights count the channels of the result. */
  readonly channelAxes: 1 | 2
}

export interface Kernel {
  /**
   * Its inputs, in order, under the names that it gives them, and the dtypes that every backend takes for each. The name
   * of an input before it stands for the dtype of that one.
   */
  readonly inputs: { readonly [input: string]: DTypes | string }
  /** It takes a list of any length, all of one dtype. */
  readonly list?: true
  /** Each element of the result is made of the elements in the same place, of operands that are broadcast. */
  readonly elementwise?: true
  /** What fused kernels call it, on every backend. */
  readonly activation?: string
  readonly product?: Product
  /** wasm keeps its inputs, from the second one on, in a form of its own. */
  readonly packs?: true
  /** It computes nothing: the elements of its inputs come to lie elsewhere, as the op of this name puts them. */
  readonly moves?: 'identity' | 'reshape' | 'slice' | 'split' | 'unstack' | 'concat' | 'stack' | 'transpose'
}

const float: DTypes = ['float32']
const int: DTypes = ['int32']
const bool: DTypes = ['bool']
const numbers: DTypes = ['float32', 'int32']
const real: DTypes = ['float32', 'int32', 'bool']
const realOrText: DTypes = ['float32', 'int32', 'bool', 'string']
// There are no complex numbers on wasm, so that it need not take them.
const all: DTypes = ['float32', 'int32', 'bool', 'string', 'complex64']

const of = (x: DTypes) => ({ inputs: { x } })
const unary = (x: DTypes) => ({ inputs: { x }, elementwise: true }) as const
const binary = (a: DTypes) => ({ inputs: { a, b: 'a' }, elementwise: true }) as const
const listOf = (inputs: DTypes) => ({ inputs: { inputs }, list: true }) as const
const nothing = { inputs: {} }

const fusedProducts = {
  _FusedMatMul: { inputs: { a: float, b: float, bias: float }, packs: true },
  FusedConv2D: { inputs: { x: float, filter: float, bias: float }, packs: true },
  FusedDepthwiseConv2D: { inputs: { x: float, filter: float, bias: float }, packs: true },
} as const satisfies { readonly [name: string]: Kernel }

const table = {
  // Element by element.
  Add: binary(numbers),
  Sub: binary(numbers),
  Multiply: binary(numbers),
  // Of integers it gives integers.
  RealDiv: binary(float),
  FloorDiv: binary(int),
  Pow: binary(numbers),
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
  ClipByValue: unary(float),
  Elu: { ...unary(float), activation: 'elu' },
  Erf: unary(float),
  Exp: unary(float),
  LeakyRelu: unary(float),
  Log: unary(float),
  Neg: unary(numbers),
  Reciprocal: unary(float),
  Relu: { ...unary(numbers), activation: 'relu' },
  Relu6: { ...unary(numbers), activation: 'relu6' },
  Rsqrt: unary(float),
  Selu: unary(float),
  Sigmoid: { ...unary(float), activation: 'sigmoid' },
  Sign: unary(numbers),
  Softplus: unary(float),
  Sqrt: unary(float),
  Square: unary(numbers),
  Step: unary(numbers),
  Tanh: unary(float),
  Select: { inputs: { condition: bool, t: numbers, e: 't' }, elementwise: true },
  Cast: of(all),
  OnesLike: of(real),
  ZerosLike: of(real),

  // Products.
  ...fusedProducts,
  BatchMatMul: {
    inputs: { a: float, b: float },
    product: { of: 'matrices', fused: '_FusedMatMul', channelAxes: 1 },
    packs: true,
  },
  Conv2D: {
    inputs: { x: float, filter: float },
    product: { of: 'images', fused: 'FusedConv2D', channelAxes: 1 },
    packs: true,
  },
  DepthwiseConv2dNative: {
    inputs: { x: float, filter: float },
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
  Cumsum: of(numbers),
  Cumprod: of(numbers),
  Softmax: { inputs: { logits: float } },
  AvgPool: of(float),
  AvgPoolGrad: { inputs: { dy: float, input: float } },
  MaxPool: of(float),
  MaxPoolWithArgmax: of(float),

  // Elements that move.
  Identity: { ...of(all), moves: 'identity' },
  Reshape: { ...of(all), moves: 'reshape' },
  Slice: { ...of(realOrText), moves: 'slice' },
  SplitV: { ...of(real), moves: 'split' },
  Unpack: { inputs: { value: realOrText }, moves: 'unstack' },
  Concat: { ...listOf(all), moves: 'concat' },
  Pack: { ...listOf(all), moves: 'stack' },
  Transpose: { ...of(real), moves: 'transpose' },
  PadV2: of(real),
  // It moves four bytes at a time.
  Reverse: of(numbers),
  Tile: of(real),
  GatherV2: { inputs: { x: real, indices: int } },
  ScatterNd: { inputs: { indices: int, updates: real } },
  OneHot: { inputs: { indices: int } },

  // Out of nothing.
  Fill: nothing,
  LinSpace: nothing,
  Range: nothing,
} as const satisfies { readonly [name: string]: Kernel }

export type KernelName = keyof typeof table
/** By name: a kernel that is not here cannot be called. */
export const kernels: { readonly [name in KernelName]: Kernel } = deepFrozen(table)

function deepFrozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object') deepFrozen(part as object)
  return Object.freeze(value)
}
