/**
 * Law 2: rules tell the truth. What a rule calls valid runs, on wasm and on cpu, and gives the shape and dtype that the
 * rule says, the numbers of tfjs-core on cpu, and the same numbers on wasm. What a rule refuses, tfjs-core refuses too,
 * or it stands on a list.
 */
import * as core from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/graph/node.js'
import { setBackend } from '../../src/backend.js'
import { setSeed } from '../../src/random.js'
import { ShapeError } from '../../src/shape/errors.js'
import { answerOf, callText, isSpec, isValid, tensorsOf, type Args, type Outputs } from './harness/call.js'
import { Draw } from './harness/draw.js'
import { callOurs, concrete, coreOp, difference, flat, plainArgs, tensorOf } from './harness/kernels.js'
import { allSamples, collect, knownSamples, type OpSamples } from './harness/samples.js'
import { stricterThanTfjs, unlikeTfjs, widerThanTfjs } from './tfjs-differences.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 2)
const count = full ? 200 : 30
const ops = await allSamples()

await setBackend('cpu')
for (const backend of ['wasm', 'cpu']) {
  describe(`valid calls on ${backend}`, () => {
    test.each(ops)('$op', async (op) => {
      await setBackend(backend)
      const draw = new Draw(seed)
      const onWasm: { readonly args: Args; readonly drawn: number; readonly numbers: Numbers[] }[] = []
      for (const [drawn, args] of [...knownSamples(op, count, seed), ...withNumbers(op, draw)].entries()) {
        if (usesComplex(op, args) && backend === 'wasm') continue
        core.tidy(() => {
          const answer = answerOf(op.op, args)
          if (!isValid(answer)) throw new Error(`${callText(op.op, args)}: ${answer.message}`)
          const { values, ours } = callDrawn(op, args, drawn)
          // What the rule leaves open may be anything.
          const said = listed(answer.outputs).map(({ shape, dtype }, output) => ({
            shape: shape.map((dim, axis) => dim ?? ours[output]?.shape[axis]),
            dtype,
          }))
          expect(
            ours.map(({ shape, dtype }) => ({ shape, dtype })),
            callText(op.op, args),
          ).toEqual(said)
          for (const y of ours) expect(y.dataSync().length).toBe(y.dtype === 'complex64' ? 2 * y.size : y.size)
          if (backend === 'cpu') sameAsTfjs(op, args, values, ours)
          else onWasm.push({ args, drawn, numbers: ours.map((y) => y.dataSync() as unknown as Numbers) })
        })
      }
      await setBackend('cpu')
      for (const { args, drawn, numbers } of onWasm) {
        core.tidy(() => {
          const { values, ours } = callDrawn(op, args, drawn)
          const terms = Math.max(1, sizeOf(values) / sizeOf(ours))
          for (const [i, y] of ours.entries()) {
            if (y.dtype === 'string') expect(y.dataSync(), callText(op.op, args)).toEqual(numbers[i])
            else
              expect(
                difference(y.dataSync(), numbers[i]!, terms > 1 ? 1e-3 : 1e-6),
                `${callText(op.op, args)} differs between the backends`,
              ).toBeLessThan(1e-5 * Math.sqrt(terms))
          }
        })
      }
    })
  })
}

type Numbers = ArrayLike<number>
/** The same numbers for the same `drawn`, random ones included. */
function callDrawn(op: OpSamples, args: Args, drawn: number) {
  const draw = new Draw(seed + drawn)
  setSeed(drawn)
  const tensors = new Map(tensorsOf(args).map((arg) => [arg, tensorOf(arg, draw, op.domain)]))
  const values = plainArgs(args, (arg) => tensors.get(arg))
  return { values, ours: flat(callOurs(op.op, values)) }
}

function sizeOf(values: readonly unknown[]): number {
  return values.flatMap((value) => (value instanceof core.Tensor ? [value.size] : [])).reduce((a, b) => a + b, 1)
}

/** wasm has no complex numbers at all. */
function usesComplex(op: OpSamples, args: Args): boolean {
  return callText(op.op, args).includes('complex64')
}

