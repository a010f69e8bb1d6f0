import type { Sized, Value } from '../graph/node.js'
import { inputNode, stateOf } from '../graph/sources.js'
import { nodesOf } from '../graph/walk.js'
import { graphGradients } from '../gradients/graph.js'
import { add } from '../ops/add.js'
import { mean } from '../ops/mean.js'
import type { Graph } from '../plan/graph.js'
import { makePlan, type Plan } from '../plan/plan.js'
import { inPlan, specialise, withWrites, type Specialised } from '../plan/specialise.js'
import type { Env } from '../shape/binding.js'
import type { AnyTensor } from '../tensor.js'
import type { Compiled } from './compile.js'

/** A graph, and the inputs with the specs of the data that is given for them. */
export interface Given {
  readonly outputs: readonly Value[]
  readonly inputs: readonly (readonly [input: Value, given: Sized])[]
  readonly sizes: Env
}

/** The plan that gives the outputs. */
export function inferencePlan({ outputs, inputs, sizes }: Given): Plan {
  return makePlan(() => withWrites(specialise(outputs, sizes, inputs, false)), false)
}

/** The plan that gives the loss and the metrics for labels of these specs. */
export function evaluationPlan(given: Given, labels: readonly Sized[], compiled: Compiled): Plan {
  return makePlan(() => withWrites(scores(given, labels, compiled, false)), false)
}

/** The plan of one training step: forward, backward and update as one graph. Its outputs are the loss and the metrics. */
export function trainingPlan(given: Given, labels: readonly Sized[], compiled: Compiled): Plan {
  return makePlan(() => trainingGraph(given, labels, compiled), true)
}
function trainingGraph(given: Given, labels: readonly Sized[], compiled: Compiled): Graph {
  const scored = scores(given, labels, compiled, true)
  inPlan(true, scored.writes, () => {
    const loss = scored.outputs[0]!
    const weights = nodesOf([loss]).flatMap((node) => {
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
    const updates = compiled.optimizer.updates(
      used.map(({ state }) => state),
      used.map(({ gradient }) => gradient),
    )
    for (const { state, value } of updates) scored.writes.set(state, value as Value)
  })
  return withWrites(scored)
}

/** The loss and the metrics as values of a specialised graph. */
function scores(
  { outputs, inputs, sizes }: Given,
  labels: readonly Sized[],
  compiled: Compiled,
  training: boolean,
): Specialised {
  const graph = specialise(outputs, sizes, inputs, training)
  return inPlan(training, graph.writes, () => {
    const places = labels.map((spec, i) => inputNode(spec, `labels_${i}`))
    const each = graph.outputs.map((output, i) => mean(compiled.losses[i]!.loss(places[i]!, output)))
    const loss = each.reduce((sum, one) => add(sum, one))
    const metrics = compiled.metrics.flatMap(({ metric }) =>
      graph.outputs.map((output, i) => mean(metric(places[i]!, output))),
    )
    const values: readonly AnyTensor[] = [loss, ...metrics]
    return { inputs: [...graph.inputs, ...places], outputs: values as Value[], writes: graph.writes }
  })
}
