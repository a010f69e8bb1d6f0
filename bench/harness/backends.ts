import * as tfjs from '@tensorflow/tfjs'
import * as tf from 'tupleflow'
import { median } from './statistics.js'
import { values } from './values.js'

/** tfjs keeps one engine for all who use it: the backend that is set is set for everyone. */
export async function useBackend(name: 'wasm' | 'cpu'): Promise<void> {
  if (tf.getBackend() !== name) await tf.setBackend(name)
}

/** The fastest product of two square matrices here, in GFLOP/s: what there is to reach. */
export function peak(): number {
  const speeds = [512, 1024].map((n) => {
    const [a, b] = [tfjs.tensor2d(values(n * n), [n, n]), tfjs.tensor2d(values(n * n), [n, n])]
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now()
      const product = tfjs.matMul(a, b)
      product.dataSync()
      const time = performance.now() - start
      product.dispose()
      return time
    })
    tfjs.dispose([a, b])
    return (2 * n ** 3) / median(times) / 1e6
  })
  return Math.max(...speeds)
}
