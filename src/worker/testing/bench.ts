/** Test support: a worker on the reference engine, and a small table for it. */

import type { TableView } from "../../app/view-table.ts";
import { StudioError } from "../../base/error.ts";
import type { Engine } from "../../engine/engine.ts";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import type { EngineChoice } from "../../engine/select/engine-choice.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument, TableDecisions } from "../../pipeline/document.ts";
import type { PredictionView, Replies, Request, TrainingEvent } from "../protocol.ts";
import { requestSchema } from "../protocol.ts";
import { emptyState, type WorkerHost } from "../state.ts";
import { answer } from "../verbs.ts";

/** 40 rows: a number that decides, one that does not, a category, a free number. */
export function csvText(nRows = 40, firstRow = 0, colours: readonly string[] = ["red", "green", "blue"]): string {
  const rows = Array.from({ length: nRows }, (_, i) => {
    const row = firstRow + i;
    const size = ((row * 37) % 41) / 4;
    return [size.toFixed(2), (row * 13) % 7, colours[row % 3], size > 5 ? "large" : "small"].join();
  });
  return ["size,rest,colour,kind", ...rows].join("\n");
}

export const file = (name: string, text: string) => ({ name, file: new Blob([text]) });

/** Asks for rows as they stand in the files. */
export const rowsAsked = (firstRow: number, nRows: number): Extract<Request, { type: "gridRows" }> => ({
  ...{ type: "gridRows", table: { overrides: [], dialects: [] }, query: { filters: [] } },
  ...{ firstRow, nRows, firstColumn: 0, nColumns: 50 },
});

interface Bench {
  readonly ask: <Body extends Request>(
    body: Body,
    onEvent?: (event: TrainingEvent) => void,
    signal?: AbortSignal,
  ) => Promise<Reply<Body>>;
  /** Trains, and presses Stop once the steps that people watch are done: what is asked about does not lie in what follows. */
  readonly train: (
    request: Extract<Request, { type: "train" }>,
    onEvent?: (event: TrainingEvent) => void,
  ) => Promise<Replies["train"]>;
  readonly events: TrainingEvent[];
  readonly chosen: EngineChoice[];
  readonly clock: { now: number };
  readonly waits: number[];
}

type Reply<Body extends Request> = Replies[Body["type"]];

export function setUp(engineOf: (choice: EngineChoice) => Engine = createEvaluatorEngine): Bench {
  const clock = { now: 0 };
  const chosen: EngineChoice[] = [];
  const events: TrainingEvent[] = [];
  const waits: number[] = [];
  const host: WorkerHost = {
    engines: {
      async choose(choice) {
        chosen.push(choice);
        return { engine: engineOf(choice), reason: `because of ${choice}` };
      },
    },
    // Fast enough for progress to be told after a few chunks.
    clock: () => (clock.now += 25),
    wait: async (ms) => {
      waits.push(ms);
      clock.now += ms;
    },
    pause: () => new Promise((resolve) => setTimeout(resolve)),
    app: { name: "DiffML Studio", version: "0.0.0-test" },
  };
  const state = emptyState();
  const ask: Bench["ask"] = async (body, onEvent, signal = new AbortController().signal) => {
    // As the host does: what does not parse never arrives.
    const request = requestSchema.parse(body);
    const emit = (event: TrainingEvent) => {
      events.push(event);
      onEvent?.(event);
    };
    const reply = await answer(request, { state, host, emit, signal });
    return reply as Reply<typeof body>;
  };
  return {
    events,
    chosen,
    clock,
    waits,
    ask,
    train(request, onEvent) {
      let isStopping = false;
      return ask(request, (event) => {
        onEvent?.(event);
        if (isStopping || event.type !== "progress" || event.progress.step === 0) return;
        isStopping = event.progress.replicas.length === 0;
        // Which tells of progress in its turn.
        if (isStopping) void ask({ type: "control", command: "stop" });
      });
    },
  };
}

/** A prediction that was not asked about. */
export function predicted(reply: Replies["predict"]): PredictionView {
  if (reply.kind === "predicted") return reply;
  throw new Error(JSON.stringify(reply.fit.doubts));
}

export async function withTarget(bench = setUp()) {
  const files = [file("rows.csv", csvText())];
  const view = await bench.ask({ type: "openTable", files, table: decided("kind") });
  return { ...bench, view };
}

/** What a document says of a table. */
export function decided(target?: string, overrides: TableDecisions["overrides"] = []): TableDecisions {
  return { overrides, dialects: [], ...(target === undefined ? {} : { target: { name: target } }) };
}

type Deployed = PipelineDocument["training"]["deploy"];

function documentFor(view: TableView, maxSteps: number, deploy: Deployed): PipelineDocument {
  const base = defaultDocument(view.schema!);
  return {
    ...base,
    name: "My first: Pipeline!",
    table: decided(view.target?.name),
    blocks: base.blocks.map((block) =>
      block.type === "neural-network" ? { ...block, settings: { ...block.settings, width: 4 } } : block,
    ),
    training: { ...base.training, deploy, batchSize: 8, maxSteps, budgetSeconds: 3600 },
  };
}

/** @param deploy an ensemble takes dozens of trainings. */
export const trainOn = (view: TableView, maxSteps = 10, deploy: Deployed = "one") =>
  ({
    type: "train",
    document: documentFor(view, maxSteps, deploy),
    engine: "compiled-wasm",
    resume: false,
    paceMs: 0,
  }) as const;

export async function codeOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof StudioError ? error.details.code : String(error);
}
