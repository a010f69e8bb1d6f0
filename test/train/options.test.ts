import { expect, test } from 'vitest'
import * as callbacks from '../../src/callbacks/index.js'
import * as losses from '../../src/losses/index.js'
import * as metrics from '../../src/metrics/index.js'
import * as optimizers from '../../src/optimizers/index.js'
import * as schedules from '../../src/schedules/index.js'
import type { Options } from '../../src/options/option.js'
import { optionLines } from '../support/options.js'

// Ranges and defaults are Keras'.

const expected: readonly (readonly [{ readonly kind: string; readonly options: Options }, ...string[]])[] = [
  [
    callbacks.earlyStopping.definition,
    'monitor is a text; "val_loss"',
    'minDelta is a number; 0',
    'patience is an integer of at least 0; 0',
    `'?' is not a known mode; there is 'auto', 'max' and 'min'; "auto"`,
    'baseline is a number; nothing',
    'restoreBestWeights is true or false; false',
    'startFromEpoch is an integer of at least 0; 0',
    'verbose is an integer in [0, 1]; 0',
  ],
  [
    losses.binaryCrossentropy.definition,
    'fromLogits is true or false; false',
    'labelSmoothing is a number in [0, 1]; 0',
  ],
  [
    losses.categoricalCrossentropy.definition,
    'fromLogits is true or false; false',
    'labelSmoothing is a number in [0, 1]; 0',
  ],
  [losses.huber.definition, 'delta is a number above 0; 1'],
  [losses.sparseCategoricalCrossentropy.definition, 'fromLogits is true or false; false'],
  [metrics.binaryAccuracy.definition, 'threshold is a number; 0.5'],
  [
    optimizers.adam.definition,
    'learningRate is a number, a schedule or a function; 0.001',
    'clipnorm is a number above 0; nothing',
    'globalClipnorm is a number above 0; nothing',
    'clipvalue is a number above 0; nothing',
    'weightDecay is a number of at least 0; nothing',
    'beta1 is a number in [0, 1); 0.9',
    'beta2 is a number in [0, 1); 0.999',
    'epsilon is a number of at least 0; 1e-7',
  ],
  [
    optimizers.momentum.definition,
    'learningRate is a number, a schedule or a function; 0.01',
    'clipnorm is a number above 0; nothing',
    'globalClipnorm is a number above 0; nothing',
    'clipvalue is a number above 0; nothing',
    'weightDecay is a number of at least 0; nothing',
    'momentum is a number in [0, 1]; 0.9',
    'useNesterov is true or false; false',
  ],
  [
    optimizers.rmsprop.definition,
    'learningRate is a number, a schedule or a function; 0.001',
    'clipnorm is a number above 0; nothing',
    'globalClipnorm is a number above 0; nothing',
    'clipvalue is a number above 0; nothing',
    'weightDecay is a number of at least 0; nothing',
    'decay is a number in [0, 1); 0.9',
    'momentum is a number in [0, 1]; 0',
    'epsilon is a number of at least 0; 1e-7',
    'centered is true or false; false',
  ],
  [
    optimizers.sgd.definition,
    'learningRate is a number, a schedule or a function; 0.01',
    'clipnorm is a number above 0; nothing',
    'globalClipnorm is a number above 0; nothing',
    'clipvalue is a number above 0; nothing',
    'weightDecay is a number of at least 0; nothing',
  ],
  [
    schedules.cosineDecay.definition,
    'initialLearningRate is a number of at least 0; needed',
    'decaySteps is an integer of at least 1; needed',
    'alpha is a number of at least 0; 0',
    'warmupTarget is a number of at least 0; nothing',
    'warmupSteps is an integer of at least 0; 0',
  ],
  [
    schedules.exponentialDecay.definition,
    'initialLearningRate is a number of at least 0; needed',
    'decaySteps is an integer of at least 1; needed',
    'decayRate is a number above 0; needed',
    'staircase is true or false; false',
  ],
  [
    schedules.piecewiseConstantDecay.definition,
    'boundaries is a list of numbers; needed',
    'values is a list of numbers; needed',
  ],
]
for (const [{ kind, options }, ...lines] of expected) {
  test(kind, () => {
    expect(optionLines(options)).toEqual(lines)
  })
}
