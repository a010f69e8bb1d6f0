import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// TUPLEFLOW_SEED starts every random sample; without it each test has its own fixed seed.
const seed = process.env['TUPLEFLOW_SEED']
// A folder for the counts that `.ci/run` adds up.
const results = process.env['TUPLEFLOW_RESULTS']

/** Projects run one after the other: some start compilers and browsers of their own. */
const project = (name: string, groupOrder: number, include: string, more: object = {}) => ({
  extends: true as const,
  test: { name, include: [include], ...more, sequence: { groupOrder } },
})
/** For those that test the sources. */
const setupFiles = ['test/support/kernelDTypes.ts']

export default defineConfig({
  resolve: { alias: { tupleflow: fileURLToPath(new URL('./src/index.ts', import.meta.url)) } },
  test: {
    testTimeout: 60_000,
    maxWorkers: 2,
    env: seed === undefined ? {} : { SEED: seed },
    reporters:
      results === undefined ?
        ['default']
      : ['default', ['json', { outputFile: `${results}/vitest-${process.pid}.json` }]],
    projects: [
      project('unit', 0, 'test/**/*.test.ts', { exclude: ['test/{laws,package,browser}/**'], setupFiles }),
      project('laws', 1, 'test/laws/**/*.test.ts', { setupFiles }),
      project('package', 2, 'test/package/**/*.test.ts'),
      project('browser', 3, 'test/browser/**/*.test.ts'),
    ],
  },
})
