// Runs the named parts of the tests one after the other, the later ones also when an earlier one fails.
// `--full` takes the laws at full size.
import { spawnSync } from 'node:child_process'

const parts = process.argv.slice(2).filter((word) => word !== '--full')
const env = process.argv.includes('--full') ? { ...process.env, TUPLEFLOW_FULL: '1' } : process.env
const lines = parts.map((part) => {
  const start = Date.now()
  const { status } = spawnSync('npm', ['run', '--silent', `test:${part}`], { stdio: 'inherit', shell: true, env })
  if (status !== 0) process.exitCode = 1
  return `${part}: ${status === 0 ? 'passed' : 'failed'}, ${((Date.now() - start) / 1000).toFixed(0)} s`
})
console.log(lines.join('\n'))
