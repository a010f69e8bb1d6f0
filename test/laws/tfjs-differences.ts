/** Where an op of this library refuses what tfjs-core takes: `'<op> <code>'`, or a code for all ops, with the reason. */
export const stricterThanTfjs: { readonly [refusal: string]: string } = {
  needsNumbers: 'arithmetic on complex64 and filling with text: wasm has no kernel for either',
  'transpose notAPermutation': 'tfjs-core takes an axis twice and returns memory that was never written',
}

/** Where the numbers are others than those of tfjs-core: an op, or an op and the dtype of its result. */
export const unlikeTfjs: { readonly [op: string]: string } = {
  randomUniform: 'random numbers are counter-based here',
  randomNormal: 'random numbers are counter-based here',
  truncatedNormal: 'random numbers are counter-based here',
  'add bool': 'tfjs-core gives 2, which is no truth value',
}
/** What a rule accepts although no backend of tfjs can compute it. */
export const withoutKernel: { readonly [call: string]: string } = {
  'broadcastTo complex64': 'tfjs refuses it in the kernel, by name',
  'transpose complex64': 'tfjs refuses it in the kernel, by name',
}

/** Calls that tfjs-core refuses, by a part of what it says. */
export const widerThanTfjs: { readonly [refusal: string]: string } = {
  'must be numeric tensor, but got string tensor': 'text can be moved, if not calculated with',
  "All entries in 'perm' must be between": 'axes may be counted from the back everywhere',
}

/** Where the gradients of tfjs-core are not ours, with the reason. */
export const unlikeTfjsGradient: { readonly [op: string]: string } = {}
