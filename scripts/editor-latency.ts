/**
 * How long an editor waits on models of 100 layers: from an edit to its diagnostics, for a hover, and for what is offered,
 * through the language servers of TypeScript 7 and 5.9.
 *
 *   npm run build && npx tsx scripts/editor-latency.ts
 *
 * Milliseconds are printed, never asserted.
 */
import { join } from 'node:path'
import { root, type Compiler } from '../test/laws/harness/compile.js'
import { startEditor, workspace, type Editor } from '../test/editor/harness/servers.js'

const edits = 15
interface Program {
  readonly name: string
  text(size: number): string
  readonly good: number
  readonly bad: number
}
/** Two nets of 100 layers: a residual one, and one in which every size is different. */
const programs: readonly Program[] = [
  { name: 'residual, 100 layers', text: residual, good: 16, bad: 17 },
  { name: 'all sizes different, 100 layers', text: different, good: 550, bad: 551 },
]
function residual(size: number): string {
  const lines = ["import * as tf from 'tupleflow'", 'const x0 = tf.input({ shape: [32, 32, 16] })']
  for (let i = 1; i <= 50; i++) {
    const filters = i === 25 ? size : 16
    lines.push(
      `const c${i} = tf.layers.conv2d({ filters: ${filters}, kernelSize: 3, padding: 'same' })(x${i - 1})`,
      `const x${i} = tf.relu(tf.add(x${i - 1}, c${i}))`,
    )
  }
  return lines.join('\n')
}
function different(size: number): string {
  const lines = ["import * as tf from 'tupleflow'", 'const x0 = tf.input({ shape: [784] })']
  for (let i = 1; i <= 100; i++) {
    const units = i === 50 ? size : 900 - 7 * i
    lines.push(`const x${i} = tf.layers.dense({ units: ${units} })(x${i - 1})`)
  }
  return [...lines, 'tf.add(x50, tf.zeros([1, 550]))'].join('\n')
}

async function timed<T>(body: () => Promise<T>): Promise<[milliseconds: number, result: T]> {
  const start = performance.now()
  const result = await body()
  return [performance.now() - start, result]
}
function shown(name: string, values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  const percentile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return `${name} ${percentile(0.5).toFixed(0)} / ${percentile(0.95).toFixed(0)} ms`
}

async function measure(editor: Editor, { name, text, good, bad }: Program): Promise<string> {
  const checked = (size: number) =>
    timed(() => {
      editor.change(text(size))
      return editor.diagnostics()
    })
  const [first, clean] = await checked(good)
  if (clean.length > 0) throw new Error(`${name}: unexpected ${clean[0]}`)
  const [diagnostics, hovers, completions]: number[][] = [[], [], []]
  for (let i = 0; i < edits; i++) {
    const [wrong, messages] = await checked(bad)
    if (messages.length === 0) throw new Error(`${name}: the wrong size was not found`)
    const [right] = await checked(good)
    diagnostics!.push(wrong, right)
    hovers!.push((await timed(() => editor.hover({ line: i + 60, character: 7 })))[0])
    const typed = `tf.layers.dense({ units: ${i + 1}, activation: '`
    editor.change(`${text(good)}\n${typed}' })`)
    const position = { line: text(good).split('\n').length, character: typed.length }
    const [took, names] = await timed(() => editor.completions(position))
    if (!names.includes('relu')) throw new Error(`${name}: no names were offered`)
    completions!.push(took)
  }
  const columns = [shown('edit', diagnostics!), shown('hover', hovers!), shown('completion', completions!)]
  return [`first ${first.toFixed(0)} ms`, ...columns].join('  ')
}

console.log('median / 95th percentile; a completion comes right behind an edit\n')
const { file, remove } = workspace(join(root, 'dist/index.d.ts'))
for (const program of programs) {
  for (const compiler of ['7', '5.9'] satisfies Compiler[]) {
    const editor = await startEditor(compiler, file)
    console.log(`TypeScript ${compiler.padEnd(4)}${program.name.padEnd(32)} ${await measure(editor, program)}`)
    editor.stop()
  }
}
remove()
