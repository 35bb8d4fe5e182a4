/** Pipelines as files: opened into document and results, and saved from what was trained. */
import type { CleanedCounts } from "../../app/cleaned-csv.ts";
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

/** What saves a file rejects where that goes wrong, so that it can be said beside its button; all else becomes a notice. */
export interface PipelineFileSlice {
  /** What was said of the file that was opened last, until a run has ended. */
  readonly opened: OpenedPipeline | undefined;
  /** Saves the trained pipeline as a file. @returns its name. */
  exportPipeline(): Promise<string>;
  /** In which formats of other programs the trained pipeline can be had. */
  exportOffers(): Promise<ExportOffers>;
  /** Saves the trained pipeline for another program. @returns what was saved. */
  exportAs(format: ExportFormat): Promise<Omit<ExportedView, "content">>;
  /** Saves the open table as the trained pipeline cleans it. @param isDefused safe for spreadsheets. @returns the file's name, and what is other in it. */
  saveCleaned(isDefused: boolean): Promise<{ readonly fileName: string; readonly counts: CleanedCounts }>;
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
      const { fileName, content } = await link.request({ type: "exportPipeline" });
      ports.saveFile(fileName, new Blob([content], { type: "application/json" }));
      return fileName;
    },
    exportOffers: () => link.request({ type: "exportOffers" }),
    exportAs: async (format) => {
      const { content, ...exported } = await link.request({ type: "exportAs", format });
      ports.saveFile(exported.fileName, content);
      return exported;
    },
    saveCleaned: async (isDefused) => {
      const { csv, ...saved } = await link.request({ type: "cleanTable", isDefused });
      ports.saveFile(saved.fileName, csv);
      return saved;
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
        const hasTrained = opened.report !== undefined;
        // A file or a link without a report tells of no run: nothing on the page could have changed since.
        const origin = hasTrained ? originOfFile({ opened, name, before: get().liveOf }) : undefined;
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
