export { cosineDecay } from './cosineDecay.js'
export { exponentialDecay } from './exponentialDecay.js'
export { piecewiseConstantDecay } from './piecewiseConstantDecay.js'
