import type { WasmBackend } from '../../backend.js'
import type { Sized } from '../../graph/node.js'
import { bytesOf, bytesPer } from './blocks.js'

/** An export of the wasm module: without texts among its arguments `cwrap` gives the export itself. */
export function exportOf({ wasm }: WasmBackend, name: string): (...args: number[]) => void {
  return wasm.cwrap(name, null, [])
}

/**
 * A value as kernels know it: by a number. The module keeps an address for each number, and what it has made of weights;
 * for memory that was written anew the number has to be registered anew.
 */
export class Cell {
  readonly spec: Sized
  /** Known when the cell is registered, or stands for a tensor. */
  address = NaN
  /** What fallbacks pass to kernels. */
  dataId: object | undefined
  /** Is its number one of ours, which stays? A tensor's comes with the tensor. */
  isOwn = false
  private number = 0
  private readonly uses: { readonly args: number[]; readonly index: number }[] = []
  constructor(spec: Sized) {
    this.spec = spec
  }
  get id(): number {
    return this.number
  }
  set id(id: number) {
    this.number = id
    for (const { args, index } of this.uses) args[index] = id
  }
  /** From now on the arguments of a call hold the number. */
  writeInto(args: number[], index: number): void {
    args[index] = this.number
    if (!this.isOwn) this.uses.push({ args, index })
  }
}

/** Tells the module where the memory of cells is. */
export class Registry {
  private readonly backend: WasmBackend
  private readonly insert: (id: number, size: number, address: number) => void
  private readonly forget: (id: number) => void
  private readonly registered: Cell[] = []
  constructor(backend: WasmBackend) {
    this.backend = backend
    this.insert = exportOf(backend, 'register_tensor')
    this.forget = exportOf(backend, 'dispose_data')
  }
  /** Gives a cell a number of its own, for memory that is no tensor's. */
  add(cell: Cell, address: number): void {
    cell.id = this.backend.dataIdNextNumber++
    cell.isOwn = true
    this.registered.push(cell)
    this.insert(cell.id, sizeOf(cell.spec), address)
    cell.address = address
  }
  /** The memory was written anew, or is another. */
  renew(cell: Cell, address = cell.address): void {
    this.forget(cell.id)
    this.insert(cell.id, sizeOf(cell.spec), address)
    cell.address = address
    if (cell.dataId !== undefined) this.backend.dataIdMap.get(cell.dataId).memoryOffset = address
  }
  /** What a kernel of the backend takes for the cell. */
  dataIdOf(cell: Cell): object {
    if (cell.dataId === undefined) {
      const { id, address, spec } = cell
      cell.dataId = { id }
      this.backend.dataIdMap.set(cell.dataId, { id, memoryOffset: address, ...spec, refCount: 1 })
    }
    return cell.dataId
  }
  dispose(): void {
    for (const cell of this.registered) {
      this.forget(cell.id)
      if (cell.dataId !== undefined) this.backend.dataIdMap.delete(cell.dataId)
    }
  }
}
function sizeOf(spec: Sized): number {
  return bytesOf(spec) / bytesPer[spec.dtype as keyof typeof bytesPer]
}
