/**
 * A process that runs tests again and again: what has not changed stays transformed, and all files of a run share what
 * they load. They run in the order in which they are named, up to the first failure.
 */
import { join } from 'node:path'
import { BaseSequencer, createVitest, type TestSpecification } from 'vitest/node'

export interface Question {
  /** Files of the project, which have changed since the last question. */
  readonly changed: readonly string[]
  readonly tests: readonly string[]
}
export interface Answered {
  /** The first test that failed, with what it says. */
  readonly failed?: string
}

const project = process.cwd()
/** A module that takes part in each test, when something is to be written down about it. */
const setup = process.env['TUPLEFLOW_SETUP']
let order: readonly string[] = []
class InOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const at = ({ moduleId }: TestSpecification) => order.indexOf(moduleId)
    return Promise.resolve([...files].sort((a, b) => at(a) - at(b)))
  }
}

const vitest = await createVitest(
  'test',
  {
    config: false,
    root: project,
    include: ['test/**/*.test.ts'],
    watch: false,
    reporters: [{}],
    // What compilers say is asked before, and does not depend on what runs.
    testNamePattern: '^(?!.*TypeScript)',
    testTimeout: 60_000,
    // Threads end with the process, also in an endless loop.
    pool: 'threads',
    isolate: setup !== undefined,
    fileParallelism: false,
    bail: setup === undefined ? 1 : 0,
    // What is written down begins first: the other one loads sources.
    setupFiles: [...(setup === undefined ? [] : [setup]), 'test/support/kernelDTypes.ts'],
    sequence: { sequencer: InOrder },
  },
  { resolve: { alias: { tupleflow: join(project, 'src/index.ts') } } },
)

async function answer({ changed, tests }: Question, again = true): Promise<Answered> {
  order = tests.map((test) => join(project, test))
  for (const path of changed) vitest.invalidateFile(join(project, path))
  const specifications = order.map((file) => vitest.getRootProject().createSpecification(file))
  // Else what failed before would be reported again.
  vitest.state.filesMap.clear()
  vitest.state.idMap.clear()
  vitest.state.errorsSet.clear()
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
  for (const module of testModules) {
    const where = module.relativeModuleId
    const [broken] = module.errors()
    if (broken !== undefined) return { failed: `${where}: ${broken.message}` }
    for (const test of module.children.allTests('failed')) {
      return { failed: `${where} > ${test.fullName}: ${test.result().errors?.[0]?.message ?? ''}` }
    }
  }
  if (unhandledErrors.length > 0) return { failed: String(unhandledErrors[0]) }
  // The end of the run before, which a failure has cut short, may have cancelled this one.
  const ran = testModules.filter((module) => !module.children.allTests('passed').next().done)
  return again && ran.length < tests.length ? answer({ changed, tests }, false) : {}
}

process.on('message', (question: Question) => {
  answer(question).then(
    (found) => process.send!(found),
    (error: unknown) => process.send!({ failed: String(error) }),
  )
})
process.on('disconnect', () => process.exit())
process.send!({})
