/** The Vite example in headless Chromium, against the packed library. Nothing tells Vite where the `.wasm` is. */
import { spawn } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { install, npm, pack, root, temporaryFolder } from '../support/packed.js'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const browser = [process.env['CHROMIUM'], ...places].find((file) => file !== undefined && existsSync(file))
if (browser === undefined) console.log('not run: there is no Chromium; CHROMIUM=/its/path names one')

const project = temporaryFolder()
beforeAll(() => {
  if (browser === undefined) return
  const { tarball } = pack(project)
  for (const file of ['index.html', 'main.ts', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, 'examples/vite', file), join(project, file))
  }
  npm(project, 'pkg', 'set', `dependencies.tupleflow=file:${tarball}`)
  install(project)
}, 300_000)

test.skipIf(browser === undefined).each([
  ['a production bundle', 'preview'],
  ['the development server', 'dev'],
])('%s trains on wasm', { timeout: 120_000 }, async (_, command) => {
  if (command === 'preview') npm(project, 'run', 'build')
  const server = await serve(command)
  try {
    const seen = await visit(server.address)
    expect(seen).toMatchObject({ title: 'trained', errors: [] })
    expect(seen.log).toMatch(/^backend wasm\nloss 0\.\d+ at first, 0\.\d+ after 10 epochs\n$/)
    expect(seen.wasm).toHaveLength(1)
    console.log(`${seen.log}${seen.wasm[0]}`)
  } finally {
    server.stop()
  }
})

/** Vite's own server, on a free port. */
async function serve(command: string): Promise<{ readonly address: string; stop(): void }> {
  const { NODE_ENV: _, ...env } = process.env
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', command], {
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

async function visit(address: string) {
  const quiet = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((what) => `--disable-${what}`)
  const args = ['--no-sandbox', '--no-first-run', ...quiet]
  const instance = await chromium.launch({ executablePath: browser!, args })
  try {
    const page = await instance.newPage()
    const errors: string[] = []
    const wasm: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('response', (response) => {
      if (response.url().endsWith('.wasm')) wasm.push(new URL(response.url()).pathname)
    })
    await page.goto(address)
    const isDone = async () => (await page.title()).endsWith('trained') || errors.length > 0
    for (const end = Date.now() + 30_000; Date.now() < end && !(await isDone());) await page.waitForTimeout(100)
    return { title: await page.title(), log: await page.textContent('#log'), errors, wasm }
  } finally {
    await instance.close()
  }
}
