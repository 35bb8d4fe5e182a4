/** Tiles of a batch on several threads that share the module's memory: where the page is cross-origin isolated. */
import { CONTROL_LENGTH, MOST_ROWS, ROW_STEP } from "../emit/tile-size.ts";

/** (tile, parameters, sums, rowBytes, nRows[, rows]): addresses, and sizes of the tile at hand. */
export type TileFunction = (...given: readonly number[]) => void;

/** What threads are told of a pass, in words of the control region. */
const WORD = { generation: 0, nDone: 1, pass: 2, nRows: 3, tileRows: 4, parameters: 5, isOver: 6 } as const;

/** Looks at the control word before a thread goes to sleep: the next pass mostly comes at once. */
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

/** A worker of the host, which runs `serveTiles` with each message that it is given. */
export interface ThreadWorker {
  /** Resolves when the thread waits for work. */
  run(message: ThreadMessage): Promise<void>;
}

/** A worker that is lent to one program. */
interface TileThread extends ThreadWorker {
  release(): void;
}

/** Workers outlive the programs that they work for, so that none is fetched or started while training. */
export class ThreadStock {
  private readonly idle: ThreadWorker[] = [];

  constructor(
    /** All threads of a program, that which trains included. */
    readonly nThreads: number,
    private readonly make: () => ThreadWorker,
  ) {}

  /** Starts the workers ahead of time. */
  prepare(): void {
    while (this.idle.length < this.nThreads - 1) this.idle.push(this.make());
  }

  lend(): TileThread {
    const worker = this.idle.pop() ?? this.make();
    return { run: (message) => worker.run(message), release: () => void this.idle.push(worker) };
  }
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
    tile(at, parameters, sums, 4 * nWhole, n, rows + 4 * start);
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
 * A thread's work for one program: waits for passes and runs its tiles of them, until the program is over.
 *
 * @param onReady called once the thread listens.
 */
export async function serveTiles(message: ThreadMessage, onReady: () => void): Promise<void> {
  const { module, memory, thread, nThreads, tile, sums, rows, nSums } = message;
  const { exports } = await WebAssembly.instantiate(module, { host: { memory } });
  const control = new Int32Array(memory.buffer, message.control, CONTROL_LENGTH);
  const ownSums = new Float32Array(memory.buffer, sums, nSums);
  let generation = Atomics.load(control, WORD.generation);
  onReady();
  for (;;) {
    waitWhile(control, WORD.generation, generation);
    generation = Atomics.load(control, WORD.generation);
    if (Atomics.load(control, WORD.isOver) === 1) return;
    ownSums.fill(0);
    runTiles({
      // The module's own export, whose name and signature `build` wrote.
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

function endAll(control: Int32Array): void {
  Atomics.store(control, WORD.isOver, 1);
  Atomics.add(control, WORD.generation, 1);
  Atomics.notify(control, WORD.generation);
}

/** The threads beside the one that trains. */
export class ThreadPool {
  private constructor(
    private readonly threads: readonly TileThread[],
    private readonly control: Int32Array,
  ) {}

  /** @returns undefined where one does not start: everything works without them. */
  static async start(
    threads: readonly TileThread[],
    messages: readonly ThreadMessage[],
  ): Promise<ThreadPool | undefined> {
    const [{ memory, control }] = messages;
    const words = new Int32Array(memory.buffer, control, CONTROL_LENGTH);
    try {
      await Promise.all(threads.map((thread, index) => thread.run(messages[index])));
    } catch {
      // Those that did start go back to wait for a message; none is lent again.
      endAll(words);
      return undefined;
    }
    return new ThreadPool(threads, words);
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

  /** Lets the threads go; the program is over. */
  release(): void {
    endAll(this.control);
    for (const thread of this.threads) thread.release();
  }
}
