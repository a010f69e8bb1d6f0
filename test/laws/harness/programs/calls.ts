/** Lines of a program that call ops and layers. */
import * as core from '@tensorflow/tfjs-core'
import { inputNode } from '../../../../src/graph/sources.js'
import {
  argText,
  DimsArg,
  DTypeArg,
  Fixed,
  isSpec,
  plainText,
  publicOp,
  specsOf,
  symbolicArgs,
  TensorArg,
  type Args,
  type CallArg,
  type Outputs,
} from '../call.js'
import { definitionOf, drawLayerConfig, publicLayer, type Config, type LayerSamples } from '../layers/samples.js'
import { nearMiss } from '../near-miss.js'
import type { OpSamples } from '../samples.js'
import type { LayerValue, Scope, Value } from './scope.js'

/** What may stand in a program. */
export interface Vocabulary {
  readonly ops: readonly OpSamples[]
  readonly layers: readonly LayerSamples[]
}

/** What a call on symbolic tensors gives; `undefined` where it throws. */
function outputsOf(call: () => unknown): Outputs | undefined {
  try {
    return core.tidy(() => specsOf(call()) as never) as Outputs
  } catch {
    return undefined
  }
}
export const symbolOf = ({ shape, dtype }: Pick<TensorArg, 'shape' | 'dtype'>) => inputNode({ shape, dtype })

/** What a line has made becomes known to the program. */
export function add(scope: Scope, name: string, outputs: Outputs | undefined, of: readonly Value[]): void {
  if (outputs === undefined) {
    scope.failed = true
    return
  }
  const inputs = new Set(of.flatMap((value) => [...value.inputs]))
  const kind = of.some((value) => value.kind === 'symbolic') ? 'symbolic' : 'eager'
  for (const { text, shape, dtype } of leavesOf(name, outputs)) {
    scope.values.push({ text, shape, dtype, kind, exact: false, inputs })
  }
}
function leavesOf(text: string, outputs: Outputs): Pick<Value, 'text' | 'shape' | 'dtype'>[] {
  if (isSpec(outputs)) return [{ text, ...outputs }]
  return Object.entries(outputs).flatMap(([key, part]) =>
    leavesOf(Array.isArray(outputs) ? `${text}[${key}]!` : `${text}.${key}`, part as Outputs),
  )
}

