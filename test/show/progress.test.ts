import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Progress } from '../../src/show/progress.js'

const wasTerminal = process.stdout.isTTY
let printed: string[]
beforeEach(() => {
  printed = []
  vi.useFakeTimers()
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  vi.spyOn(console, 'log').mockImplementation((text) => void printed.push(`${text}\n`))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  process.stdout.isTTY = wasTerminal
})
const wipe = '\r\x1b[2K'

test('on a terminal a bar is drawn over itself, with the time that is left', () => {
  process.stdout.isTTY = true
  const progress = new Progress('epoch 1/2', 8)
  vi.advanceTimersByTime(2000)
  progress.update(2, { loss: 0.5 })
  vi.advanceTimersByTime(88_000)
  progress.update(3, { loss: 0.25, accuracy: 1 / 3 })
  vi.advanceTimersByTime(30_000)
  progress.finish({ loss: 0.125 })
  expect(printed).toEqual([
    `${wipe}epoch 1/2 ██████░░░░░░░░░░░░░░░░░░ 2/8  loss 0.5000  6 s left`,
    `${wipe}epoch 1/2 █████████░░░░░░░░░░░░░░░ 3/8  loss 0.2500  accuracy 0.3333  2 min 30 s left`,
    `${wipe}epoch 1/2  loss 0.1250  2 min 0 s\n`,
  ])
})
test('elsewhere there is one plain line at the end', () => {
  process.stdout.isTTY = false
  const progress = new Progress('epoch 2/2', 8)
  progress.update(2, { loss: 0.5 })
  vi.advanceTimersByTime(59_400)
  progress.finish({ loss: 2, accuracy: 0.97526 })
  expect(printed).toEqual(['epoch 2/2  loss 2.0000  accuracy 0.9753  59 s\n'])
})
test('a minute is said as one', () => {
  process.stdout.isTTY = false
  const progress = new Progress('evaluate', 1)
  vi.advanceTimersByTime(59_500)
  progress.finish({})
  expect(printed).toEqual(['evaluate    1 min 0 s\n'])
})
