export { adam } from './adam.js'
export { momentum } from './momentum.js'
export { sgd } from './sgd.js'
