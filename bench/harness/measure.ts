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
  /** What the first run takes longer than a later one, in later ones; and that of another such model, later. */
  readonly first: { readonly cold: number; readonly warm: number }
}

const usual: Blocks = { count: 11, milliseconds: 120 }
/** How long code runs before it is timed: the compilers of the machine have then done their work. */
const warmUp = 400

/** Checks that all give the same numbers, then times them in turns. */
export async function measure(row: Row, blocks = usual): Promise<RowResult> {
  const entries = [row.ours, ...row.peers]
  const contestants: Contestant[] = []
  const firstRuns: number[] = []
  for (const entry of entries) {
    await useBackend(entry.backend ?? 'wasm')
    const contestant = await entry.build()
    contestants.push(contestant)
    firstRuns.push(await time(contestant, 1))
  }
  const turn = async (i: number) => {
    const { backend = 'wasm' } = entries[i]!
    await useBackend(backend)
    return contestants[i]!
  }

  const numbers: Awaited<ReturnType<Contestant['numbers']>>[] = []
  for (const i of entries.keys()) numbers.push((await (await turn(i)).numbers()).map((each) => Float32Array.from(each)))
  const iterations: number[] = []
  for (const i of entries.keys()) iterations.push(await iterationsFor(await turn(i), blocks.milliseconds))

  const times = entries.map((): number[] => [])
  for (let block = 0; block < blocks.count; block++) {
    for (const k of entries.keys()) {
      // Each begins a round in its turn.
      const i = (k + block) % entries.length
      const contestant = await turn(i)
      // After a change of backends all have to find their feet again.
      if (row.peers.some(({ backend }) => backend !== undefined) && i === 0) await contestant.run()
      times[i]!.push((await time(contestant, iterations[i]!)) / iterations[i]!)
    }
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
    first: {
      cold: firstRuns[0]! / median(ours!) - 1,
      warm: (await firstRun(row.ours)) / median(ours!) - 1,
    },
  }
}

async function time(contestant: Contestant, iterations: number): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < iterations; i++) {
    const result = contestant.run()
    if (result instanceof Promise) await result
  }
  return performance.now() - start
}

/** Runs until it is warm; tells how many iterations fill a block. */
async function iterationsFor(contestant: Contestant, milliseconds: number): Promise<number> {
  let [last, total, iterations] = [0, 0, 1]
  while (true) {
    last = await time(contestant, iterations)
    total += last
    if (total >= warmUp) break
    if (last < milliseconds) iterations *= 2
  }
  return Math.max(1, Math.ceil((milliseconds / last) * iterations))
}

/** The first run of a new model in a process that has run its like. */
async function firstRun(entry: Entry): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 3; i++) {
    await useBackend('wasm')
    times.push(await time(await entry.build(), 1))
  }
  return median(times)
}
