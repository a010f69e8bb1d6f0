import { fromWritten, thingOf, written, type Written } from '../options/definition.js'
import type { isOutside } from '../options/number.js'
import { ruled, type fits, type isNot, type Option, type OptionRule, type Ruled } from '../options/option.js'
import type { Whole } from '../shape/identity.js'
import { scheduleKind, type ScheduleFunction } from '../schedules/kind.js'
import { Schedule } from '../schedules/schedule.js'
import { isCallable } from '../shape/given.js'
import { showValue } from '../shape/show.js'

/** A learning rate: a number of at least 0, `tf.train.schedules.…`, or a function of the number of the step. */
export type Rate = number | Schedule | ScheduleFunction
export interface RateRule extends OptionRule {
  readonly answer: Whole<this['given']> extends Whole<number> ?
    isOutside<this['given'], { readonly least: 0 }> extends true ?
      isNot<this, 'a number of at least 0'>
    : this['given']
  : fits<this, Rate, 'a number, a schedule or a function'>
}
export function rate<const Default extends number>(
  fallback: Default,
): Option<Rate, number | Schedule, Default> & Ruled<RateRule> {
  return ruled<RateRule, Option<Rate, number | Schedule, Default>>({
    fallback,
    wrong: (given, name) =>
      typeof given === 'number' ? wrongRate(given, name)
      : given instanceof Schedule || isCallable(given) ? undefined
      : `${name} is a number, a schedule or a function, got ${showValue(given)}`,
    resolve: (given) => (typeof given === 'number' ? given : thingOf(scheduleKind, given)),
    write: (value) => (typeof value === 'number' ? value : written(value, scheduleKind.makers)),
    read: (json) => (typeof json === 'number' ? json : fromWritten('a schedule', scheduleKind.makers, json as Written)),
    samples: {
      right: [
        0,
        0.01,
        0.5,
        scheduleKind.makers.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 2, decayRate: 0.5 }),
      ],
      wrong: [-1, Number.NaN, '0.1'],
    },
  })
}
export function wrongRate(rate: number, name: string): string | undefined {
  return Number.isFinite(rate) && rate >= 0 ? undefined : `${name} is a number of at least 0, got ${showValue(rate)}`
}
