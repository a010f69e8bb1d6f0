import { useBackend } from './backends.js'
import type { Blocks, Contestant, Entry, Row } from './row.js'
import { median, spread, type Spread } from './statistics.js'
import { deviation } from './values.js'

export interface PeerResult {
  readonly name: string
  readonly milliseconds: Spread
  /** Its time over ours. */
  readonly ratio: Spread
  readonly deviation: number
}
export interface RowResult {
  readonly name: string
  readonly target: number
  readonly tolerance: number
  readonly flops: number | undefined
  readonly milliseconds: Spread
  readonly peers: readonly PeerResult[]
  /** In runs: what making the plan of another such model takes, its first call, and the first call in the process. */
  readonly first: { readonly making: number; readonly call: number; readonly cold: number }
}

/** In milliseconds. */
type Clock = () => number

const usual: Blocks = { builds: 3, count: 5, milliseconds: 120 }
/** How long code runs before it is timed: the compilers of the machine have then done their work. */
const warmUp = 400

/** Checks that all give the same numbers, then times them in turns. */
export async function measure(row: Row, blocks = usual, clock = () => performance.now()): Promise<RowResult> {
  const entries = [row.ours, ...row.peers]
  const times = entries.map((): number[] => [])
  let contestants = await builtAll(entries, clock)
  const cold = contestants[0]!.first
  const numbers: Float32Array[][] = []
  for (const { entry, contestant } of contestants) {
    await useBackend(entry.backend ?? 'wasm')
    numbers.push((await contestant.numbers()).map((each) => Float32Array.from(each)))
  }
  for (let build = 0; build < blocks.builds; build++) {
    if (build > 0) contestants = await builtAll(entries, clock)
    await timeInTurns(contestants, blocks, times, clock)
  }
  const [ours, ...others] = times
  return {
    name: row.name,
    target: row.target,
    tolerance: row.tolerance,
    flops: row.flops,
    milliseconds: spread(ours!),
    peers: row.peers.map(({ name }, i) => ({
      name,
      milliseconds: spread(others[i]!),
      ratio: spread(others[i]!.map((theirs, block) => theirs / ours![block]!)),
      deviation: deviation(numbers[0]!, numbers[i + 1]!),
    })),
    first: { ...(await firstCalls(row.ours, median(ours!), clock)), cold: cold / median(ours!) },
  }
}

interface Built {
  readonly entry: Entry
  readonly contestant: Contestant
  /** What its first run took. */
  readonly first: number
}
async function builtAll(entries: readonly Entry[], clock: Clock): Promise<Built[]> {
  const built: Built[] = []
  for (const entry of entries) {
    await useBackend(entry.backend ?? 'wasm')
    const contestant = await entry.build()
    built.push({ entry, contestant, first: await time(contestant, 1, clock) })
  }
  return built
}

/** Adds the times of one iteration, a block each. */
async function timeInTurns(
  built: readonly Built[],
  blocks: Blocks,
  times: readonly number[][],
  clock: Clock,
): Promise<void> {
  const turn = async (i: number) => {
    const { entry, contestant } = built[i]!
    await useBackend(entry.backend ?? 'wasm')
    return contestant
  }
  const iterations: number[] = []
  for (const i of built.keys()) iterations.push(await iterationsFor(await turn(i), blocks.milliseconds, clock))
  for (let block = 0; block < blocks.count; block++) {
    for (const k of built.keys()) {
      // Each begins a round in its turn.
      const i = (k + block) % built.length
      const contestant = await turn(i)
      // After a change of backends all have to find their feet again.
      if (built.some(({ entry }) => entry.backend !== undefined) && i === 0) await contestant.run()
      times[i]!.push((await time(contestant, iterations[i]!, clock)) / iterations[i]!)
    }
  }
}

async function time(contestant: Contestant, iterations: number, clock: Clock): Promise<number> {
  const start = clock()
  for (let i = 0; i < iterations; i++) {
    const result = contestant.run()
    if (result instanceof Promise) await result
  }
  return clock() - start
}

/** Runs until it is warm; tells how many iterations fill a block. */
async function iterationsFor(contestant: Contestant, milliseconds: number, clock: Clock): Promise<number> {
  let [last, total, iterations] = [0, 0, 1]
  while (true) {
    last = await time(contestant, iterations, clock)
    total += last
    if (total >= warmUp) break
    if (last < milliseconds) iterations *= 2
  }
  return Math.max(1, Math.ceil((milliseconds / last) * iterations))
}

/** What new models cost in a process that has run their like, in runs. */
async function firstCalls(entry: Entry, run: number, clock: Clock): Promise<{ making: number; call: number }> {
  const [calls, makings]: number[][] = [[], []]
  for (let i = 0; i < 7; i++) {
    await useBackend('wasm')
    const contestant = await entry.build()
    calls!.push((await time(contestant, 1, clock)) / run)
    makings!.push(making(contestant) / run)
  }
  return { making: median(makings!), call: median(calls!) }
}
/** What its plans took to make, in milliseconds, as their printout tells. */
function making({ model }: Contestant): number {
  const times: number[] = []
  model?.printPlans((line) => {
    const found = /; made in ([\d.]+) ms$/.exec(line)
    if (found !== null) times.push(Number(found[1]))
  })
  if (model !== undefined && times.length === 0) throw new Error('no plan tells what it took to make it')
  return times.reduce((sum, each) => sum + each, 0)
}
