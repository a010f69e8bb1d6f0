/** Blocks: functions and classes that are generic in sizes, counts and whole shapes, with calls of two kinds. */
import type { Dim } from '../../../../src/shape/dimension.js'
import type { TensorArg } from '../call.js'
import { Scope, leafText, type Block, type Value } from './scope.js'

const forms = ['function', 'arrow', 'class'] as const
type Form = (typeof forms)[number]

/** A parameter of types: of a size, or of the sizes in front. */
interface TypeParam {
  readonly name: string
  readonly constraint: string
  readonly of: Dim | readonly Dim[]
  /** Of the class, and not of its method. */
  readonly isOfClass: boolean
}
/** A size in the type of a parameter. */
type Axis = Dim | TypeParam
interface TensorParam {
  readonly inner: Value
  readonly outer: Value
  readonly type: string
  readonly axes: readonly Axis[]
}
interface Count {
  readonly name: string
  readonly value: number
  readonly param: TypeParam
}

/** What stands inside a block. Values from outside become parameters. */
export class Body extends Scope {
  readonly form: Form
  readonly types: TypeParam[] = []
  readonly tensors: TensorParam[] = []
  readonly counts: Count[] = []
  readonly fields: { readonly name: string; readonly made: string }[] = []
  private readonly outside: Scope
  private isMaking = false

  constructor(outside: Scope) {
    super(outside.draw, outside.names, outside.kind)
    this.outside = outside
    this.form = this.draw.pick(forms)
    this.blocks.push(...outside.blocks)
  }

  override tensor(arg: TensorArg): Value {
    const own = this.values.filter((value) => value.dtype === arg.dtype && String(value.shape) === String(arg.shape))
    if (arg.below === undefined && own.length > 0 && this.draw.chance(0.85)) return this.draw.pick(own)
    return this.leaf(arg)
  }
  override leaf(
    arg: Pick<TensorArg, 'shape' | 'dtype'> & { readonly below?: number | undefined },
    kind?: Value['kind'],
  ): Value {
    const isKnown = arg.shape.every((dim) => typeof dim === 'number')
    if (this.tensors.length < 3 || !isKnown || kind === 'symbolic') {
      const found = kind === undefined && arg.below === undefined ? this.outside.tensor(arg as TensorArg) : undefined
      const isGood = found !== undefined && (found.exact || this.draw.chance(0.2))
      return this.param(isGood ? found : this.outside.leaf(arg, kind ?? found?.kind, true))
    }
    const name = this.names.next('x')
    const type = arg.dtype === 'float32' ? '' : `, '${arg.dtype}'`
    this.line(
      `const ${name} = tf.zeros([${arg.shape.map((dim) => this.number(dim as number)).join(', ')}]${type})`,
      'call',
      name,
    )
    const value: Value = {
      text: name,
      shape: arg.shape,
      dtype: arg.dtype,
      kind: 'eager',
      exact: false,
      inputs: new Set(),
    }
    this.values.push(value)
    return value
  }
  private param(outer: Value): Value {
    const known = this.tensors.find((each) => each.outer === outer)
    if (known) return known.inner
    const { draw } = this
    const { shape, dtype, kind } = outer
    const dice = draw.random()
    const any = kind === 'symbolic' ? 'tf.Dim[]' : 'number[]'
    let [axes, text, exact] = [[] as Axis[], '', true]
    if (dice < 0.12 || (dice < 0.24 && shape.length > 0)) {
      const [front, last] = dice < 0.12 ? [shape, []] : [shape.slice(0, -1), shape.slice(-1)]
      const whole = this.type('S', any, front, false)
      axes = [whole, ...last.map((dim) => this.axis(dim, kind))]
      text = dice < 0.12 ? whole.name : `[...${axes.map(axisText).join(', ')}]`
      exact = false
    } else {
      axes = shape.map((dim) => this.axis(dim, kind))
      text = `[${axes.map(axisText).join(', ')}]`
      exact = axes.every((axis, i) => typeof shape[i] === 'string' || !isDim(axis))
    }
    const tensor =
      draw.chance(0.1) ? 'AnyTensor'
      : kind === 'symbolic' ? 'SymbolicTensor'
      : 'Tensor'
    const inner: Value = { text: this.names.next('x'), shape, dtype, kind, exact, inputs: outer.inputs }
    this.tensors.push({ inner, outer, axes, type: `tf.${tensor}<${text}, '${dtype}'>` })
    this.values.push(inner)
    return inner
  }
  private axis(dim: Dim, kind: Value['kind']): Axis {
    if (dim === null || !this.draw.chance(0.65)) return dim
    const known = this.types.filter(
      ({ of, constraint }) => of === dim && (kind === 'symbolic' || constraint === 'number'),
    )
    if (known.length > 0 && this.draw.chance(0.8)) return this.draw.pick(known)
    const isNumber = kind === 'eager' || (typeof dim === 'number' && this.draw.chance(0.7))
    return this.type('T', isNumber ? 'number' : 'tf.Dim', dim, false)
  }
  private type(stem: string, constraint: string, of: TypeParam['of'], isOfClass: boolean): TypeParam {
    const param = { name: this.names.next(stem), constraint, of, isOfClass }
    this.types.push(param)
    return param
  }