/** An argument in words of the program; notes the values that it uses. */
class Writer {
  readonly used: Value[] = []
  isLoose = false
  readonly scope: Scope
  constructor(scope: Scope) {
    this.scope = scope
  }
  arg(arg: CallArg): string {
    const { draw } = this.scope
    if (arg instanceof TensorArg) return this.tensor(arg)
    const text = this.plain(arg)
    if (arg === undefined || arg === null || !draw.chance(0.1)) return text
    const [other] = nearMiss([arg], draw)
    const otherText = draw.chance(0.8) ? this.plain(other) : 'undefined'
    const name = this.scope.names.next('k')
    const value = draw.pick([
      () => [`const ${name} = ${text}`],
      () => [`let ${name} = ${text}`],
      () => [`const ${name} = ${text} as const`],
      () => [`const ${name} = yes ? ${text} : ${otherText}`],
      () => [`const ${name} = no ? ${otherText} : ${text}`],
    ])()[0]!
    if (value.endsWith('as const') && !/^([\d[{'-]|true|false)/.test(text)) return text
    this.scope.line(value, 'free')
    this.isLoose = true
    return name
  }
  tensor(arg: TensorArg): string {
    const { draw, scope } = this
    if (arg.kind === 'literal') return argText(arg)
    const value = scope.tensor(arg)
    this.used.push(value)
    const others = scope.values.filter(({ kind }) => kind === value.kind)
    if (!draw.chance(0.06)) return value.text
    const other = draw.pick(others)
    this.isLoose = true
    return draw.chance(0.5) ? `(yes ? ${value.text} : ${other.text})` : `(no ? ${other.text} : ${value.text})`
  }
  private get draw() {
    return this.scope.draw
  }
  plain(arg: CallArg): string {
    if (arg instanceof TensorArg) return this.tensor(arg)
    if (arg instanceof DimsArg) return `[${arg.dims.map((dim) => this.scope.size(dim)).join(', ')}]`
    if (arg instanceof DTypeArg || arg instanceof Fixed) return argText(arg)
    if (typeof arg === 'number') return this.scope.number(arg)
    if (typeof arg !== 'object' || arg === null) return plainText(arg)
    if (Array.isArray(arg)) return `[${arg.map((item: CallArg) => this.plain(item)).join(', ')}]`
    return `{ ${Object.entries(arg)
      .map(([key, value]) => `${key}: ${this.plain(value)}`)
      .join(', ')} }`
  }
}

/** A call of an op; a spoilt one is one change away from one that is right. */
export function callOp(scope: Scope, { ops }: Vocabulary, spoil: boolean): void {
  const { draw } = scope
  const op = draw.pick(ops)
  const right = op.valid(draw)
  const args: Args = spoil ? nearMiss(right, draw) : right
  const writer = new Writer(scope)
  const texts = args.map((arg) => writer.arg(arg))
  const name = scope.names.next('h')
  scope.line(`const ${name} = tf.${op.op}(${texts.join(', ')})`, writer.isLoose ? 'loose' : 'call', name)
  add(
    scope,
    name,
    outputsOf(() => publicOp(op.op)(...symbolicArgs(args))),
    writer.used,
  )
}

/** `{ units: 4 }`, with what stands for its numbers. */
function configText(scope: Scope, config: Config): string {
  const value = (given: unknown): string =>
    typeof given === 'number' ? scope.number(given)
    : Array.isArray(given) ? `[${given.map(value).join(', ')}]`
    : plainText(given)
  const entries = Object.entries(config).map(([key, given]) => `${key}: ${value(given)}`)
  return entries.length === 0 ? '' : `{ ${entries.join(', ')} }`
}
/** Without those that make no difference to shapes. */
function shapingOptions(config: Config): Config {
  return Object.fromEntries(
    Object.entries(config).filter(([name]) => !/Initializer|Regularizer|Constraint|^name|^trainable/.test(name)),
  )
}
export function makeLayer(scope: Scope, { layers }: Vocabulary, of?: LayerSamples): LayerValue {
  const { draw } = scope
  const samples = of ?? draw.pick(layers)
  const config = shapingOptions(drawLayerConfig(samples, draw))
  const made = scope.making(() => `tf.layers.${samples.layer}(${configText(scope, config)})`)
  const text = scope.layer(made)
  const value = { text, layer: samples.layer, config, isUnion: false }
  scope.layers.push(value)
  return value
}
export const isMerging = ({ layer }: Pick<LayerValue, 'layer'>) => definitionOf(layer).inputs === 'list'

/** What a layer makes of its input. */
export function layerOutputs(
  { layer, config }: LayerValue,
  input: readonly Pick<TensorArg, 'shape' | 'dtype'>[],
): Outputs | undefined {
  const symbols = input.map(symbolOf)
  return outputsOf(() => publicLayer(layer)(config)(isMerging({ layer }) ? symbols : symbols[0]!))
}
/** A value that is there and that the layer takes. */
export function fittingInput(scope: Scope, layer: LayerValue): Value | undefined {
  const fitting = scope.values.filter((value) => value.dtype === 'float32' && value.kind === scope.kind)
  return scope.draw
    .shuffled(fitting)
    .slice(0, 5)
    .find((value) => layerOutputs(layer, [value]) !== undefined)
}
/** A call of a layer, new or known. */
export function callLayer(scope: Scope, vocabulary: Vocabulary, spoil: boolean): void {
  const { draw } = scope
  const known = scope.layers.length > 0 && draw.chance(0.3) ? draw.pick(scope.layers) : undefined
  const layer = known ?? makeLayer(scope, vocabulary)
  const samples = vocabulary.layers.find((each) => each.layer === layer.layer)!
  const fitting =
    !isMerging(layer) && layer.layer !== 'embedding' && !spoil && draw.chance(0.8) ?
      fittingInput(scope, layer)
    : undefined
  const drawn = samples.input(draw, layer.config)
  const right = drawn instanceof TensorArg ? [drawn] : [...drawn]
  const args = (spoil ? nearMiss(right, draw) : right) as TensorArg[]
  const input = fitting ? [fitting] : args.map((arg) => scope.tensor(arg))
  const texts = input.map(({ text }) => text)
  const name = scope.names.next('h')
  const given = isMerging(layer) ? `[${texts.join(', ')}]` : texts[0]
  scope.line(`const ${name} = ${layer.text}(${given})`, layer.isUnion ? 'free' : 'call', name)
  add(scope, name, layerOutputs(layer, input), input)
}
