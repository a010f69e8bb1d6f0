/** The Vite example in headless Chromium, against the packed library. Nothing tells Vite where the `.wasm` is. */
import { spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { install, npm, pack, root, temporaryFolder, write } from '../support/packed.js'
import { browser, visit } from './support/chromium.js'

const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

const isolatedConfig = 'isolated.config.mjs'
const project = temporaryFolder()
beforeAll(() => {
  if (browser === undefined) return
  const { tarball } = pack(project)
  for (const file of ['index.html', 'main.ts', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, 'examples/vite', file), join(project, file))
  }
  write(project, isolatedConfig, `const headers = ${JSON.stringify(isolation)}\nexport default { server: { headers } }`)
  npm(project, 'pkg', 'set', `dependencies.tupleflow=file:${tarball}`)
  install(project)
  npm(project, 'run', 'build')
}, 300_000)

const log = /^backend wasm\nloss 0\.\d+ at first, 0\.\d+ after 10 epochs\n$/
const logs = new Set<string>()
test.skipIf(browser === undefined).each([
  { page: 'a production bundle', command: 'preview', isolated: false, module: /wasm-simd/ },
  // The backend's threads do not survive the minifier.
  { page: 'a production bundle, cross-origin isolated,', command: 'preview', isolated: true, module: /wasm-simd/ },
  { page: 'the development server', command: 'dev', isolated: false, module: /wasm-simd/ },
  { page: 'the development server, cross-origin isolated,', command: 'dev', isolated: true, module: /threaded-simd/ },
])('$page trains on wasm', { timeout: 120_000 }, async ({ command, isolated, module }) => {
  const server = await serve(command, isolated)
  try {
    const seen = await visit(server.address, async (page, { errors }) => {
      const isDone = async () => (await page.title()).endsWith('trained') || errors.length > 0
      for (const end = Date.now() + 30_000; Date.now() < end && !(await isDone());) await page.waitForTimeout(100)
      return {
        title: await page.title(),
        log: await page.textContent('#log'),
        isolated: await page.evaluate<boolean>('crossOriginIsolated'),
      }
    })
    expect(seen).toMatchObject({ title: 'trained', errors: [], isolated })
    expect(seen.log).toMatch(log)
    expect(seen.wasm).toEqual([expect.stringMatching(module)])
    // With threads and without, the numbers are the same.
    expect(logs.add(seen.log!).size).toBe(1)
    console.log(`${seen.log}${seen.wasm[0]}`)
  } finally {
    server.stop()
  }
})

/** Vite's own server, on a free port. */
async function serve(command: string, isolated: boolean): Promise<{ readonly address: string; stop(): void }> {
  const { NODE_ENV: _, ...env } = process.env
  const config = isolated ? ['--config', isolatedConfig] : []
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', command, ...config], {
    cwd: project,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    vite.stdout.on('data', (chunk) => {
      output += chunk
      const found = /Local:\s+(http\S+)/.exec(output)
      if (found !== null) resolve(found[1]!)
    })
    vite.once('exit', () => reject(new Error(`vite ${command} ended: ${output}`)))
  })
  return { address, stop: () => vite.kill() }
}
