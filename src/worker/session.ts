/** Answers requests: the studio's back room, free of worker globals so that tests and other hosts can run it. */

import { type ColumnOverride, describeTable, type TableWishes } from "../app/describe-table.ts";
import { fileHashesOf, type OpenTable, openTable, type TableFile } from "../app/open-table.ts";
import { trainingTable } from "../app/training-table.ts";
import { previewRows, viewTable } from "../app/view-table.ts";
import { StudioError } from "../base/error.ts";
import { blocks } from "../blocks/catalogue.generated.ts";
import type { Engine } from "../engine/engine.ts";
import type { EngineChoice } from "../engine/select/engine-choice.ts";
import { benchmarkSteps, selfTest } from "../engine/select/self-test.ts";
import { readPipelineJson, writePipelineJson } from "../export/json.ts";
import { predictionHeader, predictionRows, predictionsCsvChunks } from "../export/predictions-csv.ts";
import { catalogueOf } from "../pipeline/checks.ts";
import { applyRules } from "../table/apply-rules.ts";
import { labelledRows, measure, predictionsOfRows } from "../training/measure.ts";
import { predict } from "../training/predict.ts";
import { filesTrainedOn } from "../training/same-files.ts";
import { train } from "../training/trainer.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { ProgressThrottle } from "./progress-throttle.ts";
import type { FileInput, GpuCheck, Replies, Request, TrainingEvent } from "./protocol.ts";
import { RunControl } from "./run-control.ts";

/** What the host lends: engines, a clock, ways to let other messages through and to wait. */
export interface SessionHost {
  readonly chooseEngine: (choice: EngineChoice) => Promise<{ readonly engine: Engine; readonly reason: string }>;
  readonly clock: () => number;
  readonly pause: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly app: { readonly name: string; readonly version: string };
}

type Emit = (event: TrainingEvent) => void;

const catalogue = catalogueOf(blocks);
const GPU_CHECK_STEPS = 200;
const SOFTWARE_ADAPTER = " It is a software adapter, so training runs on the CPU unless you choose WebGPU.";
/** Rows of predictions that the page shows. */
const PREVIEW_ROWS = 8;

function nothingTrained(): StudioError {
  return new StudioError({
    code: "E_SESSION_UNTRAINED",
    where: "pipeline",
    expected: "a trained pipeline",
    got: "none yet",
    fix: "Press Train, or open a trained pipeline file.",
  });
}

function tableFile(input: FileInput): TableFile {
  const open = async () => {
    const blob = await openFile(input);
    return { sizeBytes: blob.size, bytes: blob.stream() };
  };
  return { name: input.name, open };
}

async function openFile(input: FileInput): Promise<Blob> {
  if ("file" in input) return input.file;
  const response = await fetch(input.url);
  if (response.ok) return response.blob();
  throw new StudioError({
    code: "E_SAMPLE_FETCH",
    where: `sample ${input.name}`,
    expected: "a file of this page",
    got: `HTTP status ${response.status}`,
    fix: "Reload the page; if it stays, the static files are not complete.",
  });
}

function replacedReading(): StudioError {
  return new StudioError({
    code: "E_SESSION_REPLACED",
    where: "reading files",
    expected: "one reading at a time",
    got: "other files before these were read",
    fix: "Add them again if you want these after all.",
  });
}

const readingTo = (emit: Emit) => (fraction: number, rows: number) => emit({ type: "reading", fraction, rows });

export class Session {
  private open: OpenTable | undefined;
  private wishes: TableWishes = { overrides: [] };
  private trained: TrainedPipeline | undefined;
  private control: RunControl | undefined;
  /** Ends the reading of files that others have taken the place of. */
  private reading = new AbortController();

  constructor(private readonly host: SessionHost) {}