  override number(value: number): string {
    const known = this.counts.find((count) => count.value === value)
    if (known && this.draw.chance(0.6)) return this.countText(known)
    if (!known && value >= 1 && Number.isInteger(value) && this.counts.length < 3 && this.draw.chance(0.35)) {
      const isOfClass = this.form === 'class'
      const shared =
        isOfClass ? undefined : this.types.find(({ of, constraint }) => of === value && constraint === 'number')
      const param = shared && this.draw.chance(0.5) ? shared : this.type('U', 'number', value, isOfClass)
      const count = { name: this.names.next('u'), value, param }
      this.counts.push(count)
      return this.countText(count)
    }
    return this.isMaking ? String(value) : super.size(value)
  }
  override size(dim: Dim): string {
    return typeof dim === 'number' ? this.number(dim) : super.size(dim)
  }
  private countText({ name }: Count): string {
    return this.form === 'class' ? `this.${name}` : name
  }
  override making<T>(make: () => T): T {
    if (this.form !== 'class') return make()
    this.isMaking = true
    const made = make()
    this.isMaking = false
    return made
  }
  override layer(made: string): string {
    if (this.form !== 'class') return super.layer(made)
    const name = this.names.next('l')
    this.fields.push({ name, made })
    return `this.${name}`
  }
}
const isDim = (axis: Axis) => typeof axis === 'object' && axis?.constraint === 'tf.Dim'
const axisText = (axis: Axis): string =>
  axis === null ? 'number'
  : typeof axis === 'object' ? axis.name
  : typeof axis === 'string' ? `'${axis}'`
  : String(axis)

const listed = (params: readonly TypeParam[]) =>
  params.length === 0 ? '' : `<${params.map(({ name, constraint }) => `${name} extends ${constraint}`).join(', ')}>`

/** Writes a block with this body, and calls it: as its body was drawn, and at the end of the program with other sizes. */
export function writeBlock(outside: Scope, body: Body, atEnd: ((scope: Scope) => void)[]): void {
  const { draw, names } = outside
  const name = names.next(body.form === 'class' ? 'Block' : 'block')
  const made = body.lines.flatMap(({ sees }) => sees)
  const own = body.values.filter(({ text }) => made.some((each) => isOf(text, each)))
  const single = own.length > 0 && draw.chance(0.4) ? draw.pick(own) : undefined
  const annotation = single && draw.chance(0.4) ? `: ${typeOf(body, single)}` : ''
  const returned = single ? single.text : `{ ${made.join(', ')} }`
  writeDefinition(outside, body, name, annotation, returned)

  const result = names.next('r')
  const isExact = body.tensors.every(({ outer }) => outer.exact)
  const args = body.tensors.map(({ outer }) => outer.text)
  const counts = body.counts.map(({ value }) => String(value))
  outside.line(`const ${result} = ${callText(body, name, args, counts)}`, isExact ? 'call' : 'loose', result)
  const results = (single ? [single] : own).map((value) => ({ ...value, text: single ? '' : `.${value.text}` }))
  outside.failed = body.failed
  if (!body.failed)
    for (const value of results) outside.values.push({ ...value, text: result + value.text, exact: false })
  if (body.form !== 'class' && !body.failed) {
    const params = [...body.tensors.map(({ outer }) => outer), ...body.counts.map(({ value }) => value)]
    outside.blocks.push({ text: name, params, results })
  }
  atEnd.push((scope) => callAgain(scope, body, name))
}
const isOf = (text: string, name: string) => text === name || text.startsWith(`${name}[`) || text.startsWith(`${name}.`)

