// A Swin Transformer: attention within windows of the image, which move by half a window in every other block, and patches that
// are merged between the stages.
import * as tf from 'tupleflow'

type Image<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim> = tf.SymbolicTensor<['batch', H, W, C]>
type Sequence<B extends tf.Dim, T extends tf.Dim, C extends tf.Dim> = tf.SymbolicTensor<[B, T, C]>

/** Each position with a mean of 0 and a variance of 1, then scaled and moved by what is learnt. */
export const layerNorm = <C extends number>(channels: C) =>
  tf.layer({
    kind: 'layerNorm',
    weights: {
      gamma: tf.weight([channels], { initializer: 'ones' }),
      beta: tf.weight([channels], { initializer: 'zeros' }),
    },
    call:
      ({ weights: { gamma, beta } }) =>
      <S extends tf.Dim[]>(x: tf.SymbolicTensor<[...S, C]>): tf.SymbolicTensor<[...S, C]> => {
        const { mean, variance } = tf.moments(x, -1, true)
        return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-6))), gamma), beta)
      },
  })

/** Patches of `size` pixels, each one vector. */
export function embedPatches<H extends tf.Dim, W extends tf.Dim, C extends number, P extends number, F extends number>(
  image: Image<H, W, C>,
  size: P,
  channels: F,
) {
  return layerNorm(channels)(tf.layers.conv2d({ filters: channels, kernelSize: size, strides: size })(image))
}

/** [batch, h, w, channels] to [batch * windows, size * size, channels] */
export function cut<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim, S extends number>(
  x: Image<H, W, C>,
  size: S,
) {
  const [batch, h, w, c] = x.shape
  const [rows, columns] = [tf.sizes.floorDiv(h, size), tf.sizes.floorDiv(w, size)]
  const grid = tf.transpose(tf.reshape(x, [batch, rows, size, columns, size, c]), [0, 1, 3, 2, 4, 5])
  return tf.reshape(grid, [tf.sizes.mul(batch, tf.sizes.mul(rows, columns)), tf.sizes.mul(size, size), c])
}
/** And back. */
export function join<H extends tf.Dim, W extends tf.Dim, C extends tf.Dim, S extends number>(
  windows: Sequence<tf.Dim, tf.sizes.Mul<S, S>, C>,
  [batch, h, w, c]: readonly ['batch', H, W, C],
  size: S,
): Image<H, W, C> {
  const [rows, columns] = [tf.sizes.floorDiv(h, size), tf.sizes.floorDiv(w, size)]
  const grid = tf.reshape(windows, [batch, rows, columns, size, size, c])
  return tf.reshape(tf.transpose(grid, [0, 1, 3, 2, 4, 5]), [batch, h, w, c])
}

/** Moves the image by `by` pixels; what leaves it on one side comes in on the other. */
export function roll<H extends number, W extends number, C extends number>(
  x: Image<H, W, C>,
  by: number,
): Image<H, W, C> {
  const [batch, h, w, c] = x.shape
  const down = tf.concat([tf.slice(x, [0, h - by, 0, 0]), tf.slice(x, [0, 0, 0, 0], [-1, h - by, -1, -1])], 1)
  const moved = tf.concat([tf.slice(down, [0, 0, w - by, 0]), tf.slice(down, [0, 0, 0, 0], [-1, -1, w - by, -1])], 2)
  return tf.ensureShape(moved, [batch, h, w, c])
}

/** Attention of all steps to all, in several heads. */
export class Attention<C extends number, N extends number> {
  private readonly all
  private readonly out
  constructor(
    private readonly channels: C,
    private readonly heads: N,
  ) {
    this.all = tf.layers.dense({ units: tf.sizes.mul(channels, 3) })
    this.out = tf.layers.dense({ units: channels })
  }
  call<B extends tf.Dim, T extends tf.Dim>(x: Sequence<B, T, C>): Sequence<B, T, C> {
    const [batch, time, channels] = x.shape
    const each = tf.sizes.floorDiv(channels, this.heads)
    const parts = tf.transpose(tf.reshape(this.all(x), [batch, time, 3, this.heads, each]), [2, 0, 3, 1, 4])
    const [q, k, v] = tf.unstack(parts)
    const scores = tf.softmax(tf.div(tf.matMul(q, k, false, true), Math.sqrt(this.channels / this.heads)))
    return this.out(tf.reshape(tf.transpose(tf.matMul(scores, v), [0, 2, 1, 3]), [batch, time, channels]))
  }
}

/** Attention in windows and two dense layers, each added to what it was given. */
export class Block<C extends number, N extends number, S extends number> {
  private readonly attention
  private readonly wide
  private readonly narrow
  private readonly norms
  constructor(
    channels: C,
    heads: N,
    private readonly size: S,
    private readonly moves: boolean,
  ) {
    this.attention = new Attention(channels, heads)
    this.wide = tf.layers.dense({ units: tf.sizes.mul(channels, 4), activation: 'gelu' })
    this.narrow = tf.layers.dense({ units: channels })
    this.norms = [layerNorm(channels), layerNorm(channels)] as const
  }
  call<H extends number, W extends number>(x: Image<H, W, C>): Image<H, W, C> {
    const by = this.moves ? Math.floor(this.size / 2) : 0
    const normed = this.norms[0](x)
    const moved = by === 0 ? normed : roll(normed, x.shape[1] - by)
    const seen = join(this.attention.call(cut(moved, this.size)), x.shape, this.size)
    const h = tf.add(x, by === 0 ? seen : roll(seen, by))
    return tf.add(h, this.narrow(this.wide(this.norms[1](h))))
  }
}

/** `count` blocks, of which every other one moves its windows. */
export function stage<H extends number, W extends number, C extends number, N extends number, S extends number>(
  x: Image<H, W, C>,
  heads: N,
  size: S,
  count: number,
): Image<H, W, C> {
  return Array.from({ length: count }, (_, i) => new Block(x.shape[3], heads, size, i % 2 === 1)).reduce(
    (h, block) => block.call(h),
    x,
  )
}

/** Four neighbours become one with twice the channels. */
export function merge<H extends tf.Dim, W extends tf.Dim, C extends number>(x: Image<H, W, C>) {
  const [batch, h, w, c] = x.shape
  const [rows, columns] = [tf.sizes.floorDiv(h, 2), tf.sizes.floorDiv(w, 2)]
  const grid = tf.transpose(tf.reshape(x, [batch, rows, 2, columns, 2, c]), [0, 1, 3, 2, 4, 5])
  const four = tf.reshape(grid, [batch, rows, columns, tf.sizes.mul(c, 4)])
  return tf.layers.dense({ units: tf.sizes.mul(c, 2), useBias: false })(four)
}

/** The scores of an image for some classes. */
export function swin<
  H extends number,
  W extends number,
  C extends number,
  P extends number,
  F extends number,
  S extends number,
  N extends number,
>(image: Image<H, W, C>, { patch, channels, window, classes }: { patch: P; channels: F; window: S; classes: N }) {
  const first = stage(embedPatches(image, patch, channels), 2, window, 2)
  const features = stage(merge(first), 4, window, 2)
  const scores = tf.layers.dense({ units: classes })(tf.layers.globalAveragePooling2d()(features))
  return { features, scores }
}

/** The one place with sizes: images of 32 × 32, patches of 4, windows of 2 patches, 8 channels that become 16. */
export function smallSwin() {
  const image = tf.input({ shape: [32, 32, 3] })
  return tf.model({ inputs: image, outputs: swin(image, { patch: 4, channels: 8, window: 2, classes: 10 }) })
}