  /** @throws StudioError in the words of whatever failed. */
  async handle(request: Request, emit: Emit): Promise<Replies[Request["type"]]> {
    switch (request.type) {
      case "openTable":
        return this.openFiles(request, emit);
      case "overrideColumn":
        return this.describe({ ...this.wishes, overrides: this.overridesWith(request.name, request.change) });
      case "chooseTarget":
        return this.describe({ ...this.wishes, target: { name: request.name, task: request.task } });
      case "describeSplit": {
        const { wishes } = this;
        const open = this.openTable();
        return wishes.target ? trainingTable({ open, wishes, split: request.settings }).notes : [];
      }
      case "preview":
        return previewRows(this.openTable(), request);
      case "train":
        return this.train(request, emit);
      case "control":
        this.control?.command(request.command);
        return null;
      case "exportPipeline":
        return this.exportPipeline();
      case "openPipeline":
        return this.openPipeline(request);
      case "predict":
        return this.predict(request.files, emit);
      case "checkGpu":
        return this.checkGpu();
      default:
        return request satisfies never;
    }
  }

  private async openFiles(
    { files, dialect }: Extract<Request, { type: "openTable" }>,
    emit: Emit,
  ): Promise<Replies["openTable"]> {
    this.reading.abort(replacedReading());
    this.reading = new AbortController();
    const { signal } = this.reading;
    const onProgress = readingTo(emit);
    this.open = await openTable(files.map(tableFile), { ...(dialect ? { dialect } : {}), onProgress, signal });
    this.wishes = { overrides: [] };
    return this.describe(this.wishes);
  }

  /** @throws what the table cannot meet; wishes then stay as they were. */
  private describe(wishes: TableWishes): Replies["openTable"] {
    const open = this.openTable();
    const description = describeTable(open, wishes);
    if (description.unmet) throw description.unmet;
    this.wishes = wishes;
    return viewTable(open, description);
  }

  private overridesWith(name: string, change: Omit<ColumnOverride, "name">): readonly ColumnOverride[] {
    const { overrides } = this.wishes;
    const before = overrides.find((override) => override.name === name);
    return [...overrides.filter((override) => override !== before), { ...before, ...change, name }];
  }

  private openTable(): OpenTable {
    if (this.open) return this.open;
    throw new StudioError({
      code: "E_SESSION_TABLE",
      where: "data",
      expected: "an open table",
      got: "none",
      fix: "Add CSV files, or choose a sample.",
    });
  }

  /** @throws E_SESSION_BUSY while a run is going on, which ends by replacing the trained pipeline. */
  private assertIdle(got: string): void {
    if (!this.control) return;
    throw new StudioError({
      code: "E_SESSION_BUSY",
      where: "training",
      expected: "one run at a time",
      got: `${got} while one is running`,
      fix: "Stop the run first, or wait until it has ended.",
    });
  }

  private async train(request: Extract<Request, { type: "train" }>, emit: Emit): Promise<Replies["train"]> {
    const { host } = this;
    const open = this.openTable();
    this.assertIdle("a second Train");
    const resume = request.resume ? this.trained : undefined;
    const { rules: ownRules = [], target } = resume?.document ?? {};
    // Rules and hashes are taken now: the table can change while the engine starts.
    const follow = target && { rules: ownRules, target, overrides: [] };
    const table = trainingTable({ open, wishes: { ...this.wishes, follow }, split: request.document.training });
    const { dataset, notes, rules } = table;
    const fileHashes = fileHashesOf(open);
    const document = { ...request.document, rules, target: table.target };
    const throttle = new ProgressThrottle(host.clock, (progress) => emit({ type: "progress", progress }));
    const control = new RunControl((isPaused) => throttle.flush({ isPaused }));
    this.control = control;
    let engine: Engine | undefined;
    try {
      const chosen = await host.chooseEngine(request.engine);
      engine = chosen.engine;
      emit({ type: "engine", info: engine.info, reason: chosen.reason });
      this.trained = await train({
        catalogue,
        document,
        dataset,
        engine,
        recover: async () => {
          const next = await host.chooseEngine("compiled-wasm");
          engine?.dispose();
          engine = next.engine;
          emit({ type: "engine", info: next.engine.info, reason: "The graphics device was lost or did not suffice." });
          return next.engine;
        },
        clock: host.clock,
        control,
        ...(request.paceMs > 0 ? { pace: { ms: request.paceMs, wait: host.wait } } : {}),
        onProgress: (progress) => throttle.push(progress),
        fileHashes,
        splitNotes: notes,
        pause: host.pause,
        ...(resume ? { resume } : {}),
      });
      throttle.flush();
      return this.trained.report;
    } finally {
      this.control = undefined;
      engine?.dispose();
    }
  }

