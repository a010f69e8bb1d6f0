// GPT: reads a text once, and then goes on token by token. What each block has seen so far, its keys and values, goes in and
// comes out one step longer.
import * as tf from 'tupleflow'

type Sequence<T extends tf.Dim, W extends tf.Dim> = tf.SymbolicTensor<['batch', T, W]>
type Tokens<T extends tf.Dim> = tf.SymbolicTensor<['batch', T], 'int32'>
type Heads<N extends number, T extends tf.Dim, K extends tf.Dim> = tf.SymbolicTensor<['batch', N, T, K]>
/** Keys and values of one block, and of all. */
type Seen<N extends number, T extends tf.Dim, K extends tf.Dim> = tf.SymbolicTensor<['batch', 2, N, T, K]>
type Cache<L extends number, N extends number, T extends tf.Dim, K extends tf.Dim> = tf.SymbolicTensor<
  ['batch', L, 2, N, T, K]
>

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

/** 0, 1, 2 … for each row. */
const placesOf = <T extends tf.Dim>(tokens: Tokens<T>): Tokens<T> =>
  tf.sub(tf.cumsum(tf.onesLike(tokens), 1), tf.onesLike(tokens))

/** True where a step may look at another one: at itself and at those before. */
function causal<T extends tf.Dim>(places: Tokens<T>): tf.SymbolicTensor<['batch', 1, T, T], 'bool'> {
  return tf.greaterEqual(tf.expandDims(tf.expandDims(places, 2), 1), tf.expandDims(tf.expandDims(places, 1), 1))
}

class Block<W extends number, N extends number> {
  private readonly projections
  private readonly out
  private readonly wide
  private readonly narrow
  private readonly norms
  constructor(
    private readonly width: W,
    private readonly heads: N,
  ) {
    const dense = () => tf.layers.dense({ units: width })
    this.projections = { query: dense(), key: dense(), value: dense() }
    this.out = dense()
    this.wide = tf.layers.dense({ units: tf.sizes.mul(width, 4), activation: 'gelu' })
    this.narrow = dense()
    this.norms = [layerNorm(width), layerNorm(width)] as const
  }

  /** A whole text: each step sees those before it. */
  read<T extends tf.Dim>(x: Sequence<T, W>, mask: tf.SymbolicTensor<['batch', 1, T, T], 'bool'>) {
    const { query, key, value } = this.project(x)
    const scores = tf.where(mask, this.compare(query, key), -1e9)
    return { y: this.rest(x, tf.matMul(tf.softmax(scores), value)), seen: tf.stack([key, value], 1) }
  }
  /** One more step: it sees all before it, so there is nothing to hide. */
  next<T extends tf.Dim>(x: Sequence<1, W>, before: Seen<N, T, tf.sizes.FloorDiv<W, N>>) {
    const { query, key, value } = this.project(x)
    const seen = tf.concat([before, tf.stack([key, value], 1)], 3)
    const [keys, values] = tf.unstack(seen, 1)
    return { y: this.rest(x, tf.matMul(tf.softmax(this.compare(query, keys)), values)), seen }
  }

  private project<T extends tf.Dim>(x: Sequence<T, W>) {
    const { query, key, value } = this.projections
    const normed = this.norms[0](x)
    return { query: this.split(query(normed)), key: this.split(key(normed)), value: this.split(value(normed)) }
  }
  private split<T extends tf.Dim>(x: Sequence<T, W>): Heads<N, T, tf.sizes.FloorDiv<W, N>> {
    const [batch, time, width] = x.shape
    const each = tf.sizes.floorDiv(width, this.heads)
    return tf.transpose(tf.reshape(x, [batch, time, this.heads, each]), [0, 2, 1, 3])
  }
  private compare<T extends tf.Dim, U extends tf.Dim, K extends tf.Dim>(query: Heads<N, T, K>, key: Heads<N, U, K>) {
    return tf.div(tf.matMul(query, key, false, true), Math.sqrt(this.width / this.heads))
  }
  private rest<T extends tf.Dim, K extends tf.Dim>(x: Sequence<T, W>, seen: Heads<N, T, K>): Sequence<T, W> {
    const joined = tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), ['batch', x.shape[1], this.width])
    const h = tf.add(x, this.out(joined))
    return tf.add(h, this.narrow(this.wide(this.norms[1](h))))
  }
}

