/** Test support: a run that is over. */
import { documentSchema, FORMAT_VERSION } from "../../../pipeline/document.ts";
import type { TrainingReport } from "../../../training/types.ts";
import type { KeptRun, RunRecord } from "../run-record.ts";

export const runReport: TrainingReport = {
  task: "binary",
  rows: { total: 30, train: 12, validation: 8, test: 10, unlabelled: 0 },
  seconds: 1,
  engine: "tfjs-cpu",
  engineTitle: "CPU",
  steps: 5,
  seed: 1,
  metrics: { train: {}, validation: {}, test: {} },
  leading: ["accuracy"],
  explanations: [],
  history: [{ step: 1, train: 1, validation: 1 }],
  notes: [],
};

export function runRecord(at: number, change: Partial<RunRecord> = {}): RunRecord {
  return {
    id: `run ${at}`,
    at,
    order: at,
    note: "",
    tags: [],
    isPinned: false,
    document: documentSchema.parse({ formatVersion: FORMAT_VERSION, blocks: [], edges: [], training: {} }),
    files: [{ name: "a.csv", hash: "1" }],
    engine: "auto",
    wasStopped: false,
    report: runReport,
    ...change,
  };
}

export const keptRun = (at: number, change: Partial<RunRecord> = {}): KeptRun => ({
  record: runRecord(at, change),
  parts: { text: `{"run":${at}}`, curves: undefined },
});
