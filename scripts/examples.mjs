// Runs every example; the output of one that fails is shown.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { leaveCounts } from './count.mjs'

const files = readdirSync(new URL('../examples/', import.meta.url)).filter((file) => file.endsWith('.ts'))
const failures = files.filter((file) => {
  const start = Date.now()
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', `examples/${file}`], {
    cwd: new URL('..', import.meta.url),
    encoding: 'utf8',
    shell: true,
  })
  console.log(`${status === 0 ? 'passed' : 'failed'}: examples/${file}, ${((Date.now() - start) / 1000).toFixed(1)} s`)
  if (status !== 0) console.log(stdout + stderr)
  return status !== 0
})
leaveCounts('examples', files.length - failures.length, failures.length)
process.exitCode = failures.length > 0 ? 1 : 0
