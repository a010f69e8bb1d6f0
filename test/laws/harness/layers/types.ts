/** The types of layers against their runs: writes calls as one file, compiles it, and compares what the compiler says. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { outputsText, resultKind } from '../call.js'
import { cache, compile, root, type Compiler, type Diagnostic } from '../compile.js'
import { twinsHeader } from '../twins.js'
import { isTaken, type LayerSample } from './calls.js'
import { listed, type LayerSamples } from './samples.js'
import { layerText, written, Writer, type Line, type Place } from './text.js'

function lineOf(sample: LayerSample, index: number): Line {
  const { samples, answer, input } = sample
  const writer = new Writer()
  writer.add(`export const s${index} = () => { `)
  const places = written(samples.layer, sample, writer)
  if (isTaken(answer)) {
    writer.add(`; is<Is<typeof r, ${outputsText(answer.outputs, resultKind(listed(input)))}>>()`)
  } else if (answer.at === 'input') writer.add('; is<Quiet<typeof r>>()')
  writer.add(' }')
  return { text: writer.text, ...places }
}

/** Every line on which the types and the run differ. */
export async function layerDisagreements(
  samples: readonly LayerSample[],
  which: readonly Compiler[] = ['5.9', '7'],
): Promise<string[]> {
  mkdirSync(cache, { recursive: true })
  const file = join(cache, 'layer-types.ts')
  const top = twinsHeader(relative(cache, join(root, 'src')))
  const lines = samples.map(lineOf)
  writeFileSync(file, top + lines.map(({ text }) => text).join('\n') + '\n')
  const first = top.split('\n').length
  const results = await Promise.all(
    which.map(async (compiler) => {
      const found = await compile(compiler, file)
      for (let line = 1; line < first; line++) {
        for (const { message } of found.get(line) ?? []) throw new Error(`${compiler}, line ${line}: ${message}`)
      }
      return samples.flatMap((sample, index) => {
        const wrong = verdict(sample, lines[index]!, found.get(first + index) ?? [])
        if (wrong === undefined) return []
        const { answer } = sample
        const said = isTaken(answer) ? 'takes it' : `"${answer.message}"`
        const text = layerText(sample.samples.layer, sample)
        return [
          `${text}\n  run: ${said}\n  TypeScript ${compiler}: ${wrong}\n  ${relative(root, file)}:${first + index}`,
        ]
      })
    }),
  )
  return results.flat()
}

/** What is taken has no diagnostic; what is refused a single line, at what is to blame, with the exact sentence. */
function verdict({ answer, mistakes }: LayerSample, line: Line, found: readonly Diagnostic[]): string | undefined {
  const all = found.map(({ code, message, more }) => `${code} ${message}${more}`).join('\n    ')
  if (isTaken(answer)) return found.length === 0 ? undefined : all
  const [only] = found
  if (only === undefined) return 'no error'
  // Of a config with two mistakes the compiler shows both.
  if (found.length > mistakes) return `${found.length} errors\n    ${all}`
  if (!only.message.includes(`'${JSON.stringify(answer.message)}'`)) return all
  if (only.more !== '') return `more than one line: ${all}`
  const isThere = ({ start, end }: Place) => only.column >= start && only.column < end
  const { at, name, index } = answer
  const places =
    at !== 'input' ? [line[at][name]!]
    : index !== undefined ? [line.input[index]!]
    : [spanOf(line.input)]
  return places.some(isThere) ? undefined : `at column ${only.column}, not where ${at} ${name} is: ${all}`
}
function spanOf(places: readonly Place[]): Place {
  return { start: places[0]!.start - 1, end: places.at(-1)!.end + 1 }
}

/** Sentences about inputs that no sample of a layer has reached, and those that are not listed. */
export function layerGaps({ layer, messages }: LayerSamples, samples: readonly LayerSample[]): string[] {
  const seen = new Set(
    samples.flatMap(({ answer }) => (!isTaken(answer) && answer.at === 'input' ? [answer.name] : [])),
  )
  // Those of `inputShape` are common to all.
  const unknown = [...seen].filter((code) => !messages.includes(code) && !code.startsWith('other'))
  return [
    ...messages.filter((code) => !seen.has(code)).map((code) => `${layer}: no sample gives ${code}`),
    ...unknown.map((code) => `${layer}: ${code} is not among the messages of its samples`),
  ]
}
