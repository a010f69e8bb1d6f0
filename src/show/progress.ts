/** A line of training progress: a bar that is drawn again and again on a terminal, plain lines elsewhere. */
export class Progress {
  private readonly started = Date.now()
  private readonly title: string
  private readonly total: number
  private readonly stream: NodeJS.WriteStream | undefined

  constructor(title: string, total: number) {
    this.title = title
    this.total = total
    this.stream = typeof process !== 'undefined' && process.stdout?.isTTY ? process.stdout : undefined
  }
  update(done: number, logs: { readonly [name: string]: number }): void {
    if (this.stream === undefined) return
    const left = ((Date.now() - this.started) / done) * (this.total - done)
    const width = 24
    const filled = Math.round((done / this.total) * width)
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
    this.stream.write(`\r\x1b[2K${this.title} ${bar} ${done}/${this.total}  ${formatted(logs)}  ${seconds(left)} left`)
  }
  finish(logs: { readonly [name: string]: number }): void {
    const line = `${this.title}  ${formatted(logs)}  ${seconds(Date.now() - this.started)}`
    if (this.stream === undefined) console.log(line)
    else this.stream.write(`\r\x1b[2K${line}\n`)
  }
}

function formatted(logs: { readonly [name: string]: number }): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join('  ')
}
function seconds(milliseconds: number): string {
  const total = Math.round(milliseconds / 1000)
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`
}
