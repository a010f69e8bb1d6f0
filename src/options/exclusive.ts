import type { Option, OptionRule, Ruled } from './option.js'

/** An option that is not given beside some others. */
export interface ExclusiveRule<Rule, Others extends string> extends OptionRule {
  readonly others: Others
  readonly answer: null extends this['given'] ? this['given']
  : [GivenIn<this['config'], Others>] extends [never] ? (Rule & Asked<this>)['answer' & keyof Rule]
  : `${this['op']}: give '${GivenIn<this['config'], Others>}' or '${this['name']}', not both`
}
interface Asked<R extends OptionRule> {
  readonly op: R['op']
  readonly name: R['name']
  readonly given: R['given']
  readonly config: R['config']
}
/** Those that surely are given. */
type GivenIn<Config, Others extends string> =
  Others extends keyof Config ?
    [Extract<Config[Others], null | undefined>] extends [never] ?
      Others
    : never
  : never

type Exclusive<O, Others extends string> =
  O extends Option<infer Given, infer Value, infer Default> & Ruled<infer Rule> ?
    Option<Given, Value, Default> & Ruled<ExclusiveRule<Rule, Others>>
  : never
/** The same option, but not beside another one. Of the two this one is to blame. */
export function exclusive<O extends Option, const Others extends string>(
  option: O,
  ...others: readonly Others[]
): Exclusive<O, Others> {
  const alone: Option = {
    ...option,
    wrong(given, name, config = {}) {
      const other = others.find((each) => config[each] != null)
      return other === undefined ? option.wrong(given, name, config) : `give '${other}' or '${name}', not both`
    },
  }
  return alone as Exclusive<O, Others>
}
