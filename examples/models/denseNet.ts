// DenseNet: each layer gets what all before it have made. The channels are calculated, also those that a loop adds.
import * as tf from 'tupleflow'

type Image<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim> = tf.SymbolicTensor<['batch', H, W, C]>

const settle = <H extends tf.Dim, W extends tf.Dim, C extends tf.Dim>(x: Image<H, W, C>): Image<H, W, C> =>
  tf.relu(tf.layers.batchNormalization()(x))

/** `growth` more channels, by a narrow convolution and a wide one. */
class Growing<G extends number> {
  private readonly narrow
  private readonly wide
  constructor(growth: G) {
    this.narrow = conv(tf.sizes.mul(growth, 4), 1)
    this.wide = conv(growth, 3)
  }
  call<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim>(x: Image<H, W, C>): Image<H, W, tf.sizes.Add<C, G>> {
    return tf.layers.concatenate()([x, this.wide(settle(this.narrow(settle(x))))])
  }
}
function conv<F extends number, K extends number>(filters: F, kernelSize: K) {
  return tf.layers.conv2d({ filters, kernelSize, padding: 'same', useBias: false })
}

/** `count` layers that each grow the channels. What the loop makes of them is said once, and checked when the graph is made. */
export function denseBlock<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim, G extends number, N extends number>(
  x: Image<H, W, C>,
  growth: G,
  count: N,
): Image<H, W, tf.sizes.Add<C, tf.sizes.Mul<G, N>>> {
  const [batch, height, width, channels] = x.shape
  const layers = Array.from({ length: count }, () => new Growing(growth))
  let h: Image<H, W, tf.Dim> = x
  for (const layer of layers) h = layer.call(h)
  return tf.ensureShape(h, [batch, height, width, tf.sizes.add(channels, tf.sizes.mul(growth, count))])
}

/** Half the channels on half the sides. */
export function transition<H extends tf.Dim, W extends tf.Dim, C extends number>(x: Image<H, W, C>) {
  const half = conv(tf.sizes.floorDiv(x.shape[3], 2), 1)(settle(x))
  return tf.layers.averagePooling2d({ poolSize: 2 })(half)
}

/** The features of an image: as many blocks as `counts` says, with a transition between them. */
export function denseNet<
  H extends tf.Dim,
  W extends tf.Dim,
  C extends number,
  G extends number,
  A extends number,
  B extends number,
  N extends number,
>(image: Image<H, W, C>, growth: G, counts: readonly [A, B], classes: N) {
  const stem = tf.layers.conv2d({ filters: tf.sizes.mul(growth, 2), kernelSize: 7, strides: 2, padding: 'same' })(image)
  const first = transition(denseBlock(stem, growth, counts[0]))
  const features = settle(denseBlock(first, growth, counts[1]))
  return { features, scores: tf.layers.dense({ units: classes })(tf.layers.globalAveragePooling2d()(features)) }
}

/** The one place with sizes: images of 32 × 32, 8 channels more with each layer. */
export function smallDenseNet() {
  const image = tf.input({ shape: [32, 32, 3] })
  return tf.model({ inputs: image, outputs: denseNet(image, 8, [2, 3], 10) })
}
