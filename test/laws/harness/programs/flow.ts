/** Lines about conditions, lists, loops and reassignments. */
import { addDims, floorDivDim, mulDims, subDims, type Dim } from '../../../../src/shape/dimension.js'
import { plainText } from '../call.js'
import { add, callLayer, fittingInput, isMerging, layerOutputs, makeLayer, type Vocabulary } from './calls.js'
import type { LayerValue, Scope, Value } from './scope.js'

type Flow = (scope: Scope, vocabulary: Vocabulary) => void

/** Two values of one kind. */
function twoValues({ draw, values, kind }: Scope): readonly [Value, Value] | undefined {
  const choices = values.filter((value) => value.kind === kind)
  if (choices.length < 2) return undefined
  const [a, b] = draw.shuffled(choices)
  return [a!, b!]
}
const known = (scope: Scope, value: Value, text: string) => scope.values.push({ ...value, text, exact: false })

const conditionOfTensors: Flow = (scope) => {
  const two = twoValues(scope)
  if (two === undefined) return
  const [a, b] = two
  const name = scope.names.next('c')
  const text = scope.draw.chance(0.5) ? `yes ? ${a.text} : ${b.text}` : `no ? ${b.text} : ${a.text}`
  scope.line(`const ${name} = ${text}`, 'frame', name)
  known(scope, a, name)
}
const reassignedTensor: Flow = (scope) => {
  const two = twoValues(scope)
  if (two === undefined) return
  const [a, b] = two
  const name = scope.names.next('v')
  const open = `: tf.${a.kind === 'symbolic' ? 'SymbolicTensor<tf.Dim' : 'Tensor<number'}[], '${a.dtype}'>`
  scope.line(`let ${name}${scope.draw.chance(0.3) ? open : ''} = ${a.text}`, 'free', name)
  scope.line(`${name} = ${b.text}`, 'free', name)
  known(scope, b, name)
}
const listOfTensors: Flow = (scope) => {
  const two = twoValues(scope)
  if (two === undefined) return
  const { draw, names } = scope
  const name = names.next('list')
  scope.line(
    `const ${name} = [${two.map(({ text }) => text).join(', ')}]${draw.chance(0.3) ? ' as const' : ''}`,
    'frame',
    name,
  )
  const at = draw.int(0, 1)
  const element = names.next('e')
  scope.line(`const ${element} = ${name}[${at}]!`, 'frame', element)
  known(scope, two[at]!, element)
  if (draw.chance(0.3)) {
    const mapped = names.next('m')
    scope.line(`const ${mapped} = ${name}.map((x) => tf.neg(x))`, 'loose', mapped)
  }
}
/** `total` is what the first one is, as far as TypeScript knows, or anything. */
const sumOfTensors: Flow = (scope) => {
  const two = twoValues(scope)
  if (two === undefined) return
  const [a] = two
  const name = scope.names.next('sum')
  const open = `: tf.${a.kind === 'symbolic' ? 'SymbolicTensor<tf.Dim' : 'Tensor<number'}[], '${a.dtype}'>`
  scope.line(`let ${name}${scope.draw.chance(0.5) ? open : ''} = ${a.text}`, 'free', name)
  scope.line(`for (const x of [${two.map(({ text }) => text).join(', ')}]) {`, 'frame')
  scope.line(`${name} = tf.add(${name}, x)`, 'free', name)
  scope.line('}', 'frame')
}

