import type { Dim, Shape } from './dimension.js'
import type { AllKnown, IsSingle, opennessOf, Same, Whole } from './identity.js'
import type { closed } from './open.js'

/**
 * Dimensions and shapes as they stand in a sentence. Compilers cut a message at about 320 characters, so a long
 * dimension is clipped and a long shape keeps its ends: two shapes and two sizes always fit. Types and functions clip
 * alike, 8 characters at a time because that is what one template match does.
 */
export type showDim<D> =
  Same<D, number> extends true ? '?'
  : Same<D, null> extends true ? '?'
  : D extends number ? `${D}`
  : D extends string ? Clip<D>
  : '?'
export function showDim(dim: Dim): string {
  if (typeof dim === 'number') return String(dim)
  if (dim === null) return '?'
  return dim.length > CLIP_ABOVE ? `${dim.slice(0, CLIP_TO)}...` : dim
}

/** What was given for an argument: text in quotes, so that `'10'` is no number. */
export type showValue<T> =
  T extends string ? `'${showDim<T>}'`
  : T extends number ? showDim<T>
  : T extends boolean | null | undefined ? `${T}`
  : T extends readonly unknown[] ? `[${Values<T>}]`
  : '?'
/** Of what nobody but the user knows the type: a union or a wide type is `?`. */
export type showGiven<T> =
  IsSingle<T> extends true ?
    T extends string ?
      string extends T ?
        '?'
      : showValue<T>
    : T extends readonly unknown[] ?
      T extends TooLong ? `a list of ${T['length']}`
      : number extends T['length'] ? '?'
      : showValue<T>
    : T extends (...args: never) => unknown ? 'a function'
    : T extends { readonly symbolic: true } ? 'a symbolic tensor'
    : T extends { readonly dataId: unknown; readonly dtype: unknown } ? 'a tensor'
    : T extends object ? 'an object'
    : showValue<T>
  : '?'
// prettier-ignore
type TooLong = readonly [
  unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown,
  unknown, unknown, unknown, unknown, ...unknown[],
]
type Values<L, Text extends string = '', Comma extends string = ''> =
  L extends readonly [infer H, ...infer Rest] ? Values<Rest, `${Text}${Comma}${showGiven<H>}`, ', '> : Text
export function showValue(value: unknown, depth = 0): string {
  if (typeof value === 'string') return `'${showDim(value)}'`
  if (Array.isArray(value)) return showList(value, depth)
  if (typeof value === 'function') return showFunction(value)
  if (typeof value === 'bigint') return `the bigint ${value}`
  return typeof value === 'object' && value !== null ? showObject(value) : String(value)
}
function showFunction(value: Function): string {
  if ('kind' in value) return `the layer ${showDim(String((value as { readonly name?: unknown }).name))}`
  const what = isClass(value) ? 'class' : isAsync(value) ? 'async function' : 'function' // prettier-ignore
  return value.name === '' ? `${isAsync(value) ? 'an' : 'a'} ${what}` : `the ${what} ${showDim(value.name)}`
}
export function isClass(value: Function): boolean {
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
}
/** Surely: one that a compiler has rewritten is a function like others. */
export function isAsync(value: Function): boolean {
  return Object.prototype.toString.call(value) === '[object AsyncFunction]'
}
/** A list may be long, or hold itself. */
function showList(list: readonly unknown[], depth: number): string {
  if (list.length > 16) return `a list of ${list.length}`
  return depth > 4 ? '[...]' : `[${Array.from(list, (each) => showValue(each, depth + 1)).join(', ')}]`
}
/** By its class, if it has one: `a Date`. */
function showObject(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { readonly constructor?: unknown } | null
  if (prototype === null || prototype === Object.prototype) return 'an object'
  const { constructor } = prototype
  if (typeof constructor !== 'function' || constructor.name === '') return 'an object'
  if (constructor.name === 'SymbolicTensor') return 'a symbolic tensor'
  if (/^(Tensor|Variable)$/.test(constructor.name)) return 'a tensor'
  return `${/^[AEIO]/.test(constructor.name) ? 'an' : 'a'} ${showDim(constructor.name)}`
}

/**
 * `[batch, 28, 28, 1]`; `[...]` when the rank is unknown; `[batch, ..., 1]` when it is long. Inside generic functions an open
 * size is `?`: TypeScript knows its name, and tells no type.
 */
export type showShape<S> =
  S extends readonly unknown[] ?
    number extends S['length'] ? '[...]'
    : Whole<opennessOf<S>> extends AllKnown ? ShowAxes<S>
    : ShowAxes<closed<S>>
  : '[...]'
type ShowAxes<S extends readonly unknown[]> = Elide<`[${Joined<S>}]`, S>
export function showShape(shape: Shape): string {
  const dims = shape.map(showDim)
  const text = `[${dims.join(', ')}]`
  return text.length > ELIDE_ABOVE && dims.length > 2 ? `[${dims[0]}, ..., ${dims.at(-1)}]` : text
}

const CLIP_ABOVE = 24
const CLIP_TO = 16
const ELIDE_ABOVE = 64

type Joined<S, Text extends string = '', Comma extends string = ''> =
  S extends readonly [infer D, ...infer Rest] ? Joined<Rest, `${Text}${Comma}${showDim<D>}`, ', '> : Text

/** Is the text longer than `Steps` times 8 characters? */
type Longer<Text extends string, Steps extends number, Taken extends 0[] = []> =
  Text extends `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _7}${infer _8}${infer Rest}` ?
    Taken['length'] extends Steps ? true
    : Rest extends '' ? false
    : [...Taken, 0]['length'] extends Steps ? true
    : Longer<Rest, Steps, [...Taken, 0]>
  : false

type Clip<D extends string> = Longer<D, 3> extends true ? `${First16<D>}...` : D
type First16<D extends string> =
  D extends `${infer a}${infer b}${infer c}${infer d}${infer e}${infer f}${infer g}${infer h}${infer R}` ?
    R extends `${infer i}${infer j}${infer k}${infer l}${infer m}${infer n}${infer o}${infer p}${string}` ?
      `${a}${b}${c}${d}${e}${f}${g}${h}${i}${j}${k}${l}${m}${n}${o}${p}`
    : D
  : D

type Elide<Text extends string, S extends readonly unknown[]> =
  Longer<Text, 8> extends true ?
    S extends readonly [infer First, unknown, ...unknown[], infer Last] ?
      `[${showDim<First>}, ..., ${showDim<Last>}]`
    : Text
  : Text