function writeDefinition(outside: Scope, body: Body, name: string, annotation: string, returned: string): void {
  const frame = (text: string) => outside.line(text, 'frame')
  const tensors = body.tensors.map(({ inner, type }) => `${inner.text}: ${type}`)
  const counts = body.counts.map(({ name, param }) => `${name}: ${param.name}`)
  const [ofClass, ofCall] = [true, false].map((is) => body.types.filter(({ isOfClass }) => isOfClass === is))
  if (body.form === 'class') {
    frame(`class ${name}${listed(ofClass!)} {`)
    for (const field of body.fields) frame(`readonly ${field.name}`)
    frame(`constructor(${counts.map((count) => `readonly ${count}`).join(', ')}) {`)
    for (const field of body.fields) outside.line(`this.${field.name} = (() => ${field.made})()`, 'call')
    frame('}')
    frame(`call${listed(ofCall!)}(${tensors.join(', ')})${annotation} {`)
  } else if (body.form === 'arrow') {
    frame(`const ${name} = ${listed(body.types)}(${[...tensors, ...counts].join(', ')})${annotation} => {`)
  } else frame(`function ${name}${listed(body.types)}(${[...tensors, ...counts].join(', ')})${annotation} {`)
  for (const line of body.lines) outside.line(line.text, line.kind)
  outside.line(`return ${returned}`, 'free')
  frame('}')
  if (body.form === 'class') frame('}')
}
function callText(body: Body, name: string, args: readonly string[], counts: readonly string[]): string {
  if (body.form === 'class') return `new ${name}(${counts.join(', ')}).call(${args.join(', ')})`
  return `${name}(${[...args, ...counts].join(', ')})`
}
/** The type that a value could have inside a block: sizes that equal one of a parameter are taken for it. */
function typeOf({ draw, types }: Body, { shape, dtype, kind }: Value): string {
  const axes = shape.map((dim): Axis => {
    const same = types.filter(({ of }) => of === dim)
    return same.length > 0 && draw.chance(0.8) ? draw.pick(same) : dim
  })
  return `tf.${kind === 'symbolic' ? 'SymbolicTensor' : 'Tensor'}<[${axes.map(axisText).join(', ')}], '${dtype}'>`
}

/** The same block with other sizes for its parameters: what was decided inside has to hold for them too. */
function callAgain(scope: Scope, body: Body, name: string): void {
  const { draw } = scope
  const isSymbolic = scope.kind === 'symbolic'
  const fresh = (dim: Dim, numbers: boolean): Dim =>
    typeof dim === 'number' ? draw.pick([dim, dim + 1, draw.size()])
    : numbers || draw.chance(0.3) ? draw.size()
    : draw.pick([dim, 'other', '2*other'])
  const now = new Map(
    body.types.map((type) => [
      type,
      typeof type.of === 'object' && type.of !== null ?
        (draw.chance(0.5) ? draw.shape(0, 3) : type.of.map((dim) => fresh(dim, false))).map((dim) =>
          type.constraint === 'number[]' && typeof dim !== 'number' ? draw.size() : dim,
        )
      : fresh(type.of, type.constraint === 'number' || !isSymbolic),
    ]),
  )
  const args = body.tensors.map(({ axes, outer }) => {
    const dims = axes.flatMap((axis): Dim | readonly Dim[] =>
      typeof axis === 'object' && axis !== null ? now.get(axis)! : axis,
    )
    return leafText(outer.kind === 'symbolic', dims, outer.dtype)
  })
  const counts = body.counts.map(({ param }) => String(now.get(param)))
  const result = scope.names.next('r')
  scope.line(`const ${result} = ${callText(body, name, args, counts)}`, 'call', result)
}

/** A call of a block that is there, with values of the same shapes. */
export function callBlock(scope: Scope, { text, params, results }: Block): void {
  const given = params.map((param) => (typeof param === 'number' ? param : scope.like(param)))
  const texts = given.map((each) => (typeof each === 'number' ? scope.number(each) : each.text))
  const values = given.filter((each) => typeof each !== 'number')
  const name = scope.names.next('r')
  scope.line(`const ${name} = ${text}(${texts.join(', ')})`, 'loose', name)
  const inputs = new Set(values.flatMap((value) => [...value.inputs]))
  for (const result of results) scope.values.push({ ...result, text: name + result.text, exact: false, inputs })
}
