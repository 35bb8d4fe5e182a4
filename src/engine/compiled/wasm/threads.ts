/** Tiles of a batch on several threads that share the module's memory: where the page is cross-origin isolated. */
import { MOST_ROWS, ROW_STEP } from "./tile-size.ts";

/** (tile, parameters, sums, batch, rowBytes, nRows[, rows]): addresses, and sizes of the tile at hand. */
export type TileFunction = (...given: readonly number[]) => void;

/** What threads are told of a pass, in words of the control region. */
const WORD = { generation: 0, nDone: 1, pass: 2, nRows: 3, tileRows: 4, parameters: 5 } as const;
export const CONTROL_LENGTH = 8;

/** Turns of waiting without giving the processor up: a step is shorter than waking a thread. */
const SPINS = 20_000;

export interface ThreadMessage {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** From 1; 0 is the thread that trains. */
  readonly thread: number;
  readonly nThreads: number;
  /** Addresses. */
  readonly control: number;
  readonly tile: number;
  readonly sums: number;
  readonly rows: number;
  readonly nSums: number;
}

/** A thread of the host that runs `serveTiles` with the message that it is given. */
export interface TileThread {
  /** Resolves when the thread waits for work. */
  start(message: ThreadMessage): Promise<void>;
  terminate(): void;
}

export interface TileRun {
  readonly tile: TileFunction;
  readonly memory: WebAssembly.Memory;
  readonly addresses: {
    readonly tile: number;
    readonly parameters: number;
    readonly sums: number;
    readonly rows: number;
  };
  readonly nRows: number;
  readonly tileRows: number;
  readonly thread: number;
  readonly nThreads: number;
}

/** Runs every nThreads-th tile of a batch. Rows of a tile beyond the batch's end are masked. */
export function runTiles({ tile, memory, addresses, nRows, tileRows, thread, nThreads }: TileRun): void {
  const { tile: at, parameters, sums, rows } = addresses;
  for (let start = thread * tileRows; start < nRows; start += nThreads * tileRows) {
    const n = Math.min(tileRows, nRows - start);
    const nWhole = Math.ceil(n / ROW_STEP) * ROW_STEP;
    if (n < nWhole) new Uint32Array(memory.buffer, at + 4 * n, nWhole - n).fill(0);
    tile(at, parameters, sums, 4 * start, 4 * nWhole, n, rows + 4 * start);
    if (n < nWhole) new Uint32Array(memory.buffer, at + 4 * n, nWhole - n).fill(0xffffffff);
  }
}

export function unmaskRows(memory: WebAssembly.Memory, tile: number): void {
  new Uint32Array(memory.buffer, tile, MOST_ROWS).fill(0xffffffff);
}

function waitWhile(control: Int32Array, word: number, value: number): void {
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(control, word) !== value) return;
  while (Atomics.load(control, word) === value) Atomics.wait(control, word, value);
}

/**
 * A thread's life: waits for passes and runs its tiles of them. Does not return.
 *
 * @param onReady called once the thread listens.
 */
export async function serveTiles(message: ThreadMessage, onReady: () => void): Promise<never> {
  const { module, memory, thread, nThreads, tile, sums, rows, nSums } = message;
  const { exports } = await WebAssembly.instantiate(module, { host: { memory } });
  const control = new Int32Array(memory.buffer, message.control, CONTROL_LENGTH);
  const ownSums = new Float32Array(memory.buffer, sums, nSums);
  let generation = Atomics.load(control, WORD.generation);
  onReady();
  for (;;) {
    waitWhile(control, WORD.generation, generation);
    generation = Atomics.load(control, WORD.generation);
    ownSums.fill(0);
    runTiles({
      // The module's own export, whose name and signature its printer wrote.
      tile: exports[`tile ${control[WORD.pass]}`] as TileFunction,
      memory,
      addresses: { tile, parameters: control[WORD.parameters], sums, rows },
      nRows: control[WORD.nRows],
      tileRows: control[WORD.tileRows],
      thread,
      nThreads,
    });
    Atomics.add(control, WORD.nDone, 1);
    Atomics.notify(control, WORD.nDone);
  }
}

/** The threads beside the one that trains. */
export class ThreadPool {
  private constructor(
    private readonly threads: readonly TileThread[],
    private readonly control: Int32Array,
  ) {}

  static async start(threads: readonly TileThread[], messages: readonly ThreadMessage[]): Promise<ThreadPool> {
    await Promise.all(threads.map((thread, index) => thread.start(messages[index])));
    const [{ memory, control }] = messages;
    return new ThreadPool(threads, new Int32Array(memory.buffer, control, CONTROL_LENGTH));
  }

  /** Sets the threads to work on a pass; what they read has to be there. */
  begin(pass: {
    readonly index: number;
    readonly nRows: number;
    readonly tileRows: number;
    readonly parameters: number;
  }): void {
    const { control } = this;
    control[WORD.pass] = pass.index;
    control[WORD.nRows] = pass.nRows;
    control[WORD.tileRows] = pass.tileRows;
    control[WORD.parameters] = pass.parameters;
    Atomics.store(control, WORD.nDone, 0);
    Atomics.add(control, WORD.generation, 1);
    Atomics.notify(control, WORD.generation);
  }

  /** Waits until all have done their tiles. */
  end(): void {
    for (;;) {
      const nDone = Atomics.load(this.control, WORD.nDone);
      if (nDone === this.threads.length) return;
      waitWhile(this.control, WORD.nDone, nDone);
    }
  }

  terminate(): void {
    for (const thread of this.threads) thread.terminate();
  }
}
