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

/** One size of the decoder. The image beside it is twice as large. */
export function decode<H extends tf.Dim, W extends tf.Dim, C extends number, F extends number>(
  x: Image<H, W, C>,
  skip: Image<tf.sizes.Mul<NoInfer<H>, 2>, tf.sizes.Mul<NoInfer<W>, 2>, F>,
) {
  return twice(tf.layers.concatenate()([skip, upsample(x)]), skip.shape[3])
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
  const up = decode(bottom, besides(second.skip, bottom))
  const top = decode(up, besides(first.skip, up))
  return tf.layers.conv2d({ filters: classes, kernelSize: 1, activation: 'softmax' })(top)
}
/** Half of a side, doubled, is that side: that cannot be said in types, and is checked. */
function besides<H extends tf.Dim, W extends tf.Dim, F extends number>(
  skip: Image<tf.Dim, tf.Dim, F>,
  { shape: [batch, h, w] }: Image<H, W, number>,
) {
  return tf.ensureShape(skip, [batch, tf.sizes.mul(h, 2), tf.sizes.mul(w, 2), skip.shape[3]])
}

/** The one place with sizes: any image whose sides are multiples of 4. */
export function smallUNet() {
  const image = tf.input({ shape: ['4*h', '4*w', 3] })
  return tf.model({ inputs: image, outputs: uNet(image, 4, 5) })
}
