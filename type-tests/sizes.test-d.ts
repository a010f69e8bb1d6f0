import { expectType } from 'tsd'
import * as tf from 'tupleflow'

expectType<7>(tf.sizes.add(3, 4))
expectType<'seq+2'>(tf.sizes.add('seq', 2))
expectType<'seq-1'>(tf.sizes.sub('seq', 1))
expectType<'2*a*b'>(tf.sizes.mul('b', '2*a'))
expectType<'(seq+1)//2'>(tf.sizes.floorDiv('seq+1', 2))
expectType<number>(tf.sizes.add(3 as number, 4))

// A block says what comes out of it, and its callers get the exact size.
type Img<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim> = tf.SymbolicTensor<['batch', H, W, C]>
function squeeze<H extends tf.Dim, W extends tf.Dim, C extends number>(
  x: Img<H, W, C>,
  channels: NoInfer<C>,
): Img<H, W, tf.sizes.FloorDiv<C, 2>> {
  return tf.relu(tf.layers.conv2d({ filters: tf.sizes.floorDiv(channels, 2), kernelSize: 1 })(x))
}
function grow<H extends tf.Dim, W extends tf.Dim, C extends number, G extends number>(
  x: Img<H, W, C>,
  growth: G,
): Img<H, W, tf.sizes.Add<C, G>> {
  return tf.layers.concatenate()([x, tf.layers.conv2d({ filters: growth, kernelSize: 3, padding: 'same' })(x)])
}
const image = tf.input({ shape: [28, 28, 64] })
expectType<Img<28, 28, 32>>(squeeze(image, 64))
expectType<Img<28, 28, 108>>(grow(grow(grow(squeeze(image, 64), 12), 32), 32))

// @ts-expect-error sizes.add: 1.5 is not a size
tf.sizes.add(1.5, 2)
// @ts-expect-error sizes.mul: 'a b' is not a size
tf.sizes.mul(2, 'a b')
// @ts-expect-error sizes.floorDiv: b is an integer of at least 1, got 0
tf.sizes.floorDiv('seq', 0)
