/** Programs as data: lines of TypeScript that can be run, watched, compiled and shown. */

export interface Line {
  readonly text: string
  /**
   * What a refusal of the line means. `call`: it must fail when it runs. `loose`: unions and widened values take part, of
   * which TypeScript has sentences of its own; ours still means that it must fail. `free`: an assignment or an annotation,
   * which may be refused for its type alone. `frame`: nothing can be refused.
   */
  readonly kind: 'call' | 'loose' | 'free' | 'frame'
  /** Names of values that are known behind it. */
  readonly sees: readonly string[]
}
export interface Program {
  readonly lines: readonly Line[]
}

/** What all programs have: conditions that the compiler does not know, and functions of functions. */
export const prelude = [
  'const yes = [true][0] as boolean',
  'const no = [false][0] as boolean',
  'const through = <A, B>(f: (x: A) => B, x: A): B => f(x)',
  'const twice = <A,>(f: (x: A) => A, x: A): A => f(f(x))',
]

/** All names in programs end in a number that no other one has. */
export const namesIn = (text: string): readonly string[] => text.match(/\b[a-zA-Z]+\d+\b/g) ?? []
/** The name that a line declares or changes. */
export function madeBy(text: string): string | undefined {
  return /^(?:(?:const|let|function|class|readonly) |this\.)?([a-zA-Z]+\d+)\b/.exec(text)?.[1]
}
/** The lines that those with something wrong need, with what is wrong behind them. */
export function shown({ lines }: Program, said: ReadonlyMap<number, string>): string {
  const kept = neededLines(lines, [...said.keys()])
  return lines
    .flatMap(({ text }, i) => (kept.has(i) ? [`    ${text}${said.has(i) ? `   // ${said.get(i)}` : ''}`] : []))
    .join('\n')
}
function neededLines(lines: readonly Line[], wrong: readonly number[]): Set<number> {
  const kept = new Set<number>()
  const names = new Set<string>()
  const blocks = blocksOf(lines)
  const keep = (i: number) => {
    kept.add(i)
    for (const name of namesIn(lines[i]!.text)) names.add(name)
  }
  const isNeeded = (text: string) => {
    const made = madeBy(text)
    return made !== undefined && names.has(made)
  }
  for (const i of wrong) keep(i)
  for (let i = lines.length - 1; i >= 0; i--) {
    if (isNeeded(lines[i]!.text)) keep(i)
    const block = blocks.find(({ start, end }) => i > start && i <= end)
    if (block === undefined) continue
    // A block that is called behind here is kept whole, else what frames it.
    const isCalled = isNeeded(lines[block.start]!.text)
    if (isCalled || (wrong.some((each) => each > block.start && each < block.end) && lines[i]!.kind === 'frame'))
      keep(i)
    if (isCalled || kept.has(i)) keep(block.start)
  }
  return kept
}
/** From the line that opens a block to the one that closes it. */
export function blocksOf(lines: readonly Line[]): { readonly start: number; readonly end: number }[] {
  const open: number[] = []
  const found: { start: number; end: number }[] = []
  for (const [i, { text, kind }] of lines.entries()) {
    if (kind !== 'frame') continue
    if (text === '}') found.push({ start: open.pop()!, end: i })
    else if (text.endsWith('{')) open.push(i)
  }
  return found.filter((block) => !found.some(({ start, end }) => start < block.start && end > block.end))
}
