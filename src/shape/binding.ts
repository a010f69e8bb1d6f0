/**
 * When a model is called its names get the sizes of the arguments, and those go into the shapes of its outputs. A size
 * may itself be symbolic: a model called on a symbolic tensor.
 */
import {
  divideExactly,
  isUnknown,
  knownDim,
  linearIn,
  namesOf,
  sameDim,
  subDims,
  substituteDim,
  type Dim,
  type Shape,
} from './dimension.js'
import { failure, type Failure, type RunTimeFailure } from './outcome.js'
import { showDim, showShape } from './show.js'

export { substituteDim }

/** What a name is bound to, and where it was met, for the message of a clash. */
export type Binding = readonly [size: Dim, where: string]
export interface Env {
  readonly [name: string]: Binding
}
/** A shape as a model declares it, the actual one, and what the message calls it. */
export type Met = readonly [expected: Shape, actual: Shape, where: string]

/**
 * Env with the names of `P` bound to what makes it `S`, or the failure. Bare names are bound first, then dimensions that
 * are linear in one name that is still free.
 */
export type bindShape<P, S, E = {}, Where = ''> = bindShapes<[[P, S, Where]], E>
export function bindShape(expected: Shape, actual: Shape, env: Env, where: string): Env | RunTimeFailure {
  return bindShapes([[expected, actual, where]], env)
}

/** The same for many shapes at once: a name may be bare in any of them. */
export type bindShapes<L, E = {}> = BindEach<L, E, []>
type BindEach<L, E, Later extends unknown[]> =
  L extends readonly [readonly [infer P, infer S, infer Where], ...infer Rest] ?
    P extends readonly unknown[] ?
      S extends readonly unknown[] ?
        number extends P['length'] | S['length'] ? BindEach<Rest, E, Later>
        : P['length'] extends S['length'] ?
          BindBare<P, S, E, Where, P, S, Later> extends infer Z ?
            Z extends [infer E2, infer Later2 extends unknown[]] ?
              BindEach<Rest, E2, Later2>
            : Z
          : never
        : rankDoesNotFit<P, S, Where>
      : BindEach<Rest, E, Later>
    : BindEach<Rest, E, Later>
  : Solve<Later, E>
export function bindShapes(met: readonly Met[], env: Env = {}): Env | RunTimeFailure {
  const bound = new Map(Object.entries(env))
  const later: Equation[] = []
  for (const [expected, actual, where] of met) {
    if (expected.length !== actual.length) return rankDoesNotFit(expected, actual, where)
    for (const [axis, dim] of expected.entries()) {
      const size = actual[axis]!
      if (typeof dim !== 'string') {
        if (!sameDim(dim, size)) return doesNotFit(expected, actual, where, axis, size, dim)
      } else if (isComposite(dim)) {
        later.push({ dim, size, where, expected, actual, axis })
      } else {
        const [before, place] = bound.get(dim) ?? [null, where]
        if (!sameDim(before, size)) return clash(dim, before, place, size, where)
        bound.set(dim, [knownDim(before, size), isUnknown(before) ? where : place])
      }
    }
  }
  return solve(later, bound)
}
/** [Env, the dimensions that are left for later] */
type BindBare<P, S, E, Where, P0, S0, Later extends unknown[], Axis extends 0[] = []> =
  P extends readonly [infer D, ...infer P2] ?
    S extends readonly [infer Size, ...infer S2] ?
      D extends string ?
        D extends Composite ?
          BindBare<P2, S2, E, Where, P0, S0, [...Later, [D, Size, Where, P0, S0, Axis['length']]], [...Axis, 0]>
        : BindName<D, Size, E, Where> extends infer E2 ?
          E2 extends Failure ?
            E2
          : BindBare<P2, S2, E2, Where, P0, S0, Later, [...Axis, 0]>
        : never
      : sameDim<D, Size> extends true ? BindBare<P2, S2, E, Where, P0, S0, Later, [...Axis, 0]>
      : doesNotFit<P0, S0, Where, Axis['length'], Size, D>
    : never
  : [E, Later]
