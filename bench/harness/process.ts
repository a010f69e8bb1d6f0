import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a file of `bench/` sends from a process of its own. Processes run one after the other. */
export function inChild<T>(file: string, ...args: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), args)
    child.on('message', resolve)
    child.on('exit', (code) => reject(new Error(`the rows '${args.join(' ')}' ended with code ${code}`)))
  })
}
