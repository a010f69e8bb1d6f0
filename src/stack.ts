// Where an error of ours says that it comes from: the user's line, not one of ours.

/** The folder of the library, as stacks write it: an address or a path. */
const folder = new URL('.', import.meta.url)
/** Frames that no user has written: ours, and those of tfjs between them. */
function isOurs(frame: string): boolean {
  return frame.includes(folder.href) || frame.includes(folder.pathname) || frame.includes('/@tensorflow/tfjs-')
}

/** `Array.map` and the like, and what runs the program. */
function isOfEngine(frame: string): boolean {
  return frame.endsWith('(<anonymous>)') || frame.includes('node:internal/')
}
type Entry = ((...args: never) => unknown) | (new (...args: never) => unknown)

/**
 * Lets the stack of an error that was made here begin at the user's line. One that a function of the user's has thrown stays
 * as it is. So does one from a bundle, in which all lines are in one folder, and where engines write stacks in another way.
 *
 * @param entry What has called the place where the error was made: above it all frames are those of its callers.
 * @param called Made when an asynchronous function was called: later the user's line is in no stack.
 */
export function atUser(error: unknown, entry: Entry, called?: Error): void {
  if (!(error instanceof Error) || !isOurs(framesOf(error)[0] ?? '')) return
  const here = new Error()
  Error.captureStackTrace?.(here, entry)
  for (const source of [here, ...(called === undefined ? [] : [called])]) {
    const frames = framesOf(source)
    const first = frames.findIndex((frame) => !isOurs(frame) && !isOfEngine(frame))
    if (first < 0) continue
    error.stack = [`${error.name}: ${error.message}`, ...frames.slice(first)].join('\n')
    return
  }
}
function framesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}

/** Throws an error that begins at the user's line. */
export function refuse(error: Error): never {
  atUser(error, refuse)
  throw error
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