/** Two layers of one kind, with different configs, and what the first one takes. */
function twoLayers(scope: Scope, vocabulary: Vocabulary): readonly [LayerValue, LayerValue, Value] | undefined {
  const { draw } = scope
  const samples = draw.pick(vocabulary.layers.filter(({ layer }) => !isMerging({ layer }) && layer !== 'embedding'))
  const a = makeLayer(scope, vocabulary, samples)
  const b = makeLayer(scope, vocabulary, draw.chance(0.7) ? samples : undefined)
  const input = isMerging(b) ? undefined : fittingInput(scope, a)
  return input === undefined ? undefined : [a, b, input]
}
const conditionOfLayers: Flow = (scope, vocabulary) => {
  const two = twoLayers(scope, vocabulary)
  if (two === undefined) return
  const [a, b, x] = two
  const [name, result] = [scope.names.next('l'), scope.names.next('h')]
  scope.line(
    `const ${name} = ${scope.draw.chance(0.5) ? `yes ? ${a.text} : ${b.text}` : `no ? ${b.text} : ${a.text}`}`,
    'frame',
  )
  scope.line(`const ${result} = ${name}(${x.text})`, 'free', result)
  add(scope, result, layerOutputs(a, [x]), [x])
}
const reassignedLayer: Flow = (scope, vocabulary) => {
  const two = twoLayers(scope, vocabulary)
  if (two === undefined) return
  const [b, a, x] = two
  const [name, result] = [scope.names.next('l'), scope.names.next('h')]
  scope.line(`let ${name} = ${a.text}`, 'frame')
  scope.line(`${name} = ${b.text}`, 'free')
  scope.line(`const ${result} = ${name}(${x.text})`, 'free', result)
  add(scope, result, layerOutputs(b, [x]), [x])
}
const listOfLayers: Flow = (scope, vocabulary) => {
  const two = twoLayers(scope, vocabulary)
  if (two === undefined) return
  const { draw, names } = scope
  const [a, b, x] = two
  const list = names.next('list')
  scope.line(
    `const ${list} = [${[b, a].map(({ text }) => text).join(', ')}]${draw.chance(0.3) ? ' as const' : ''}`,
    'frame',
  )
  const result = names.next('h')
  if (draw.chance(0.6)) {
    scope.line(`const ${result} = ${list}[1]!(${x.text})`, 'free', result)
    add(scope, result, layerOutputs(a, [x]), [x])
    return
  }
  const open = `: tf.${x.kind === 'symbolic' ? 'SymbolicTensor' : 'Tensor'}`
  scope.line(`let ${result}${draw.chance(0.5) ? open : ''} = ${x.text}`, 'free', result)
  scope.line(`for (const layer of ${list}) {`, 'frame')
  scope.line(`${result} = layer(${result})`, 'free', result)
  scope.line('}', 'frame')
}
const loopOverUnits: Flow = (scope) => {
  const { draw, names, kind } = scope
  const values = scope.values.filter(
    (value) => value.kind === kind && value.dtype === 'float32' && value.shape.length > 1,
  )
  if (values.length === 0) return
  const x = draw.pick(values)
  const name = names.next('h')
  const tensor = kind === 'symbolic' ? 'SymbolicTensor' : 'Tensor'
  const annotation = draw.pick([
    '',
    `: tf.${tensor}`,
    `: tf.${tensor}<[${x.shape.map((dim, i) => (i < x.shape.length - 1 && dim !== null ? plainText(dim) : 'number')).join(', ')}]>`,
  ])
  scope.line(`let ${name}${annotation} = ${x.text}`, 'free', name)
  scope.line(`for (const units of [${draw.size()}, ${draw.size()}]${draw.chance(0.3) ? ' as const' : ''}) {`, 'frame')
  scope.line(`${name} = tf.layers.dense({ units })(${name})`, 'free', name)
  scope.line('}', 'frame')
}
/** A layer, a size or an op through a function of functions. */
const higherOrder: Flow = (scope, vocabulary) => {
  const { draw, names } = scope
  const layer = makeLayer(scope, vocabulary)
  const input = isMerging(layer) ? undefined : fittingInput(scope, layer)
  if (input === undefined) return
  const name = names.next('h')
  scope.line(`const ${name} = ${draw.pick(['through', 'twice'])}(${layer.text}, ${input.text})`, 'free', name)
}

const calculations = { add: addDims, sub: subDims, mul: mulDims, floorDiv: floorDivDim } as const
const sizes: Flow = (scope) => {
  const { draw, names } = scope
  const name = names.next('n')
  const known = scope.values.filter(({ exact, shape }) => exact && shape.some((dim) => dim !== null))
  const sizeOf = (): Dim => {
    const dims = known.length === 0 ? [] : draw.pick(known).shape.filter((dim) => dim !== null)
    return dims.length === 0 ? draw.size() : draw.pick(dims)
  }
  const what = draw.pick(['add', 'sub', 'mul', 'floorDiv'] as const)
  const [a, b] = [
    sizeOf(),
    what === 'floorDiv' ? draw.int(1, 3)
    : draw.chance(0.5) ? draw.int(1, 3)
    : sizeOf(),
  ]
  const size = calculations[what](a, b)
  if (draw.chance(0.3)) {
    const other = draw.size()
    scope.line(
      `const ${name} = ${draw.pick([`yes ? ${plainText(a)} : ${other}`, `no ? ${other} : ${plainText(a)}`])}`,
      'frame',
      name,
    )
    scope.sizes.push({ text: name, size: a, isUnion: true })
    return
  }
  if (typeof size === 'number' && size < 1) return
  scope.line(`const ${name} = tf.sizes.${what}(${scope.size(a)}, ${scope.size(b)})`, 'loose', name)
  scope.sizes.push({ text: name, size, isUnion: false })
}
const calledAgain: Flow = (scope, vocabulary) => callLayer(scope, vocabulary, false)

export const flows: readonly Flow[] = [
  conditionOfTensors,
  conditionOfTensors,
  reassignedTensor,
  listOfTensors,
  sumOfTensors,
  conditionOfLayers,
  reassignedLayer,
  listOfLayers,
  loopOverUnits,
  higherOrder,
  sizes,
  sizes,
  calledAgain,
]
