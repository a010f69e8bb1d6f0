export { adam } from './adam.js'
export { momentum } from './momentum.js'
export { rmsprop } from './rmsprop.js'
export { sgd } from './sgd.js'
