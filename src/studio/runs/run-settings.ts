/** The settings of runs, flat: what differs between two runs, or among several. Pure. */
import { formatDuration, formatNumber } from "../../base/numbers.ts";
import { rememberWeakly } from "../../base/remember.ts";
import { filterWords } from "../../base/texts/row-filter.ts";
import { dirtLabText } from "../../base/texts/studio/dirt.ts";
import { documentText } from "../../base/texts/studio/document.ts";
import { inspectorText } from "../../base/texts/studio/inspector.ts";
import { runsText } from "../../base/texts/studio/runs.ts";
import { settingText } from "../../base/texts/studio/training.ts";
import { listWords } from "../../base/words.ts";
import { columnsSetting } from "../../blocks/kit/columns.ts";
import { optionName } from "../../blocks/kit/option-name.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { PipelineDocument, TrainingSettings } from "../../pipeline/document.ts";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { DIRT_KINDS } from "../../table/dirt/recipe.ts";
import { blockLabel } from "../document/document-store.ts";
import { edgeId } from "../document/edits.ts";
import { settingFields, trainingFields, valueIn } from "../document/setting-fields.ts";
import type { RunRecord } from "../storage/run-record.ts";

interface Setting {
  readonly title: string;
  readonly value: string;
  /** The block that it is of, or those that a connection has: where one of these is absent, so is it. */
  readonly blocks: readonly string[];
  /** block: there or not. */
  readonly kind: "table" | "training" | "block" | "setting" | "edge" | "column";
}

type Settings = ReadonlyMap<string, Setting>;

/** A setting beside itself in several runs, in their order; undefined where a run has no such thing. */
export interface ComparedSetting {
  readonly key: string;
  readonly kind: Setting["kind"];
  readonly title: string;
  readonly values: readonly (string | undefined)[];
}

/** Quickly worked out anew. Held as long as the runs themselves, it was a third of what they left in the page. */
const known = rememberWeakly<RunRecord, Settings>();

function settingsOf(run: RunRecord): Settings {
  return known(
    run,
    "",
    () => new Map([...tableSettings(run), ...trainingSettings(run), ...blockSettings(run.document)]),
  );
}

type Entries = readonly (readonly [string, Setting])[];

function tableSettings({ document, files }: RunRecord): Entries {
  const of = (key: string, title: string, value: string) =>
    [key, { title, value, blocks: [], kind: "table" as const }] as const;
  return [
    of(
      "files",
      runsText("files"),
      listWords(
        files.map(({ name }) => name),
        files.length,
      ),
    ),
    // Files of one name may differ.
    of("hashes", runsText("contents"), files.map(({ hash }) => hash.slice(0, 8)).join(" ")),
    of("target", runsText("target"), document.target?.name ?? ""),
    of("rows", runsText("rowFilter"), filterWords(document.table.rows)),
    of("dirt", runsText("dirt"), dirtWords(document)),
    ...document.rules.map(({ name, type, role }) => {
      const value = runsText("columnUse", { type, isUsed: role !== "aside" });
      return [`column/${name}`, { title: name, value, blocks: [], kind: "column" as const }] as const;
    }),
  ];
}

/** What is hidden is not told here either. */
function dirtWords({ table: { dirt } }: PipelineDocument): string {
  if (!dirt) return runsText("noDirt");
  if (dirt.isHidden) return runsText("hiddenDirt");
  const planted = DIRT_KINDS.filter((kind) => dirt.amounts[kind] > 0);
  return listWords(
    planted.map((kind) => {
      const amount = dirtLabText("amount", { kind, amount: dirt.amounts[kind] });
      return `${dirtLabText("kind", { kind })} ${amount}`;
    }),
    planted.length,
  );
}

/** Settings of training in the words of their form; a setting that a document leaves out is what it is then. */
const IN_WORDS: Readonly<Record<string, (training: TrainingSettings) => string>> = {
  budgetSeconds: ({ budgetSeconds }) => formatDuration(budgetSeconds),
  plan: ({ plan }) => settingText("planName", { plan }),
  deploy: ({ deploy }) => settingText("deployName", { deploy }),
  tags: ({ tags }) => settingText("tagsName", { tags: tags ?? "automatic" }),
  optimiseFor: ({ optimiseFor, loss, classWeights }) =>
    settingText("optimiseForName", {
      metric: optimiseFor ?? (loss === undefined && classWeights === undefined ? "loss" : "trained"),
    }),
  loss: ({ loss }) => settingText("lossName", { loss: loss ?? "squared" }),
  trainingOnlySources: ({ trainingOnlySources }) => runsText("judgedBy", { others: trainingOnlySources }),
  classWeights: ({ classWeights }) => settingText("classWeightsName", { weights: classWeights ?? "none" }),
  optimiser: ({ optimiser }) => settingText("optimiserName", { optimiser }),
};

