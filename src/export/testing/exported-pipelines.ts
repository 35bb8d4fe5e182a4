/** Pipelines that every export is tested with: all blocks, tasks and sample pipelines, ensembles, soft and hard. */
import { readdirSync, readFileSync } from "node:fs";
import { trainingTable } from "../../app/training-table.ts";
import { randomNormal, STREAMS } from "../../base/random.ts";
import type { Block } from "../../blocks/block.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { documentSchema, FORMAT_VERSION, type PipelineDocument, splitSettingsSchema } from "../../pipeline/document.ts";
import { fit } from "../../pipeline/fit.ts";
import { hardenParameters, initialParameters } from "../../program/parameters.ts";
import { stackTables } from "../../table/stack.ts";
import { TASKS } from "../../table/types.ts";
import { mergePredictors } from "../../training/ensemble/merge-predictors.ts";
import { predictorOf } from "../../training/predict.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { readPipelineJson } from "../json.ts";
import { tinyPipeline, tinyTable } from "./tiny-pipeline.ts";

export interface ExportedPipeline {
  readonly name: string;
  readonly trained: TrainedPipeline;
}

const FIXTURES = new URL("../fixtures/version-1/", import.meta.url);

/** Trained in the studio on its samples, by its first versions. */
async function samplePipelines(): Promise<readonly ExportedPipeline[]> {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith(".json") && !name.endsWith(".expected.json"));
  const opened = await Promise.all(
    names.sort().map(async (name) => {
      const { trained } = await readPipelineJson(readFileSync(new URL(name, FIXTURES), "utf8"), { catalogue });
      return trained ? [{ name: name.replace(".json", ""), trained }] : [];
    }),
  );
  return opened.flat();
}

type Chain = readonly (readonly [type: string, settings?: Readonly<Record<string, unknown>>])[];

const NUMBERS: Chain = [["impute-number"], ["tame-outliers"], ["scale-number"]];
const LINEAR: Chain[number] = ["linear-model"];
const CATEGORIES: Chain = [["impute-category"], ["encode-category"]];

/** A source, blocks for numbers and for categories one after the other, gates and a model. */
function documentOf(numbers: Chain, categories: Chain, model: Chain[number]) {
  const blocks = [["csv-source"], ...numbers, ...categories, ["select-features"], model].map(
    ([type, settings = {}], index) => ({
      id: `n${index + 1}`,
      type: String(type),
      version: catalogue.get(String(type))?.spec.version ?? 1,
      settings,
    }),
  );
  const edges: { from: { block: string; port: string }; to: { block: string; port: string } }[] = [];
  const connect = (first: number, count: number, kind: "numbers" | "categories") => {
    let from = { block: "n1", port: kind as string };
    for (const { id, type } of blocks.slice(first, first + count)) {
      const { inputs, outputs } = catalogue.get(type)!.spec;
      edges.push({ from, to: { block: id, port: inputs[0].name } });
      from = { block: id, port: outputs[0].name };
    }
    edges.push({ from, to: { block: blocks[blocks.length - 2].id, port: "features" } });
  };
  connect(1, numbers.length, "numbers");
  connect(1 + numbers.length, categories.length, "categories");
  const [select, last] = blocks.slice(-2);
  edges.push({ from: { block: select.id, port: "features" }, to: { block: last.id, port: "features" } });
  return documentSchema.parse({ formatVersion: FORMAT_VERSION, name: "Made up", blocks, edges, training: {} });
}

const DOCUMENTS = {
  linear: documentOf(NUMBERS, CATEGORIES, LINEAR),
  additive: documentOf(NUMBERS, CATEGORIES, ["additive-model", { bins: 4 }]),
  network: documentOf(NUMBERS, CATEGORIES, ["neural-network", { width: 5, members: 2 }]),
  many: documentOf(
    NUMBERS,
    [["impute-category"], ["encode-category", { levels: 1, dimensions: 3 }]],
    ["neural-network", { width: 4 }],
  ),
  bins: documentOf([...NUMBERS, ["encode-number"]], CATEGORIES, ["neural-network", { width: 3 }]),
} as const;

/** Of blocks that do nothing as they are set at first. */
const SETTINGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "computed-column": { name: "ratio", formula: "log(abs(size) + 1) / (weight + 40)" },
};

