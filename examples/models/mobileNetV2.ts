// MobileNetV2: inverted residual blocks, generic in the image, the channels and the stride. Every size of the network follows
// from the image and the numbers that it is made with.
import * as tf from 'tupleflow'

type Image<H extends tf.Dim, W extends tf.Dim, C extends number> = tf.SymbolicTensor<['batch', H, W, C]>

const settle = <H extends tf.Dim, W extends tf.Dim, C extends number>(x: Image<H, W, C>): Image<H, W, C> =>
  tf.relu6(tf.layers.batchNormalization()(x))

function convolve<
  H extends tf.Dim,
  W extends tf.Dim,
  C extends number,
  F extends number,
  K extends number,
  S extends number,
>(x: Image<H, W, C>, filters: F, kernelSize: K, strides: S) {
  return settle(tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false })(x))
}

/** Expands the channels, looks around in each of them, and projects to `filters`. */
export function inverted<
  H extends tf.Dim,
  W extends tf.Dim,
  C extends number,
  F extends number,
  S extends number,
  T extends number,
>(x: Image<H, W, C>, filters: F, strides: S, expansion: T) {
  const channels = x.shape[3]
  const wide = convolve(x, tf.sizes.mul(channels, expansion), 1, 1)
  const seen = settle(tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: 'same', useBias: false })(wide))
  const y = tf.layers.batchNormalization()(tf.layers.conv2d({ filters, kernelSize: 1, useBias: false })(seen))
  // Where nothing changes, the block is added to what it was given.
  const adds = Number(strides) === 1 && Number(channels) === Number(filters)
  return adds ? tf.add(y, tf.ensureShape(x, y.shape)) : y
}

/** `count` blocks, of which the first one strides. */
export function stage<
  H extends tf.Dim,
  W extends tf.Dim,
  C extends number,
  F extends number,
  S extends number,
  T extends number,
>(x: Image<H, W, C>, filters: F, count: number, strides: S, expansion: T) {
  return repeat(inverted(x, filters, strides, expansion), count - 1, expansion)
}
function repeat<H extends tf.Dim, W extends tf.Dim, C extends number, T extends number>(
  x: Image<H, W, C>,
  count: number,
  expansion: T,
) {
  let h = x
  for (let i = 0; i < count; i++) h = inverted(h, x.shape[3], 1, expansion)
  return h
}

/** The scores of an image for some classes. */
export function mobileNetV2<H extends tf.Dim, W extends tf.Dim, C extends number, N extends number>(
  image: Image<H, W, C>,
  classes: N,
) {
  const h1 = stage(convolve(image, 32, 3, 2), 16, 1, 1, 1)
  const h2 = stage(h1, 24, 2, 2, 6)
  const h3 = stage(h2, 32, 3, 2, 6)
  const h4 = stage(h3, 64, 4, 2, 6)
  const h5 = stage(h4, 96, 3, 1, 6)
  const h6 = stage(h5, 160, 3, 2, 6)
  const h7 = stage(h6, 320, 1, 1, 6)
  const features = convolve(h7, 1280, 1, 1)
  return { features, scores: tf.layers.dense({ units: classes })(tf.layers.globalAveragePooling2d()(features)) }
}

/** The one place with sizes: images of 64 × 64, ten classes. */
export function smallMobileNetV2() {
  const image = tf.input({ shape: [64, 64, 3] })
  return tf.model({ inputs: image, outputs: mobileNetV2(image, 10) })
}
