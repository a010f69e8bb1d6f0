import { Configured, maker, type Definition, type Maker } from '../options/definition.js'
import type { Options, ValuesOf } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'

export interface ScheduleDefinition<O extends Options = Options> extends Definition<O> {
  /** The learning rate of a step; the first one is number 0. Made of ops: it is a part of the step. */
  value(step: AnyTensor, values: ValuesOf<O>): AnyTensor
  /** What is wrong with options that are right one by one. */
  wrong?(values: ValuesOf<O>): string | undefined
}

/** A learning rate that changes while training goes on. */
export class Schedule extends Configured<ScheduleDefinition> {
  constructor(definition: ScheduleDefinition, values: ValuesOf<Options>) {
    super(definition, values)
    const wrong = definition.wrong?.(values)
    if (wrong !== undefined) throw new TypeError(`${definition.kind}: ${wrong}`)
  }
  value(step: AnyTensor): AnyTensor {
    return this.definition.value(step, this.values)
  }
}

export function defineSchedule<const Kind extends string, const O extends Options>(
  definition: ScheduleDefinition<O> & { readonly kind: Kind },
): Maker<ScheduleDefinition<O> & { readonly kind: Kind }, Schedule> {
  return maker(definition, Schedule)
}
