/** A layer in a model and under `jit`, against its twin that is called eagerly; and what becomes of masks. */
import * as core from '@tensorflow/tfjs-core'
import { jit } from '../../../../src/jit.js'
import { input as place } from '../../../../src/input.js'
import { maskOf } from '../../../../src/mask.js'
import { model } from '../../../../src/model.js'
import { setSeed } from '../../../../src/random.js'
import type { AnyTensor, SymbolicTensor } from '../../../../src/tensor.js'
import { TensorArg } from '../call.js'
import { Draw } from '../draw.js'
import { difference } from '../kernels.js'
import { knownCalls, type LayerCall } from './calls.js'
import {
  apply,
  disposeLayer,
  drawTensors,
  drawWeights,
  read,
  tensorsIn,
  type EagerTensor,
  type Found,
} from './eager.js'
import { publicLayer, type LayerSamples, type PlainLayer } from './samples.js'
import { layerText } from './text.js'
import { readBack } from './twins.js'

/** How a layer is planned: the function of tensors that runs, and how to let it go. */
interface Planned {
  run(tensors: readonly EagerTensor[]): readonly AnyTensor[]
  dispose(): void
}
/** The outputs, and the mask that the first one carries. */
function withMask(outputs: readonly AnyTensor[]): AnyTensor[] {
  const mask = maskOf(outputs[0]!)
  return mask === undefined ? [...outputs] : [...outputs, mask]
}
function inModel(layer: PlainLayer, call: LayerCall): Planned {
  const inputs = tensorsIn(call).map(
    ({ shape, dtype }) => place({ batchShape: shape, dtype }) as unknown as SymbolicTensor,
  )
  const planned = model({ inputs, outputs: withMask(apply(layer, call, inputs)) as SymbolicTensor[] })
  return {
    run: (tensors) => planned.predict(tensors as never, { batchSize: Number.MAX_SAFE_INTEGER }) as readonly AnyTensor[],
    dispose: () => planned.dispose(),
  }
}
function underJit(layer: PlainLayer, call: LayerCall): Planned {
  const planned = jit((tensors: readonly AnyTensor[]) => withMask(apply(layer, call, tensors)))
  return {
    run: (tensors) => planned(tensors),
    dispose: () => planned.dispose(),
  }
}

export function checkLayerPlans(samples: LayerSamples, count: number, seed: number): string[] {
  const draw = new Draw(seed)
  return knownCalls(samples, count, seed, 4).flatMap((call) => {
    // A place for data has a batch.
    const ways = tensorsIn(call).some(({ shape }) => shape.length === 0) ? [underJit] : [inModel, underJit]
    return ways.flatMap((way) => {
      const before = core.memory().numTensors
      const wrong = compared(samples, way, call, draw)
      const after = core.memory().numTensors
      if (after !== before) wrong.push(`${after - before} tensors are left behind`)
      return wrong.map((text) => `${layerText(samples.layer, call)}, ${way.name}: ${text}`)
    })
  })
}

