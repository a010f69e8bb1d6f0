import { makeNode, type Value } from '../../graph/node.js'
import { slideOf, type SlideAttrs } from '../../ops/common/sliding.js'
import type { PadAttrs } from '../../ops/pad.js'
import { specOf } from '../../graph/node.js'
import { explicitPad } from '../../shape/window.js'
import { isProductOf, kernelOf, like, rewrite, type Pass } from '../graph.js'

/** A border of zeros around an image is padding of the convolution behind it, which costs that nothing. */
export const foldPadding: Pass = (graph) =>
  rewrite(graph, (node, [padded, filter]) => {
    if (!isProductOf('images', node)) return undefined
    const border = borderOf(padded!)
    if (border === undefined) return undefined
    const attrs = node.attrs as SlideAttrs
    const own = slideOf(specOf(padded!), specOf(filter!), node.outputs[0]!, attrs).pads
    const [rows, columns] = own.map(([before, after], i) => [before + border[i]![0], after + border[i]![1]] as const)
    const pad = explicitPad(rows!, columns!)
    const image = padded!.node.inputs[0]!
    return like(node, () => makeNode(node.op, [image, filter!], { ...attrs, pad }, node.outputs, node.name))
  })

/** The zeros around an image: before and after its rows, and its columns. */
function borderOf({ node }: Value): PadAttrs['paddings'] | undefined {
  if (kernelOf(node) !== 'PadV2') return undefined
  const { paddings, constantValue } = node.attrs as PadAttrs
  const [batch, rows, columns, channels] = paddings
  const isAround = [batch, channels].every((pair) => pair?.every((size) => size === 0))
  return isAround && constantValue === 0 ? [rows!, columns!] : undefined
}
