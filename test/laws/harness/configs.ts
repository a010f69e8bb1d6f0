/** Laws of whatever is a definition: its config goes to a file and comes back, and what is wrong in one is refused. */
import * as callbacks from '../../../src/callbacks/index.js'
import * as layers from '../../../src/layers/index.js'
import { fromConfig, toConfig } from '../../../src/layers/serialization.js'
import { lossKind } from '../../../src/losses/kind.js'
import { metricKind } from '../../../src/metrics/kind.js'
import { optimizerKind } from '../../../src/optimizers/kind.js'
import { constraintKind } from '../../../src/options/constraint.js'
import {
  fromWritten,
  written,
  type Configured,
  type Definition,
  type Makers,
  type Written,
} from '../../../src/options/definition.js'
import { initializerKind } from '../../../src/options/initializer.js'
import type { JsonObject } from '../../../src/options/json.js'
import { isRequired } from '../../../src/options/option.js'
import { regularizerKind } from '../../../src/options/regularizer.js'
import { setSeed } from '../../../src/random.js'
import { scheduleKind } from '../../../src/schedules/kind.js'
import { Draw } from './draw.js'
import { definitionOf, drawConfig, publicLayer, type Config } from './layers/samples.js'
import { seedOf } from './random.js'

/** What a config has made. */
export interface Made {
  readonly kind: string
  getConfig(): JsonObject
}
/** One definition, as the laws need it. */
export interface Defined {
  /** The folder in `src`, and the name of the public function. */
  readonly folder: Folder
  readonly name: string
  readonly definition: Definition
  make(config?: Config): Made
  write(thing: Made): Written
  read(file: Written): Made
}

/** Things that a definition alone makes. */
const kinds = {
  callbacks: { what: 'a callback', makers: callbacks },
  constraints: constraintKind,
  initializers: initializerKind,
  losses: lossKind,
  metrics: metricKind,
  optimizers: optimizerKind,
  regularizers: regularizerKind,
  schedules: scheduleKind,
} as const
export type Folder = keyof typeof kinds | 'layers'

const ofKinds = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((folder): Defined[] => {
  const { what } = kinds[folder]
  const makers = kinds[folder].makers as Makers<Configured>
  return Object.entries(makers).map(([name, make]) => ({
    folder,
    name,
    definition: make.definition,
    make: make as (config?: Config) => Configured,
    write: (thing) => written(thing as Configured, makers),
    read: (file) => fromWritten(what, makers, file),
  }))
})
const ofLayers = Object.keys(layers).map((name): Defined => ({
  folder: 'layers',
  name,
  definition: definitionOf(name),
  make: (config) => publicLayer(name)(config as Config),
  write: (thing) => toConfig(thing as ReturnType<ReturnType<typeof publicLayer>>),
  read: fromConfig,
}))
export const allDefined: readonly Defined[] = [...ofKinds, ...ofLayers]
export const definedIn = (folder: Folder): readonly Defined[] => allDefined.filter((each) => each.folder === folder)

