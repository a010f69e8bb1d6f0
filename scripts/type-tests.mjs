// The type tests under tsd, and everything under plain tsc 5.9, 6.0 and 7.0.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tsd from 'tsd' // CommonJS: its function is `default`
import { leaveCounts } from './count.mjs'

const cwd = fileURLToPath(new URL('..', import.meta.url))
const packages = ['typescript', 'typescript-6', 'typescript-7']

if (process.argv[2] === '--tsd') {
  const all = await tsd.default({ cwd, typingsFile: 'src/index.ts', testFiles: ['type-tests/**/*.ts'] })
  // publint and attw judge the package's fields, on the tarball; tsd wants the tested file among the published ones.
  const found = all.filter(({ fileName }) => !fileName.endsWith('package.json'))
  for (const { fileName, line, column, message } of found) {
    console.log(`${fileName.replace(cwd, '')}(${line},${column}): ${message}`)
    process.exitCode = 1
  }
} else {
  const version = (name) => JSON.parse(readFileSync(`${cwd}/node_modules/${name}/package.json`, 'utf8')).version
  const typeTests = readdirSync(`${cwd}/type-tests`, { recursive: true }).filter((file) => file.endsWith('.ts'))
  const runs = [
    { name: `tsd ${version('tsd')}`, command: [fileURLToPath(import.meta.url), '--tsd'] },
    ...packages.map((name) => ({
      name: `tsc ${version(name)}`,
      command: [`node_modules/${name}/bin/tsc`, '-p', 'tsconfig.json', '--pretty', 'false', '--listFiles'],
    })),
    // The type tests under the settings of those who are not strict; users have declarations, and the sources are strict.
    ...['loose', 'nullable'].map((settings) => ({
      only: 'type-tests/',
      name: `tsc ${version('typescript-7')}, ${settings}`,
      command: [
        'node_modules/typescript-7/bin/tsc',
        '-p',
        `type-tests/tsconfig.${settings}.json`,
        '--pretty',
        'false',
        '--listFiles',
      ],
    })),
  ]
  let failed = 0
  const run = async ({ name, command, only = '' }) => {
    const start = Date.now()
    const { code: exitCode, output } = await execute(command)
    const isOurs = (line) => line.endsWith('.ts') && !line.includes('node_modules')
    const lines = output.split('\n').filter((line) => line !== '')
    const files = name.startsWith('tsd') ? typeTests.length : lines.filter(isOurs).length
    const errors = lines.filter((line) => line.startsWith(only) && /^\S.*\(\d+,\d+\): |^\S*Error/.test(line))
    const code = only === '' ? exitCode : errors.length
    if (code !== 0) failed++
    console.log(
      `${code === 0 ? 'passed' : 'failed'}: ${name}, ${files} files, ${((Date.now() - start) / 1000).toFixed(1)} s`,
    )
    if (code !== 0) console.log([...errors.slice(0, 50), `${errors.length} errors`].join('\n'))
  }
  // Two at a time.
  const waiting = [...runs]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next)
  }
  await Promise.all([worker(), worker()])
  leaveCounts('types', runs.length - failed, failed)
  process.exitCode = failed > 0 ? 1 : 0
}

function execute(command) {
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd, maxBuffer: 1 << 28 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : 1, output: out + err }),
    )
  })
}
