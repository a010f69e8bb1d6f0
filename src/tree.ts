import * as core from '@tensorflow/tfjs-core'
import { refuse } from './stack.js'
import { specOf, type Value } from './graph/node.js'
import { bindShapes, type Env, type Met, type substituteShape } from './shape/binding.js'
import type { Shape } from './shape/dimension.js'
import type { DType } from './shape/dtype.js'
import { isRecord } from './shape/given.js'
import type { inOrder } from './shape/keys.js'
import { showValue } from './shape/show.js'
import { ShapeError } from './shape/errors.js'
import type { IsSingle, Whole } from './shape/identity.js'
import { failure, isFailure, type Check, type Failure, type Ok, type Sentence } from './shape/outcome.js'
import { isSymbolic, type AnyTensor, type KindOf, type Result, type ShapeOf, type SymbolicTensor } from './tensor.js'

// A model's inputs and outputs: one tensor, a list of them, or a record.

export type Tree<T> = T | readonly T[] | { readonly [name: string]: T }
export type Symbols = Tree<SymbolicTensor<Shape, DType>>
export type Values = Tree<AnyTensor>
/** Real tensors: what a model is trained and evaluated on. */
export type Data = Tree<EagerTensor>
/** Any tensor of tfjs. It is not generic and has private members: of such classes editors suggest none. */
declare class EagerTensor extends core.Tensor {}
/** The keys of a record, which are suggested while one like it is typed. */
export type Like<Declared, T = EagerTensor> =
  unknown extends Declared ? never
  : Declared extends AnyTensor | readonly unknown[] ? never
  : { readonly [Key in keyof Declared]: T }

/** A leaf and what a message calls it: `x`, `x[1]`, `x.image`. */
export interface Leaf<T> {
  readonly value: T
  readonly where: string
}
export const isLeaf = (tree: unknown): tree is AnyTensor => isSymbolic(tree) || tree instanceof core.Tensor

/** What is wrong with something that is given as symbolic tensors, as the end of a sentence. */
export function wrongSymbols(given: unknown, name: string): string | undefined {
  if (isSymbolic(given)) return undefined
  if (!Array.isArray(given) && !isRecord(given)) {
    return `${name} is a symbolic tensor, a list of them or a record, got ${showValue(given)}`
  }
  const each = Array.isArray(given) ? Array.from(given as readonly unknown[]).entries() : Object.entries(given)
  const all = [...each]
  const foreign = all.find(([, value]) => !isSymbolic(value))
  if (foreign !== undefined) return `${name}: '${foreign[0]}' is a symbolic tensor, got ${showValue(foreign[1])}`
  return all.length === 0 ? `${name} has no tensors` : undefined
}

/** The leaves of a declared tree with those given for them. Records go in the order of their names. */
export function paired<T extends AnyTensor>(
  what: string,
  declared: Tree<Value>,
  given: Tree<T>,
  where: string,
): readonly (readonly [Value, Leaf<T>])[] {
  if (isLeaf(declared)) return [[declared as Value, { value: leafOf<T>(what, given, where), where }]]
  const list = Array.isArray(declared)
  const sameForm = typeof given === 'object' && given !== null && !isLeaf(given) && Array.isArray(given) === list
  if (!sameForm) throw new ShapeError(what, list ? notAList(where, declared.length) : notARecord(where))
  const place = (key: string) => (list ? `${where}[${key}]` : `${where}.${key}`)
  const values = given as { readonly [key: string]: T }
  const keys = keysOf(declared)
  const pairs = keys.map((key): readonly [Value, Leaf<T>] => {
    if (!Object.hasOwn(values, key)) throw new ShapeError(what, missing(place(key)))
    const value = leafOf<T>(what, values[key], place(key))
    return [(declared as { readonly [key: string]: Value })[key]!, { value, where: place(key) }]
  })
  const surplus = keysOf(given).find((key) => !keys.includes(key))
  if (surplus !== undefined) throw new ShapeError(what, notExpected(place(surplus)))
  return pairs
}
function leafOf<T>(what: string, value: unknown, where: string): T {
  if (value instanceof core.Tensor && value.isDisposed) refuse(new Error(`${what}: ${where} was disposed before`))
  if (isLeaf(value)) return value as T
  throw new ShapeError(what, notATensor(where))
}
function keysOf(tree: Exclude<Tree<unknown>, null>): string[] {
  const keys = Object.keys(tree as object)
  return Array.isArray(tree) ? keys : keys.sort()
}
export function leaves<T extends AnyTensor>(tree: Tree<T>): T[] {
  return isLeaf(tree) ? [tree as T] : keysOf(tree).map((key) => (tree as { readonly [key: string]: T })[key]!)
}
/** The names of the leaves in a record, their numbers in a list; one tensor is number 0. */
export function leafKeys(tree: Tree<AnyTensor>): string[] {
  return isLeaf(tree) ? ['0'] : keysOf(tree)
}
/** A tree of the same form with other leaves. */
export function refilled<T>(tree: Tree<AnyTensor>, values: readonly T[]): Tree<T> {
  if (isLeaf(tree)) return values[0]!
  if (Array.isArray(tree)) return values
  return Object.fromEntries(keysOf(tree).map((key, i) => [key, values[i]!]))
}