/** A config of what the options say is right; options that exclude each other are drawn again. */
function drawFitting({ name, definition, make }: Defined, draw: Draw, onlyNeeded = false): Config {
  const { options } = definition
  const wanted = Object.entries(options).filter(([, option]) => !onlyNeeded || isRequired(option))
  for (let attempt = 0; attempt < 100; attempt++) {
    const config = drawConfig(Object.fromEntries(wanted), draw)
    try {
      make(config)
      return config
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  throw new Error(`${name}: no config of its samples is right`)
}
function drawConfigs(each: Defined, count: number, seed: number): Config[] {
  const draw = new Draw(seedOf(each.name, seed))
  return Array.from({ length: count }, () => drawFitting(each, draw))
}
export function drawMany(each: Defined, count: number, seed: number): Made[] {
  return drawConfigs(each, count, seed).map((config) => each.make(config))
}

/** What is wrong with the configs of a definition. */
export function checkConfigs(each: Defined, count: number, seed: number): string[] {
  const wrong = [...samplesOf(each), ...roundTrips(each, count, seed), ...refusals(each), ...defaults(each, seed)]
  return wrong.map((text) => `${each.folder}/${each.name}: ${text}`)
}

function samplesOf({ definition }: Defined): string[] {
  return Object.entries(definition.options).flatMap(([name, { samples }]) => [
    ...(samples.right.length > 0 ? [] : [`the option '${name}' has no samples of what is right`]),
    ...(samples.wrong.length > 0 ? [] : [`the option '${name}' has no samples of what is wrong`]),
  ])
}

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
/** A name stands for a thing that has a config of its own. */
const isWritten = (json: unknown) => typeof json === 'object' && json !== null && 'className' in json
function roundTrips(each: Defined, count: number, seed: number): string[] {
  return drawConfigs(each, count, seed).flatMap((config) => {
    const thing = each.make(config)
    const held = thing.getConfig()
    const file = JSON.stringify(each.write(thing))
    const again = each.read(JSON.parse(file) as Written)
    const [before, after] = [thing, again].map((made) => JSON.stringify(made.getConfig()))
    return [
      ...Object.entries(config).flatMap(([name, value]) =>
        !isPlain(value) || held[name] === value || isWritten(held[name]) ?
          []
        : [`${name}: ${JSON.stringify(value)} is held as ${JSON.stringify(held[name])}`],
      ),
      ...(again.kind === thing.kind ? [] : [`${file} comes back as ${again.kind}`]),
      ...(before === after ? [] : [`${before} comes back as ${after}`]),
      ...(JSON.stringify(each.write(again)) === file ?
        []
      : [`${file} is written as ${JSON.stringify(each.write(again))}`]),
    ]
  })
}

/** Options that have to be given, but for one. */
function needed({ definition }: Defined, but?: string): Config {
  const others = Object.entries(definition.options).filter(([name, option]) => name !== but && isRequired(option))
  return Object.fromEntries(others.map(([name, { samples }]) => [name, samples.right[0]]))
}
function refusal(what: () => unknown): string {
  try {
    what()
    return 'nothing'
  } catch (error) {
    return error instanceof TypeError ? error.message : `what is no TypeError: ${String(error)}`
  }
}
/** A sentence begins with whose option it is, and names the option. */
function refusals(each: Defined): string[] {
  const { definition, make } = each
  const refused = (config: Config, option: string) => {
    const said = refusal(() => make(config))
    const isRight = said.startsWith(`${definition.kind}: `) && said.includes(option)
    return isRight ? [] : [`${JSON.stringify(config)} is answered with ${said}`]
  }
  const wrong = Object.entries(definition.options).flatMap(([option, { samples }]) =>
    samples.wrong.flatMap((value) => refused({ ...needed(each, option), [option]: value }, option)),
  )
  const missing = Object.keys(needed(each)).flatMap((option) => [
    ...refused(needed(each, option), option),
    ...refused({ ...needed(each), [option]: null }, option),
  ])
  return [...wrong, ...missing, ...refused({ ...needed(each), thatIsNoOption: 1 }, 'thatIsNoOption')]
}

/** `null` and `undefined` are what stands for nothing. */
function defaults(each: Defined, seed: number): string[] {
  const { definition, make } = each
  const configOf = (config: Config): string => {
    // Seeds are drawn alike; a layer's name is counted.
    setSeed(1)
    const { name: _, ...rest } = make(config).getConfig()
    return JSON.stringify(rest)
  }
  const needed = drawFitting(each, new Draw(seed), true)
  const bare = configOf(needed)
  const optional = Object.entries(definition.options).filter(([, option]) => !isRequired(option))
  return optional.flatMap(([name, { fallback, samples }]) =>
    [null, undefined, ...(samples.right.includes(fallback) ? [fallback] : [])].flatMap((value) => {
      const found = configOf({ ...needed, [name]: value })
      return found === bare ? [] : [`with ${name}: ${String(value)} it is ${found}, without ${bare}`]
    }),
  )
}