/** Valid calls with names, for some sizes of the names. */
function withNumbers(op: OpSamples, draw: Draw): Args[] {
  return collect(op, 2 * count, seed, 0).flatMap(({ args, answer }) => {
    const sizes = Object.fromEntries(['batch', 'seq', 'h', 'w', 'n'].map((name) => [name, draw.int(2, 7)]))
    const numbers = isValid(answer) ? concrete(args, sizes) : undefined
    if (numbers === undefined) return []
    // A size that depends on names may turn out too small: such a call was accepted, and is refused when run.
    const now = answerOf(op.op, numbers)
    if (!isValid(now) && !op.checkedWhenRun?.includes(now.code)) {
      throw new Error(`${callText(op.op, args)} is valid, but not with ${JSON.stringify(sizes)}: ${now.message}`)
    }
    return isValid(now) ? [numbers] : []
  })
}

function listed(outputs: Outputs): Spec[] {
  return isSpec(outputs) ? [outputs] : Object.values(outputs).flatMap((item) => listed(item as Outputs))
}

/** An axis that is named twice counts once here; tfjs-core turns it back, or takes its size twice. */
function namesAnAxisTwice([x, axes]: readonly unknown[]): boolean {
  if (!(x instanceof core.Tensor) || !Array.isArray(axes)) return false
  const fromFront = axes.map((axis) => (axis < 0 ? axis + x.rank : axis))
  return new Set(fromFront).size < axes.length
}

function sameAsTfjs(op: OpSamples, args: Args, values: readonly unknown[], ours: readonly core.Tensor[]): void {
  const theirs = coreOp(op.op)
  if (theirs === undefined || unlikeTfjs.some(([call]) => call.test(callText(op.op, args)))) return
  if (namesAnAxisTwice(values)) return
  let expected: core.Tensor[]
  try {
    expected = flat(theirs(...values))
  } catch (error) {
    if (Object.keys(widerThanTfjs).some((part) => String(error).includes(part))) return
    throw new Error(`${callText(op.op, args)} runs here, tfjs-core says: ${error}`, { cause: error })
  }
  for (const [i, y] of ours.entries()) {
    if (y.dtype === 'string' || y.dtype === 'complex64') continue
    const worst = difference(y.dataSync(), expected[i]!.dataSync())
    expect(worst, `${callText(op.op, args)} differs from tfjs-core`).toBeLessThan(1e-5)
    expect(y.shape, `${callText(op.op, args)} differs from tfjs-core`).toEqual(expected[i]!.shape)
  }
}

describe('refused calls', () => {
  const used = new Set<string>()
  test.each(ops)('$op', async (op) => {
    await setBackend('cpu')
    const draw = new Draw(seed)
    const accepted = new Map<string, string>()
    for (const { args, answer } of collect(op, 2 * count, seed, 10)) {
      const sizes = Object.fromEntries(['batch', 'seq', 'h', 'w', 'n'].map((name) => [name, draw.int(3, 7)]))
      const numbers = isValid(answer) ? undefined : concrete(args, sizes)
      const now = numbers === undefined ? undefined : answerOf(op.op, numbers)
      if (numbers === undefined || now === undefined || isValid(now)) continue
      core.tidy(() => {
        const tensors = new Map(tensorsOf(numbers).map((arg) => [arg, tensorOf(arg, draw, op.domain)]))
        const values = plainArgs(numbers, (arg) => tensors.get(arg))
        const before = core.memory().numTensors
        expect(() => callOurs(op.op, values)).toThrow(ShapeError)
        expect(() => callOurs(op.op, values)).toThrow(now.message)
        expect(core.memory().numTensors, `${callText(op.op, numbers)} leaks`).toBe(before)
        try {
          const theirs = coreOp(op.op)
          if (theirs === undefined) return
          theirs(...values)
        } catch {
          return
        }
        const known = [`${op.op} ${now.code}`, now.code].find((key) => key in stricterThanTfjs)
        if (known !== undefined) used.add(known)
        else accepted.set(now.code, callText(op.op, numbers))
      })
    }
    expect(Object.fromEntries(accepted), 'refused here, accepted by tfjs-core, and not on the list').toEqual({})
  })
  // Fewer samples do not reach all of them.
  test.runIf(full)('every entry of the list is needed', () => {
    expect(Object.keys(stricterThanTfjs).filter((key) => !used.has(key))).toEqual([])
  })
})
