import type { Option, OptionRule, Ruled } from './option.js'

/** An option that is not given beside some others. */
export interface ExclusiveRule<Rule, Others extends string> extends OptionRule {
  readonly others: Others
  readonly answer: [Nothing<this['given']>] extends [never] ? answerBeside<this, Rule, Others> : this['given']
}
type answerBeside<R extends OptionRule, Rule, Others extends string> =
  [GivenIn<R['config'], Others>] extends [never] ? (Rule & Asked<R>)['answer' & keyof Rule]
  : `${R['op']}: give '${GivenIn<R['config'], Others>}' or '${R['name']}', not both`
type Nothing<Given> = Extract<Given, null | undefined>
interface Asked<R extends OptionRule> {
  readonly op: R['op']
  readonly name: R['name']
  readonly given: R['given']
  readonly config: R['config']
}
/** Those that surely are given. */
type GivenIn<Config, Others extends string> =
  Others extends keyof Config ?
    // Without strict null checks, what may be left out does not say so by `undefined`.
    {} extends Pick<Config, Others> ? never
    : [Nothing<Config[Others]>] extends [never] ? Others
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
