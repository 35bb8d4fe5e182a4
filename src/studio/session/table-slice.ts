/** The table of the page: what people do with it. What is shown follows from open files and document: `table-follower.ts`. */
import type { PreviewView } from "../../app/view-table.ts";
import { studioError } from "../../base/error.ts";
import type { ColumnOverride, DialectOverride, SplitSettings } from "../../pipeline/document.ts";
import { withDialect, withOverride } from "../../pipeline/table-decisions.ts";
import type { Task } from "../../table/types.ts";
import type { Sample } from "./samples.ts";
import type { SliceTools } from "./slice.ts";
import { createTableFollower } from "./table-follower.ts";
import type { TableState } from "./table-state.ts";
import { wordsOf } from "./worker-link.ts";

/** What a person decides about a column at once. */
export type ColumnChange = Omit<ColumnOverride, "name">;

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface TableSlice {
  readonly table: TableState;
  openFiles(files: readonly File[]): Promise<void>;
  /** @param isStart the visit begins with it: what was decided on an earlier visit stays, and nothing is there to undo. */
  openSample(sample: Sample, isStart?: boolean): Promise<void>;
  /** Reads the same files again, in another way. */
  changeDialect(change: DialectOverride): Promise<void>;
  overrideColumn(name: string, change: ColumnChange): Promise<void>;
  chooseTarget(name: string, task?: Task): Promise<void>;
  /** @returns undefined when the rows could not be read; the notice says why. */
  preview(firstRow: number, nRows: number): Promise<PreviewView | undefined>;
  /** How settings split the rows of the table, in words; where they cannot, why. */
  describeSplit(settings: SplitSettings): Promise<readonly string[]>;
}

interface OtherActions {
  openPipeline(file: File): Promise<void>;
}

export function createTableSlice(tools: SliceTools<TableSlice, OtherActions>): TableSlice {
  const { get, ports, link, fail } = tools;
  const { document } = ports;
  const { read, decide, openFiles } = createTableFollower(tools);
  return {
    table: { kind: "none" },
    openFiles: async (given) => {
      const json = given.find(({ name }) => /\.json$/i.test(name));
      if (json) {
        const open = { label: "Open it as a pipeline", run: () => void get().openPipeline(json) };
        ports.notifyError(studioError("E_STUDIO_JSON", { file: json.name }), open);
      } else if (given.length > 0) {
        await read(given.map((file) => ({ name: file.name, file })));
      }
    },
    openSample: ({ files: names, target, task, trainingOnly }, isStart = false) => {
      const sampleFiles = names.map((name) => ({ name, url: ports.addressOf(`samples/${name}`) }));
      const { table } = document.read();
      if (isStart && table.target) return read(sampleFiles);
      return read(sampleFiles, {
        table: { overrides: isStart ? table.overrides : [], dialects: [], target: { name: target } },
        task,
        trainingOnlySources: trainingOnly,
        how: isStart ? "silent" : "step",
      });
    },
    changeDialect: async (change) => {
      const files = openFiles();
      if (!files) return;
      await read(files, { table: withDialect(document.read().table, { files: namesOf(files), change }), how: "step" });
    },
    overrideColumn: (name, change) => decide((table) => withOverride(table, { ...change, name })),
    chooseTarget: (name, task) => decide((table) => ({ ...table, target: { name, ...(task ? { task } : {}) } })),
    preview: async (firstRow, nRows) => {
      try {
        return await link.request({ type: "preview", firstRow, nRows });
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    describeSplit: async (settings) => {
      try {
        return await link.request({ type: "describeSplit", table: document.read().table, settings });
      } catch (error) {
        // Nothing was asked for by the user: Train will refuse in these words.
        const { expected, got, fix } = wordsOf(error);
        return [`The rows cannot be split: expected ${expected}, got ${got}. ${fix}`];
      }
    },
  };
}

const namesOf = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);