function trainingSettings({ document: { training }, engine }: RunRecord): Entries {
  const values: Readonly<Record<string, unknown>> = training;
  return [
    ["engine", { title: runsText("engine"), value: engine, blocks: [], kind: "training" }],
    ...trainingFields().flatMap(({ key, title }): Entries => {
      const value = IN_WORDS[key]?.(training) ?? (values[key] === undefined ? undefined : words(values[key]));
      return value === undefined ? [] : [[`training/${key}`, { title, value, blocks: [], kind: "training" }]];
    }),
  ];
}

function blockSettings(document: PipelineDocument): Entries {
  const blocks = document.blocks.flatMap(({ id, type, settings }): Entries => {
    const label = blockLabel(document, id);
    const block = catalogue.get(type);
    const fields = block ? settingFields(block) : [];
    return [
      [`block/${id}/${type}`, { title: label, value: documentText("yes"), blocks: [], kind: "block" }],
      ...fields.map((field) => {
        const { key, title } = field;
        const setting = {
          title: `${label}: ${title}`,
          value: words(valueIn(settings, field)),
          blocks: [id],
          kind: "setting" as const,
        };
        return [`setting/${id}/${key}`, setting] as const;
      }),
    ];
  });
  const edges = document.edges.map((edge) => {
    const ends = [edge.from.block, edge.to.block];
    const title = runsText("connection", { ends: ends.map((id) => blockLabel(document, id)) });
    return [
      `edge/${edgeId(edge)}`,
      { title, value: documentText("yes"), blocks: ends, kind: "edge" as const },
    ] as const;
  });
  return [...blocks, ...edges];
}

function words(value: unknown): string {
  if (typeof value === "boolean") return documentText(value ? "yes" : "no");
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "string") return optionName(value);
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(words).join(", ");
  if (!isJsonObject(value)) return "–";
  const columns = columnsSetting.safeParse(value);
  if (columns.success && "mode" in value) {
    const mode = inspectorText("columnMode", { mode: columns.data.mode });
    return columns.data.mode === "all" ? mode : `${mode}: ${words(columns.data.names)}`;
  }
  // A split, or one of its parts; what a class that is taken for another costs; what means missing in a column.
  const { by, column, ...others } = value;
  const rest =
    "by" in value || "value" in value
      ? Object.values(others)
      : Object.entries(others).map(([key, each]) => `${key}: ${words(each)}`);
  return [by, column, ...rest]
    .filter((each) => each !== undefined)
    .map(words)
    .join(": ");
}

/** What is not the same in all of them. @param runs in the order of the values */
export function differingSettings(runs: readonly RunRecord[]): readonly ComparedSetting[] {
  const all = runs.map(settingsOf);
  const keys = new Set(all.flatMap((settings) => [...settings.keys()]));
  const hasBlock = runs.map(({ document }) => new Set(document.blocks.map(({ id }) => id)));
  const isOneTable = new Set(all.map((settings) => settings.get("hashes")?.value)).size === 1;
  return [...keys].flatMap((key): readonly ComparedSetting[] => {
    const settings = all.map((each) => each.get(key));
    const values = settings.map((setting) => setting?.value);
    const first = settings.find((setting) => setting !== undefined);
    if (!first || new Set(values).size < 2) return [];
    // Follows from a block that is not in all of them, or from another table.
    if (first.blocks.some((id) => hasBlock.some((has) => !has.has(id)))) return [];
    if (first.kind === "column" && !isOneTable) return [];
    // Names say it already.
    if (key === "hashes" && new Set(all.map((each) => each.get("files")?.value)).size > 1) return [];
    return [{ key, kind: first.kind, title: first.title, values }];
  });
}

/** What is otherwise in a run than in the one before it, each in a few words. */
export function changeWords(before: RunRecord, after: RunRecord): readonly string[] {
  return differingSettings([before, after]).map(({ kind, title, values: [was, is] }) => {
    if (kind === "block" || kind === "edge") return runsText(is === undefined ? "without" : "with", { what: title });
    return runsText("changed", { title, was: was ?? "–", is: is ?? "–" });
  });
}
