import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'add',
  input(draw) {
    const whole = draw.shape(1, 4)
    const others = Array.from({ length: draw.int(0, 2) }, () => draw.partOf(whole))
    return draw.shuffled([whole, ...others]).map((shape) => tensor(draw, shape, 'float32'))
  },
  messages: ['cannotBroadcast'],
  carriesMask: () => 'given',
}
