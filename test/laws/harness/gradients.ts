/** Law 3, gradients are right: against central differences, and against tfjs-core's own gradients. */
import * as core from '@tensorflow/tfjs-core'
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setBackend } from '../../../src/backend.js'
import { grads } from '../../../src/gradients/grad.js'
import type { Shape } from '../../../src/shape/dimension.js'
import { isNumeric } from '../../../src/shape/dtype.js'
import { callText, tensorsOf, type Args, type TensorArg } from './call.js'
import { Draw } from './draw.js'
import { callOurs, coreOp, difference, flat, plainArgs, tensorOf } from './kernels.js'
import { knownSamples, type OpSamples } from './samples.js'
import { cache, root } from './compile.js'

/**
 * tfjs-core has gradients, but registers none on import, and Node cannot load the file that does. Bundled, it brings a
 * second copy of the ops along; engine and registries are one for all copies.
 */
export async function registerTfjsGradients(): Promise<void> {
  const outfile = join(cache, 'tfjs-gradients.mjs')
  if (!existsSync(outfile)) {
    const entry = join(root, 'node_modules/@tensorflow/tfjs-core/dist/register_all_gradients.js')
    await build({ entryPoints: [entry], bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' })
  }
  await import(/* @vite-ignore */ pathToFileURL(outfile).href)
}

/** One call, differentiated: the float32 operands, the gradients, and what they should be. */
export class GradientCase {
  readonly text: string
  readonly op: OpSamples
  /** The differentiable operands, and all tensors by their place in the call. */
  readonly watched: readonly core.Tensor[]
  private readonly args: Args
  private readonly tensors: ReadonlyMap<TensorArg, core.Tensor>
  private readonly output: number
  readonly dy: core.Tensor

  /** `undefined` when nothing in the call can be differentiated. */
  static of(op: OpSamples, args: Args, draw: Draw): GradientCase | undefined {
    const found = new GradientCase(op, args, draw)
    return found.watched.length > 0 && found.dy.dtype === 'float32' && found.dy.size > 0 ? found : undefined
  }
  private constructor(op: OpSamples, args: Args, draw: Draw) {
    this.op = op
    this.args = args
    this.text = callText(op.op, args)
    const all = tensorsOf(args)
    this.tensors = new Map(all.map((arg) => [arg, tensorOf(arg, draw, op.domain)]))
    const differentiable = all.filter((arg, i) => arg.dtype === 'float32' && !op.withoutGradient?.includes(i))
    this.watched = differentiable.map((arg) => this.tensors.get(arg)!)
    const outputs = flat(callOurs(op.op, this.values()))
    this.output = draw.int(0, Math.max(outputs.length - 1, 0))
    const y = outputs[this.output]
    const weights = Array.from({ length: y?.size ?? 0 }, () => 0.5 + draw.random())
    this.dy = y?.dtype === 'float32' ? core.tensor(weights, y.shape) : core.tensor(0, [], 'int32')
  }

  private values(replaced?: ReadonlyMap<core.Tensor, core.Tensor>): unknown[] {
    return plainArgs(this.args, (arg) => {
      const tensor = this.tensors.get(arg)!
      return replaced?.get(tensor) ?? tensor
    })
  }
  private run(call: (values: readonly unknown[]) => unknown, inputs: readonly core.Tensor[]): core.Tensor {
    const replaced = new Map(this.watched.map((tensor, i) => [tensor, inputs[i]!]))
    return flat(call(this.values(replaced)))[this.output]!
  }

  gradients(): core.Tensor[] {
    const f = (...inputs: core.Tensor[]) => this.run((values) => callOurs(this.op.op, values), inputs)
    return grads(f as never)(this.watched as never, this.dy as never) as core.Tensor[]
  }
  /** Those of tfjs-core, or why there are none. */
  tfjsGradients(): core.Tensor[] | string {
    const theirs = coreOp(this.op.op)
    if (theirs === undefined) return 'no such op'
    try {
      const f = (...inputs: core.Tensor[]) => this.run((values) => theirs(...values), inputs)
      return core.grads(f)([...this.watched], this.dy)
    } catch (error) {
      return String(error)
    }
  }

  /** The result weighted by `dy`, with some numbers of one operand moved. */
  private weighted(which: number, direction: Float64Array, h: number): number {
    return core.tidy(() => {
      const moved = this.watched.map((tensor, i) => {
        if (i !== which) return tensor
        const numbers = tensor.dataSync()
        return core.tensor(
          Array.from(direction, (step, j) => numbers[j]! + h * step),
          tensor.shape,
        )
      })
      const y = this.run((values) => callOurs(this.op.op, values), moved).dataSync() as Float32Array
      const dy = this.dy.dataSync()
      return y.reduce((sum, value, j) => sum + value * dy[j]!, 0)
    })
  }
  /** The derivative along a direction; `undefined` next to a kink, where two step widths disagree. */
  derivative(which: number, direction: Float64Array): number | undefined {
    const [wide, narrow] = [4e-3, 2e-3].map(
      (h) => (this.weighted(which, direction, h) - this.weighted(which, direction, -h)) / (2 * h),
    )
    const size = Math.max(Math.abs(wide!), Math.abs(narrow!), 1e-2)
    return Math.abs(wide! - narrow!) < 0.01 * size ? narrow : undefined
  }
}

/** Calls of an op, small enough for ties to be far apart. */
export function casesOf(op: OpSamples, count: number, seed: number, draw: Draw): GradientCase[] {
  const cases: GradientCase[] = []
  for (const args of knownSamples(op, 6 * count, seed, { largest: 3 })) {
    const fits = tensorsOf(args).every(({ shape, dtype }) => isNumeric(dtype) && sizeOf(shape) <= 150)
    const found = fits && cases.length < count ? GradientCase.of(op, args, draw) : undefined
    if (found !== undefined) cases.push(found)
  }
  return cases
}
const sizeOf = (shape: Shape) => shape.reduce<number>((product, dim) => product * (dim as number), 1)

/** Along every second element, with the gradient's signs: nothing cancels. */
export function alongGradient(gradient: ArrayLike<number>, draw: Draw): Float64Array {
  return Float64Array.from(gradient, (g) => {
    if (draw.chance(0.4)) return 0
    const sign = g === 0 ? draw.pick([-1, 1]) : Math.sign(g)
    return sign * (0.5 + 0.5 * draw.random())
  })
}

export interface GradientReport {
  /** Directional derivatives that were compared, and those next to a kink that were not. */
  readonly compared: number
  readonly skipped: number
  /** Gradients compared with tfjs-core. */
  readonly withTfjs: number
  readonly wrong: readonly string[]
}

/** Compares the gradients of a call; `distort` plants an error. */
export function checkGradients(
  cases: readonly GradientCase[],
  draw: Draw,
  { tfjs = true, distort = (gradient: number) => gradient } = {},
): GradientReport {
  let [compared, skipped, withTfjs] = [0, 0, 0]
  const wrong: string[] = []
  for (const each of cases) {
    const found = each.gradients()
    const theirs = tfjs ? each.tfjsGradients() : ''
    for (const [i, gradient] of found.entries()) {
      const x = each.watched[i]!
      if (String(gradient.shape) !== String(x.shape) || gradient.dtype !== x.dtype) {
        wrong.push(`${each.text}, operand ${i}: the gradient of [${x.shape}] is ${gradient.dtype} [${gradient.shape}]`)
        continue
      }
      const numbers = Array.from(gradient.dataSync(), distort)
      const direction = alongGradient(numbers, draw)
      const expected = each.derivative(i, direction)
      const actual = numbers.reduce((sum, g, j) => sum + g * direction[j]!, 0)
      if (expected === undefined) skipped++
      else {
        compared++
        const error = Math.abs(expected - actual) / Math.max(Math.abs(expected), Math.abs(actual), 1e-2)
        if (!(error <= 2e-2))
          wrong.push(`${each.text}, operand ${i}: the difference is ${expected}, the gradient ${actual}`)
      }
      if (typeof theirs === 'string') continue
      withTfjs++
      const other = theirs[i]!.dataSync()
      const largest = Math.max(1e-3, ...numbers.map(Math.abs), ...Array.from(other, Math.abs))
      const worst = Math.max(0, ...numbers.map((g, j) => Math.abs(g - other[j]!))) / largest
      if (!(worst <= 1e-4)) wrong.push(`${each.text}, operand ${i}: tfjs-core has [${other}], here [${numbers}]`)
    }
  }
  return { compared, skipped, withTfjs, wrong }
}

/** Compares the gradients on a backend with those on cpu. */
export async function checkGradientsOn(
  backend: string,
  op: OpSamples,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<string[]> {
  const found = async (where: string) => {
    await setBackend(where)
    return core.tidy(() =>
      casesOf(op, count, seed, new Draw(seed)).flatMap((each) =>
        each.gradients().map((gradient) => ({ numbers: gradient.dataSync(), text: each.text })),
      ),
    )
  }
  const [onCpu, here] = [await found('cpu'), await found(backend)]
  if (onCpu.length !== here.length) return [`${here.length} gradients on ${backend}, ${onCpu.length} on cpu`]
  return here.flatMap(({ numbers, text }, i) => {
    const expected = onCpu[i]!.numbers
    return difference(numbers, expected) < 1e-4 ? [] : [`${text}: ${backend} has [${numbers}], cpu [${expected}]`]
  })
}
