/** Runs: one at a time, what they report, and what the trained pipeline in the worker came from. */
import { studioError } from "../../base/error.ts";
import type { ErrorCode } from "../../base/errors/catalogue.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import { decisionOfRun } from "../../pipeline/costs.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { AS_SET, type Steering, type TrainingReport } from "../../training/types.ts";
import type { EngineChoice, Request, TrainingEvent } from "../../worker/protocol.ts";
import type { KeptCheckpoint } from "../storage/kept-runs.ts";
import type { SweepPlace } from "../storage/run-record.ts";
import { areThose } from "./changes-since.ts";
import type { DecisionSlice } from "./decision-slice.ts";
import { canGoOn } from "./go-on.ts";
import type { HistorySlice } from "./history.ts";
import type { LiveSeries } from "./live-series.ts";
import { originOfRun, type RunOrigin } from "./run-origin.ts";
import type { SliceTools } from "./slice.ts";
import type { TableSlice } from "./table-slice.ts";
import { isActive, nextTrainingState, type TrainingSignal, type TrainingState } from "./training-machine.ts";
import { wordsOf } from "./worker-link.ts";

/** Why a run was cut off. */
export type CutOff = "closed" | "ended" | "crashed" | "memory";

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
  /** What people have changed of the run that goes on. */
  readonly steering: Steering;
  readonly live: LiveSeries;
  /** What the live values are about: the run that is going on, or the last one that was begun or opened. */
  readonly liveOf: RunOrigin | undefined;
  readonly offer: RunOffer | undefined;
  /** Goes on with the run that was cut off; its table has to be open. */
  goOn(): Promise<void>;
  /** Lets it go. */
  dropOffer(): void;
  /** Offers a run that an earlier visit had begun. */
  offerRun(kept: KeptCheckpoint, why: "closed" | "ended"): void;
  setEngineChoice(choice: EngineChoice): void;
  setGoesOn(goesOn: boolean): void;
  setPaced(isPaced: boolean): void;
  train(): Promise<void>;
  /** Trains a variant of the pipeline on the canvas, which stays as it is. */
  trainVariant(document: PipelineDocument, sweep: SweepPlace): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
  steer(steering: Steering): Promise<void>;
}

/** How long the blend takes at least where people want to watch: gates are seen to move, and Pause can be pressed. */
export const WATCHABLE_MS = 6000;

/** Storing a run takes some ten milliseconds. */
const KEEP_MS = 10_000;

/** There may be some again, once something is closed. */
const NO_MEMORY: ReadonlySet<string> = new Set<ErrorCode>(["E_WORKER_MEMORY", "E_ENGINE_ALLOCATION"]);

type Command = Extract<Request, { type: "control" }>["command"];

/** What a run begins with, where that is not what the page shows. */
interface Begin {
  readonly from?: KeptCheckpoint;
  readonly variant?: { readonly document: PipelineDocument; readonly sweep: SweepPlace };
}

/** Of a run that goes on: as it was changed before it was cut off. */
function steeringOf(from: KeptCheckpoint | undefined): Steering {
  return from?.checkpoint.going.find(({ phase }) => phase.steering)?.phase.steering ?? AS_SET;
}

