/** Test support: a session whose worker is the test. */

import type { TableView } from "../../../app/view-table.ts";
import { StudioError, studioError } from "../../../base/error.ts";
import type { AnyCode } from "../../../base/errors/catalogue.ts";
import { documentSchema, FORMAT_VERSION, type PipelineDocument } from "../../../pipeline/document.ts";
import { columnRule } from "../../../table/testing/column-rule.ts";
import type { TrainingReport } from "../../../training/types.ts";
import type { Request, TrainingEvent } from "../../../worker/protocol.ts";
import { openFilesOf, setOpenFiles } from "../../document/open-files.ts";
import { runReport } from "../../storage/testing/kept-run.ts";
import type { NoticeAction } from "../../ui/notices.ts";
import type { Connection, Told } from "../connect-worker.ts";
import { createSession } from "../create-session.ts";
import { LiveSeries } from "../live-series.ts";
import { RunKeeper, type RunStorage } from "../run-keeper.ts";

export const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

export const emptyDocument: PipelineDocument = documentSchema.parse({
  formatVersion: FORMAT_VERSION,
  blocks: [],
  edges: [],
  training: {},
});

const column = (name: string): TableView["columns"][number] => ({
  rule: columnRule(name, { type: "category" }),
  profile: { name, nRows: 3, nMissing: 0, nUnique: 3, numbers: undefined, levels: [], examples: [] },
});

export const view = (name: string, target?: string, columns: readonly string[] = []): TableView => ({
  nRows: 3,
  sources: [
    {
      name,
      sizeBytes: 9,
      hash: "",
      nRows: 3,
      dialect: { delimiter: ",", quote: '"', encoding: "utf-8", hasHeader: true },
    },
  ],
  issues: [],
  unmatched: [],
  matched: [],
  mayMatch: [],
  columns: columns.map(column),
  splits: [],
  ...(target ? { target: { name: target, task: "binary", taskReason: "two values", classes: [] } } : {}),
});

export const report: TrainingReport = {
  ...runReport,
  rows: { total: 3, train: 1, validation: 1, test: 1, unlabelled: 0 },
};

export const error = (code: AnyCode) =>
  new StudioError({ code, where: "here", expected: "this", got: "that", fix: "Do it." });

interface Asked {
  readonly worker: number;
  readonly body: Request;
  readonly emit: (event: TrainingEvent) => void;
  readonly answer: (reply: unknown) => Promise<void>;
  readonly refuse: (error: Error) => Promise<void>;
}

/** A browser that keeps nothing: nobody said yes. */
export const NO_STORAGE: RunStorage = {
  mayKeep: () => false,
  keepCheckpoint: async () => undefined,
  forgetCheckpoint: async () => undefined,
  keepRun: async () => undefined,
  updateRun: async () => undefined,
  deleteRun: async () => undefined,
  runParts: async () => undefined,
  now: () => 0,
  fail: (error) => {
    throw error;
  },
};

