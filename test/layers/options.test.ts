import { expect, test } from 'vitest'
import * as initializers from '../../src/initializers/index.js'
import * as regularizers from '../../src/regularizers/index.js'
import * as constraints from '../../src/constraints/index.js'
import type { Options } from '../../src/options/option.js'
import { optionLines } from '../support/options.js'

// Ranges and defaults are Keras'.

const expected: readonly (readonly [{ readonly kind: string; readonly options: Options }, ...string[]])[] = [
  [initializers.constant.definition, 'value is a number; 0'],
  [initializers.glorotNormal.definition, 'seed is an integer; nothing'],
  [initializers.glorotUniform.definition, 'seed is an integer; nothing'],
  [initializers.heNormal.definition, 'seed is an integer; nothing'],
  [initializers.heUniform.definition, 'seed is an integer; nothing'],
  [initializers.identity.definition, 'gain is a number; 1'],
  [initializers.leCunNormal.definition, 'seed is an integer; nothing'],
  [initializers.leCunUniform.definition, 'seed is an integer; nothing'],
  [initializers.orthogonal.definition, 'gain is a number; 1', 'seed is an integer; nothing'],
  [
    initializers.randomNormal.definition,
    'mean is a number; 0',
    'stddev is a number of at least 0; 0.05',
    'seed is an integer; nothing',
  ],
  [
    initializers.randomUniform.definition,
    'minval is a number; -0.05',
    'maxval is a number; 0.05',
    'seed is an integer; nothing',
  ],
  [
    initializers.truncatedNormal.definition,
    'mean is a number; 0',
    'stddev is a number of at least 0; 0.05',
    'seed is an integer; nothing',
  ],
  [
    initializers.varianceScaling.definition,
    'scale is a number above 0; 1',
    `'?' is not a known mode; there is 'fanAvg', 'fanIn' and 'fanOut'; "fanIn"`,
    `'?' is not a known distribution; there is 'normal', 'truncatedNormal' and 'uniform'; "normal"`,
    'seed is an integer; nothing',
  ],
  [regularizers.l1.definition, 'l1 is a number of at least 0; 0.01'],
  [regularizers.l1l2.definition, 'l1 is a number of at least 0; 0.01', 'l2 is a number of at least 0; 0.01'],
  [regularizers.l2.definition, 'l2 is a number of at least 0; 0.01'],
  [constraints.maxNorm.definition, 'maxValue is a number above 0; 2', 'axis is an integer; 0'],
  [
    constraints.minMaxNorm.definition,
    'minValue is a number of at least 0; 0',
    'maxValue is a number above 0; 1',
    'rate is a number in [0, 1]; 1',
    'axis is an integer; 0',
  ],
  [constraints.unitNorm.definition, 'axis is an integer; 0'],
]
for (const [{ kind, options }, ...lines] of expected) {
  test(kind, () => {
    expect(optionLines(options)).toEqual(lines)
  })
}
