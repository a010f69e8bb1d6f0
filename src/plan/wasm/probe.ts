import * as core from '@tensorflow/tfjs-core'
import type { WasmBackend } from '../../backend.js'
import { inputNode } from '../../graph/sources.js'
import { firstTurn } from '../../context.js'
import { type Value } from '../../graph/node.js'
import { conv2d } from '../../ops/conv2d.js'
import { matMul } from '../../ops/matMul.js'
import { mul } from '../../ops/mul.js'
import { reshape } from '../../ops/reshape.js'
import { sum } from '../../ops/sum.js'
import { transpose } from '../../ops/transpose.js'
import type { AnyTensor } from '../../tensor.js'
import { fuse } from '../passes/fuse.js'
import { PortableRunner } from '../portable.js'
import { makeProgram, type Program } from '../program.js'
import { inPlan } from '../specialise.js'
import type { Runner } from '../runner.js'
import { WasmRunner } from './runner.js'

const answers = new WeakMap<WasmBackend, boolean>()

/**
 * May the exports of this backend be called directly? Asked once for each backend: a small program with every kind of
 * argument has to give the same bits as through the backend's kernels. If it does not, that is said once.
 */
export function callsDirectly(backend: WasmBackend): boolean {
  let answer = answers.get(backend)
  if (answer === undefined) {
    answer = probed(backend)
    answers.set(backend, answer)
    if (!answer)
      console.warn('tupleflow: this version of the wasm backend is called through its kernels, which is slower')
  }
  return answer
}

function probed(backend: WasmBackend): boolean {
  const program = probe()
  const x = core.tidy(() =>
    core.keep(
      core.tensor(
        Array.from({ length: 32 }, (_, i) => Math.sin(i)),
        [1, 4, 4, 2],
      ),
    ),
  )
  try {
    const expected = numbersOf(new PortableRunner(program, 'wasm'), x)
    const found = numbersOf(new WasmRunner(program, backend), x)
    return found.every((numbers, i) => numbers.every((number, k) => Object.is(number, expected[i]![k])))
  } catch {
    return false
  } finally {
    x.dispose()
  }
}
function numbersOf(runner: Runner, x: core.Tensor): Float32Array[] {
  try {
    // Twice: what the first run leaves behind must not change the second.
    for (const output of runner.run([x], firstTurn).outputs) output.dispose()
    return runner.run([x], firstTurn).outputs.map((output) => {
      const numbers = output.dataSync() as Float32Array
      output.dispose()
      return numbers
    })
  } finally {
    runner.dispose()
  }
}

/** Numbers, flags, shapes, temporaries, packed weights and a fused kernel. */
function probe(): Program {
  return inPlan(false, new Map(), () => {
    const place = inputNode({ shape: [1, 4, 4, 2], dtype: 'float32' }, 'x')
    const x = place as AnyTensor as AnyTensor<number[], 'float32'>
    const filter = reshape(transpose(reshape(x, [4, 8])), [2, 2, 2, 4])
    const y: AnyTensor = conv2d(x, filter, 1, 'same')
    const rows = reshape(y, [16, 4])
    const scaled = mul(rows, sum(rows, 0))
    const product = matMul(transpose(scaled), rows)
    const outputs: readonly AnyTensor[] = [y, product, sum(y, [1, 2])]
    return makeProgram(fuse({ inputs: [place], outputs: outputs as readonly Value[], writes: [] }))
  })
}
