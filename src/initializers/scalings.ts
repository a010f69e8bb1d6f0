import { scaling } from './varianceScaling.js'

/** Uniform, with a variance of 1 over the mean of inputs and outputs (Glorot and Bengio, 2010). */
export const glorotUniform = scaling('glorotUniform', 1, 'fanAvg', 'uniform')
/** Truncated normal, with a variance of 1 over the mean of inputs and outputs (Glorot and Bengio, 2010). */
export const glorotNormal = scaling('glorotNormal', 1, 'fanAvg', 'normal')
/** Uniform, with a variance of 2 over the inputs (He et al., 2015). */
export const heUniform = scaling('heUniform', 2, 'fanIn', 'uniform')
/** Truncated normal, with a variance of 2 over the inputs (He et al., 2015). */
export const heNormal = scaling('heNormal', 2, 'fanIn', 'normal')
/** Uniform, with a variance of 1 over the inputs (LeCun et al., 1998). */
export const leCunUniform = scaling('leCunUniform', 1, 'fanIn', 'uniform')
/** Truncated normal, with a variance of 1 over the inputs (LeCun et al., 1998). */
export const leCunNormal = scaling('leCunNormal', 1, 'fanIn', 'normal')
