// Layers of one's own: with weights, with a state, with several inputs and outputs. Their types are those of their ops.
import * as tf from 'tupleflow'

/** Each feature times a weight. The shape of the result is what `mul` says. */
const scale = <N extends number>(features: N) =>
  tf.layer({
    kind: 'scale',
    weights: { gamma: tf.weight([features], { initializer: 'ones' }) },
    call:
      ({ weights }) =>
      <B extends tf.Dim>(x: tf.SymbolicTensor<[B, N]>) =>
        tf.mul(x, weights.gamma),
  })

/** Two inputs, two outputs. */
const interaction = tf.layer({
  kind: 'interaction',
  weights: { w: tf.weight([3, 4]) },
  call:
    ({ weights: { w } }) =>
    <B extends tf.Dim>([a, b]: readonly [tf.SymbolicTensor<[B, 3]>, tf.SymbolicTensor<[B, 4]>]) => {
      const projected = tf.matMul(a, w)
      return [tf.mul(projected, b), tf.sub(projected, b)] as const
    },
})

/** How far each feature is below the largest one ever seen, in `predict` as in training; and that one. */
const belowRecord = tf.layer({
  kind: 'belowRecord',
  states: { record: tf.weight([4], { initializer: tf.initializers.constant({ value: -1e9 }) }) },
  call:
    ({ states }) =>
    <B extends tf.Dim>(x: tf.SymbolicTensor<[B, 4]>) => {
      const record = tf.maximum(tf.max(x, 0), states.record.read())
      states.record.write(record)
      return [tf.sub(record, x), record] as const
    },
})

tf.setSeed(1)
const a = tf.input({ shape: [3], name: 'a' })
const b = tf.input({ shape: [4], name: 'b' })
const [product, difference] = interaction([a, b]) // twice SymbolicTensor<['batch', 4]>
const [below, record] = belowRecord(tf.add(product, difference)) // ['batch', 4] and [4]
const y = tf.layers.dense({ units: 1 })(scale(4)(below))

// @ts-expect-error the layer takes 4 features, not 3
const wrong = () => scale(4)(a)

const m = tf.model({ inputs: { a, b }, outputs: { y, record } })
m.summary()

await tf.ready()
const first = (size: number) => m.predict({ a: tf.fill([2, 3], size), b: tf.fill([2, 4], size) }).record.dataSync()[0]!
console.log(`the record after 1, 3 and 2: ${[1, 3, 2].map((size) => first(size).toFixed(2)).join(', ')}`)
m.resetStates()
console.log(`after resetStates and 2: ${first(2).toFixed(2)}`)

try {
  wrong()
} catch (error) {
  console.log((error as Error).message)
}