function compared(
  { layer: kind, random }: LayerSamples,
  way: (layer: PlainLayer, call: LayerCall) => Planned,
  call: LayerCall,
  draw: Draw,
): string[] {
  const wrong: string[] = []
  const same = (what: string, actual: Found, expected: Found, allowed = 1e-5) => {
    const [spec, wanted] = [actual, expected].map(({ shape, dtype }) => `${dtype} [${shape}]`)
    const off = difference(actual.numbers, expected.numbers, 1e-2)
    if (spec !== wanted) wrong.push(`${what} is ${spec}, eagerly ${wanted}`)
    else if (!(off <= allowed))
      wrong.push(`${what} is off by ${off}: [${actual.numbers}], eagerly [${expected.numbers}]`)
  }
  /** Each run of a plan drops other numbers: what is left is the same. */
  const together = (a: Found, b: Found): readonly [Found, Found] => {
    if (!random || call.options.training !== true) return [a, b]
    const kept = ({ numbers }: Found) =>
      Array.from(numbers, (number, i) => (a.numbers[i] === 0 || b.numbers[i] === 0 ? 0 : number))
    return [
      { ...a, numbers: kept(a) },
      { ...b, numbers: kept(b) },
    ]
  }
  setSeed(1)
  const layer = publicLayer(kind)(call.config)
  const planned = way(layer, call)
  const twin = readBack(layer)
  core.tidy(() => {
    const runs = [drawTensors(call, draw), drawTensors(call, draw)]
    apply(twin, call, runs[0]!)
    twin.resetStates()
    // `jit` looks at the layer when it first runs.
    if (layer.weights.length === 0 && twin.weights.length > 0) planned.run(runs[0]!)
    layer.resetStates()
    for (const each of [layer, twin]) drawWeights(each, new Draw(1))
    for (const [i, tensors] of runs.entries()) {
      const actual = planned.run(tensors).map(read)
      const expected = withMask(apply(twin, call, tensors)).map(read)
      if (actual.length !== expected.length) wrong.push(`${actual.length} tensors, eagerly ${expected.length}`)
      else expected.forEach((each, k) => same(`run ${i}, tensor ${k}`, ...together(actual[k]!, each)))
    }
    layer.weights.forEach((weight, i) => same(weight.name, read(weight.read()), read(twin.weights[i]!.read())))
    leavesNothing(twin, call, runs[0]!, wrong)
  })
  planned.dispose()
  ;[layer, twin].forEach(disposeLayer)
  return wrong
}
/** A call that is refused leaves nothing behind. */
function leavesNothing(layer: PlainLayer, call: LayerCall, tensors: readonly EagerTensor[], wrong: string[]): void {
  const before = core.memory().numTensors
  const disposed = core.zeros([1]) as EagerTensor
  disposed.dispose()
  try {
    apply(layer, call, [disposed, ...tensors.slice(1)])
    wrong.push('takes a tensor that was disposed')
  } catch {
    const after = core.memory().numTensors
    if (after !== before) wrong.push(`${after - before} tensors are left behind by an error`)
  }
}

/** A mask goes on as it came, and what it hides makes no difference to a layer that uses it. */
export function checkMasks(samples: LayerSamples, count: number, seed: number): string[] {
  const draw = new Draw(seed)
  const calls = knownCalls(samples, 6 * count, seed, 4).filter(
    ({ input, options }) => input instanceof TensorArg && options.mask instanceof TensorArg,
  )
  return calls.slice(0, count).flatMap((call) => {
    const wrong: string[] = []
    core.tidy(() => {
      const layer = publicLayer(samples.layer)(call.config)
      const tensors = drawTensors(call, draw)
      const mask = tensors[tensorsIn(call).indexOf(call.options.mask as TensorArg)]!
      const [y] = apply(layer, call, tensors)
      const carried = maskOf(y!)
      const isHidden = Array.from(mask.dataSync(), (there) => there === 0)
      const carries = samples.carriesMask?.(call.config) ?? 'none'
      if ((carried !== undefined) !== (carries !== 'none'))
        wrong.push(`its output carries ${carried === undefined ? 'no' : 'a'} mask`)
      if (carried !== undefined && carries === 'given') {
        const [found, given] = [carried as EagerTensor, mask].map((each) => String(each.dataSync()))
        if (found !== given) wrong.push(`the mask [${given}] goes on as [${found}]`)
      }
      if (samples.usesMask) {
        const x = tensors[0]!
        const each = x.size / isHidden.length
        const numbers = Array.from(x.dataSync(), (number, i) => (isHidden[Math.floor(i / each)]! ? 7 - number : number))
        const other = core.tensor(numbers, x.shape, x.dtype) as EagerTensor
        layer.resetStates()
        const [before] = apply(layer, call, tensors).map(read)
        layer.resetStates()
        const [after] = apply(layer, call, [other, ...tensors.slice(1)]).map(read)
        if (difference(before!.numbers, after!.numbers) > 1e-6) wrong.push('numbers behind the mask make a difference')
      }
      disposeLayer(layer)
    })
    return wrong.map((text) => `${layerText(samples.layer, call)}: ${text}`)
  })
}
