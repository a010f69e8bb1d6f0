export { adam, momentum, Optimizer, sgd } from './optimizers.js'
