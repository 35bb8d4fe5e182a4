/** Runs: one at a time, what they report, and what the trained pipeline in the worker came from. */
import type { TrainingReport } from "../../training/types.ts";
import type { Request, TrainingEvent } from "../../worker/protocol.ts";
import { canGoOn } from "./go-on.ts";
import type { LiveSeries } from "./live-series.ts";
import { originOfRun, type RunOrigin } from "./run-origin.ts";
import type { SliceTools } from "./slice.ts";
import type { TableSlice } from "./table-slice.ts";
import { nextTrainingState, type TrainingSignal, type TrainingState } from "./training-machine.ts";
import { wordsOf } from "./worker-link.ts";

export type EngineChoice = Extract<Request, { type: "train" }>["engine"];

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface TrainingSlice {
  readonly training: TrainingState;
  readonly engineChoice: EngineChoice;
  /** Of the last run that ended, or of the pipeline file that was opened. */
  readonly report: TrainingReport | undefined;
  /** What the report is about. */
  readonly reportOf: RunOrigin | undefined;
  /** The worker holds the trained pipeline of the report: it can be exported, predicted with, and trained on. */
  readonly hasTrained: boolean;
  /** Whether "Train" goes on, where it can, from the trained pipeline instead of starting anew. */
  readonly goesOn: boolean;
  /** Whether a run takes long enough to watch it, however fast the engine. */
  readonly isPaced: boolean;
  readonly live: LiveSeries;
  /** What the live values are about: the run that is going on, or the last one that was begun or opened. */
  readonly liveOf: RunOrigin | undefined;
  setEngineChoice(choice: EngineChoice): void;
  setGoesOn(goesOn: boolean): void;
  setPaced(isPaced: boolean): void;
  train(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
}

/** How long the blend takes at least where people want to watch: gates are seen to move, and Pause can be pressed. */
export const WATCHABLE_MS = 6000;

type Command = Extract<Request, { type: "control" }>["command"];

export function createTrainingSlice({
  set,
  get,
  ports,
  link,
  fail,
}: SliceTools<TrainingSlice, Pick<TableSlice, "table">>): TrainingSlice {
  const { live } = ports;
  const signal = (next: TrainingSignal) => set(({ training }) => ({ training: nextTrainingState(training, next) }));

  async function control(command: Command): Promise<boolean> {
    try {
      await link.request({ type: "control", command });
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }

  function watch(event: TrainingEvent): void {
    if (event.type === "engine") live.setEngineReason(event.reason);
    if (event.type !== "progress") return;
    live.append(event.progress);
    const { training } = get();
    const { phase } = event.progress;
    if ("phase" in training && training.phase !== phase) signal({ type: "phase", phase });
  }

  async function train(): Promise<void> {
    const { table, training: before, engineChoice: engine, goesOn, isPaced } = get();
    if (table.kind !== "ready" || !table.view.target) return;
    signal({ type: "started" });
    if (get().training === before) return;
    const document = ports.document.read();
    const origin = originOfRun({ document, view: table.view, before: get().liveOf });
    live.begin();
    set({ liveOf: origin });
    const resume = goesOn && canGoOn(get());
    try {
      const paceMs = isPaced ? WATCHABLE_MS : 0;
      const report = await link.request({ type: "train", document, engine, resume, paceMs }, watch);
      signal({ type: "finished" });
      // Charts then show what the results are about.
      live.show(report.replicas?.soft?.findIndex(({ isKept }) => isKept) ?? 0);
      set({ report, reportOf: origin, hasTrained: true, goesOn: false });
    } catch (error) {
      signal({ type: "failed", error: wordsOf(error) });
      fail(error);
    }
  }

  // What a dead worker had trained is gone, and its report stays.
  link.onCrash(() => set({ hasTrained: false, goesOn: false }));

  return {
    training: { kind: "idle" },
    engineChoice: "auto",
    report: undefined,
    reportOf: undefined,
    hasTrained: false,
    goesOn: false,
    isPaced: ports.pace.read(),
    live,
    liveOf: undefined,
    setEngineChoice: (engineChoice) => set({ engineChoice }),
    setGoesOn: (goesOn) => set({ goesOn }),
    setPaced: (isPaced) => {
      ports.pace.write(isPaced);
      set({ isPaced });
    },
    train,
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
  };
}
