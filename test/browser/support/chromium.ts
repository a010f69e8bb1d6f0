import { existsSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** A Chromium on this machine. Without one nothing in a browser is tested, and that is said. */
export const browser = [process.env['CHROMIUM'], ...places].find((file) => file !== undefined && existsSync(file))
if (browser === undefined) console.log('not run: there is no Chromium; CHROMIUM=/its/path names one')

/** What a page has done beside what was asked of it. */
export interface Seen {
  /** The errors that nobody caught. */
  readonly errors: string[]
  /** The paths of the `.wasm` files that it fetched. */
  readonly wasm: string[]
}

/**
 * Opens a page in headless Chromium.
 *
 * @param graphics Does it get WebGL? That is drawn in software, whatever the machine has.
 */
export async function visit<T>(
  address: string,
  body: (page: Page, seen: Seen) => Promise<T>,
  graphics = false,
): Promise<T & Seen> {
  const quiet = ['quic', 'background-networking', 'component-update', 'sync'].map((what) => `--disable-${what}`)
  const drawn =
    graphics ? ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-gpu']
  const args = ['--no-sandbox', '--no-first-run', ...quiet, ...drawn]
  const instance = await chromium.launch({ executablePath: browser!, args })
  try {
    const page = await instance.newPage()
    const seen: Seen = { errors: [], wasm: [] }
    page.on('pageerror', (error) => seen.errors.push(error.message))
    page.on('response', (response) => {
      if (response.url().endsWith('.wasm')) seen.wasm.push(new URL(response.url()).pathname)
    })
    await page.goto(address)
    return { ...(await body(page, seen)), ...seen }
  } finally {
    await instance.close()
  }
}
