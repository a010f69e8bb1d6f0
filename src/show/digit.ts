import { isBadCount } from '../shape/count.js'
import { assertArguments, numbers, wrongArgument } from '../shape/given.js'
import { showValue } from '../shape/show.js'
import { refuse } from '../stack.js'

const shades = ' ░▒▓█'

/**
 * A grey image as text, two rows of pixels in a line.
 *
 * @param pixels 0 (empty) to 1 (full), row by row.
 */
export function drawImage(pixels: ArrayLike<number>, width: number): string[] {
  const isList = Array.isArray(pixels) || (ArrayBuffer.isView(pixels) && !(pixels instanceof DataView))
  if (!isList) refuse(new TypeError(`drawImage: ${wrongArgument('pixels', pixels, numbers)}`))
  if (Array.isArray(pixels)) assertArguments('drawImage', { pixels: numbers }, { pixels })
  if (isBadCount(width, 1))
    refuse(new TypeError(`drawImage: width is an integer of at least 1, got ${showValue(width)}`))
  const height = Math.floor(pixels.length / width)
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: width }, (_, x) => {
      const above = pixels[2 * line * width + x]!
      // A last row alone has none below it.
      const below = pixels[(2 * line + 1) * width + x] ?? 0
      const level = Math.min(1, Math.max(0, (above + below) / 2))
      return shades[Math.round(level * (shades.length - 1))]
    }).join(''),
  )
}
