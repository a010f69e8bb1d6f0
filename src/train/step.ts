import type { Sized, Value } from '../graph/node.js'
import { inputNode, stateOf, variableNode } from '../graph/sources.js'
import { nodesOf } from '../graph/walk.js'
import { graphGradients } from '../gradients/graph.js'
import { toValue } from '../operand.js'
import { add } from '../ops/add.js'
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
 * The plan of one training step: forward, backward and update as one graph. Its outputs are the loss and the metrics of
 * the batch.
 *
 * @param tallies What the metrics count, when anybody wants to know.
 */
export function trainingPlan(
  given: BoundGraph,
  labels: readonly Sized[],
  compiled: Compiled,
  tallies: readonly Tally[],
): Plan {
  return makePlan(() => {
    const { graph, loss, scores } = scored(given, labels, compiled, tallies, true)
    inPlan(true, graph.writes, () => {
      for (const { state, value } of updates(loss, compiled)) graph.writes.set(state, value as Value)
    })
    return withWrites({ ...graph, outputs: [loss, ...scores] })
  }, true)
}

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
  return optimizer
    .updates(
      used.map(({ state }) => state),
      used.map(({ gradient }) => gradient),
    )
    .map(({ state, value }) => ({ state, value: state.constraint?.apply(value) ?? value }))
}

/** A specialised graph with its loss. What the tallies count is among the writes. */
function scored(
  { outputs, inputs, sizes }: BoundGraph,
  labels: readonly Sized[],
  compiled: Compiled,
  tallies: readonly Tally[],
  training: boolean,
): { readonly graph: Specialised; readonly loss: Value; readonly scores: readonly Value[] } {
  const graph = specialise(outputs, sizes, inputs, training)
  return inPlan(training, graph.writes, () => {
    const places = labels.map((spec, i) => inputNode(spec, `labels_${i}`))
    const costs = graph.outputs.map((output, i): AnyTensor => mean(compiled.losses[i]!.apply(places[i]!, output)))
    const loss = [...costs, ...penalties(graph.outputs)].reduce((sum, one) => add(sum, one))
    const pairs = compiled.metrics.map(({ output }) => [places[output]!, graph.outputs[output]!] as const)
    tallies.forEach((tally, i) => {
      for (const { state, value } of tally.updates(...pairs[i]!)) graph.writes.set(state, toValue(state.name, value))
    })
    // What a user's function gives may be a constant: a tensor from around it.
    const scores = compiled.metrics.map((metric, i) => toValue(metric.name, scoreOf(metric, ...pairs[i]!)))
    return { graph: { ...graph, inputs: [...graph.inputs, ...places] }, loss: toValue('loss', loss), scores }
  })
}

/** What the weights themselves add to the loss. */
function penalties(outputs: readonly Value[]): AnyTensor[] {
  return nodesOf(outputs).flatMap((node) => {
    const state = stateOf(node.values[0]!)
    return state?.trainable && state.regularizer !== undefined ? [state.regularizer.apply(variableNode(state))] : []
  })
}
