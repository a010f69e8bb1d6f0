// U-Net: an encoder that halves the image, a decoder that doubles it again, and what the encoder saw at each size beside it.
import * as tf from 'tupleflow'

type Image<H extends tf.Dim, W extends tf.Dim, C extends number> = tf.SymbolicTensor<['batch', H, W, C]>

/** Two convolutions that keep the sides. */
export function twice<H extends tf.Dim, W extends tf.Dim, C extends number, F extends number>(
  x: Image<H, W, C>,
  filters: F,
): Image<H, W, F> {
  const conv = () => tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' })
  return conv()(conv()(x))
}

/** Each pixel becomes four. */
export function upsample<H extends tf.Dim, W extends tf.Dim, C extends number>(
  x: Image<H, W, C>,
): Image<tf.sizes.Mul<H, 2>, tf.sizes.Mul<W, 2>, C> {
  const [batch, h, w, c] = x.shape
  const repeated = tf.tile(tf.reshape(x, [batch, h, 1, w, 1, c]), [1, 1, 2, 1, 2, 1])
  return tf.reshape(repeated, [batch, tf.sizes.mul(h, 2), tf.sizes.mul(w, 2), c])
}

/** One size of the encoder: what the decoder will need, and the half of it. */
export function encode<H extends tf.Dim, W extends tf.Dim, C extends number, F extends number>(
  x: Image<H, W, C>,
  filters: F,
) {
  const skip = twice(x, filters)
  return { skip, half: tf.layers.maxPooling2d({ poolSize: 2 })(skip) }
}

/**
 * One size of the decoder: as large as what the encoder saw there. That half of a side, doubled, is that side cannot be said in
 * types; it is checked when the graph is made.
 */
export function decode<H extends tf.Dim, W extends tf.Dim, C extends number, F extends number>(
  x: Image<tf.Dim, tf.Dim, C>,
  skip: Image<H, W, F>,
): Image<H, W, F> {
  const [batch, h, w, filters] = skip.shape
  const large = tf.ensureShape(upsample(x), [batch, h, w, x.shape[3]])
  return twice(tf.layers.concatenate()([skip, large]), filters)
}

/** The class of each pixel. An image whose sides do not halve twice is refused when the graph is made. */
export function uNet<H extends tf.Dim, W extends tf.Dim, C extends number, F extends number, N extends number>(
  image: Image<H, W, C>,
  width: F,
  classes: N,
) {
  const first = encode(image, width)
  const second = encode(first.half, tf.sizes.mul(width, 2))
  const bottom = twice(second.half, tf.sizes.mul(width, 4))
  const top = decode(decode(bottom, second.skip), first.skip)
  return tf.layers.conv2d({ filters: classes, kernelSize: 1, activation: 'softmax' })(top)
}

/** The one place with sizes: any image whose sides are multiples of 4. */
export function smallUNet() {
  const image = tf.input({ shape: ['4*h', '4*w', 3] })
  return tf.model({ inputs: image, outputs: uNet(image, 4, 5) })
}
