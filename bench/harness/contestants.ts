import type * as tfjs from '@tensorflow/tfjs'
import type { Contestant, Numbers, Planned } from './row.js'

/** A tensor of either library. */
interface Readable {
  dataSync(): Numbers
  dispose(): void
}

/** Gives the result to the caller and lets the tensor go. */
export function read(tensor: Readable): Numbers {
  const numbers = tensor.dataSync()
  tensor.dispose()
  return numbers
}

/** Each iteration predicts and reads. */
export function predictor(predict: () => Readable, model?: Planned): Contestant {
  const run = () => read(predict())
  return { run, numbers: () => [run()], ...(model && { model }) }
}

/** Each iteration is a step that gives the loss. What is compared is the losses, and what two steps change. */
export function trainer(step: () => Promise<number>, weights: () => readonly Readable[], model?: Planned): Contestant {
  return {
    run: step,
    ...(model && { model }),
    async numbers() {
      const before = weights().map(read)
      const losses = [await step(), await step()]
      const after = weights().map(read)
      return [losses, ...after.map((values, i) => Float32Array.from(values, (value, k) => value - before[i]![k]!))]
    },
  }
}

/** Each iteration is a step of tfjs-core's own optimizer. */
export function minimizer(
  optimizer: tfjs.Optimizer,
  variables: readonly tfjs.Variable[],
  loss: () => tfjs.Tensor,
): Contestant {
  const step = async () => {
    const found = optimizer.minimize(() => loss() as tfjs.Scalar, true, [...variables])!
    const [value] = await found.data()
    found.dispose()
    return value!
  }
  return trainer(step, () => variables.map((variable) => variable.clone()))
}
