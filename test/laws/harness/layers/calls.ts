/** A call of a layer as data: its config, its input, the options of the call, and what the run says of them. */
import { inputNode } from '../../../../src/graph/sources.js'
import { isRequired, type Options } from '../../../../src/options/option.js'
import type { Dim } from '../../../../src/shape/dimension.js'
import { ShapeError } from '../../../../src/shape/errors.js'
import { specsOf, TensorArg, type Outputs } from '../call.js'
import { Draw } from '../draw.js'
import { nearMiss } from '../near-miss.js'
import { seedOf } from '../random.js'
import {
  definitionOf,
  drawLayerConfig,
  listed,
  maskShape,
  publicLayer,
  type Config,
  type Input,
  type LayerSamples,
} from './samples.js'
import { layerText } from './text.js'

export type CallOption = TensorArg | boolean | null | readonly (TensorArg | null)[]
export interface LayerCall {
  readonly config: Config
  readonly input: Input
  /** What is given beside the input. */
  readonly options: { readonly [name: string]: CallOption }
}
export interface Refused {
  /** What is to blame: an option of the config, the input, or an option of the call. */
  readonly at: 'config' | 'input' | 'call'
  /** The option, or the code of the sentence. */
  readonly name: string
  readonly message: string
  /** Which tensor of a list. */
  readonly index: number | undefined
}
export type LayerAnswer = { readonly outputs: Outputs } | Refused
export const isTaken = (answer: LayerAnswer): answer is { readonly outputs: Outputs } => 'outputs' in answer

export interface LayerSample extends LayerCall {
  readonly samples: LayerSamples
  readonly answer: LayerAnswer
  /** How many things have been spoiled. */
  readonly mistakes: number
}

/** Sentences of all layers that types do not say: they ask neither what weights need nor, in most layers, for the dtype. */
const onlyWhenRun = ['needsKnownSize', 'cannotCast', 'needsNumbers']

/** The sentence that a call throws. */
function thrownBy(what: () => unknown): Error | undefined {
  try {
    what()
    return undefined
  } catch (error) {
    if (error instanceof ShapeError || error instanceof TypeError) return error
    throw error
  }
}

/** What the run says: the layer is made and called on symbolic tensors. */
export function layerAnswer(layer: string, { config, input, options }: LayerCall): LayerAnswer {
  const make = publicLayer(layer)
  const symbol = ({ shape, dtype }: TensorArg) => inputNode({ shape, dtype })
  const symbols = (given: CallOption): unknown =>
    given instanceof TensorArg ? symbol(given)
    : Array.isArray(given) ? (given as readonly (TensorArg | null)[]).map((each) => each && symbol(each))
    : given
  const refused = thrownBy(() => make(config))
  if (refused !== undefined) {
    const name = firstWrong(definitionOf(layer).options, config)
    return { at: 'config', name: name ?? '', message: refused.message, index: undefined }
  }
  let outputs: Outputs = []
  const error = thrownBy(() => {
    const given = Object.entries(options).map(([name, option]) => [name, symbols(option)])
    const x = input instanceof TensorArg ? symbol(input) : input.map(symbol)
    outputs = specsOf(make(config)(x as never, Object.fromEntries(given) as object))
  })
  if (error === undefined) return { outputs }
  const { message } = error
  if (error instanceof ShapeError) return { at: 'input', name: error.code, message, index: error.index }
  return {
    at: 'call',
    name: Object.keys(options).find((name) => message.includes(` ${name}`)) ?? '',
    message,
    index: undefined,
  }
}
function firstWrong(options: Options, config: Config): string | undefined {
  return Object.keys(config).find((name) => {
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    return option === undefined || (config[name] != null && option.wrong(config[name], name) !== undefined)
  })
}

/** A call that the layer takes. */
export function drawCall(samples: LayerSamples, draw: Draw): LayerCall {
  const config = drawLayerConfig(samples, draw)
  const input = samples.input(draw, config)
  const options = drawCallOptions(samples, input, config, draw)
  const fitted =
    input instanceof TensorArg && draw.chance(0.15) ? { ...config, ...drawInputShape(input, draw) } : config
  return { config: fitted, input, options }
}
/** The shape of the input as a config says it: some sizes are left open. */
function drawInputShape({ shape }: TensorArg, draw: Draw): Config {
  const open = (dim: Dim): Dim => (draw.chance(0.2) ? 'any' : dim)
  return draw.chance(0.7) ? { inputShape: shape.slice(1).map(open) } : { batchInputShape: shape.map(open) }
}
function drawCallOptions(samples: LayerSamples, input: Input, config: Config, draw: Draw): LayerCall['options'] {
  const { mask, initialState } = definitionOf(samples.layer)
  const training = draw.chance(0.2) ? { training: draw.chance(0.5) } : {}
  const masks = mask !== undefined && draw.chance(0.3) ? { mask: drawMask(input, draw) } : {}
  const states =
    initialState !== undefined && input instanceof TensorArg && draw.chance(0.3) ?
      { initialState: drawStates(samples, input, config) }
    : {}
  return { ...training, ...masks, ...states }
}
export function drawMask(input: Input, draw: Draw): CallOption {
  if (draw.chance(0.1)) return null
  // Masks that are merged fit each other.
  const whole = [...listed(input)].sort((a, b) => b.shape.length - a.shape.length)[0]!
  const mask = () => new TensorArg(maskShape(whole), 'bool', 'either')
  return input instanceof TensorArg ? mask() : input.map((_, i) => (i > 0 && draw.chance(0.2) ? null : mask()))
}
export function drawStates(samples: LayerSamples, input: TensorArg, config: Config): readonly TensorArg[] {
  const shapes = samples.initialState?.(input, config) ?? []
  return shapes.map((shape) => new TensorArg(shape, 'float32', 'either'))
}

