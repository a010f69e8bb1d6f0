export { maxNorm } from './maxNorm.js'
export { minMaxNorm } from './minMaxNorm.js'
export { nonNeg } from './nonNeg.js'
export { unitNorm } from './unitNorm.js'
