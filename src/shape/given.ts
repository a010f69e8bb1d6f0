import { refuse } from '../stack.js'
import { isAsync, isClass, showValue } from './show.js'

// What arguments beside tensors have to be. Types say the same while typing; this is for callers without types, and for
// what `any` lets through. Whether a number or a list fits the tensors is said by the rules.

/** The words of the sentence, and the test. */
export interface Kind {
  readonly what: string
  is(given: unknown): boolean
}

/** What is wrong with an argument, as the end of a sentence that begins with the function's name. */
export function wrongArgument(name: string, given: unknown, { what, is }: Kind): string | undefined {
  if (is(given)) return undefined
  return given === undefined ? missingArgument(name) : `${name} is ${what}, got ${showValue(given)}`
}
export function missingArgument(name: string): string {
  return `'${name}' is missing`
}
/** @throws TypeError the sentence of the first argument that is wrong */
export function assertArguments(op: string, kinds: { readonly [name: string]: Kind | undefined }, given: object): void {
  for (const name in kinds) {
    const argument = (given as { readonly [name: string]: unknown })[name]
    if (!kinds[name]!.is(argument)) refuse(new TypeError(`${op}: ${wrongArgument(name, argument, kinds[name]!)}`))
  }
}

/** A list without holes. */
function isListOf(given: unknown, is: (each: unknown) => boolean): boolean {
  if (!Array.isArray(given)) return false
  for (let i = 0; i < given.length; i++) if (!is(given[i])) return false
  return true
}
function isNumber(given: unknown): boolean {
  return typeof given === 'number'
}
function isSize(given: unknown): boolean {
  return given === null || typeof given === 'number' || typeof given === 'string'
}
/** A function that can be called and answers at once. */
export function isCallable(given: unknown): given is (...args: never) => unknown {
  return typeof given === 'function' && !isClass(given) && !isAsync(given)
}
/** An object of names and values: no list, no tensor, nothing that the language or the platform has made for another use. */
export function isRecord(given: unknown): given is { readonly [name: string]: unknown } {
  const isObject = Object.prototype.toString.call(given) === '[object Object]'
  // Tensors of both kinds tell what they are.
  return isObject && !('dataId' in (given as object) || 'symbolic' in (given as object))
}
const dtypes: readonly unknown[] = ['float32', 'int32', 'bool', 'complex64', 'string']

/** What it is, a rule says. */
export const needed: Kind = { what: 'needed', is: (given) => given !== undefined }
/** `null` is false: what is left out is. */
export const aFlag: Kind = { what: 'true or false', is: (given) => given === null || typeof given === 'boolean' }
export const aNumber: Kind = { what: 'a number', is: isNumber }
export const anInteger: Kind = { what: 'an integer', is: (given) => Number.isSafeInteger(given) }
export const numberOrFlag: Kind = {
  what: 'a number, true or false',
  is: (given) => isNumber(given) || typeof given === 'boolean',
}
export const aName: Kind = { what: 'a text', is: (given) => typeof given === 'string' && given !== '' }
export const aText: Kind = { what: 'a text', is: (given) => typeof given === 'string' }
export const aFunction: Kind = { what: 'a function', is: isCallable }
export const anObject: Kind = { what: 'an object', is: isRecord }
export const aDType: Kind = {
  what: "'float32', 'int32', 'bool', 'complex64' or 'string'",
  is: (given) => dtypes.includes(given),
}
export const aSize: Kind = { what: 'a size', is: isSize }
/** Sizes may be names, which not every op takes: that is said by its rule. */
export const sizes: Kind = { what: 'a list of sizes', is: (given) => isListOf(given, isSize) }
export const numbers: Kind = { what: 'a list of numbers', is: (given) => isListOf(given, isNumber) }
export const aList: Kind = { what: 'a list', is: (given) => Array.isArray(given) }
export const numberOrNumbers: Kind = {
  what: 'a number or a list of numbers',
  is: (given) => isNumber(given) || numbers.is(given),
}
/** `null` stands for what an op does without the argument. */
export function orNull(kind: Kind): Kind {
  return { what: kind.what, is: (given) => given === null || kind.is(given) }
}
/** An axis, several, or `null` for all of them. */
export const axes: Kind = orNull({ ...numberOrNumbers, what: 'an axis or a list of axes' })
/** 'same', 'valid', a number, or a list that the rule of padding looks at. */
export const padding: Kind = {
  what: "'same', 'valid', a number or a list of pairs",
  is: (given) => typeof given === 'string' || isNumber(given) || isListOf(given, numbers.is),
}
