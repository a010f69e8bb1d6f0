const shades = ' ░▒▓█'

/**
 * A grey image as text, two rows of pixels in a line.
 *
 * @param pixels 0 (empty) to 1 (full), row by row.
 */
export function drawImage(pixels: ArrayLike<number>, width: number): string[] {
  const height = Math.floor(pixels.length / width)
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: width }, (_, x) => {
      const [above, below] = [pixels[2 * line * width + x] ?? 0, pixels[(2 * line + 1) * width + x] ?? 0]
      const level = Math.min(1, Math.max(0, (above + below) / 2))
      return shades[Math.round(level * (shades.length - 1))]
    }).join(''),
  )
}
