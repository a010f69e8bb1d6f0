import { answering, type Kind } from '../options/definition.js'
import type { AnyTensor } from '../tensor.js'
import * as schedules from './index.js'
import { Schedule } from './schedule.js'

export type ScheduleFunction = (step: AnyTensor) => AnyTensor

export const scheduleKind = {
  what: 'a schedule' as const,
  Thing: Schedule,
  makers: schedules,
  own: (f: ScheduleFunction) =>
    new Schedule({ kind: f.name || 'schedule', options: {}, value: answering('a schedule', f) }, {}),
} satisfies Kind<Schedule, typeof schedules, ScheduleFunction>
