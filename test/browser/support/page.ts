/** What the test calls in a page. */
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-webgl'
import { train } from './digits.js'

const missingOn = (backend: string, kernels: readonly string[]) =>
  kernels.filter((kernel) => core.getKernel(kernel, backend) === undefined)

const remove = (backend: string, kernels: readonly string[]) =>
  kernels.forEach((kernel) => core.unregisterKernel(kernel, backend))

Object.assign(globalThis, { train, missingOn, remove })
