import type { Spec } from '../graph/node.js'
import { argument } from '../options/argument.js'
import { flag } from '../options/flag.js'
import type { JsonObject } from '../options/json.js'
import { configure, optional } from '../options/option.js'
import { text } from '../options/text.js'
import { isCallable, isRecord } from '../shape/given.js'
import { showValue } from '../shape/show.js'
import type { AnyTensor } from '../tensor.js'
import type { LayerDefinition, WeightSpecs } from './definition.js'
import type { Specs } from './own.js'

// What a layer of a user's own is made of, checked.

type Inputs = (...x: never[]) => AnyTensor | readonly AnyTensor[]
const wrongFunction = (given: unknown, name: string) =>
  isCallable(given) ? undefined : `${name} is a function, got ${showValue(given)}`
const wrongRecord = (given: unknown, name: string) =>
  isRecord(given) ? undefined : `${name} is an object, got ${showValue(given)}`

const specs = () =>
  argument<Specs<WeightSpecs>>((given, name) => (isCallable(given) ? undefined : wrongSpecs(given, name)))
const options = {
  kind: text('layer'),
  name: text(),
  trainable: flag(true),
  weights: optional(specs()),
  states: optional(specs()),
  mask: optional(argument<NonNullable<LayerDefinition['mask']>>(wrongFunction)),
  config: optional(argument<JsonObject>(wrongRecord)),
  call: argument<(context: never) => Inputs>(wrongFunction),
}
type SpecsName = 'weights' | 'states'

/** @throws TypeError the sentence of the first mistake */
export function readOwn(config: { readonly kind?: unknown }) {
  return configure(typeof config?.kind === 'string' && config.kind !== '' ? config.kind : 'layer', options, config)
}

function wrongSpecs(given: unknown, name: string): string | undefined {
  if (!isRecord(given)) return `${name} are a record, or a function that makes one, got ${showValue(given)}`
  const foreign = Object.entries(given).find(
    ([, spec]) => spec !== undefined && !(isRecord(spec) && 'initializer' in spec),
  )
  if (foreign !== undefined) return `${name} are made by tf.weight, but '${foreign[0]}' is ${showValue(foreign[1])}`
  if (name !== 'states') return undefined
  const kept = Object.entries(given as WeightSpecs).find(([, spec]) => spec?.regularizer ?? spec?.constraint)
  return kept && `the state '${kept[0]}' is not trained: it takes no regularizer and no constraint`
}
/** The weights or states for these inputs. */
export function specsFor(
  kind: string,
  name: SpecsName,
  given: Specs<WeightSpecs> | undefined,
  inputs: Spec | readonly Spec[],
): WeightSpecs {
  if (typeof given !== 'function') return given ?? {}
  const made = given(inputs as readonly Spec[])
  const wrong = wrongSpecs(made, name)
  if (wrong !== undefined) throw new TypeError(`${kind}: ${wrong}`)
  return made
}
/** What `call` has returned. */
export function functionOf(kind: string, made: Inputs): Inputs {
  const wrong = wrongFunction(made, "what 'call' returns")
  if (wrong !== undefined) throw new TypeError(`${kind}: ${wrong}`)
  return made
}
