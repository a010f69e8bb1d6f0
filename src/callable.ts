import { publicly } from './stack.js'

/** An object that is a function: calling it is calling `apply`. */
export abstract class Callable {
  constructor() {
    const self = (...args: readonly unknown[]): unknown => publicly(() => (self as object as Callable).apply(...args))
    return Object.setPrototypeOf(self, new.target.prototype) as this
  }
  abstract apply(...args: readonly unknown[]): unknown
}
Object.setPrototypeOf(Callable.prototype, Function.prototype)