/** A pipeline with a block that no other of them has, between others of the kinds that its ports are of. */
function documentWith({ spec }: Block): PipelineDocument | undefined {
  const block = [spec.id, SETTINGS[spec.id] ?? {}] as const;
  const [from, to] = [spec.inputs[0]?.type, spec.outputs[0]?.type];
  const [gaps, limits, scale] = NUMBERS;
  switch (`${from} → ${to}`) {
    case "number → number":
      return documentOf([gaps, block, limits, scale], CATEGORIES, LINEAR);
    case "number → features":
      return documentOf([gaps, block], CATEGORIES, LINEAR);
    case "category → category":
      return documentOf(NUMBERS, [block, ...CATEGORIES], LINEAR);
    case "category → features":
      return documentOf(NUMBERS, [block], LINEAR);
    case "features → prediction":
      return documentOf(NUMBERS, CATEGORIES, block);
    default:
      return undefined;
  }
}

/** Fitted on a small table, parameters moved at random, so that every number of them matters. */
export function madeUp(
  kind: keyof typeof DOCUMENTS | PipelineDocument,
  options: { readonly task: (typeof TASKS)[number]; readonly isHard: boolean; readonly seed?: number },
): TrainedPipeline {
  const { task, isHard, seed = 5 } = options;
  const base = tinyPipeline(task, seed);
  const { rules, target } = base.document;
  const { dataset } = trainingTable({
    open: stackTables([tinyTable()]),
    wishes: { overrides: [], target: { name: target!.name, task } },
    split: splitSettingsSchema.parse({ seed }),
  });
  const document = { ...(typeof kind === "string" ? DOCUMENTS[kind] : kind), rules: [...rules], target };
  const { program, statistics } = fit({ catalogue, document, dataset, seed });
  const moved = Object.fromEntries(
    Object.entries(initialParameters(program, seed)).map(([name, values], step) => [
      name,
      values.map((value, i) => value + 0.4 * randomNormal({ seed, stream: STREAMS.sample, step }, i)),
    ]),
  );
  const parameters = isHard ? hardenParameters(program, moved).values : moved;
  return { ...base, document, schema: dataset.schema, predictor: predictorOf(program, parameters, statistics) };
}

/** Two pipelines that count differently. */
function ensemble(task: (typeof TASKS)[number]): TrainedPipeline {
  const [one, other] = [madeUp("linear", { task, isHard: true }), madeUp("bins", { task, isHard: false, seed: 6 })];
  const predictor = mergePredictors([
    { predictor: one.predictor, count: 2 },
    { predictor: other.predictor, count: 1 },
  ]);
  return { ...one, predictor };
}

export async function exportedPipelines(): Promise<readonly ExportedPipeline[]> {
  const made = TASKS.flatMap((task) => [
    { name: `tiny, ${task}`, trained: tinyPipeline(task) },
    { name: `linear, hard, ${task}`, trained: madeUp("linear", { task, isHard: true }) },
    { name: `network, soft, ${task}`, trained: madeUp("network", { task, isHard: false }) },
    { name: `bins, hard, ${task}`, trained: madeUp("bins", { task, isHard: true }) },
    { name: `ensemble, ${task}`, trained: ensemble(task) },
  ]);
  made.push({ name: "additive, hard, multiclass", trained: madeUp("additive", { task: "multiclass", isHard: true }) });
  made.push({ name: "many levels, soft, multiclass", trained: madeUp("many", { task: "multiclass", isHard: false }) });
  const samples = await samplePipelines();
  const known = new Set(
    [...samples, ...made].flatMap(({ trained }) => trained.document.blocks.map(({ type }) => type)),
  );
  const others = [...catalogue.values()].flatMap((block) => {
    if (known.has(block.spec.id)) return [];
    const document = documentWith(block);
    if (!document) throw new Error(`${block.spec.id}: expected a pipeline with it, got ports that none is made for`);
    return [true, false].map((isHard) => ({
      name: `${block.spec.id}, ${isHard ? "hard" : "soft"}`,
      trained: madeUp(document, { task: "multiclass", isHard }),
    }));
  });
  return [...samples, ...made, ...others];
}
