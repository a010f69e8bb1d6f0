/** Draws programs. Half of them are right as far as they go; in the others one call is spoilt. */
import type { Dim } from '../../../../src/shape/dimension.js'
import { randomFrom, seedOf } from '../random.js'
import { Body, callBlock, writeBlock } from './blocks.js'
import { callLayer, callOp, type Vocabulary } from './calls.js'
import { flows } from './flow.js'
import type { Program } from './program.js'
import { leafText, Names, ProgramDraw, Scope } from './scope.js'

export function drawProgram(number: number, seed: number, vocabulary: Vocabulary): Program {
  const own = Math.floor(randomFrom(seedOf(`program ${number}`, seed))() * 2 ** 31)
  const kind = number % 2 === 0 ? 'eager' : 'symbolic'
  const draw = new ProgramDraw(own, { known: kind === 'eager', largest: 9 })
  const scope = new Scope(draw, new Names(), kind)
  draw.shapes = () => scope.values.map(({ shape }) => shape)
  scope.leaf({ shape: draw.shape(1, 4), dtype: 'float32' })
  scope.leaf({ shape: draw.shape(1, 4), dtype: 'float32' })
  const atEnd: ((scope: Scope) => void)[] = []
  const statements = draw.int(4, 8)
  const spoilt = draw.chance(0.5) ? draw.int(1, statements) : Infinity
  for (let i = 0; i < statements && !scope.failed; i++) drawStatement(scope, vocabulary, i === spoilt, atEnd)
  if (!scope.failed && kind === 'symbolic' && draw.chance(0.5)) predict(scope)
  for (const last of atEnd) last(scope)
  return { lines: scope.lines }
}

function drawStatement(scope: Scope, vocabulary: Vocabulary, spoil: boolean, atEnd: ((scope: Scope) => void)[]): void {
  const dice = scope.draw.random()
  if (dice < 0.3) drawBlock(scope, vocabulary, spoil, atEnd)
  else if (dice < 0.38 && scope.blocks.length > 0) callBlock(scope, scope.draw.pick(scope.blocks))
  else drawCall(scope, vocabulary, spoil)
}
function drawCall(scope: Scope, vocabulary: Vocabulary, spoil: boolean): void {
  const dice = scope.draw.random()
  if (dice < 0.5) callOp(scope, vocabulary, spoil)
  else if (dice < 0.75 || spoil) callLayer(scope, vocabulary, spoil)
  else scope.draw.pick(flows)(scope, vocabulary)
}
function drawBlock(scope: Scope, vocabulary: Vocabulary, spoil: boolean, atEnd: ((scope: Scope) => void)[]): void {
  const { draw } = scope
  const body = new Body(scope)
  const shapes = draw.shapes
  draw.shapes = () => (draw.chance(0.8) ? body.values : scope.values).map(({ shape }) => shape)
  const statements = draw.int(1, 4)
  const spoilt = spoil ? draw.int(0, statements - 1) : Infinity
  for (let i = 0; i < statements && !body.failed; i++) {
    if (body.blocks.length > 0 && draw.chance(0.15)) callBlock(body, draw.pick(body.blocks))
    else drawCall(body, vocabulary, i === spoilt)
  }
  draw.shapes = shapes
  writeBlock(scope, body, atEnd)
}

/** A model of a value, and what it makes of data: names get their numbers. */
function predict(scope: Scope): void {
  const { draw, names } = scope
  const values = scope.values.filter(({ inputs, kind }) => kind === 'symbolic' && inputs.size > 0)
  if (values.length === 0) return
  const output = draw.pick(values)
  const inputs = [...output.inputs]
  const sizes = new Map<Dim, number>()
  const sizeOf = (dim: Dim): number => {
    if (typeof dim === 'number') return dim
    const size = dim === null ? draw.size() : (sizes.get(dim) ?? draw.int(2, 5))
    sizes.set(dim, size)
    return size
  }
  const [model, result] = [names.next('model'), names.next('p')]
  const listed = (texts: readonly string[]) => (texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`)
  scope.line(
    `const ${model} = tf.model({ inputs: ${listed(inputs.map(({ text }) => text))}, outputs: ${output.text} })`,
    'loose',
  )
  const data = inputs.map(({ shape, dtype }) => leafText(false, shape.map(sizeOf), dtype))
  scope.line(`const ${result} = ${model}.predict(${listed(data)})`, 'loose', result)
}