/** A session whose worker is the test: every request waits in `asked` for its answer. */
export function setUp(storage: RunStorage = NO_STORAGE) {
  const asked: Asked[] = [];
  const errors: unknown[] = [];
  const inPlace: AnyCode[] = [];
  const ways: NoticeAction[] = [];
  const paces: boolean[] = [];
  const saved: { name: string; content: Blob }[] = [];
  let document = { ...emptyDocument };
  const news: { message: string; action: NoticeAction | undefined }[] = [];
  const steps: PipelineDocument[] = [];
  const listeners: (() => void)[] = [];
  const setDocument = (next: PipelineDocument) => {
    document = next;
    for (const listener of listeners) listener();
  };
  let nWorkers = 0;
  let nIds = 0;
  const sweeps: unknown[] = [];
  const lasting: { message: string; action: NoticeAction }[] = [];
  const timers: { ms: number; job: () => void }[] = [];
  let tellSilence: (isSilent: boolean) => void = () => undefined;
  let tellStuck: () => void = () => undefined;
  const connect = ({ onSilence, onStuck }: Told): Connection => {
    const worker = ++nWorkers;
    tellSilence = onSilence;
    tellStuck = onStuck;
    const rejects: ((reason: Error) => void)[] = [];
    let free: (() => void) | undefined;
    let freed: Promise<void> | undefined;
    const letGo = () => {
      free?.();
      freed = undefined;
    };
    return {
      client: {
        lettingGo: () => freed,
        fail: (message) => {
          letGo();
          for (const reject of rejects) reject(studioError("E_WORKER_CRASH", { message }));
        },
        request: (body, onEvent, signal) =>
          new Promise((resolve, reject) => {
            let isGivenUp = false;
            rejects.push(reject);
            signal?.addEventListener("abort", () => {
              isGivenUp = true;
              freed = new Promise((done) => (free = done));
              reject(studioError("E_SESSION_CANCELLED"));
            });
            asked.push({
              worker,
              body,
              emit: (event) => onEvent?.(event),
              answer: (reply) => {
                resolve(reply as never);
                return settle().then(() => undefined);
              },
              refuse: (reason) => {
                if (isGivenUp) letGo();
                reject(reason);
                return settle().then(() => undefined);
              },
            });
          }),
      },
      close: () => undefined,
    };
  };
  const session = createSession({
    connect,
    live: new LiveSeries(),
    document: {
      read: () => document,
      openFiles: () => openFilesOf(document),
      replace: (next, open) => edit(next, open),
      decide: ({ table, open, ...decided }, how) => {
        if (how === "step") steps.push(document);
        const { trainingOnlySources, split } = { ...document.training, ...decided };
        const next = { ...document, table, training: { ...document.training, trainingOnlySources, split } };
        setOpenFiles(next, open ?? openFilesOf(document));
        setDocument(next);
      },
      subscribe: (listener) => void listeners.push(listener),
    },
    pace: { read: () => paces.at(-1) ?? true, write: (isPaced) => paces.push(isPaced) },
    notifyError: (thrown, action) => {
      errors.push(thrown);
      if (action) ways.push(action);
    },
    rememberError: (code) => inPlace.push(code),
    notifyNews: (message, action) => news.push({ message, action }),
    notifyLasting: (message, action) => {
      const notice = { message, action };
      lasting.push(notice);
      return () => void lasting.splice(lasting.indexOf(notice), 1);
    },
    later: (ms, job) => {
      const timer = { ms, job };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    keeper: new RunKeeper(storage),
    mayKeep: storage.mayKeep,
    keepSweep: (sweep) => sweeps.push(sweep),
    newId: () => `own ${++nIds}`,
    saveFile: (name, content) => saved.push({ name, content }),
    addressOf: (path) => `page/${path}`,
  });
  const last = (type: Request["type"]): Asked => {
    const found = asked.filter(({ body }) => body.type === type).at(-1);
    if (!found) throw new Error(`nothing asked ${type}`);
    return found;
  };
  /** Changes the document as other parts of the page do. */
  const edit = (next: PipelineDocument, open = openFilesOf(document)) => {
    setOpenFiles(next, open);
    setDocument(next);
  };
  /** Takes the last decision back, as Undo does. */
  const undo = () => setDocument(steps.pop()!);
  return {
    session,
    asked,
    errors,
    inPlace,
    ways,
    news,
    /** Notices that nobody took back. */
    lasting,
    /** What is to be done later, and was not called off. */
    timers,
    silence: (isSilent: boolean) => tellSilence(isSilent),
    /** The worker goes on with what was given up, and is replaced. */
    stuck: () => tellStuck(),
    paces,
    sweeps,
    saved,
    last,
    document: () => document,
    setDocument: edit,
    steps,
    undo,
  };
}

let nFiles = 0;

/** No two have the same content: the same file is not opened twice. */
export const file = (name: string) => new File(["a,b\n", "1,2\n".repeat(++nFiles)], name);

export async function withTable(storage?: RunStorage) {
  const all = setUp(storage);
  void all.session.getState().addFiles([file("rows.csv")]);
  await all.last("openTable").answer(view("rows.csv"));
  void all.session.getState().chooseTarget("b");
  await all.last("describe").answer(view("rows.csv", "b"));
  return all;
}
