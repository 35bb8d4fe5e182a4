/** Rows of a file that is too large to be held, in batches and as often as wanted: of CSV and of JSON lines. */
import type { Dialect, RawColumn } from "../types.ts";
import { csvBatches, type RowsOutline } from "./csv-batches.ts";
import { formatOf } from "./formats.ts";
import { type TableInput, withHead } from "./table-input.ts";

export interface RowBatches {
  /** @param outline of an earlier reading of the same file, with which the rows are those of a file that is held. */
  readonly read: (outline?: RowsOutline) => AsyncGenerator<readonly RawColumn[], RowsOutline>;
}

/**
 * @param file opened anew for each reading.
 * @returns undefined for other formats.
 * @throws StudioError as the readers do.
 */
export async function rowBatches(
  file: { readonly name: string; readonly open: () => Promise<Omit<TableInput, "name">> },
  options: { readonly given: Partial<Dialect>; readonly batchCells?: number | undefined },
): Promise<RowBatches | undefined> {
  const { name } = file;
  const input = async (): Promise<TableInput> => ({ name, ...(await file.open()) });
  const opened = await input();
  const { head } = await withHead(opened);
  if (opened.slice && opened.bytes instanceof ReadableStream) await opened.bytes.cancel();
  switch (formatOf(head, name)) {
    case "csv":
      return {
        async *read(outline) {
          return yield* csvBatches(await input(), { ...options, outline });
        },
      };
    case "json": {
      const { areObjectLines, jsonBatches } = await import("./json/json-batches.ts");
      if (!areObjectLines(head, name)) return undefined;
      // A name may come with the last row, and what comes later is judged by columns.
      const first = jsonBatches(await input(), options);
      let step = await first.next();
      while (!step.done) step = await first.next();
      const { keys } = step.value;
      return {
        async *read() {
          return yield* jsonBatches(await input(), { ...options, keys });
        },
      };
    }
    default:
      return undefined;
  }
}
