/** The studio's session: one worker, one table, one run at a time. Each slice owns its part of the state. */
import { createStore, type StoreApi } from "zustand";
import { type CellsSlice, createCellsSlice } from "./cells-slice.ts";
import { type ComparisonSlice, createComparisonSlice } from "./comparison-slice.ts";
import { createDecisionSlice, type DecisionSlice } from "./decision-slice.ts";
import { createDirtSlice, type DirtSlice } from "./dirt-slice.ts";
import { createGpuSlice, type GpuSlice } from "./gpu-slice.ts";
import type { HistorySlice } from "./history.ts";
import { createHistorySlice } from "./history-slice.ts";
import { createImportanceSlice, type ImportanceSlice } from "./importance-slice.ts";
import { createLookSlice, type LookSlice } from "./look-slice.ts";
import { createPipelineFileSlice, type PipelineFileSlice } from "./pipeline-file-slice.ts";
import type { SessionPorts } from "./ports.ts";
import { createPredictionSlice, type PredictionSlice } from "./prediction-slice.ts";
import { createProjectSlice, type ProjectSlice } from "./project-slice.ts";
import { createSweepSlice, type SweepSlice } from "./sweep-slice.ts";
import { createTableSlice, type TableSlice } from "./table-slice.ts";
import { createTagsSlice, type TagsSlice } from "./tags-slice.ts";
import { isActive } from "./training-machine.ts";
import { createTrainingSlice, type TrainingSlice } from "./training-slice.ts";
import { watchWorker } from "./watch-worker.ts";
import { createWorkerLink, wordsOf } from "./worker-link.ts";

export type Session = TableSlice &
  DirtSlice &
  CellsSlice &
  TrainingSlice &
  HistorySlice &
  SweepSlice &
  PredictionSlice &
  ComparisonSlice &
  PipelineFileSlice &
  ProjectSlice &
  GpuSlice &
  ImportanceSlice &
  TagsSlice &
  DecisionSlice &
  LookSlice;

export function createSession(ports: SessionPorts): StoreApi<Session> {
  const link = createWorkerLink(ports.connect);
  const fail = (error: unknown) => {
    const words = wordsOf(error);
    // Whoever cancelled something knows that it failed.
    if (words.code !== "E_SESSION_CANCELLED") ports.notifyError(error);
    return words;
  };
  const store = createStore<Session>()((set, get) => {
    const tools = { set, get, ports, link, fail };
    return {
      ...createTableSlice(tools),
      ...createDirtSlice(tools),
      ...createTrainingSlice(tools),
      ...createCellsSlice(tools),
      ...createHistorySlice(tools),
      ...createSweepSlice(tools),
      ...createPredictionSlice(tools),
      ...createComparisonSlice(tools),
      ...createPipelineFileSlice(tools),
      ...createProjectSlice(tools),
      ...createGpuSlice(tools),
      ...createImportanceSlice(tools),
      ...createTagsSlice(tools),
      ...createDecisionSlice(tools),
      ...createLookSlice(tools),
    };
  });
  watchWorker({ get: store.getState, ports, link }, (listener) =>
    store.subscribe((now, before) => listener(now.training, before.training)),
  );
  store.subscribe((now, before) => {
    // Two trainings at once would both be slow, and the run has promised its time.
    if (now.retraining && isActive(now.training)) now.cancelRetraining();
    // Other results have come: what was said of those before is not about them.
    if (now.reportOf === before.reportOf) return;
    now.forgetPrediction();
    now.forgetComparison();
    now.forgetImportance();
    now.cancelRetraining();
    now.forgetFound();
    now.forgetCells();
    if (now.opened === before.opened) now.forgetOpened();
  });
  return store;
}
