import { isRequired, type Options } from '../../src/options/option.js'

/** What options take, and what they are unless they are given: a line for each. */
export function optionLines(options: Options): string[] {
  return Object.entries(options).map(([name, option]) => {
    const takes = option.wrong('?', name)?.replace(/, got '\?'$|; did you mean.*/g, '') ?? `${name} is a text`
    const otherwise = isRequired(option) ? 'needed' : JSON.stringify(option.fallback)
    return `${takes}; ${otherwise ?? 'nothing'}`
  })
}
