/** The digits model in headless Chromium: on wasm, with threads and without, and on webgl. Node gives the same numbers. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { kernels } from '../../src/kernels.js'
import { root } from '../support/packed.js'
import { browser, visit } from './support/chromium.js'
import { train, type Digits, type Trained } from './support/digits.js'

// On webgl the gradient of max pooling grows with the square of the batch, and it is drawn in software here.
const batchSize = 2
const digits = firstDigits(8)
let script = ''
let expected: Trained
beforeAll(async () => {
  if (browser === undefined) return
  const { outputFiles } = await build({
    entryPoints: [join(root, 'test/browser/support/page.ts')],
    alias: { tupleflow: join(root, 'src/index.ts') },
    ...{ bundle: true, format: 'esm', write: false, logLevel: 'error' },
  })
  script = outputFiles[0]!.text
  expected = await train('wasm', digits, batchSize)
})

/** Law 4's: it is the same module, but numbers drawn in JavaScript may differ in their last bits between versions of V8. */
const onWasm = 1e-5
/** Shaders sum in another order, and their functions and quotients need not be exact; a step of Adam carries that on. */
const onWebgl = 1e-4

describe.skipIf(browser === undefined)('the same numbers as in Node', { timeout: 120_000 }, () => {
  test.each([
    { page: 'a page', isolated: false, module: 'tfjs-backend-wasm-simd.wasm' },
    {
      page: 'a cross-origin isolated page, with threads',
      isolated: true,
      module: 'tfjs-backend-wasm-threaded-simd.wasm',
    },
  ])('on wasm, in $page', async ({ isolated, module }) => {
    const found = await inPage({ backend: 'wasm', isolated })
    expect(found).toMatchObject({ isolated, wasm: [`/${module}`], left: 0 })
    expect(ways(found)).toEqual(["the exports of 'wasm'"])
    expectSame(found, onWasm)
  })
  test('on webgl, through its kernels', async () => {
    const found = await inPage({ backend: 'webgl' })
    console.log(`of ${Object.keys(kernels).length} kernels webgl lacks: ${found.missing.join(', ') || 'none'}`)
    expect(found.left).toBe(0)
    expect(ways(found)).toEqual(["the kernels of 'webgl'"])
    for (const kernel of ['FusedConv2D', 'Softmax']) expect(places(found, kernel)).toEqual(['webgl'])
    expectSame(found, onWebgl)
  })
  test('on a webgl that lacks kernels, which run on cpu', async () => {
    const lacking = ['ScatterNd', 'Softmax', '_FusedMatMul']
    const found = await inPage({ backend: 'webgl', lacking })
    expect(found.missing).toEqual(expect.arrayContaining(lacking))
    expect(found.left).toBe(0)
    for (const kernel of lacking) expect(places(found, kernel)).toEqual(['cpu'])
    expect(places(found, 'FusedConv2D')).toEqual(['webgl'])
    expectSame(found, onWebgl)
  })
})

/** How plans ran: the ends of their first lines. */
function ways({ plans }: Trained): string[] {
  return [...new Set(plans.flatMap((line) => /^\d+ steps in each run.*, through ([^;]*)/.exec(line)?.[1] ?? []))]
}
/** Where the steps of a kernel ran. */
function places({ plans }: Trained, kernel: string): string[] {
  const rows = plans.map((line) => line.split(/\s+/)).filter((words) => words.includes(kernel))
  return [...new Set(rows.flatMap((words) => ['cpu', 'webgl'].filter((place) => words.includes(place))))]
}
/** The loss of each step, and all predictions, to a share of the largest. */
function expectSame({ losses, predictions }: Trained, tolerance: number): void {
  expect(losses).toHaveLength(digits.labels.length / batchSize)
  expect(predictions).toHaveLength(digits.labels.length * 10)
  const apart = {
    losses: difference(losses, expected.losses),
    predictions: difference(predictions, expected.predictions),
  }
  console.log(`furthest apart: losses ${apart.losses}, predictions ${apart.predictions}`)
  expect(Math.max(apart.losses, apart.predictions)).toBeLessThanOrEqual(tolerance)
}
function difference(found: readonly number[], expected: readonly number[]): number {
  const largest = Math.max(...expected.map(Math.abs))
  return Math.max(...found.map((number, i) => Math.abs(number - expected[i]!))) / largest
}

interface Asked {
  readonly backend: string
  readonly isolated?: boolean
  /** The kernels that are taken from the backend. */
  readonly lacking?: readonly string[]
}
async function inPage({ backend, isolated = false, lacking = [] }: Asked) {
  const server = await serve(isolated)
  const { port } = server.address() as AddressInfo
  try {
    return await visit(
      `http://localhost:${port}/`,
      async (page, { errors }) => {
        await page.waitForFunction("typeof train === 'function'")
        const call = <T>(name: string, ...args: readonly unknown[]) =>
          page.evaluate<T>(`${name}(...${JSON.stringify(args)})`)
        await call('remove', backend, lacking)
        const trained = await call<Trained>('train', backend, digits, batchSize)
        const missing = await call<string[]>('missingOn', backend, Object.keys(kernels))
        expect(errors).toEqual([])
        return { ...trained, missing, isolated: await page.evaluate<boolean>('crossOriginIsolated') }
      },
      backend === 'webgl',
    )
  } finally {
    server.close()
  }
}

/** A page with the script; the wasm files lie beside it. */
async function serve(isolated: boolean): Promise<Server> {
  const modules = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  const page = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'
  const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
  const server = createServer(({ url }, response) => {
    const [type, body] =
      url === '/' ? ['text/html', page]
      : url === '/page.js' ? ['text/javascript', script]
      : ['application/wasm', readFileSync(join(modules, '..', url!))]
    response.writeHead(200, { 'Content-Type': type, ...(isolated && isolation) }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return server
}

/** The same digits each time, of all classes in turn. */
function firstDigits(count: number): Digits {
  const require = createRequire(import.meta.url)
  const labels = Array.from({ length: count }, (_, i) => i % 10)
  const images = labels.flatMap((label, i) => {
    const { data } = require(`mnist/src/digits/${label}.json`) as { readonly data: readonly number[] }
    const row = Math.floor(i / 10)
    return data.slice(row * 784, (row + 1) * 784)
  })
  return { images, labels }
}