/** An unknown size is replaced by a known one. */
type BindName<Name extends string, Size, E, Where> =
  Name extends keyof E ?
    E[Name] extends readonly [infer Before, infer Place] ?
      isUnknown<Before> extends true ? Bound<E, Name, Size, Where>
      : sameDim<Before, Size> extends true ? E
      : clash<Name, Before, Place, Size, Where>
    : never
  : Bound<E, Name, Size, Where>
type Bound<E, Name extends string, Size, Where> = {
  [N in keyof E | Name]: N extends Name ? [Size, Where] : E[N & keyof E]
}
type Composite = `${string}${'+' | '-' | '*' | '('}${string}`
function isComposite(dim: string): boolean {
  return /[-+*(]/.test(dim)
}

/** A dimension that is not a bare name, and the size it has to have. */
interface Equation {
  readonly dim: string
  readonly size: Dim
  readonly where: string
  readonly expected: Shape
  readonly actual: Shape
  readonly axis: number
}
/** An unknown size says nothing; it is checked when run. */
type Solve<L, E, Later extends unknown[] = [], Progress = false> =
  L extends readonly [readonly [infer D, infer Size, infer Where, infer P, infer S, infer Axis], ...infer Rest] ?
    isUnknown<Size> extends true ? Solve<Rest, E, Later, Progress>
    : FreeNames<namesOf<D>, E> extends infer Names ?
      Names extends [infer Name extends string] ?
        SolveFor<D, Size, Name, E> extends infer Value ?
          Value extends 'nonlinear' ? Solve<Rest, E, [...Later, L[0]], Progress>
          : Value extends 'no' ? notOfTheForm<D, Size, Where>
          : Solve<Rest, Bound<E, Name, Value, Where>, Later, true>
        : never
      : Names extends [] ?
        substituteDim<D, E> extends infer Value ?
          sameDim<Value, Size> extends true ?
            Solve<Rest, E, Later, Progress>
          : doesNotFit<P, S, Where, Axis, Size, Value>
        : never
      : Solve<Rest, E, [...Later, L[0]], Progress>
    : never
  : Later extends [readonly [infer D, ...unknown[]], ...unknown[]] ?
    Progress extends true ? Solve<Later, E>
    : FreeNames<namesOf<D>, E> extends [infer Name, ...unknown[]] ? cannotDetermine<Name, D>
    : never
  : E
function solve(equations: readonly Equation[], bound: Map<string, Binding>): Env | RunTimeFailure {
  const free = (dim: string) => namesOf(dim).filter((name) => !bound.has(name))
  const later: Equation[] = []
  let progress = false
  for (const equation of equations) {
    const { dim, size, where, expected, actual, axis } = equation
    if (isUnknown(size)) continue
    const [name, ...others] = free(dim)
    if (name === undefined) {
      const value = substituteDim(dim, Object.fromEntries(bound))
      if (!sameDim(value, size)) return doesNotFit(expected, actual, where, axis, size, value)
      continue
    }
    const value = others.length > 0 ? 'nonlinear' : solveFor(dim, size, name, Object.fromEntries(bound))
    if (value === 'no') return notOfTheForm(dim, size, where)
    if (value === 'nonlinear') later.push(equation)
    else {
      bound.set(name, [value, where])
      progress = true
    }
  }
  if (later.length === 0) return Object.fromEntries(bound)
  return progress ? solve(later, bound) : cannotDetermine(free(later[0]!.dim)[0]!, later[0]!.dim)
}
type FreeNames<L, E, Done extends string[] = []> =
  L extends readonly [infer Name extends string, ...infer Rest] ?
    FreeNames<Rest, E, Name extends keyof E ? Done : [...Done, Name]>
  : Done

/** The value of Name that makes D the size. */
type SolveFor<D, Size, Name extends string, E> =
  linearIn<D, Name> extends [infer Factor, infer Rest] ?
    AtLeastOne<divideExactly<subDims<Size, substituteDim<Rest, E>>, substituteDim<Factor, E>>>
  : 'nonlinear'
type AtLeastOne<Value> =
  Value extends number ?
    `${Value}` extends '0' | `-${string}` ?
      'no'
    : Value
  : Value
function solveFor(dim: string, size: Dim, name: string, env: Env): Dim | 'no' | 'nonlinear' {
  const split = linearIn(dim, name)
  if (split === 'no') return 'nonlinear'
  const value = divideExactly(subDims(size, substituteDim(split[1], env)), substituteDim(split[0], env))
  return typeof value === 'number' && value < 1 ? 'no' : value
}

/** A shape with the bound sizes in it; unknown after a failure. */
export type substituteShape<S, E> =
  E extends Failure ? number[]
  : S extends readonly unknown[] ? { -readonly [I in keyof S]: substituteDim<S[I], E> }
  : number[]
export function substituteShape(shape: Shape, env: Env): Dim[] {
  return shape.map((dim) => substituteDim(dim, env))
}

/** What labels have to be the loss says; all else the model. */
type who<Where> = Where extends `y${string}` | `validationData[1]${string}` ? 'the loss' : 'the model'
function who(where: string): string {
  return /^(y|validationData\[1\])/.test(where) ? 'the loss' : 'the model'
}
export interface doesNotFit<P, S, Where, Axis, Size, Expected> extends Failure {
  /** The offending argument. */
  readonly where: Where
  readonly message: `${Where & string} is ${showShape<S>}, ${who<Where>} expects ${showShape<P>}: axis ${Axis & number} is ${showDim<Size>} vs ${showDim<Expected>}`
}
export function doesNotFit(expected: Shape, actual: Shape, where: string, axis: number, size: Dim, dim: Dim) {
  return failure(
    `${where} is ${showShape(actual)}, ${who(where)} expects ${showShape(expected)}: axis ${axis} is ${showDim(size)} vs ${showDim(dim)}`,
    { code: 'doesNotFit', shapes: [actual, expected], axis, sizes: [size, dim] },
  )
}

export interface rankDoesNotFit<P, S, Where> extends Failure {
  /** The offending argument. */
  readonly where: Where
  readonly message: `${Where & string} is ${showShape<S>}, ${who<Where>} expects ${showShape<P>}: the rank is ${RankOf<S>} vs ${RankOf<P>}`
}
type RankOf<S> = S extends { readonly length: infer N extends number } ? N : 0
export function rankDoesNotFit(expected: Shape, actual: Shape, where: string) {
  return failure(
    `${where} is ${showShape(actual)}, ${who(where)} expects ${showShape(expected)}: the rank is ${actual.length} vs ${expected.length}`,
    { code: 'rankDoesNotFit', shapes: [actual, expected] },
  )
}

export interface clash<Name, Before, Place, Size, Where> extends Failure {
  /** The offending argument. */
  readonly where: Where
  readonly message: `'${Name & string}' is ${showDim<Before>} in ${Place & string} and ${showDim<Size>} in ${Where & string}`
}
export function clash(name: string, before: Dim, place: string, size: Dim, where: string) {
  return failure(`'${name}' is ${showDim(before)} in ${place} and ${showDim(size)} in ${where}`, {
    code: 'clash',
    sizes: [before, size],
  })
}

export interface notOfTheForm<D, Size, Where> extends Failure {
  /** The offending argument. */
  readonly where: Where
  readonly message: `${showDim<Size>} in ${Where & string} is not of the form ${showDim<D>}`
}
export function notOfTheForm(dim: Dim, size: Dim, where: string) {
  return failure(`${showDim(size)} in ${where} is not of the form ${showDim(dim)}`, {
    code: 'notOfTheForm',
    sizes: [size, dim],
  })
}

export interface cannotDetermine<Name, D> extends Failure {
  readonly message: `cannot determine ${Name & string} from ${showDim<D>}; give '${Name & string}' its own dimension`
}
export function cannotDetermine(name: string, dim: Dim) {
  return failure(`cannot determine ${name} from ${showDim(dim)}; give '${name}' its own dimension`, {
    code: 'cannotDetermine',
    sizes: [dim],
  })
}
