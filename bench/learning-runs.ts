/** Trainings whose result is known or measured: shared by the benchmark and the long tests. */
import { readFileSync } from "node:fs";
import { openTable, textFile } from "../src/app/open-table.ts";
import { train } from "../src/app/train.ts";
import { trainingTable } from "../src/app/training-table.ts";
import { defaultDocument } from "../src/pipeline/default-document.ts";
import {
  type PipelineDocument,
  type SplitSettings,
  splitSettingsSchema,
  type TrainingSettings,
} from "../src/pipeline/document.ts";
import { TRAINING_PHASES } from "../src/training/phases.ts";
import { readProbes } from "../src/training/stages.ts";
import type { TrainedPipeline } from "../src/training/types.ts";
import { MADELON_RELEVANT, madelon, twoMoons, xor } from "./learning-tables.ts";
import { namedEngine } from "./named-engine.ts";

export interface LearningCase {
  /** One text a source. */
  readonly csv: (seed: number) => readonly string[];
  readonly target: string;
  /** Columns whose gates should end open; absent: gates are not judged. */
  readonly relevant?: readonly string[];
}

export function sampleText(fileName: string): string {
  return readFileSync(new URL(`../public/samples/${fileName}`, import.meta.url), "utf8");
}

const sample = (name: string) => sampleText(`${name}.csv`);

export const learningCases = {
  "two-moons": { csv: (seed) => [twoMoons({ seed, nRows: 1000, nNoise: 18 })], target: "moon", relevant: ["x1", "x2"] },
  xor: { csv: (seed) => [xor({ seed, nRows: 1000, nNoise: 8 })], target: "sign", relevant: ["x1", "x2"] },
  madelon: {
    csv: (seed) => [madelon({ seed, nRows: 2000, nNoise: 480 })],
    target: "class",
    relevant: MADELON_RELEVANT,
  },
  penguins: { csv: () => [sample("penguins")], target: "species" },
  "messy-penguins": { csv: () => [sample("messy-penguins")], target: "species" },
  /** Three sources of one table; half of the labels of the third are wrong. */
  notebooks: { csv: () => ["a", "b", "c"].map((name) => sample(`penguins-notebook-${name}`)), target: "species" },
} satisfies Readonly<Record<string, LearningCase>>;

export interface LearningOptions {
  readonly seed: number;
  /** Changes to the document's training settings. */
  readonly training: Partial<TrainingSettings>;
  /** Absent: as the product splits rows. */
  readonly split?: SplitSettings["split"];
  /** Absent: the pipeline that the product proposes. */
  readonly document?: PipelineDocument;
  /** Absent: compiled-wasm. */
  readonly engine?: string;
}

/** Trains a pipeline on a case, and deploys what it learned. */
export async function trainCase(chosen: LearningCase, options: LearningOptions): Promise<TrainedPipeline> {
  const { seed } = options;
  const table = trainingTable({
    open: await openTable(chosen.csv(seed).map((text, index) => textFile(`table${index}.csv`, text))),
    wishes: { overrides: [], target: { name: chosen.target } },
    split: splitSettingsSchema.parse({ seed, split: options.split }),
  });
  const base = options.document ?? defaultDocument(table.dataset.schema);
  const document: PipelineDocument = {
    ...base,
    training: { ...base.training, deploy: "one", ...options.training, seed },
  };
  const choose = async () => ({ engine: await namedEngine(options.engine ?? "compiled-wasm"), reason: "" });
  return train(
    { table, document, engine: "auto", phases: TRAINING_PHASES },
    { engines: { choose }, clock: () => performance.now() },
  );
}

/** Gate values by column, 0 … 1: of the blend as it was learned, or of the hardened pipeline. */
export function gatesOf(trained: TrainedPipeline, stage: "soft" | "tuned"): Readonly<Record<string, number>> {
  const { program, parameters } = trained.predictor;
  const values = stage === "soft" ? trained.soft.state.parameters : parameters;
  const gate = [...readProbes(program, values).values()].flat().find((reading) => reading.kind === "gate");
  return Object.fromEntries((gate?.rowLabels ?? []).map((label, index) => [label, gate!.values[index]]));
}

export interface DamageFound {
  /** Share of the junk columns whose gates end closed. */
  readonly junkClosed: number;
  /** Share of the other columns whose gates end open. */
  readonly othersOpen: number;
  /** Planted outliers in number columns whose gates end open. */
  readonly outliers: number;
  /** Those that lie outside the thresholds that their column ended with. */
  readonly outside: number;
}

/** What of the damage that was planted in Messy penguins a pipeline found. */
export function damageFound(trained: TrainedPipeline): DamageFound {
  const plan: {
    readonly junkColumns: readonly { readonly name: string }[];
    readonly damage: readonly { readonly row: number; readonly column: string; readonly kind: string }[];
  } = JSON.parse(sampleText("messy-penguins.damage.json"));
  const gates = gatesOf(trained, "tuned");
  const junk = new Set(plan.junkColumns.map(({ name }) => name));
  const share = (names: readonly string[], isOpen: boolean) =>
    names.filter((name) => gates[name] > 0.5 === isOpen).length / names.length;
  const { program, parameters } = trained.predictor;
  const readings = [...readProbes(program, parameters).values()].flat().filter(({ kind }) => kind === "threshold");
  const bound = (name: string, column: string) => {
    const reading = readings.find((candidate) => candidate.name === name);
    return reading?.values[reading.rowLabels.indexOf(column)];
  };
  const [header, ...rows] = sample("messy-penguins")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  let [outliers, outside] = [0, 0];
  for (const { row, column, kind } of plan.damage) {
    const [low, high] = [bound("lower", column), bound("upper", column)];
    if (kind === "emptied" || gates[column] <= 0.5 || low === undefined || high === undefined) continue;
    const value = Number(rows[row - 1][header.indexOf(column)]);
    outliers++;
    if (value < low || value > high) outside++;
  }
  const names = Object.keys(gates);
  return {
    junkClosed: share(
      names.filter((name) => junk.has(name)),
      false,
    ),
    othersOpen: share(
      names.filter((name) => !junk.has(name)),
      true,
    ),
    outliers,
    outside,
  };
}
