import { createStore, type StoreApi } from "zustand";
import type { TableView } from "../../app/view-table.ts";
import { detailsOf, type StudioErrorDetails, studioError } from "../../base/error.ts";
import { documentSchema } from "../../pipeline/document.ts";
import type { TargetRule } from "../../table/types.ts";
import type { Replies, Request, TrainingEvent } from "../../worker/protocol.ts";
import type { Connection } from "./connect-worker.ts";
import { canGoOn } from "./go-on.ts";
import type { OpenFiles, Session, SessionPorts, SessionState } from "./session-types.ts";
import { nextTrainingState, type TrainingSignal } from "./training-machine.ts";

/** The target to choose when files are open, where there is one to hope for. */
type Hoped = Pick<TargetRule, "name" | "task">;

type TableRequest = Extract<Request, { type: "overrideColumn" | "chooseTarget" }>;

/** How long the blend takes at least where people want to watch: gates are seen to move, and Pause can be pressed. */
export const WATCHABLE_MS = 6000;

/** The session's store: one worker, one table, one run at a time. */
export function createSession(ports: SessionPorts): StoreApi<Session> {
  const { live } = ports;
  let connection: Connection | undefined;
  let openFiles: OpenFiles | undefined;
  /** What was changed since the files were read: a new worker is brought to the same state with it. */
  let changes: TableRequest[] = [];
  /** Only the answer to the newest reading counts. */
  let reading = 0;
  /** A prediction that another one, or another pipeline, has taken the place of is not shown. */
  let predicting = 0;

  const store = createStore<Session>()((set, get) => {
    const signal = (next: TrainingSignal) => set(({ training }) => ({ training: nextTrainingState(training, next) }));
    const viewOf = (table: SessionState["table"]) => (table.kind === "none" ? undefined : table.view);

    async function request<Body extends Request>(
      body: Body,
      onEvent?: (event: TrainingEvent) => void,
    ): Promise<Replies[Body["type"]]> {
      connection ??= ports.connect();
      const used = connection;
      try {
        return await used.client.request(body, onEvent);
      } catch (error) {
        // One crash fails every request that was waiting; only the first of them replaces the worker.
        if (detailsOf(error, UNFORESEEN).code === "E_WORKER_CRASH" && used === connection) replaceWorker(used);
        throw error;
      }
    }

    /** A new worker, brought to where the old one was; what it had trained is gone, and its report stays. */
    function replaceWorker(dead: Connection): void {
      dead.close();
      connection = undefined;
      set({ hasTrained: false, goesOn: false });
      const again = openFiles;
      // Files that bring down the new worker too are not tried a third time.
      openFiles = undefined;
      if (again) void read(again, changes);
    }

    function fail(error: unknown): StudioErrorDetails {
      ports.notifyError(error);
      return detailsOf(error, UNFORESEEN);
    }

    async function read(next: OpenFiles, replay: readonly TableRequest[], hoped?: Hoped): Promise<void> {
      const token = ++reading;
      const before = viewOf(get().table);
      const names = next.files.map(({ name }) => name);
      const kept = before ? { view: before } : {};
      set({ table: { kind: "reading", names, fraction: 0, rows: 0, ...kept } });
      try {
        let view: TableView = await request(
          { type: "openTable", files: [...next.files], ...(next.dialect ? { dialect: next.dialect } : {}) },
          (event) => {
            if (event.type !== "reading" || token !== reading) return;
            set({ table: { kind: "reading", names, fraction: event.fraction, rows: event.rows, ...kept } });
          },
        );
        if (token !== reading) return;
        openFiles = next;
        changes = [];
        const goal = hoped ?? ports.document.read().target;
        const wanted = withTarget(view, replay, goal);
        set({ table: { kind: "ready", view, isUpdating: wanted.length > 0 } });
        for (const change of wanted) {
          view = await request(change);
          if (token !== reading) return;
          changes.push(change);
          set({ table: { kind: "ready", view, isUpdating: true } });
        }
        // The task is left to be inferred, with its reason, and set only where that came out differently.
        if (goal && view.target?.name === goal.name && view.target.task !== goal.task && wanted !== replay) {
          const change: TableRequest = { type: "chooseTarget", name: goal.name, task: goal.task };
          view = await request(change);
          if (token !== reading) return;
          changes.push(change);
        }
        set({ table: { kind: "ready", view, isUpdating: false } });
      } catch (error) {
        const details = detailsOf(error, UNFORESEEN);
        // Reading was begun anew after a crash: people still want to know that there was one.
        if (token === reading || details.code === "E_WORKER_CRASH") ports.notifyError(error);
        if (token !== reading) return;
        // A replayed change that no longer fits (its column has another name now) leaves the table as it was read.
        const table = get().table;
        if (table.kind === "ready") set({ table: { ...table, isUpdating: false } });
        else set({ table: { kind: "error", error: details, ...kept } });
      }
    }

    async function change(body: TableRequest): Promise<void> {
      const { table } = get();
      if (table.kind !== "ready") return;
      const token = reading;
      set({ table: { ...table, isUpdating: true } });
      try {
        const view = await request(body);
        if (token !== reading) return;
        changes.push(body);
        set({ table: { kind: "ready", view, isUpdating: false } });
      } catch (error) {
        const current = get().table;
        if (token === reading && current.kind === "ready") set({ table: { ...current, isUpdating: false } });
        fail(error);
      }
    }

    /** Predictions are those of the pipeline whose report is shown, or none. */
    function forgetPrediction(): void {
      predicting++;
      set({ prediction: { kind: "none" } });
    }

    async function control(command: "pause" | "resume" | "step" | "stop"): Promise<boolean> {
      try {
        await request({ type: "control", command });
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    }

    return {
      table: { kind: "none" },
      training: { kind: "idle" },
      engineChoice: "auto",
      report: undefined,
      reportSource: "",
      reportTarget: "",
      opened: undefined,
      hasTrained: false,
      trainedOn: [],
      goesOn: false,
      isPaced: ports.pace.read(),
      prediction: { kind: "none" },
      gpu: { kind: "unchecked" },
      live,

      openFiles: async (files) => {
        const json = files.find(({ name }) => /\.json$/i.test(name));
        // Most likely a pipeline that was dropped on the data: read as CSV, it would take the place of the table.
        if (json) {
          const open = { label: "Open it as a pipeline", run: () => void get().openPipeline(json) };
          ports.notifyError(studioError("E_STUDIO_JSON", { file: json.name }), open);
        } else if (files.length > 0) {
          await read({ files: files.map((file) => ({ name: file.name, file })), dialect: undefined }, []);
        }
      },
      openSample: ({ files, target, task }) =>
        read(
          {
            files: files.map((name) => ({ name, url: ports.addressOf(`samples/${name}`) })),
            dialect: undefined,
          },
          [],
          { name: target, task },
        ),
      changeDialect: async (dialect) => {
        if (openFiles) await read({ ...openFiles, dialect: { ...openFiles.dialect, ...dialect } }, changes);
      },
      overrideColumn: (name, columnChange) => change({ type: "overrideColumn", name, change: columnChange }),
      chooseTarget: (name, task) => change({ type: "chooseTarget", name, ...(task ? { task } : {}) }),
      preview: async (firstRow, nRows) => {
        try {
          return await request({ type: "preview", firstRow, nRows });
        } catch (error) {
          fail(error);
          return undefined;
        }
      },

      describeSplit: async (settings) => {
        try {
          return await request({ type: "describeSplit", settings });
        } catch (error) {
          // Nothing was asked for by the user: Train will refuse in these words.
          const { expected, got, fix } = detailsOf(error, UNFORESEEN);
          return [`The rows cannot be split: expected ${expected}, got ${got}. ${fix}`];
        }
      },

      setEngineChoice: (engineChoice) => set({ engineChoice }),
      setGoesOn: (goesOn) => set({ goesOn }),
      setPaced: (isPaced) => {
        ports.pace.write(isPaced);
        set({ isPaced });
      },

      train: async () => {
        const { table, engineChoice, goesOn, isPaced } = get();
        if (table.kind !== "ready" || !table.view.target) return;
        const before = get().training;
        signal({ type: "started" });
        if (get().training === before) return;
        live.begin();
        const { columns, target, sources } = table.view;
        try {
          const report = await request(
            {
              type: "train",
              document: documentSchema.parse({
                ...ports.document.read(),
                rules: columns.map(({ rule }) => rule),
                target,
              }),
              engine: engineChoice,
              resume: goesOn && canGoOn(get()),
              paceMs: isPaced ? WATCHABLE_MS : 0,
            },
            (event) => {
              if (event.type === "engine") live.setEngineReason(event.reason);
              if (event.type !== "progress") return;
              live.append(event.progress);
              const { training } = get();
              if ("phase" in training && training.phase !== event.progress.phase) {
                signal({ type: "phase", phase: event.progress.phase });
              }
            },
          );
          signal({ type: "finished" });
          // Charts then show what the results are about.
          live.show(report.replicas?.soft?.findIndex(({ isKept }) => isKept) ?? 0);
          set({
            report,
            reportSource: sources.map(({ name }) => name).join(", "),
            reportTarget: target.name,
            // What was said of a file that was opened is not about what this run came to.
            opened: undefined,
            hasTrained: true,
            trainedOn: sources.map(({ hash }) => hash),
            goesOn: false,
          });
          forgetPrediction();
        } catch (error) {
          signal({ type: "failed", error: detailsOf(error, UNFORESEEN) });
          fail(error);
        }
      },
      pause: async () => {
        signal({ type: "pauseAsked" });
        if (!(await control("pause"))) signal({ type: "resumeAsked" });
      },
      resume: async () => {
        signal({ type: "resumeAsked" });
        if (!(await control("resume"))) signal({ type: "pauseAsked" });
      },
      step: async () => {
        await control("step");
      },
      stop: async () => {
        signal({ type: "stopAsked" });
        await control("stop");
      },

      exportPipeline: async () => {
        try {
          const { fileName, text } = await request({ type: "exportPipeline" });
          ports.saveFile(fileName, new Blob([text], { type: "application/json" }));
        } catch (error) {
          fail(error);
        }
      },
      openPipeline: async (file) => {
        try {
          const opened = await request({ type: "openPipeline", name: file.name, text: await file.text() });
          ports.document.replace(opened.document);
          const hasTrained = opened.report !== undefined;
          set({
            opened,
            report: opened.report,
            reportSource: file.name,
            reportTarget: opened.document.target?.name ?? "",
            hasTrained,
            trainedOn: opened.fileHashes,
            goesOn: hasTrained,
            training: { kind: "idle" },
          });
          forgetPrediction();
          live.restore(opened.report?.history ?? []);
        } catch (error) {
          fail(error);
        }
      },
      predict: async (files) => {
        if (files.length === 0) return;
        const names = files.map(({ name }) => name);
        const token = ++predicting;
        set({ prediction: { kind: "working", names } });
        try {
          const view = await request({ type: "predict", files: files.map((file) => ({ name: file.name, file })) });
          if (token === predicting) set({ prediction: { kind: "ready", names, view } });
        } catch (error) {
          const details = fail(error);
          if (token === predicting) set({ prediction: { kind: "error", error: details } });
        }
      },
      checkGpu: async () => {
        set({ gpu: { kind: "checking" } });
        try {
          set({ gpu: { kind: "checked", check: await request({ type: "checkGpu" }) } });
        } catch (error) {
          set({ gpu: { kind: "error", error: fail(error) } });
        }
      },
    };
  });
  return store;
}

/** A sample, or a pipeline that was opened, knows its target: chosen where the table has it and nothing else was asked for. */
function withTarget(
  view: TableView,
  replay: readonly TableRequest[],
  target: Hoped | undefined,
): readonly TableRequest[] {
  const isKnown = target !== undefined && view.columns.some(({ rule }) => rule.name === target.name);
  if (!isKnown || view.target !== undefined || replay.some(({ type }) => type === "chooseTarget")) return replay;
  return [...replay, { type: "chooseTarget", name: target.name }];
}

const UNFORESEEN = "E_STUDIO_UNEXPECTED";
