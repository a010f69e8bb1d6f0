import { checkKernelDTypes } from '../../src/kernelDTypes.js'

// Every test of the sources runs with it: an op that gives a kernel what that does not take fails on each backend.
checkKernelDTypes()
