// A few steps of training on the wasm backend. Vite finds its `.wasm` files by itself.
// After `npm run build` in the root: `npm install && npm run dev` here.
import * as tf from 'tupleflow'

const log = (line: string) => document.querySelector('#log')!.append(`${line}\n`)

tf.setSeed(1)
const x = tf.input({ shape: [10] })
const h = tf.layers.dense({ units: 16, activation: 'tanh' })(x)
const y = tf.layers.dense({ units: 1 })(h) // ['batch', 1]

// @ts-expect-error add: cannot broadcast [batch, 16] with [3]: axis -1 is 16 vs 3
export const wrong = () => tf.add(h, [1, 2, 3])

const m = tf.model({ inputs: x, outputs: y }).compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' })

await tf.ready()
log(`backend ${tf.getBackend()}`)
const data = tf.randomNormal([128, 10])
const { history } = await m.fit(data, tf.mean(data, 1, true), { epochs: 10, verbose: 0 })
const [first, last] = [history['loss']![0]!, history['loss']!.at(-1)!]
log(`loss ${first.toFixed(3)} at first, ${last.toFixed(3)} after 10 epochs`)
document.title = last < first ? 'trained' : 'not trained'
