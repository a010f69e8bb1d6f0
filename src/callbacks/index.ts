export { earlyStopping } from './earlyStopping.js'
export { progress } from './progress.js'
