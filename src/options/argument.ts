import { required, type Option, type Required } from './option.js'

/** What is given to a call and is in no file: data, callbacks, functions. */
export function argument<Given>(
  wrong: (given: unknown, name: string) => string | undefined,
): Option<Given, Given, Required> {
  return {
    fallback: required,
    wrong,
    resolve: (given) => given,
    write: () => null,
    read: (json) => json as Given,
    samples: { right: [], wrong: [] },
  }
}
