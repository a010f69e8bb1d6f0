import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const x: tf.SymbolicTensor<['batch', 8]>
declare const wide: tf.SymbolicTensor<['batch', 9]>

// With weights: the type is that of the ops in `call`.
const scale = <N extends number>(features: N) =>
  tf.layer({
    kind: 'scale',
    weights: { gamma: tf.weight([features], { initializer: 'ones' }) },
    call:
      ({ weights }) =>
      <B extends tf.Dim>(x: tf.SymbolicTensor<[B, N]>) =>
        tf.mul(x, weights.gamma),
  })
expectType<tf.SymbolicTensor<['batch', 8]>>(scale(8)(x))
expectType<boolean>(scale(8).trainable)
// @ts-expect-error the layer takes 8 features, not 9
scale(8)(wide)

// With a state, and two outputs.
const counter = tf.layer({
  states: { count: tf.weight([], { initializer: 'zeros' }) },
  call:
    ({ states }) =>
    <B extends tf.Dim>(x: tf.SymbolicTensor<[B, 8]>) => {
      const next = tf.add(states.count.read(), 1)
      states.count.write(next)
      // @ts-expect-error the state is a number, not a row
      states.count.write(tf.ones([3]))
      return [tf.mul(x, next), next] as const
    },
})
const [y] = counter(x)
expectType<tf.SymbolicTensor<['batch', 8]>>(y)

// With several inputs, and a mistake in it.
const interaction = tf.layer({
  weights: { w: tf.weight([3, 4]) },
  call:
    ({ weights: { w } }) =>
    <B extends tf.Dim>([a, b]: readonly [tf.SymbolicTensor<[B, 3]>, tf.SymbolicTensor<[B, 4]>]) => {
      // @ts-expect-error matMul: cannot multiply
      tf.matMul(b, w)
      return tf.mul(tf.matMul(a, w), b)
    },
})
declare const left: tf.SymbolicTensor<['batch', 3]>
declare const right: tf.SymbolicTensor<['batch', 4]>
expectType<tf.SymbolicTensor<['batch', 4]>>(interaction([left, right]))
// @ts-expect-error the second input has 4 features, not 3
interaction([left, left])

// On eager tensors too.
const half = tf.layer({ call: () => (x: tf.Tensor<[2, 8]>) => tf.div(x, 2) })
expectType<tf.Tensor<[2, 8]>>(half(tf.ones([2, 8])))

// @ts-expect-error weight: 'one' is not a known initializer; did you mean 'ones'?
tf.weight([8], { initializer: 'one' })
// @ts-expect-error weight: there is no option 'init'
tf.weight([8], { init: 'ones' })

// What a call takes is said by the layer.
const mask = {} as tf.SymbolicTensor<['batch', 'seq'], 'bool'>
declare const steps: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const state: tf.SymbolicTensor<['batch', 4]>
tf.layers.lstm({ units: 4 })(steps, { training: true, mask, initialState: [state, state] })
tf.layers.flatten()(steps, { mask: null })
// @ts-expect-error flatten: takes no mask
tf.layers.flatten()(steps, { mask })
// @ts-expect-error dense: takes no initialState
tf.layers.dense({ units: 4 })(steps, { initialState: [state] })
// @ts-expect-error there is no option of that name
tf.layers.dense({ units: 4 })(steps, { trainig: true })

// Layers that move numbers keep their dtype.
declare const ids: tf.SymbolicTensor<['batch', 3, 4], 'int32'>
expectType<tf.SymbolicTensor<['batch', 12], 'int32'>>(tf.layers.flatten()(ids))