  private async exportPipeline(): Promise<Replies["exportPipeline"]> {
    if (!this.trained) throw nothingTrained();
    const name = this.trained.document.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "pipeline";
    return {
      fileName: `${name.toLowerCase()}.diffml.json`,
      text: await writePipelineJson(this.trained, { app: this.host.app, catalogue }),
    };
  }

  private async openPipeline({
    name,
    text,
  }: Extract<Request, { type: "openPipeline" }>): Promise<Replies["openPipeline"]> {
    this.assertIdle("another pipeline");
    const { document, trained, selfTest, notes } = await readPipelineJson(text, { catalogue, name });
    // A run may have begun while the file was read.
    this.assertIdle("another pipeline");
    this.trained = trained;
    return {
      document,
      ...(trained ? { report: trained.report, schema: trained.schema } : {}),
      ...(selfTest ? { selfTest } : {}),
      fileHashes: trained?.fileHashes ?? [],
      notes,
    };
  }

  private async predict(files: readonly FileInput[], emit: Emit): Promise<Replies["predict"]> {
    const { trained, host } = this;
    if (!trained?.document.target) throw nothingTrained();
    const { table } = await openTable(files.map(tableFile), { onProgress: readingTo(emit) });
    const { columns, report } = applyRules(table, trained.document.rules, trained.document.target);
    const predictions = await predict(trained.predictor, columns, { pause: host.pause });
    const labelled = labelledRows(columns);
    const metrics =
      labelled.length > 0 ? measure(predictionsOfRows(predictions, labelled), columns, labelled) : undefined;
    const csv = new Blob([...predictionsCsvChunks(table, predictions, trained.schema.target)], { type: "text/csv" });
    const range = { first: 0, end: Math.min(PREVIEW_ROWS, table.nRows) };
    const preview = predictionRows(table, predictions, trained.schema.target, range);
    return {
      csv,
      nRows: predictions.nRows,
      report,
      trainedOn: filesTrainedOn(trained.fileHashes, table.sources),
      preview: [predictionHeader(table, trained.schema.target), ...preview],
      ...(metrics ? { metrics } : {}),
    };
  }

  private async checkGpu(): Promise<GpuCheck> {
    let engine: Engine;
    let remark = "";
    try {
      ({ engine } = await this.host.chooseEngine("compiled-webgpu"));
      if (engine.info.isSoftware) remark = SOFTWARE_ADAPTER;
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      ({ engine } = await this.host.chooseEngine("compiled-wasm"));
      remark = ` ${error.message}`;
    }
    try {
      const test = await selfTest(engine);
      const { msPerStep } = await benchmarkSteps(engine, GPU_CHECK_STEPS, this.host.clock);
      const { info } = engine;
      const verdict = test.passed ? "Gradients are right" : "Gradients are wrong on this device, so it is not used";
      const summary = `${info.title}: ${verdict} (largest relative error ${test.maxRelativeError.toExponential(1)}), ${msPerStep.toFixed(2)} ms a step over ${GPU_CHECK_STEPS} steps.${remark}`;
      return {
        engine: info,
        passed: test.passed,
        maxRelativeError: test.maxRelativeError,
        msPerStep,
        nSteps: GPU_CHECK_STEPS,
        summary,
      };
    } finally {
      engine.dispose();
    }
  }
}
