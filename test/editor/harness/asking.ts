import type { Editor, Position } from './servers.js'

/** Asks at the mark `|` of a line that stands below a program. */
export class Asking {
  constructor(
    private readonly editor: Editor,
    private readonly program: string,
  ) {}
  /** What is offered, in the order of the alphabet: that of the servers is not the same. */
  async completions(marked: string): Promise<readonly string[]> {
    // TypeScript 7 marks what can be left out.
    const offered = await this.editor.completions(this.put(marked))
    return offered.map((name) => name.replace(/\?$/, '')).sort()
  }
  /** The type that is shown, in one line. */
  async hover(marked: string): Promise<string> {
    const text = await this.editor.hover(this.put(marked))
    return text.replace(/\s+/g, ' ').trim()
  }
  private put(marked: string): Position {
    const before = `${this.program}\n${marked.slice(0, marked.indexOf('|'))}`
    this.editor.change(`${before}${marked.slice(marked.indexOf('|') + 1)}\n`)
    const lines = before.split('\n')
    return { line: lines.length - 1, character: lines.at(-1)!.length }
  }
}