/** Binds the names of declared shapes to actual sizes; throws the sentence of a clash. */
export function bindLeaves(what: string, met: readonly Met[], env?: Env): Env {
  const bound = bindShapes(met, env)
  if (isFailure(bound)) throw new ShapeError(what, bound)
  return bound as Env
}
export function met<T extends AnyTensor>(pairs: readonly (readonly [Value, Leaf<T>])[]): Met[] {
  return pairs.map(([declared, { value, where }]) => [
    specOf(declared).shape,
    isSymbolic(value) ? specOf(value).shape : value.shape,
    where,
  ])
}
export interface missing<Where> extends Failure {
  readonly where: Where
  readonly message: `${Where & string} is missing`
}
function missing(where: string) {
  return failure(`${where} is missing`, { code: 'missing' })
}
export interface notExpected<Where> extends Failure {
  readonly where: Where
  readonly message: `${Where & string} is not expected`
}
function notExpected(where: string) {
  return failure(`${where} is not expected`, { code: 'notExpected' })
}
export interface notATensor<Where> extends Failure {
  readonly where: Where
  readonly message: `${Where & string} is not a tensor`
}
function notATensor(where: string) {
  return failure(`${where} is not a tensor`, { code: 'notATensor' })
}
export interface notAList<Where, N> extends Failure {
  readonly where: Where
  readonly message: `${Where & string} is not a list of ${N & number} tensors`
}
function notAList(where: string, n: number) {
  return failure(`${where} is not a list of ${n} tensors`, { code: 'notAList' })
}
export interface notARecord<Where> extends Failure {
  readonly where: Where
  readonly message: `${Where & string} is not a record of tensors`
}
function notARecord(where: string) {
  return failure(`${where} is not a record of tensors`, { code: 'notARecord' })
}

// The same as types.

/** The environment of names, or the failure. */
export type bindTree<I, X, Where extends string, E = {}> =
  I extends AnyTensor | readonly unknown[] ? bindInOrder<I, X, Where, E>
  : unknown extends I ? E
  : Whole<merged<bindRecord<I, X, E>>> extends Whole<infer Env> ?
    [Env] extends [never] ?
      bindInOrder<I, X, Where, E>
    : Env
  : never
/** One leaf after the other: what a failure says hangs on their order, as the places in an environment do. */
export type bindInOrder<I, X, Where extends string, E = {}> =
  metOf<I, X, Where> extends infer L ?
    L extends Failure ?
      L
    : bindShapes<L, E>
  : never

/** The environments of all leaves of a record, each for itself: steps from name to name would cost their square. */
type bindRecord<I, X, E> =
  Whole<keyof X> extends Whole<keyof I> ?
    Whole<keyof I> extends Whole<keyof X> ?
      { readonly [K in keyof I]: bindShapes<[[ShapeOf<I[K]>, ShapeOf<X[K & keyof X]>, '']], E> }[keyof I]
    : never
  : never
/** All of them in one; `never` where one has failed, or where two give a name different sizes. */
type merged<Each> =
  (Each extends Failure ? (each: never) => void : (each: Each) => void) extends (each: infer Env) => void ?
    unknown extends Env ? never
    : true extends { readonly [Name in keyof Env]: [Env[Name]] extends [never] ? true : false }[keyof Env] ? never
    : Env
  : never
/** [declared shape, actual shape, where] for every leaf, or the failure. A type that is not known says nothing. */
export type metOf<I, X, Where extends string> =
  0 extends 1 & X ? []
  : unknown extends I ? []
  : I extends AnyTensor ?
    X extends AnyTensor ?
      [[I['shape'], ShapeOf<X>, Where]]
    : notATensor<Where>
  : I extends readonly unknown[] ?
    number extends I['length'] ? []
    : X extends readonly unknown[] ?
      number extends X['length'] ?
        []
      : MetList<I, X, Where>
    : notAList<Where, I['length']>
  : X extends AnyTensor | readonly unknown[] ? notARecord<Where>
  : MetRecord<I, X, Where, inOrder<keyof I>>
type MetList<I, X, Where extends string, Done extends unknown[] = []> =
  I extends readonly [infer i extends AnyTensor, ...infer I2] ?
    X extends readonly [infer x, ...infer X2] ?
      MetList<I2, X2, Where, [...Done, [i['shape'], ShapeOf<x>, `${Where}[${Done['length']}]`]]>
    : missing<`${Where}[${Done['length']}]`>
  : X extends readonly [] ? Done
  : notExpected<`${Where}[${Done['length']}]`>
type MetRecord<I, X, Where extends string, Keys, Done extends unknown[] = []> =
  Keys extends readonly [infer K extends string & keyof I, ...infer Rest] ?
    K extends keyof X ?
      MetRecord<I, X, Where, Rest, [...Done, [ShapeOf<I[K]>, ShapeOf<X[K]>, `${Where}.${K}`]]>
    : missing<`${Where}.${K}`>
  : string extends keyof X ? Done
  : inOrder<Exclude<keyof X, keyof I>> extends readonly [infer Surplus, ...unknown[]] ?
    notExpected<`${Where}.${Surplus & string}`>
  : Done
/** The type of a tree argument: the argument's own, with the offending leaf as the sentence; else the sentence. */
export type TreeArg<Rule, Op extends string, X> =
  Check<Rule> extends 'ok' ? X
  : IsSingle<X> extends false ? X
  : Rule extends { readonly where: `${string}${'[' | '.'}${infer Place}` } ?
    Leafy<Place> extends infer Key extends keyof X ?
      { readonly [I in keyof X]: I extends Key ? Sentence<Rule, Op> : X[I] }
    : Sentence<Rule, Op>
  : Sentence<Rule, Op>
type Leafy<Place> = Place extends `${infer N}]` ? N : Place

/** The outputs of a model that is called on sizes. */
export type predicted<O, E, Kind> =
  O extends { readonly shape: infer S; readonly dtype: infer D extends DType } ?
    Result<Ok<substituteShape<S, E>>, D, Kind>
  : { -readonly [K in keyof O]: predicted<O[K], E, Kind> }

/** The kind of what is in a tree. */
export type TreeKind<X> = X extends AnyTensor ? KindOf<X> : KindOf<X[keyof X & (number | string)] & AnyTensor>
