// BERT: an encoder of tokens, with attention over all that is not padding. Widths and heads are generic; what each head gets is
// calculated.
import * as tf from 'tupleflow'

type Sequence<T extends tf.Dim, W extends tf.Dim> = tf.SymbolicTensor<['batch', T, W]>
type Tokens<T extends tf.Dim> = tf.SymbolicTensor<['batch', T], 'int32'>
/** Where there is something to attend to. */
type Mask<T extends tf.Dim> = tf.SymbolicTensor<['batch', 1, 1, T], 'bool'>

/** Each step with a mean of 0 and a variance of 1, then scaled and moved by what is learnt. */
export const layerNorm = <W extends number>(width: W) =>
  tf.layer({
    kind: 'layerNorm',
    weights: { gamma: tf.weight([width], { initializer: 'ones' }), beta: tf.weight([width], { initializer: 'zeros' }) },
    call:
      ({ weights: { gamma, beta } }) =>
      <S extends tf.Dim[]>(x: tf.SymbolicTensor<[...S, W]>): tf.SymbolicTensor<[...S, W]> => {
        const { mean, variance } = tf.moments(x, -1, true)
        return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-6))), gamma), beta)
      },
  })

/** [batch, time, width] to [batch, heads, time, width / heads] */
function split<T extends tf.Dim, W extends number, N extends number>(x: Sequence<T, W>, heads: N) {
  const [batch, time, width] = x.shape
  return tf.transpose(tf.reshape(x, [batch, time, heads, tf.sizes.floorDiv(width, heads)]), [0, 2, 1, 3])
}

export class Attention<W extends number, N extends number> {
  private readonly query
  private readonly key
  private readonly value
  private readonly out
  constructor(
    private readonly width: W,
    private readonly heads: N,
  ) {
    const project = () => tf.layers.dense({ units: width })
    this.query = project()
    this.key = project()
    this.value = project()
    this.out = project()
  }
  call<T extends tf.Dim>(x: Sequence<T, W>, mask: Mask<NoInfer<T>>): Sequence<T, W> {
    const { width, heads } = this
    const q = split(this.query(x), heads)
    const k = split(this.key(x), heads)
    const v = split(this.value(x), heads)
    const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(width / heads))
    const seen = tf.matMul(tf.softmax(tf.where(mask, scores, -1e9)), v)
    return this.out(tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), ['batch', x.shape[1], width]))
  }
}

const gelu = <S extends tf.Dim[]>(x: tf.SymbolicTensor<S>): tf.SymbolicTensor<S> =>
  tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1))

/** Attention and two dense layers, each beside what it was given. */
export class Block<W extends number, N extends number> {
  private readonly attention
  private readonly wide
  private readonly narrow
  private readonly norms
  constructor(
    width: W,
    heads: N,
    private readonly rate: number,
  ) {
    this.attention = new Attention(width, heads)
    this.wide = tf.layers.dense({ units: tf.sizes.mul(width, 4) })
    this.narrow = tf.layers.dense({ units: width })
    this.norms = [layerNorm(width), layerNorm(width)] as const
  }
  call<T extends tf.Dim>(x: Sequence<T, W>, mask: Mask<NoInfer<T>>): Sequence<T, W> {
    const drop = () => tf.layers.dropout({ rate: this.rate })
    const seen = this.norms[0](tf.add(x, drop()(this.attention.call(x, mask))))
    return this.norms[1](tf.add(seen, drop()(this.narrow(gelu(this.wide(seen))))))
  }
}

export interface BertSizes<V extends number, P extends number, W extends number, N extends number> {
  readonly vocabulary: V
  /** The most tokens. */
  readonly positions: P
  readonly width: W
  readonly heads: N
  readonly blocks: number
}

/** Each token in the light of all others, and what the first one says of the whole. Token 0 is padding. */
export function bert<T extends tf.Dim, V extends number, P extends number, W extends number, N extends number>(
  tokens: Tokens<T>,
  segments: Tokens<T>,
  { vocabulary, positions, width, heads, blocks }: BertSizes<V, P, W, N>,
) {
  const mask = tf.expandDims(tf.expandDims(tf.notEqual(tokens, 0), 1), 1)
  // 0, 1, 2 … for each row.
  const places = tf.sub(tf.cumsum(tf.onesLike(tokens), 1), tf.onesLike(tokens))
  const embed = <S extends number>(inputDim: S) => tf.layers.embedding({ inputDim, outputDim: width })
  const embedded = tf.add(tf.add(embed(vocabulary)(tokens), embed(positions)(places)), embed(2)(segments))
  let h: Sequence<T, W> = layerNorm(width)(embedded)
  for (let i = 0; i < blocks; i++) h = new Block(width, heads, 0.1).call(h, mask)
  const first = tf.squeeze(tf.slice(h, [0, 0, 0], [-1, 1, -1]), [1])
  return { steps: h, pooled: tf.layers.dense({ units: width, activation: 'tanh' })(first) }
}

/** The one place with sizes: a vocabulary of 100, 32 features in 4 heads, texts of any length up to 16. */
export function smallBert() {
  const tokens = tf.input({ shape: ['time'], dtype: 'int32', name: 'tokens' })
  const segments = tf.input({ shape: ['time'], dtype: 'int32', name: 'segments' })
  const outputs = bert(tokens, segments, { vocabulary: 100, positions: 16, width: 32, heads: 4, blocks: 2 })
  return tf.model({ inputs: { tokens, segments }, outputs })
}