export class Gpt<V extends number, P extends number, W extends number, N extends number, L extends number> {
  private readonly tokens
  private readonly places
  private readonly blocks
  private readonly norm
  private readonly scores
  /**
   * @param vocabulary How many tokens there are.
   * @param positions The longest text.
   */
  constructor(
    vocabulary: V,
    positions: P,
    private readonly width: W,
    private readonly heads: N,
    private readonly count: L,
  ) {
    this.tokens = tf.layers.embedding({ inputDim: vocabulary, outputDim: width })
    this.places = tf.layers.embedding({ inputDim: positions, outputDim: width })
    this.blocks = Array.from({ length: count }, () => new Block(width, heads))
    this.norm = layerNorm(width)
    this.scores = tf.layers.dense({ units: vocabulary })
  }

  /** The scores of what comes behind each token, and the cache to go on with. */
  read<T extends tf.Dim>(tokens: Tokens<T>) {
    const places = placesOf(tokens)
    const mask = causal(places)
    let h: Sequence<T, W> = tf.add(this.tokens(tokens), this.places(places))
    const all: Seen<N, T, tf.sizes.FloorDiv<W, N>>[] = []
    for (const block of this.blocks) {
      const { y, seen } = block.read(h, mask)
      h = y
      all.push(seen)
    }
    return { scores: this.scores(this.norm(h)), cache: this.together(all, tokens.shape[1]) }
  }

  /** The scores of what comes behind one more token, and the cache, one step longer. */
  next<T extends tf.Dim>(token: Tokens<1>, cache: Cache<L, N, T, tf.sizes.FloorDiv<W, N>>) {
    const place = tf.reshape(this.countSteps(cache), ['batch', 1])
    let h: Sequence<1, W> = tf.add(this.tokens(token), this.places(place))
    const all: Seen<N, tf.sizes.Add<T, 1>, tf.sizes.FloorDiv<W, N>>[] = []
    const before: readonly Seen<N, T, tf.sizes.FloorDiv<W, N>>[] = tf.unstack(cache, 1)
    for (const [i, block] of this.blocks.entries()) {
      const { y, seen } = block.next(h, before[i]!)
      h = y
      all.push(seen)
    }
    return { scores: this.scores(this.norm(h)), cache: this.together(all, tf.sizes.add(cache.shape[4], 1)) }
  }

  /** How many steps each row of a cache has. */
  private countSteps<T extends tf.Dim, K extends tf.Dim>(cache: Cache<L, N, T, K>) {
    const one = tf.slice(cache, [0, 0, 0, 0, 0, 0], [-1, 1, 1, 1, -1, 1])
    return tf.cast(tf.sum(tf.onesLike(one), [1, 2, 3, 4, 5]), 'int32')
  }
  private together<T extends tf.Dim>(all: readonly Seen<N, T, tf.sizes.FloorDiv<W, N>>[], time: T) {
    const { count, heads, width } = this
    return tf.ensureShape(tf.stack(all, 1), ['batch', count, 2, heads, time, tf.sizes.floorDiv(width, heads)])
  }
}

/** The one place with sizes: a vocabulary of 50, texts of up to 16 tokens, 24 features in 3 heads, 2 blocks. */
export function smallGpt() {
  const gpt = new Gpt(50, 16, 24, 3, 2)
  const text = tf.input({ shape: ['time'], dtype: 'int32' })
  const token = tf.input({ shape: [1], dtype: 'int32', name: 'token' })
  const cache = tf.input({ shape: [2, 2, 3, 'past', 8], name: 'cache' })
  return {
    reader: tf.model({ inputs: text, outputs: gpt.read(text) }),
    writer: tf.model({ inputs: { token, cache }, outputs: gpt.next(token, cache) }),
  }
}
