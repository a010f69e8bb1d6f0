import type { Family } from './harness/row.js'

export const families: Readonly<Record<string, () => Promise<{ readonly family: Family }>>> = {
  mlp: () => import('./mlp.js'),
  lstm: () => import('./lstm.js'),
  mobilenet: () => import('./mobilenet.js'),
  cnn: () => import('./cnn.js'),
  residual: () => import('./residual.js'),
  transformer: () => import('./transformer.js'),
  eager: () => import('./eager.js'),
}
