import type { OpSamples } from '../harness/samples.js'

// Element-wise ops of one operand.

function unary(op: string, more: Partial<OpSamples> = {}): OpSamples {
  return { op, valid: (draw) => [draw.tensor(draw.shape(0, 4))], messages: { needsNumbers: [0] }, ...more }
}

export const samples: OpSamples[] = [
  ...['relu'].map((op) => unary(op)),
  ...['step', 'zerosLike', 'onesLike'].map((op) => unary(op, { differentiable: false })),
]
