import * as tfjs from '@tensorflow/tfjs'
import { MobileNetV2Model } from 'nsfwjs/models/mobilenet_v2'
import * as tf from 'tupleflow'
import { predictor } from './harness/contestants.js'
import { conv, dense } from './harness/flops.js'
import type { Entry, Family, Row } from './harness/row.js'
import { size, values } from './harness/values.js'

// MobileNetV2 with the weights that the package `nsfwjs` brings: a LayersModel for images of 224 x 224.

/** What of `model.json` is needed here. */
interface ModelJson {
  readonly modelTopology: { readonly model_config: { readonly config: { readonly layers: readonly LayerJson[] } } }
  readonly weightsManifest: readonly [{ readonly weights: tfjs.io.WeightsManifestEntry[] }]
}
interface LayerJson {
  readonly name: string
  readonly class_name: string
  readonly config: {
    readonly batch_input_shape: readonly [null, number, number, number]
    readonly units: number
    readonly filters: number
    readonly kernel_size: readonly [number, number]
    readonly pool_size: readonly [number, number]
    readonly strides: readonly [number, number]
    readonly padding: unknown
    readonly activation: 'linear' | 'relu' | 'softmax'
    readonly use_bias: boolean
    readonly epsilon: number
    readonly max_value: number
    readonly rate: number
  }
  /** Of its only call, each input: the layer that it comes from first. */
  readonly inbound_nodes: readonly (readonly (readonly [from: string])[])[]
}
interface Shipped {
  modelJson(): Promise<{ readonly default: ModelJson }>
  readonly weightBundles: readonly (() => Promise<{ readonly default: string }>)[]
}
const shipped = MobileNetV2Model as Shipped
const { modelTopology, weightsManifest } = (await shipped.modelJson()).default
const { layers } = modelTopology.model_config.config
const bundles = await Promise.all(shipped.weightBundles.map((bundle) => bundle()))
const weightSpecs = weightsManifest[0].weights
const weightData = Uint8Array.from(Buffer.from(bundles.map((bundle) => bundle.default).join(''), 'base64')).buffer

type Value = tf.SymbolicTensor
/** A value, the weights of the layer that gave it, by their names in the file, and the products of one image. */
interface Called {
  readonly value: Value
  readonly layer?: { setWeights(values: readonly tfjs.Tensor[]): void }
  readonly weights?: readonly string[]
  readonly flops?: number
}

/** Calls our layer of this kind. */
function called({ class_name, config }: LayerJson, inputs: readonly Value[]): Called {
  const x = inputs[0]!
  const { use_bias: useBias, activation, strides } = config
  const bias = useBias ? ['bias'] : []
  const padding = config.padding as 'valid' | 'same'
  const known = (value: Value) => (value.shape as readonly (number | string)[]).slice(1) as number[]
  switch (class_name) {
    case 'InputLayer': {
      const [, ...shape] = config.batch_input_shape
      return { value: tf.input({ shape }) }
    }
    case 'ZeroPadding2D': {
      const padding = config.padding as readonly [readonly [number, number], readonly [number, number]]
      return { value: tf.layers.zeroPadding2d({ padding })(x) }
    }
    case 'Conv2D': {
      const { filters, kernel_size: kernelSize } = config
      const layer = tf.layers.conv2d({ filters, kernelSize, strides, padding, activation, useBias })
      const value = layer(x)
      const [height, width] = known(value)
      const flops = conv(height! * width!, size(kernelSize), known(x)[2]!, filters)
      return { value, layer, weights: ['kernel', ...bias], flops }
    }
    case 'DepthwiseConv2D': {
      const { kernel_size: kernelSize } = config
      const layer = tf.layers.depthwiseConv2d({ kernelSize, strides, padding, activation, useBias })
      const value = layer(x)
      return { value, layer, weights: ['depthwise_kernel', ...bias], flops: 2 * size(known(value)) * size(kernelSize) }
    }
    case 'BatchNormalization': {
      const layer = tf.layers.batchNormalization({ epsilon: config.epsilon })
      return { value: layer(x), layer, weights: ['gamma', 'beta', 'moving_mean', 'moving_variance'] }
    }
    case 'ReLU':
      return { value: tf.layers.reLU({ maxValue: config.max_value })(x) }
    case 'Add':
      return { value: tf.layers.add()([...inputs]) }
    case 'AveragePooling2D':
      return { value: tf.layers.averagePooling2d({ poolSize: config.pool_size, strides, padding })(x) }
    case 'Flatten':
      return { value: tf.layers.flatten()(x) }
    case 'Dropout':
      return { value: tf.layers.dropout({ rate: config.rate })(x) }
    case 'Dense': {
      const { units } = config
      const layer = tf.layers.dense({ units, activation, useBias })
      return { value: layer(x), layer, weights: ['kernel', ...bias], flops: dense(1, known(x)[0]!, units) }
    }
    default:
      throw new Error(`a MobileNet has no layer '${class_name}'`)
  }
}

/** The graph of our layers, the products of one image, and how its weights are set. */
function ourGraph() {
  const made = new Map<string, Called>()
  for (const json of layers) {
    const inputs = (json.inbound_nodes[0] ?? []).map(([from]) => made.get(from)!.value)
    made.set(json.name, called(json, inputs))
  }
  const [inputs, outputs] = [layers[0]!, layers.at(-1)!].map(({ name }) => made.get(name)!.value)
  return {
    model: tf.model({ inputs: inputs!, outputs: outputs! }),
    flops: [...made.values()].reduce((sum, { flops = 0 }) => sum + flops, 0),
    load() {
      const loaded = tfjs.io.decodeWeights(weightData, weightSpecs)
      for (const [name, { layer, weights = [] }] of made) {
        layer?.setWeights(weights.map((weight) => loaded[`${name}/${weight}`]!))
      }
      tfjs.dispose(loaded)
    },
  }
}

function predict(batch: number): Row {
  const images = values(batch * 224 * 224 * 3)
  const shape = [batch, 224, 224, 3] as const
  const ours: Entry = {
    name: 'tupleflow',
    build() {
      const { model, load } = ourGraph()
      load()
      const x = tf.tensor4d(images, shape)
      return predictor(() => model.predict(x), model)
    },
  }
  const theirs: Entry = {
    name: 'tfjs-layers',
    async build() {
      const m = await tfjs.loadLayersModel(tfjs.io.fromMemory({ modelTopology, weightSpecs, weightData }))
      const x = tfjs.tensor4d(images, [...shape])
      return predictor(() => m.predict(x) as tfjs.Tensor)
    },
  }
  return {
    name: `MobileNetV2 predict, batch ${batch}`,
    flops: batch * ourGraph().flops,
    target: 2.3,
    tolerance: 1e-4,
    ours,
    peers: [theirs],
    ...(batch > 1 && { heap: true }),
  }
}

// Built once: three times the weights and activations of both would not leave the heap as it is.
export const family: Family = { rows: [predict(1), predict(8)], blocks: { builds: 1, count: 11, milliseconds: 120 } }