export function createTrainingSlice({
  set,
  get,
  ports,
  link,
  fail,
}: SliceTools<
  TrainingSlice & Pick<DecisionSlice, "decision">,
  Pick<TableSlice, "table" | "tableSettled"> & Pick<HistorySlice, "addRun" | "secureTrained" | "shownRun">
>): TrainingSlice {
  const { live, keeper } = ports;
  const signal = (next: TrainingSignal) => set(({ training }) => ({ training: nextTrainingState(training, next) }));

  /** For a worker that can be asked to train; until then it cannot be asked to stop either. */
  let isWaiting = false;

  async function control(command: Command): Promise<boolean> {
    try {
      await link.request({ type: "control", command });
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }

  /** Of a table that can be trained on. */
  function targetedView() {
    const { table } = get();
    return table.kind === "ready" && table.view.target ? table.view : undefined;
  }

  /** A worker that does not let go of what was given up is replaced, and the next one reads the table first. */
  async function freedWorker(freed: Promise<unknown>): Promise<void> {
    isWaiting = true;
    await freed;
    await get().tableSettled();
    isWaiting = false;
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

  /** @param begin from: what it goes on from. */
  async function train({ from, variant }: Begin = {}): Promise<void> {
    const { training: before } = get();
    if (!targetedView()) return;
    signal({ type: "started" });
    if (get().training === before) return;
    const freed = link.lettingGo();
    if (freed) await freedWorker(freed);
    const view = targetedView();
    const began = get().training;
    // Meanwhile it was stopped, or there is no such table any more, which has been said.
    if (!view || (isActive(began) && began.isStopping)) return set({ training: before });
    const { engineChoice, goesOn } = get();
    get().secureTrained();
    const document = variant?.document ?? from?.head.document ?? ports.document.read();
    const origin = originOfRun({ document, view, before: get().liveOf });
    const engine = from?.head.engine ?? engineChoice;
    live.begin();
    set({ liveOf: origin, offer: undefined, steering: steeringOf(from) });
    try {
      const report = await link.request(
        {
          type: "train",
          document,
          engine,
          resume: !from && !variant && goesOn && canGoOn(get()),
          // Nobody watches all runs of a sweep.
          paceMs: variant ? 0 : (from?.head.paceMs ?? paceMs()),
          ...(from ? { begun: { ...from.head, checkpoint: from.checkpoint } } : {}),
        },
        (event) => watch(event, { document, ...(from ? { from } : {}) }),
      );
      const ended = get().training;
      const wasStopped = isActive(ended) && ended.isStopping;
      if (ports.mayKeep()) signal({ type: "keepingBegan" });
      // Asked while the run still counts as going on: the next one would keep the worker from answering.
      const file = await fileToKeep();
      // Charts then show what the results are about.
      live.show(report.replicas?.soft?.findIndex(({ isKept }) => isKept) ?? 0);
      const decision = view.target && decisionOfRun(document.training, view.target);
      set({ report, reportOf: origin, hasTrained: true, decision, goesOn: false });
      const files = origin.files.map(({ name, hash }) => ({ name, hash }));
      const { document: trained } = origin;
      const run = {
        document: trained,
        files,
        engine,
        wasStopped,
        report,
        ...(variant ? { sweep: variant.sweep } : {}),
      };
      const record = get().addRun(run, file);
      const text = file && new TextDecoder().decode(file);
      keeper.finish(text === undefined ? undefined : { record, parts: { text, curves: live.toKeep() } });
      // Whatever ends the page from now on, the run is there again.
      if (ports.mayKeep()) await kept();
      signal({ type: "finished" });
    } catch (error) {
      signal({ type: "failed", error: wordsOf(error) });
      const { code, got } = wordsOf(error);
      if (code === "E_WORKER_CRASH") offer("crashed", got);
      else if (NO_MEMORY.has(code)) offer("memory", got);
      else keeper.finish();
      fail(error);
    }
  }

  function offer(why: CutOff, got = ""): void {
    const kept = keeper.current;
    if (kept) set({ offer: { why, got, kept } });
  }

  /** When the run is stored, or could not be; a browser that does neither for long is not waited for. */
  function kept(): Promise<void> {
    return new Promise((done) => {
      const callOff = ports.later(KEEP_MS, () => {
        ports.notifyNews(sessionText("stillKeeping"));
        done();
      });
      void keeper.settled().then(() => {
        callOff();
        done();
      });
    });
  }

  /** The trained pipeline's file, where a person wants it kept and it can be written. @throws where the worker ended. */
  async function fileToKeep(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (!ports.mayKeep()) return undefined;
    try {
      return (await link.request({ type: "exportPipeline" })).content;
    } catch (error) {
      if (wordsOf(error).code === "E_WORKER_CRASH") throw error;
      fail(error);
      return undefined;
    }
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
    await train({ from: offered.kept });
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
    steering: AS_SET,
    live,
    liveOf: undefined,
    offer: undefined,
    offerRun: (kept, why) => {
      keeper.bring(kept);
      offer(why);
    },
    goOn,
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
    trainVariant: (document, sweep) => train({ variant: { document, sweep } }),
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
      if (!isWaiting) await control("stop");
    },
    steer: async (steering) => {
      const { steering: before } = get();
      set({ steering });
      try {
        await link.request({ type: "steer", steering });
      } catch (error) {
        set({ steering: before });
        fail(error);
      }
    },
  };
}
