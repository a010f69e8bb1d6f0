import { argText, plainText, TensorArg } from '../call.js'
import type { CallOption, LayerCall } from './calls.js'
import { listed } from './samples.js'

/** From the first column to the one after the last. */
export interface Place {
  readonly start: number
  readonly end: number
}
export interface Line {
  readonly text: string
  readonly config: { readonly [option: string]: Place }
  /** Of each tensor. */
  readonly input: readonly Place[]
  readonly call: { readonly [option: string]: Place }
}

const optionText = (value: CallOption): string =>
  value instanceof TensorArg ? argText(value)
  : Array.isArray(value) ? `[${value.map(optionText).join(', ')}]`
  : String(value)

/** Writes text, and knows where it is. */
export class Writer {
  text = ''
  add(text: string): Place {
    const start = this.text.length + 1
    this.text += text
    return { start, end: this.text.length + 1 }
  }
  record<T>(record: { readonly [name: string]: T }, write: (value: T) => string): { readonly [name: string]: Place } {
    this.add('{ ')
    const places = Object.entries(record).map(([name, value], i) => {
      if (i > 0) this.add(', ')
      return [name, this.add(`${name}: ${write(value)}`)] as const
    })
    this.add(' }')
    return Object.fromEntries(places)
  }
}
export function written(layer: string, { config, input, options }: LayerCall, writer: Writer): Omit<Line, 'text'> {
  writer.add(`const layer = tf.layers.${layer}(`)
  const inConfig = writer.record(config, plainText)
  writer.add('); const r = layer(')
  const isList = !(input instanceof TensorArg)
  if (isList) writer.add('[')
  const places = listed(input).map((each, i) => {
    if (i > 0) writer.add(', ')
    return writer.add(argText(each))
  })
  if (isList) writer.add(']')
  let inCall = {}
  if (Object.keys(options).length > 0) {
    writer.add(', ')
    inCall = writer.record(options, optionText)
  }
  writer.add(')')
  return { config: inConfig, input: places, call: inCall }
}
/** A call as TypeScript. */
export function layerText(layer: string, call: LayerCall): string {
  const writer = new Writer()
  written(layer, call, writer)
  return writer.text
}
