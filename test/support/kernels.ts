import * as core from '@tensorflow/tfjs-core'
import ts from 'typescript'
import { readSources } from '../laws/harness/sources.js'

/** The kernels that ops, their gradients and the passes of plans name in their sources. */
export function kernelsInUse(): string[] {
  const known = new Set<unknown>(Object.values(core).filter((value) => typeof value === 'string'))
  const named = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && known.has(node.text)) named.add(node.text)
    ts.forEachChild(node, visit)
  }
  for (const { path, tree } of readSources()) if (/^(ops|gradients|plan\/passes)\//.test(path)) visit(tree)
  return [...named].sort()
}
