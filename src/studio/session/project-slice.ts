/** A project as one file: saved from what is open, and opened in place of it, which Undo takes back. */

import type { OpenedProject } from "../../app/project/read-project.ts";
import { projectText } from "../../base/texts/project.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { KeptRun } from "../storage/run-record.ts";
import type { HistorySlice } from "./history.ts";
import type { SliceTools } from "./slice.ts";
import { whileWaiting } from "./while-waiting.ts";

/** What of a project has been opened. */
export interface ProjectOpened extends Pick<OpenedProject, "document" | "snapshots"> {
  readonly files: readonly string[];
  readonly nRuns: number;
  /** Runs that are there until the page is closed. */
  readonly nUnkept: number;
  /** What of it could not be read, in words. */
  readonly damaged: readonly string[];
}

/** None of these throws: what goes wrong becomes a notice. */
export interface ProjectSlice {
  /** Saves pipeline, files of the table, finished runs and snapshots. @param snapshots as they are stored. */
  saveProject(snapshots: readonly unknown[]): Promise<void>;
  /** @returns undefined where it could not be opened: nothing has changed then. */
  openProject(file: File): Promise<ProjectOpened | undefined>;
}

type Others = Pick<HistorySlice, "secureTrained" | "wholeRuns" | "takeRuns" | "showRun">;

export function createProjectSlice({ get, ports, link, fail }: SliceTools<ProjectSlice, Others>): ProjectSlice {
  return {
    saveProject: async (snapshots) => {
      try {
        const document = ports.document.read();
        const files = [...ports.document.openFiles().files];
        const whole = await get().wholeRuns();
        const runs = whole.map(({ record, parts: { text, curves } }) => ({ text, record: { record, curves } }));
        const at = ports.keeper.now();
        const body = { type: "saveProject", document, files, runs, snapshots: [...snapshots], at } as const;
        const { fileName, file } = await whileWaiting(ports, { message: sessionText("packing") }, (signal) =>
          link.request(body, undefined, signal),
        );
        ports.saveFile(fileName, file);
      } catch (error) {
        fail(error);
      }
    },
    openProject: async (file) => {
      try {
        get().secureTrained();
        const { name } = file;
        const opened = await whileWaiting(ports, { message: sessionText("opening", { file: name }) }, (signal) =>
          link.request({ type: "openProject", name, file }, undefined, signal),
        );
        const { runs, damaged } = await readRuns(opened);
        const { document, snapshots, files } = opened;
        ports.document.replace(document, files.length > 0 ? { files: [...files], sample: "" } : undefined);
        const nUnkept = await get().takeRuns(runs);
        const newest = runs.at(-1);
        if (newest) await get().showRun(newest.record.id, { withDocument: false });
        const names = files.map((each) => each.name);
        return { document, snapshots, files: names, nRuns: runs.length, nUnkept, damaged };
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
  };
}

/** What is known of runs is of the studio that saved them: what this one cannot read of it is named. */
async function readRuns({ runs, damaged }: OpenedProject) {
  const { readRecord } = await import("../storage/run-list.ts");
  const read: KeptRun[] = [];
  const unread: string[] = [];
  for (const [index, { text, record: kept }] of runs.entries()) {
    const record = readRecord(kept.record);
    if (record) read.push({ record, parts: { text, curves: kept.curves } });
    else unread.push(projectText("runDamaged", { number: index + 1, nRuns: runs.length }));
  }
  return { runs: read, damaged: [...damaged, ...unread] };
}
