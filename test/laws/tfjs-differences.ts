/** Where an op of this library refuses what tfjs-core takes: `'<op> <code>'`, or a code for all ops, with the reason. */
export const stricterThanTfjs: { readonly [refusal: string]: string } = {
  needsNumbers: 'arithmetic on complex64 and filling with text: wasm has no kernel for either',
  axisOutOfRange: 'tfjs-core takes fractions as axes, and does not look at the axis of a single tensor',
  axisTwice: 'tfjs-core takes the size twice, or turns back what it has turned',
  badPad: 'tfjs-core rounds, or cuts with negative padding',
  notACount: 'tfjs-core takes fractions as strides and windows',
  notEnough: 'tfjs-core takes fractions as counts',
  padTooWide: 'a window on nothing but padding has no maximum: tfjs-core returns -Infinity',
  windowTooLarge: 'tfjs-core returns a tensor without elements',
  'batchNorm cannotBroadcast': 'tfjs-core repeats the numbers of a parameter as they stand in memory',
  'batchNorm needsDType': 'tfjs-core takes parameters of any dtype for float32',
  'batchNorm cannotStretch': 'tfjs-core repeats the numbers of a parameter as they stand in memory',
  'broadcastTo noComplex': 'tfjs-core has no kernel, but returns a tensor that has the shape already',
  'concat dtypesDiffer': 'tfjs-core mixes the memory of text and numbers',
  'concat needsAxes': 'tfjs-core returns a single scalar as it is',
  'dropout cannotBroadcast': 'tfjs-core does not look at the noise when nothing is dropped',
  'dropout cannotStretch': 'tfjs-core returns a tensor of the shape of the noise',
  'dropout notASize': 'tfjs-core does not look at the noise when nothing is dropped',
  'einsum indexTwice': 'tfjs-core leaves a repeated axis of the result out',
  'einsum notAnIndex': 'tfjs-core takes digits as indices',
  'einsum termDoesNotFit': 'tfjs-core does not look at axes without an index',
  'maxPool needsDType': 'tfjs-core has integer kernels on cpu only',
  'pad badPadding': 'tfjs-core cuts with negative padding',
  'pad onePairEach': 'tfjs-core drops what is too much',
  'range cannotCount': 'tfjs-core gives numbers the name of any dtype',
  'reshape notASize': 'tfjs-core takes fractions that come out even',
  'scalar cannotCast': 'tfjs-core makes NaN of text',
  'slice badBegin': 'tfjs-core takes fractions',
  'slice badSize': 'tfjs-core takes fractions',
  'slice pastTheEnd': 'tfjs-core returns a tensor with a negative size',
  'tile badRepeat': 'tfjs-core takes fractions',
  'transpose notAPermutation': 'tfjs-core takes an axis twice and returns memory that was never written',
}

/** Calls whose numbers are others than those of tfjs-core. */
export const unlikeTfjs: readonly (readonly [call: RegExp, reason: string])[] = [
  [/^tf\.(randomUniform|randomNormal|truncatedNormal|dropout)\(/, 'random numbers are counter-based here'],
  [/'bool'|true/, 'tfjs-core computes with truth values in kernels that are made for numbers: 1 + 1 is a bool of 2'],
  [
    /^tf\.(conv2d|depthwiseConv2d|maxPool|avgPool)\(.*, [012](, 'NHWC', 2)?\)$/,
    'with a number as padding, tfjs-core takes the height of a window for its width',
  ],
  [
    /^tf\.batchNorm\(.*, .*(<\[(\d+, )*1[,\]]|\[1\])/,
    'tfjs-core repeats the numbers of a parameter as they stand in memory: sizes of 1 are not stretched',
  ],
  [/^tf\.(cumsum|cumprod)\(.*, -\d/, 'tfjs-core takes an axis from the back for another one'],
  [/^tf\.einsum\(.*'int32'/, 'tfjs-core rounds the product of integers and fractions'],
  [
    /^tf\.matMul\(.*?<\[((?:\d+, )+)\d+, \d+\].*?<\[(?!\1\d+, \d+\])(?:\d+, ){2,}\d+\]/,
    'tfjs-core mixes up batches that are stretched in part',
  ],
  [/^tf\.(reciprocal|selu|softplus)\(.*'int32'/, 'integers are converted here; tfjs-core rounds the result'],
]
/** Calls that tfjs-core refuses, by a part of what it says. */
export const widerThanTfjs: { readonly [refusal: string]: string } = {
  'must be numeric tensor, but got string tensor': 'text can be moved, if not calculated with',
  'must be float32 tensor, but got': 'integers are converted',
  "All entries in 'perm' must be between": 'axes may be counted from the back everywhere',
  'elements and the old shape': 'axes may be counted from the back everywhere',
  'Batch normalization gradient requires mean and': 'parameters of different ranks are stretched',
  'along a non-last dimension is not yet supported': 'any axis is taken',
  'eye() currently supports only 1D and 2D batchShapes': 'any number of axes may stand in front, also none',
  'The sum of sizes must match the size of the axis': 'one size may be -1: the rest',
}
/** Where the gradients of tfjs-core are not ours, with the reason. */
export const unlikeTfjsGradient: { readonly [op: string]: string } = {
  avgPool: 'at a padded border tfjs-core divides by the whole window, its forward pass by the cells that are there',
  cumsum: 'tfjs-core transposes the gradient unless the axis is the last',
}
