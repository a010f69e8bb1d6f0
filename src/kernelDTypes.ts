import { kernels, type KernelName } from './kernels.js'
import type { DType } from './shape/dtype.js'

// Kernels of wasm read memory as the dtype that they expect, whatever it holds. Ops convert before: that they do is held
// by tests, and costs the user nothing.

let isChecked = false
/** From now on each kernel that is called or planned has to take the dtypes of its inputs. */
export function checkKernelDTypes(): void {
  isChecked = true
}

interface Typed {
  readonly dtype: DType
}
/** @throws where this is checked and does not hold, naming the op. */
export function assertTaken(op: string, kernel: KernelName, inputs: readonly Typed[]): void {
  if (isChecked) inputs.forEach((_, i) => assertTakes(op, kernel, i, inputs))
}
function assertTakes(op: string, kernel: KernelName, i: number, given: readonly Typed[]): void {
  const { inputs, takes } = kernels[kernel]
  const taken = takes[inputs === 'list' ? 0 : i]
  // An op may have inputs that its kernel does not get.
  if (taken === undefined) return
  const isLater = inputs === 'list' && i > 0
  const [dtypes, reason] =
    isLater ? [[given[0]!.dtype], ', as for the first']
    : typeof taken === 'string' ? [[given[inputs.indexOf(taken)]!.dtype], `, as for '${taken}'`]
    : [taken, '']
  const { dtype } = given[i]!
  if (dtypes.includes(dtype)) return
  const input = inputs === 'list' ? `input ${i}` : `'${inputs[i]!}'`
  throw new TypeError(`${op}: the kernel '${kernel}' takes ${dtypes.join(' or ')} for ${input}${reason}, got ${dtype}`)
}
