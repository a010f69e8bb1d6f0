import * as losses from '../losses/index.js'
import { lossMetric } from './mean.js'

// Each loss is a metric too.

export const binaryCrossentropy = lossMetric(losses.binaryCrossentropy)
export const categoricalCrossentropy = lossMetric(losses.categoricalCrossentropy)
export const huber = lossMetric(losses.huber)
export const meanSquaredError = lossMetric(losses.meanSquaredError)
export const sparseCategoricalCrossentropy = lossMetric(losses.sparseCategoricalCrossentropy)
