import { substituteDim, type Env } from '../shape/binding.js'

/** Names in the attributes that hold dimensions become sizes. */
export function substituted(attrs: object, keys: readonly string[], sizes: Env): object {
  if (keys.length === 0) return attrs
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    return typeof value === 'string' ? substituteDim(value, sizes) : value
  }
  return Object.fromEntries(
    Object.entries(attrs).map(([key, value]) => [key, keys.includes(key) ? resolve(value) : value]),
  )
}
