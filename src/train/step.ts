import type { Sized, Value } from '../graph/node.js'
import { inputNode, stateOf, variableNode, type State } from '../graph/sources.js'
import { nodesOf } from '../graph/walk.js'
import { graphGradients } from '../gradients/graph.js'
import { add } from '../ops/add.js'
import { soundness } from '../ops/common/soundness.js'
import { mean } from '../ops/mean.js'
import type { Update } from '../optimizers/optimizer.js'
import { makePlan, type Plan } from '../plan/plan.js'
import { inPlan, specialise, withWrites, type Specialised } from '../plan/specialise.js'
import type { Env } from '../shape/binding.js'
import type { AnyTensor } from '../tensor.js'
import type { Compiled } from './compile.js'
import { scoreOf, type Tally } from './tally.js'

/** A graph, and the inputs with the specs of the data that is given for them. */
export interface BoundGraph {
  readonly outputs: readonly Value[]
  readonly inputs: readonly (readonly [input: Value, given: Sized])[]
  readonly sizes: Env
}

/** The plan that gives the outputs. */
export function inferencePlan({ outputs, inputs, sizes }: BoundGraph): Plan {
  return makePlan(() => withWrites(specialise(outputs, sizes, inputs, false)), false)
}

/** The plan that gives the loss for labels of these specs, and counts for the metrics. */
export function evaluationPlan(
  given: BoundGraph,
  labels: readonly Sized[],
  compiled: Compiled,
  tallies: readonly Tally[],
): Plan {
  return makePlan(() => {
    const { graph, loss } = scored(given, labels, compiled, tallies, false)
    return withWrites({ ...graph, outputs: [loss] })
  }, false)
}

/**
 * The plan of one training step: forward, backward and update as one graph. Its outputs are the loss, a number that is
 * finite when all that the step would write to the model is, and the metrics of the batch.
 *
 * @param tallies What the metrics count, when anybody wants to know.
 * @throws Error when there are weights to be trained, but the loss has a gradient for none of them
 */
export function trainingPlan(
  given: BoundGraph,
  labels: readonly Sized[],
  compiled: Compiled,
  tallies: readonly Tally[],
  { trained, where }: { readonly trained: readonly State[]; readonly where: string },
): Plan {
  return makePlan(() => {
    const { graph, moved, loss, scores } = scored(given, labels, compiled, tallies, true)
    return inPlan(true, graph.writes, () => {
      const next = updates(loss, compiled)
      if (trained.length > 0 && !next.some(({ state }) => state.trainable)) throw new Error(`${where}: ${noGradient}`)
      for (const { state, value } of next) {
        graph.writes.set(state, (state.constraint?.apply(value) ?? value) as Value)
      }
      // Before constraints, which may hide what is no number.
      const weights = next.flatMap(({ state, value }) => (state.trainable ? [value] : []))
      return withWrites({ ...graph, outputs: [loss, soundness([...moved, ...weights]) as Value, ...scores] })
    })
  }, true)
}

const noGradient =
  'the loss has no gradient for any weight: it does not depend on the predictions, or only by ops without a gradient, as comparisons and argMax are'

/** The new values of the weights on which a loss depends, and of what the optimizer remembers. */
function updates(loss: Value, { optimizer }: Compiled): Update[] {
  const nodes = nodesOf([loss])
  const weights = nodes.flatMap((node) => {
    const [value] = node.values
    const state = stateOf(value!)
    return state?.trainable ? [{ state, value: value! }] : []
  })
  const gradients = graphGradients(
    loss,
    weights.map(({ value }) => value),
  )
  // A weight that the loss does not depend on stays as it is.
  const used = weights.flatMap(({ state }, i) => {
    const gradient = gradients[i]
    return gradient === undefined ? [] : [{ state, gradient }]
  })
  return optimizer.updates(
    used.map(({ state }) => state),
    used.map(({ gradient }) => gradient),
  )
}

interface Scored {
  readonly graph: Specialised
  /** What the model itself moves: statistics. */
  readonly moved: readonly Value[]
  readonly loss: Value
  readonly scores: readonly Value[]
}
/** A specialised graph with its loss. What the tallies count is among the writes. */
function scored(
  { outputs, inputs, sizes }: BoundGraph,
  labels: readonly Sized[],
  compiled: Compiled,
  tallies: readonly Tally[],
  training: boolean,
): Scored {
  const graph = specialise(outputs, sizes, inputs, training)
  const moved = [...graph.writes.values()].filter(({ dtype }) => dtype === 'float32')
  return inPlan(training, graph.writes, () => {
    const places = labels.map((spec, i) => inputNode(spec, `labels_${i}`))
    const costs = graph.outputs.map((output, i): AnyTensor => mean(compiled.losses[i]!.apply(places[i]!, output)))
    const loss = [...costs, ...penalties(graph.outputs)].reduce((sum, one) => add(sum, one)) as Value
    const pairs = compiled.metrics.map(({ output }) => [places[output]!, graph.outputs[output]!] as const)
    tallies.forEach((tally, i) => {
      for (const { state, value } of tally.updates(...pairs[i]!)) graph.writes.set(state, value as Value)
    })
    const scores = compiled.metrics.map((metric, i) => scoreOf(metric, ...pairs[i]!) as Value)
    return { graph: { ...graph, inputs: [...graph.inputs, ...places] }, moved, loss, scores }
  })
}

/** What the weights themselves add to the loss. */
function penalties(outputs: readonly Value[]): AnyTensor[] {
  return nodesOf(outputs).flatMap((node) => {
    const state = stateOf(node.values[0]!)
    return state?.trainable && state.regularizer !== undefined ? [state.regularizer.apply(variableNode(state))] : []
  })
}
