import { Fixed, TensorArg, type Args, type CallArg } from '../harness/call.js'
import type { Draw } from '../harness/draw.js'
import { nearMiss } from '../harness/near-miss.js'
import type { OpSamples } from '../harness/samples.js'
import type { Dim } from '../../../src/shape/dimension.js'

// Windows that slide over images.

/** [(batch,) height, width, channels] with room for a window. */
function image(draw: Draw, least: number, channels: Dim): Dim[] {
  const side = (): Dim => (draw.chance(0.6) ? draw.int(least, least + 4) : knownOr(draw, draw.int(least, 9)))
  const rest = [side(), side(), channels]
  return draw.chance(0.8) ? [draw.dim(), ...rest] : rest
}
function knownOr(draw: Draw, size: number): Dim {
  const dim = draw.dim()
  return typeof dim === 'number' ? size : dim
}
function padding(draw: Draw, widest: number): CallArg {
  const side = () => [draw.int(0, widest), draw.int(0, widest)]
  return draw.pick([
    () => new Fixed('same'),
    () => new Fixed('valid'),
    () => 1,
    () => new Fixed([[0, 0], side(), side(), [0, 0]]),
  ])()
}

/** Sides and pairs of numbers, each of its own; now and then a list of another length. */
function otherSides([x, window, stride, pad, ...rest]: Args, draw: Draw): Args {
  const some = (least: number, most: number) =>
    Array.from({ length: draw.pick([1, 2, 2, 2, 2, 3]) }, () => draw.int(least, most))
  const pads = [[0, 0], some(-1, 3), some(-1, 3), [0, 0]]
  const strides = new Fixed(some(0, 2))
  return draw.pick([
    [x, window, stride, new Fixed(draw.chance(0.8) ? pads : pads.slice(draw.int(1, 2))), ...rest],
    [x, window, strides, pad, ...rest],
    ...(window instanceof TensorArg ? [] : [[x, new Fixed(some(1, 2)), stride, pad, ...rest]]),
  ])
}

const pooling = (op: string): OpSamples => ({
  op,
  valid(draw) {
    const size = draw.int(2, 3)
    const filter = draw.chance(0.5) ? size : new Fixed([size, draw.int(2, 3)])
    return [draw.tensor(image(draw, 4, draw.dim()), 'float32'), filter, draw.int(1, 2), padding(draw, 1)]
  },
  messages: {
    needsImage: [0],
    windowTooLarge: [1, 0],
    notACount: [1, 2, 3],
    notAPair: [1, 2],
    notAPadding: [3],
    padTooWide: [3],
    needsDType: [0],
  },
  checkedWhenRun: ['windowTooLarge'],
  mutate: (args, draw) => (draw.chance(0.5) ? otherSides(args, draw) : nearMiss(args, draw)),
  ranks: { from: 3, to: 4 },
})

/** A filter over an image; its last size is that of the output, or a multiplier. */
const sliding = (op: string, needsFilter: string): OpSamples => ({
  op,
  valid(draw) {
    const channels = draw.int(1, 3)
    const [kh, kw] = [draw.int(1, 3), draw.int(1, 3)]
    const x = draw.tensor(image(draw, 5, draw.chance(0.9) ? channels : knownOr(draw, channels)), 'float32')
    const seen = x.shape.at(-1)!
    const filter = draw.tensor([kh, kw, seen, draw.int(1, 4)], 'float32')
    const stride = draw.pick<CallArg>([1, 1, 2, new Fixed([2, 1])])
    const dilation = stride === 1 && draw.chance(0.3) ? [new Fixed('NHWC'), 2] : []
    return [x, filter, stride, padding(draw, 2), ...dilation]
  },
  messages: {
    channelsDiffer: [1],
    [needsFilter]: [1],
    needsImage: [0],
    windowTooLarge: [1],
    notACount: [1, 2, 3],
    notAPair: [1, 2],
    notAPadding: [3],
    needsDType: [0, 1],
  },
  checkedWhenRun: ['windowTooLarge'],
  mutate: (args, draw) => (draw.chance(0.3) ? otherSides(args, draw) : nearMiss(args, draw)),
  ranks: { from: 3, to: 4 },
})

export const samples: OpSamples[] = [
  sliding('conv2d', 'needsFilter'),
  sliding('depthwiseConv2d', 'needsDepthwiseFilter'),
  pooling('maxPool'),
  pooling('avgPool'),
]