/** One thing of a call is spoiled; `undefined` where there is nothing to spoil. */
type Spoil = (call: LayerCall, samples: LayerSamples, draw: Draw) => LayerCall | undefined

const spoiledInput: Spoil = (call, _, draw) => {
  const [input] = nearMiss([call.input as TensorArg | TensorArg[]], draw)
  // Types do not ask whether a mask or a state fits the input.
  const { training } = call.options
  return { ...call, input: input as Input, options: training === undefined ? {} : { training } }
}
/** An option with a value that types can know to be wrong, or a name that there is not. */
const spoiledConfig: Spoil = (call, { layer }, draw) => {
  const { options } = definitionOf(layer)
  const { config } = call
  const wrong = Object.entries(options).flatMap(([name, option]) => {
    const values = option.samples.wrong.filter((value) => !Number.isNaN(value) && !Number.isNaN([value].flat()[0]))
    return values.length > 0 ? [[name, draw.pick(values)] as const] : []
  })
  if (wrong.length === 0 || draw.chance(0.2)) return { ...call, config: misspelt(config, options, draw) }
  const [name, value] = draw.pick(wrong)
  return { ...call, config: { ...config, [name]: value } }
}
function misspelt(config: Config, options: Options, draw: Draw): Config {
  const names = Object.keys(options).filter((name) => !isRequired(options[name]!))
  const name = draw.pick(names)
  const at = draw.int(0, name.length - 1)
  const other = draw.pick([name.slice(0, at) + name.slice(at + 1), snake(name), `${name}s`, 'other'])
  return other in options || other === '' ? { ...config, other: true } : { ...config, [other]: true }
}
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** Something that the layer does not take beside the input. */
const spoiledOptions: Spoil = (call, { layer }, draw) => {
  const { mask, initialState } = definitionOf(layer)
  const state = new TensorArg([draw.size(), draw.size()], 'float32', 'either')
  const choices = [
    ...(mask === undefined ? [{ mask: drawMask(call.input, draw) }] : []),
    ...(initialState === undefined ? [{ initialState: [state, state] }] : []),
  ]
  return choices.length === 0 ? undefined : { ...call, options: { ...call.options, ...draw.pick(choices) } }
}

/** Half of them valid, half near misses, a quarter of these with two mistakes. */
export function collectCalls(samples: LayerSamples, count: number, seed: number): LayerSample[] {
  const draw = new Draw(seedOf(samples.layer, seed))
  const found: LayerSample[] = []
  const left = { valid: Math.floor(count / 2), invalid: Math.ceil(count / 2) }
  const seen = new Map(samples.messages.map((code) => [code, 0]))
  const take = (call: LayerCall, mistakes: number): void => {
    const answer = layerAnswer(samples.layer, call)
    if (!isTaken(answer) && onlyWhenRun.includes(answer.name)) return
    if (isTaken(answer) ? left.valid <= 0 : left.invalid <= 0 && (seen.get(answer.name) ?? 1) > 0) return
    if (isTaken(answer)) left.valid--
    else {
      left.invalid--
      seen.set(answer.name, (seen.get(answer.name) ?? 0) + 1)
    }
    found.push({ ...call, samples, answer, mistakes })
  }
  const isLacking = () => left.invalid > 0 || samples.messages.some((code) => seen.get(code) === 0)
  for (let tries = 0; tries < 60 * count && (left.valid > 0 || isLacking()); tries++) {
    const call = drawCall(samples, draw)
    assertValid(samples, call)
    if (draw.chance(1 / 3)) take(call, 0)
    const first = draw.pick([spoiledInput, spoiledInput, spoiledConfig, spoiledOptions])(call, samples, draw)
    if (first === undefined) continue
    const twice = draw.chance(1 / 4) ? draw.pick([spoiledInput, spoiledConfig])(first, samples, draw) : undefined
    // What a call is given beside its input the run asks before the input.
    if (twice !== undefined && twice.options === call.options) take(twice, 2)
    else take(first, 1)
  }
  return found
}
function assertValid({ layer }: LayerSamples, call: LayerCall): void {
  const answer = layerAnswer(layer, call)
  if (!isTaken(answer)) throw new Error(`the sample ${layerText(layer, call)} is not valid: ${answer.message}`)
}

/** Calls with sizes that are numbers. */
export function knownCalls(samples: LayerSamples, count: number, seed: number, largest?: number): LayerCall[] {
  const draw = new Draw(seedOf(samples.layer, seed), { known: true, ...(largest !== undefined && { largest }) })
  return Array.from({ length: count }, () => {
    const call = drawCall(samples, draw)
    const eager = (arg: TensorArg) => new TensorArg(arg.shape, arg.dtype, 'eager', arg.below)
    return { ...call, input: call.input instanceof TensorArg ? eager(call.input) : listed(call.input).map(eager) }
  })
}
