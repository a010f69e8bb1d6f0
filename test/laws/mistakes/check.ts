/** Calls a function with each of its arguments replaced by each wrong value, and says what is wrong with the answers. */
import * as core from '@tensorflow/tfjs-core'
import { wrongValues, type Kind, type WrongValue } from './values.js'

/** One public function, and how to call it rightly. */
export interface Callee {
  /** As users write it: `add`, `layers.dense`, `model.fit`. */
  readonly name: string
  /** What its sentences begin with; the last part of the name unless it is given. */
  readonly says?: readonly string[]
  /** The arguments of a right call; each may be left out from where the list of `least` ends. */
  right(): RightCall
  /** The kinds of values that an argument takes, by its place. What is taken otherwise is a fault. */
  readonly takes?: { readonly [place: number]: readonly (Kind | string)[] }
  /** Values that would be right and take long. */
  readonly spared?: readonly string[]
}
export interface RightCall {
  readonly call: (...args: readonly unknown[]) => unknown
  readonly args: readonly unknown[]
  /** How many arguments are needed. */
  readonly least: number
  /** What the call needs around it goes. */
  dispose?(): void
}

/** One line for each answer that is no sentence of ours, and for each thing that is left behind. */
export async function faultsOf(callee: Callee): Promise<string[]> {
  const faults: string[] = []
  const { call, args, least, dispose } = callee.right()
  const first = await answer(call, args)
  if ('error' in first) return [`${callee.name}: the right call throws ${shown(first.error)}`]
  letGo(first.result, args)
  for (let place = 0; place < args.length; place++) {
    for (const wrong of wrongValues) {
      if (callee.spared?.includes(wrong.name)) continue
      const said = await tried(callee, call, args, place, place >= least, wrong)
      if (said !== undefined) faults.push(`${callee.name}(argument ${place}: ${wrong.name}) ${said}`)
    }
  }
  const again = await answer(call, args)
  if ('error' in again) faults.push(`${callee.name}: afterwards the right call throws ${shown(again.error)}`)
  else letGo(again.result, args)
  dispose?.()
  return faults
}

async function tried(
  callee: Callee,
  call: RightCall['call'],
  args: readonly unknown[],
  place: number,
  isOptional: boolean,
  wrong: WrongValue,
): Promise<string | undefined> {
  const value = wrong.make()
  const given = Array.from({ length: Math.max(args.length, place + 1) }, (_, i) => (i === place ? value : args[i]))
  const before = held()
  const found = await answer(call, given)
  let fault: string | undefined
  if ('error' in found) {
    fault = faultIn(callee, found.error)
    const after = held()
    if (fault === undefined && after !== before) fault = `leaves ${after} where there was ${before}`
  } else {
    const takes = callee.takes?.[place] ?? []
    const isTaken = takes.includes(wrong.kind) || takes.includes(wrong.name) || (isOptional && wrong.kind === 'nothing')
    if (!isTaken) fault = `is taken`
    letGo(found.result, given)
  }
  if (value instanceof core.Tensor && !value.isDisposed) value.dispose()
  return fault
}
function held(): string {
  const { numTensors, numBytes } = core.memory()
  return `${numTensors} tensors of ${numBytes} bytes`
}

const engines =
  /Cannot (read|set|convert|destructure|mix)|is not (iterable|a function|a constructor|defined)|\[object |undefined is/
/** An error of ours begins with the function's name, and is one readable line; its stack begins at the user's. */
function faultIn({ name, says = [lastOf(name)] }: Callee, error: unknown): string | undefined {
  if (!(error instanceof Error)) return `throws what is no Error: ${String(error)}`
  const { message } = error
  const begins = new RegExp(`^(${says.map(escaped).join('|')}): `).test(message)
  const isSentence = begins && !message.includes('\n') && message.length < 300 && !engines.test(message)
  if (!isSentence) return `throws ${shown(error)}`
  const frame = (error.stack ?? '').split('\n').find((line) => /^\s+at /.test(line))
  return frame?.includes('/src/') ? `says that it comes from${frame}` : undefined
}
/** A number behind a name is written `#`. */
const escaped = (who: string) => who.replace(/[.()[\]]/g, '\\$&').replace('#', '\\d+')
const lastOf = (name: string) => name.slice(name.lastIndexOf('.') + 1)
function shown(error: unknown): string {
  return error instanceof Error ? `${error.constructor.name}: ${error.message.slice(0, 200)}` : String(error)
}

async function answer(
  call: RightCall['call'],
  args: readonly unknown[],
): Promise<{ readonly result: unknown } | { readonly error: unknown }> {
  try {
    return { result: await call(...args) }
  } catch (error) {
    return { error }
  }
}
/** A result's memory; what was given stays. */
function letGo(result: unknown, given: readonly unknown[]): void {
  if (result instanceof core.Tensor) {
    if (!result.isDisposed && !given.flat(2).includes(result)) result.dispose()
  } else if (Array.isArray(result) || (typeof result === 'object' && result?.constructor === Object)) {
    for (const each of Object.values(result)) letGo(each, given)
  }
}
