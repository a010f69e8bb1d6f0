// sf-37085653 (missing-channel)
// Conv2D input_shape without the channel axis: rank 3 vs 4
// https://github.com/tensfa/tensfa/blob/415dcfaec589b0b14c5b9864872c912f3851b383/SFData/ICSE2020/s37085653_context.py
// https://stackoverflow.com/questions/37085653
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [30, 30] })
  // @ts-expect-error conv2d: needs rank 4, [batch, height, width, channels], got [batch, 30, 30]
  tf.layers.conv2d({ filters: 10, kernelSize: 3 })(x)
}

export namespace right {
  const x = tf.input({ shape: [30, 30, 1] })
  expectType<tf.SymbolicTensor<['batch', 30, 30, 1]>>(x)
  const h = tf.layers.conv2d({ filters: 10, kernelSize: 3 })(x)
  expectType<tf.SymbolicTensor<['batch', 28, 28, 10]>>(h)
}
