/** Runs: one at a time, what they report, and what the trained pipeline in the worker came from. */
import { studioError } from "../../base/error.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { TrainingReport } from "../../training/types.ts";
import type { Request, TrainingEvent } from "../../worker/protocol.ts";
import type { KeptCheckpoint, KeptRun } from "../storage/kept-runs.ts";
import { areThose } from "./changes-since.ts";
import { canGoOn } from "./go-on.ts";
import type { LiveSeries } from "./live-series.ts";
import { originOfRun, type RunOrigin } from "./run-origin.ts";
import type { SliceTools } from "./slice.ts";
import type { TableSlice } from "./table-slice.ts";
import { isActive, nextTrainingState, type TrainingSignal, type TrainingState } from "./training-machine.ts";
import { wordsOf } from "./worker-link.ts";

export type EngineChoice = Extract<Request, { type: "train" }>["engine"];

/** Why a run was cut off. */
export type CutOff = "closed" | "crashed" | "memory";

/** A run that was cut off, and can be gone on with. */
export interface RunOffer {
  readonly why: CutOff;
  /** What is known of why the worker ended; "" where nothing is. */
  readonly got: string;
  readonly kept: KeptCheckpoint;
}

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
  readonly offer: RunOffer | undefined;
  /** Goes on with the run that was cut off; its table has to be open. */
  goOn(): Promise<void>;
  /** Keeps what the last run came to on this device. */
  keepResult(): Promise<void>;
  /** Lets it go. */
  dropOffer(): void;
  /** Offers a run that an earlier visit had begun. */
  offerRun(kept: KeptCheckpoint): void;
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
  const { live, keeper } = ports;
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

  /** @param from of a run that goes on. */
  function watch(event: TrainingEvent, begin: { readonly document: PipelineDocument; readonly from?: KeptCheckpoint }) {
    if (event.type === "engine") live.setEngineReason(event.reason);
    if (event.type === "begun") {
      const { engineChoice, liveOf } = get();
      const { from, document } = begin;
      const files = (liveOf?.files ?? []).map(({ name, hash }) => ({ name, hash }));
      const { key, earlier } = event;
      const head = from?.head ?? { key, document, files, engine: engineChoice, paceMs: paceMs(), earlier };
      keeper.begin(head, from?.checkpoint);
    }
    if (event.type === "checkpoint") keeper.take(event.news);
    if (event.type !== "progress") return;
    live.append(event.progress);
    const { training } = get();
    const { phase } = event.progress;
    if ("phase" in training && training.phase !== phase) signal({ type: "phase", phase });
  }

  const paceMs = () => (get().isPaced ? WATCHABLE_MS : 0);

  /** @param from what it goes on from. */
  async function train(from?: KeptCheckpoint): Promise<void> {
    const { table, training: before, engineChoice, goesOn } = get();
    if (table.kind !== "ready" || !table.view.target) return;
    signal({ type: "started" });
    if (get().training === before) return;
    const document = from?.head.document ?? ports.document.read();
    const origin = originOfRun({ document, view: table.view, before: get().liveOf });
    live.begin();
    set({ liveOf: origin, offer: undefined });
    try {
      // Else the end of that would end this run's checkpoints.
      if (late) await late.catch(() => undefined);
      const report = await link.request(
        {
          type: "train",
          document,
          engine: from?.head.engine ?? engineChoice,
          resume: !from && goesOn && canGoOn(get()),
          paceMs: from?.head.paceMs ?? paceMs(),
          ...(from ? { begun: { ...from.head, checkpoint: from.checkpoint } } : {}),
        },
        (event) => watch(event, { document, ...(from ? { from } : {}) }),
      );
      // Asked while the run still counts as going on: the next one would keep the worker from answering, and the page may end.
      const text = await textToKeep();
      signal({ type: "finished" });
      // Charts then show what the results are about.
      live.show(report.replicas?.soft?.findIndex(({ isKept }) => isKept) ?? 0);
      set({ report, reportOf: origin, hasTrained: true, goesOn: false });
      finish(text === undefined ? undefined : { text, curves: live.toKeep() }, origin);
    } catch (error) {
      signal({ type: "failed", error: wordsOf(error) });
      const { code, got } = wordsOf(error);
      if (code === "E_WORKER_CRASH") offer("crashed", got);
      else if (code === "E_WORKER_MEMORY") offer("memory", got);
      else keeper.finish();
      fail(error);
    }
  }

  function offer(why: CutOff, got = ""): void {
    const kept = keeper.current;
    if (kept) set({ offer: { why, got, kept } });
  }

  /** The trained pipeline's file, where a person wants it kept and it can be written. @throws where the worker ended. */
  async function textToKeep(): Promise<string | undefined> {
    if (!ports.mayKeep()) return undefined;
    try {
      return (await link.request({ type: "exportPipeline" })).text;
    } catch (error) {
      if (wordsOf(error).code === "E_WORKER_CRASH") throw error;
      fail(error);
      return undefined;
    }
  }

  /** The run is over: what it came to is kept, where there is anything, and its checkpoints go. */
  function finish(kept: Omit<KeptRun, "at" | "files"> | undefined, { files }: RunOrigin): void {
    keeper.finish(kept && { ...kept, files: files.map(({ name, hash }) => ({ name, hash })) });
  }

  /** The run before is being kept. */
  let late: Promise<void> | undefined;

  /** The yes came after the run. */
  async function keepResult(): Promise<void> {
    const { reportOf, hasTrained, training } = get();
    if (isActive(training) || !reportOf || !hasTrained) return;
    const curves = live.toKeep();
    late = textToKeep().then((text) => {
      late = undefined;
      if (text !== undefined) finish({ text, curves }, reportOf);
    });
    await late;
  }

  async function goOn(): Promise<void> {
    const { offer: offered, table } = get();
    if (!offered) return;
    const { files } = offered.kept.head;
    const open = table.kind === "ready" ? table.view.sources : [];
    if (!areThose(files, open)) {
      ports.notifyError(studioError("E_STUDIO_RUN_TABLE", { files: files.map(({ name }) => name) }));
      return;
    }
    await train(offered.kept);
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
    offer: undefined,
    offerRun: (kept) => {
      keeper.bring(kept);
      offer("closed");
    },
    goOn,
    keepResult,
    dropOffer: () => {
      keeper.finish();
      set({ offer: undefined });
    },
    setEngineChoice: (engineChoice) => set({ engineChoice }),
    setGoesOn: (goesOn) => set({ goesOn }),
    setPaced: (isPaced) => {
      ports.pace.write(isPaced);
      set({ isPaced });
    },
    train: () => train(),
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
