/** Pipelines as files: opened into document and results, and saved from what was trained. */
import type { ExportFormat } from "../../app/export-formats.ts";
import type { ExportOffers } from "../../app/export-pipeline.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import { assertFileSize } from "../../export/opening-limits.ts";
import type { ExportedView, OpenedPipeline } from "../../worker/protocol.ts";
import type { DecisionSlice } from "./decision-slice.ts";
import type { HistorySlice } from "./history.ts";
import { originOfFile } from "./run-origin.ts";
import type { SliceTools } from "./slice.ts";
import type { TrainingSlice } from "./training-slice.ts";
import { OPENING_MS, whileWaiting } from "./while-waiting.ts";

/** None of these throws: what goes wrong becomes a notice. */
export interface PipelineFileSlice {
  /** What was said of the file that was opened last, until a run has ended. */
  readonly opened: OpenedPipeline | undefined;
  /** Saves the trained pipeline as a file. @returns its name; undefined where that failed. */
  exportPipeline(): Promise<string | undefined>;
  /** In which formats of other programs the trained pipeline can be had; undefined where that failed. */
  exportOffers(): Promise<ExportOffers | undefined>;
  /** Saves the trained pipeline for another program. @returns what was saved; undefined where that failed. */
  exportAs(format: ExportFormat): Promise<Omit<ExportedView, "content"> | undefined>;
  /** Saves the open table as the trained pipeline cleans it. @param isDefused safe for spreadsheets. @returns the file's name; undefined where that failed. */
  saveCleaned(isDefused: boolean): Promise<string | undefined>;
  openPipeline(file: File): Promise<void>;
  forgetOpened(): void;
}

type Own = PipelineFileSlice &
  Pick<TrainingSlice, "report" | "reportOf" | "hasTrained" | "goesOn" | "training" | "liveOf"> &
  Pick<HistorySlice, "secureTrained" | "shownRun"> &
  Pick<DecisionSlice, "decision">;

export function createPipelineFileSlice({ set, get, ports, link, fail }: SliceTools<Own>): PipelineFileSlice {
  const { live } = ports;
  return {
    opened: undefined,
    forgetOpened: () => set({ opened: undefined }),
    exportPipeline: async () => {
      try {
        const { fileName, content } = await link.request({ type: "exportPipeline" });
        ports.saveFile(fileName, new Blob([content], { type: "application/json" }));
        return fileName;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    exportOffers: async () => {
      try {
        return await link.request({ type: "exportOffers" });
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    exportAs: async (format) => {
      try {
        const { content, ...exported } = await link.request({ type: "exportAs", format });
        ports.saveFile(exported.fileName, content);
        return exported;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    saveCleaned: async (isDefused) => {
      try {
        const { fileName, csv } = await link.request({ type: "cleanTable", isDefused });
        ports.saveFile(fileName, csv);
        return fileName;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    openPipeline: async (file) => {
      try {
        assertFileSize(file.name, file.size);
        get().secureTrained();
        const { name } = file;
        const opened = await whileWaiting(
          ports,
          { message: sessionText("opening", { file: name }), mostMs: OPENING_MS },
          async (signal) => link.request({ type: "openPipeline", name, text: await file.text() }, undefined, signal),
        );
        ports.document.replace(opened.document);
        const origin = originOfFile({ opened, name, before: get().liveOf });
        const hasTrained = opened.report !== undefined;
        set({
          opened,
          report: opened.report,
          reportOf: origin,
          liveOf: origin,
          shownRun: undefined,
          hasTrained,
          decision: opened.decision,
          goesOn: hasTrained,
          training: { kind: "idle" },
        });
        live.restore(opened.report?.history ?? []);
      } catch (error) {
        fail(error);
      }
    },
  };
}
