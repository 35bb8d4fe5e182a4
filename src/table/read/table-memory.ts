/** What a table is going to take of the memory, told from what the first part of its file takes. */
import { StudioError, studioError } from "../../base/error.ts";
import type { RawTable } from "../types.ts";
import type { ReadOptions, TableInput } from "./table-input.ts";

/** Of the file: less tells too little, and fits anyway. */
const FIRST_LOOK_BYTES = 16e6;
const LOOK_AGAIN = 1.25;
/** A sample should fit with room to spare: what comes may take more than what came. */
const ROOM = 1.1;

export class MemoryWatch {
  private nextLook = FIRST_LOOK_BYTES;
  private readBefore = 0;
  private heldBefore = 0;

  constructor(
    private readonly input: Pick<TableInput, "name" | "sizeBytes">,
    private readonly options: Pick<ReadOptions, "mostBytes" | "dialect">,
  ) {}

  /**
   * @param readBytes of the file so far. Texts that many cells share are met early: what comes is told from what came last.
   * @throws StudioError E_TABLE_MEMORY
   */
  look(readBytes: number, table: { readonly heldBytes: number; readonly nRows: number }): void {
    const { input, options } = this;
    const { mostBytes: most, dialect } = options;
    if (most === undefined || readBytes < this.nextLook) return;
    this.nextLook = readBytes * LOOK_AGAIN;
    const { heldBytes, nRows } = table;
    const ofEach = (heldBytes - this.heldBefore) / (readBytes - this.readBefore);
    this.readBefore = readBytes;
    this.heldBefore = heldBytes;
    const leftBytes = Math.max(0, input.sizeBytes - readBytes);
    const got = heldBytes + ofEach * leftBytes;
    if (got <= most) return;
    const rows = Number((nRows * (1 + leftBytes / readBytes)).toPrecision(2));
    const oneIn = Math.ceil(((dialect?.rowSample?.oneIn ?? 1) * ROOM * got) / most);
    const { details } = studioError("E_TABLE_MEMORY", { file: input.name, nRows: rows, most, got, oneIn });
    throw new StudioError({ ...details, oneRowIn: oneIn });
  }
}

/** Bytes that the cells of a table take, without their texts. */
export function heldBytesOf({ columns }: RawTable): number {
  const buffers = new Set(columns.flatMap(({ numbers, codes }) => [numbers.buffer, codes.buffer]));
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
