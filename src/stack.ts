// Where an error of ours says that it comes from: the user's line, not one of ours.

/** The folder of the library, as stacks write it: an address or a path. */
const folder = new URL('.', import.meta.url)
/** Frames that no user has written: ours, and those of tfjs between them. */
function isOurs(frame: string): boolean {
  return frame.includes(folder.href) || frame.includes(folder.pathname) || frame.includes('/@tensorflow/tfjs-')
}

/**
 * Lets the stack of an error that was made here begin at the user's line. One that a function of the user's has thrown stays
 * as it is. So does one from a bundle, in which all lines are in one folder, and where engines write stacks in another way.
 *
 * @param entry What has called the place where the error was made: above it all frames are those of its callers.
 * @param called Made when an asynchronous function was called: later the user's line is in no stack.
 */
export function atUser(error: unknown, entry: (...args: never) => unknown, called?: Error): void {
  if (!(error instanceof Error) || !isOurs(framesOf(error)[0] ?? '')) return
  const here = new Error()
  Error.captureStackTrace?.(here, entry)
  for (const source of [here, ...(called === undefined ? [] : [called])]) {
    const frames = framesOf(source)
    const first = frames.findIndex((frame) => !isOurs(frame) && !frame.includes('node:internal/'))
    if (first < 0) continue
    error.stack = [`${error.name}: ${error.message}`, ...frames.slice(first)].join('\n')
    return
  }
}
function framesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}

/** Calls a public function's body; what is wrong is said to be at the user's line. */
export function publicly<T>(body: () => T): T {
  try {
    return body()
  } catch (error) {
    atUser(error, publicly)
    throw error
  }
}
