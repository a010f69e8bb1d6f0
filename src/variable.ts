import * as core from '@tensorflow/tfjs-core'
import { context } from './context.js'
import { stateOfVariable } from './graph/sources.js'
import { disposed, notATensor } from './operand.js'
import { aDType, aFlag, assertArguments, aName, orNull } from './shape/given.js'
import { isSymbolic } from './tensor.js'
import { refuse } from './stack.js'

// Variables of tfjs, in graphs.

/** tfjs' own, which takes values. */
export const variable: typeof core.variable = (initialValue, trainable, name, dtype) => {
  if (isSymbolic(initialValue)) {
    refuse(
      new TypeError('variable: the initial value is a symbolic tensor; make the variable outside of what is traced'),
    )
  }
  if (!(initialValue instanceof core.Tensor))
    refuse(new TypeError(`variable: ${notATensor('initialValue', initialValue)}`))
  if (initialValue.isDisposed) throw disposed('variable')
  const given = { trainable: trainable ?? true, name: name ?? null, dtype: dtype ?? initialValue.dtype }
  assertArguments('variable', { trainable: aFlag, name: orNull(aName), dtype: aDType }, given)
  assertFree(name)
  return core.variable(initialValue, given.trainable, name ?? undefined, given.dtype)
}

/** tfjs finds that out only when it has made the variable. */
function assertFree(name: string | null | undefined): void {
  if (name != null && name in core.engine().registeredVariables) {
    refuse(new Error(`variable: there is a variable '${name}' already`))
  }
}

const { assign } = core.Variable.prototype
/**
 * While a function is traced, a new value is written when a run is over. tfjs would free the memory of the variable before
 * it takes that of the new value, which a symbolic tensor does not have.
 */
core.Variable.prototype.assign = function (this: core.Variable, value: core.Tensor): void {
  const { plan } = context()
  if (!isSymbolic(value) && !(value instanceof core.Tensor))
    refuse(new TypeError(`assign: ${notATensor('newValue', value)}`))
  if (plan !== undefined) {
    assertFits(this, value)
    plan.write(stateOfVariable(this), value)
  } else if (isSymbolic(value)) {
    refuse(
      new TypeError(
        'assign: the new value is a symbolic tensor; assign an eager one, or assign in a function given to jit',
      ),
    )
  } else {
    assertFits(this, value)
    assign.call(this, value)
  }
}

/** In the words of tfjs. */
function assertFits({ shape, dtype }: core.Tensor, value: core.Tensor): void {
  if (value.isDisposed) throw disposed('assign')
  if (value.dtype !== dtype) {
    refuse(new Error(`assign: dtype of the new value (${value.dtype}) and previous value (${dtype}) must match`))
  }
  if (String(value.shape) !== String(shape)) {
    refuse(new Error(`assign: shape of the new value (${value.shape}) and previous value (${shape}) must match`))
  }
}
