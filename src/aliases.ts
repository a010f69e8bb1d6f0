import type { DType } from './shape/dtype.js'
import type { Tensor } from './tensor.js'

// The names of tfjs for tensors of a rank: any sizes, any dtype.

export type Scalar = Tensor<[], DType>
export type Tensor1D = Tensor<[number], DType>
export type Tensor2D = Tensor<[number, number], DType>
export type Tensor3D = Tensor<[number, number, number], DType>
export type Tensor4D = Tensor<[number, number, number, number], DType>
export type Tensor5D = Tensor<[number, number, number, number, number], DType>
export type Tensor6D = Tensor<[number, number, number, number, number, number], DType>
export { Rank, type TensorLike } from '@tensorflow/tfjs-core'
