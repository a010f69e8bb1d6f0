interface Logs {
  readonly [name: string]: number
}

/** A line of training progress: a bar that is drawn again and again on a terminal, plain lines elsewhere. */
export class Progress {
  private readonly started = Date.now()
  private readonly title: string
  private readonly total: number | undefined
  private readonly stream: NodeJS.WriteStream | undefined

  /** @param total How many batches there are, if that is known. */
  constructor(title: string, total: number | undefined) {
    this.title = title
    this.total = total
    this.stream = typeof process !== 'undefined' && process.stdout?.isTTY ? process.stdout : undefined
  }
  update(done: number, logs: Logs): void {
    if (this.stream === undefined) return
    this.stream.write(`\r\x1b[2K${this.title} ${this.progress(done, logs)}`)
  }
  private progress(done: number, logs: Logs): string {
    const { total } = this
    if (total === undefined) return `${done}  ${formatted(logs)}`
    const left = ((Date.now() - this.started) / done) * (total - done)
    const width = 24
    const filled = Math.round((done / total) * width)
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
    return `${bar} ${done}/${total}  ${formatted(logs)}  ${seconds(left)} left`
  }
  finish(logs: Logs): void {
    const line = `${this.title}  ${formatted(logs)}  ${seconds(Date.now() - this.started)}`
    if (this.stream === undefined) console.log(line)
    else this.stream.write(`\r\x1b[2K${line}\n`)
  }
}

function formatted(logs: Logs): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join('  ')
}
function seconds(milliseconds: number): string {
  const total = Math.round(milliseconds / 1000)
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`
}
