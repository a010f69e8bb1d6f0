export { binaryCrossentropy } from './binaryCrossentropy.js'
export { categoricalCrossentropy } from './categoricalCrossentropy.js'
export { meanSquaredError } from './meanSquaredError.js'
export { sparseCategoricalCrossentropy } from './sparseCategoricalCrossentropy.js'
