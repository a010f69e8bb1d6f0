import { Fixed } from '../harness/call.js'
import type { OpSamples } from '../harness/samples.js'

// Element-wise ops of one operand.

function unary(op: string, more: Partial<OpSamples> = {}): OpSamples {
  return { op, valid: (draw) => [draw.tensor(draw.shape(0, 4))], messages: { needsNumbers: [0] }, ...more }
}

export const samples: OpSamples[] = [
  ...['relu', 'abs', 'cos', 'elu', 'erf', 'exp', 'neg', 'selu', 'sigmoid', 'softplus', 'square', 'tanh'].map((op) =>
    unary(op),
  ),
  ...['asinh', 'atan', 'cosh', 'expm1', 'logSigmoid', 'sin', 'sinh'].map((op) => unary(op)),
  ...['acos', 'asin', 'atanh'].map((op) => unary(op, { domain: [-0.8, 0.8] })),
  unary('acosh', { domain: [1.3, 4] }),
  unary('log1p', { domain: [-0.7, 2] }),
  unary('tan', { domain: [-1.2, 1.2] }),
  ...['ceil', 'floor', 'round'].map((op) => unary(op, { differentiable: false, flat: true })),
  ...['isFinite', 'isInf', 'isNaN'].map((op) => unary(op, { differentiable: false })),
  unary('clone', { valid: (draw) => [draw.tensor(draw.shape(0, 4), draw.dtype())], messages: {} }),
  unary('relu6', { domain: [-1.5, 7.5] }),
  ...['log', 'reciprocal', 'rsqrt', 'sqrt'].map((op) => unary(op, { domain: [0.3, 2.5] })),
  ...['sign', 'zerosLike', 'onesLike'].map((op) => unary(op, { differentiable: false, flat: true })),
  unary('step', {
    valid: (draw) => [draw.tensor(draw.shape(0, 4)), ...(draw.chance(0.3) ? [new Fixed(-0.5)] : [])],
    differentiable: false,
    flat: true,
  }),
  unary('leakyRelu', {
    valid: (draw) => [draw.tensor(draw.shape(0, 4)), ...(draw.chance(0.5) ? [new Fixed(0.3)] : [])],
  }),
  unary('clipByValue', {
    valid(draw) {
      const bound = () => draw.int(-30, 30) / draw.pick([1, 1, 10, 8])
      const bounds = [bound(), bound()]
      return [draw.tensor(draw.shape(0, 4)), Math.min(...bounds), Math.max(...bounds)]
    },
    mutate: ([x, min, max]) => [x, max!, min!],
    messages: { needsNumbers: [0], boundsSwapped: [2] },
  }),
  unary('logicalNot', {
    valid: (draw) => [draw.tensor(draw.shape(0, 4), 'bool')],
    messages: { needsDType: [0] },
    differentiable: false,
  }),
]
