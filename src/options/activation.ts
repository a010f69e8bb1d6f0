import { activations, type Activation, type ActivationName } from '../activations.js'
import { unknownName, type ChoiceRule, type Name } from './choice.js'
import { required, ruled, type Option, type Required, type Ruled } from './option.js'

export interface ActivationOption<Default>
  extends Option<Name<ActivationName>, Activation, Default>, Ruled<ChoiceRule<ActivationName>> {}
/** An activation function, by its name. */
export function activation(): ActivationOption<Required>
export function activation<const Default extends ActivationName>(fallback: Default): ActivationOption<Default>
export function activation(
  fallback: ActivationName | Required = required,
): ActivationOption<ActivationName | Required> {
  const names = Object.keys(activations)
  return ruled<ChoiceRule<ActivationName>, Option<Name<ActivationName>, Activation, ActivationName | Required>>({
    fallback,
    wrong: (given, name) =>
      typeof given === 'string' && Object.hasOwn(activations, given) ? undefined : unknownName(given, name, names),
    resolve: (given) => activations[given as ActivationName],
    write: (value) => names.find((name) => activations[name as ActivationName] === value)!,
    read: (json) => json as ActivationName,
    samples: { right: ['relu', 'tanh', 'linear', 'gelu'], wrong: ['nothing', 'ReLU', 1] },
  })
}
