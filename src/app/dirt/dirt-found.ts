/** How much of the dirt that was planted a run has found. Each count follows from the list of planted cells and from what the run says itself. */
import { gateState } from "../../blocks/kit/gate-words.ts";
import { readNumberCells } from "../../table/cells/read-cells.ts";
import type { DirtKind } from "../../table/dirt/recipe.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { splitOfRun } from "../compare.ts";
import { softProbes } from "../soft-probes.ts";
import type { PlantedTable, TrainingTable } from "../training-table.ts";
import { type DirtCounts, dirtCounts, rowsByPlace } from "./dirt-list.ts";

/** Of things that were planted, and things that training speaks against. */
export interface Found {
  readonly nPlanted: number;
  /** Of all that it could have spoken against. */
  readonly nSaid: number;
  /** Planted, and spoken against. */
  readonly nBoth: number;
}

export interface DirtFound {
  readonly counts: DirtCounts;
  /** Wrong labels among the suspicious rows; absent where nobody looked. */
  readonly labels?: Found;
  /** Junk columns among the closed gates; absent where no block has gates. */
  readonly junk?: Found;
  /** Outliers and numbers in a wrong unit, among the cells beyond the learned thresholds; absent where there are none. */
  readonly far?: Found;
  /** The bad source; absent where none was planted, or no file was tried. */
  readonly source?: { readonly file: string; readonly isLeftOut: boolean; readonly othersLeftOut: readonly string[] };
}

/**
 * Counts what a run found.
 *
 * @param planted the table that it was trained on, planted and split as then.
 * @param table the dataset that it was trained on.
 * @throws E_COMPARE_SPLIT
 */
export function dirtFound(trained: TrainedPipeline, planted: PlantedTable, table: TrainingTable): DirtFound {
  splitOfRun(trained, table);
  const { report } = trained;
  const probes = softProbes(trained);
  const labels = wrongLabels(report, planted);
  const junk = junkColumns(probes, planted);
  const far = cellsBeyond(probes, planted, table);
  const source = badSource(report, planted);
  return {
    counts: dirtCounts(planted),
    ...(labels ? { labels } : {}),
    ...(junk ? { junk } : {}),
    ...(far ? { far } : {}),
    ...(source ? { source } : {}),
  };
}

function rowsOf({ changes }: PlantedTable, kinds: readonly DirtKind[], column?: string): ReadonlySet<number> {
  const own = changes.filter((each) => kinds.includes(each.kind) && (column === undefined || each.column === column));
  return new Set(own.flatMap(({ rows }) => Array.from(rows)));
}

/** Labels that are wrong because their source is bad are wrong labels, too. */
function wrongLabels({ suspicious }: TrainedPipeline["report"], planted: PlantedTable): Found | undefined {
  if (!suspicious) return undefined;
  const wrong = rowsOf(planted, ["labels", "source"]);
  const rowOf = rowsByPlace(planted.open.table);
  const nBoth = suspicious.rows.filter((place) => wrong.has(rowOf(place) ?? -1)).length;
  return { nPlanted: wrong.size, nSaid: suspicious.rows.length, nBoth };
}

type Probes = ReturnType<typeof softProbes>;

function junkColumns(probes: Probes, { junk }: PlantedTable): Found | undefined {
  const gates = probes.filter(({ kind, columnLabels }) => kind === "gate" && columnLabels.length === 0);
  if (gates.length === 0) return undefined;
  const closed = new Set(
    gates.flatMap(({ rowLabels, values }) => rowLabels.filter((_, index) => gateState(values[index]) === "closed")),
  );
  return { nPlanted: junk.length, nSaid: closed.size, nBoth: junk.filter((name) => closed.has(name)).length };
}

const FAR_KINDS = ["outliers", "units"] as const;

/** Of training and validation rows, in columns that have thresholds. */
function cellsBeyond(probes: Probes, planted: PlantedTable, { raw, rules, dataset }: TrainingTable): Found | undefined {
  const [lower, upper] = ["lower", "upper"].map((side) =>
    probes.find(({ kind, name }) => kind === "threshold" && name === side),
  );
  if (!lower || !upper) return undefined;
  const learned = [...dataset.split.train, ...dataset.split.validation];
  let [nSaid, nBoth] = [0, 0];
  for (const [index, name] of lower.rowLabels.entries()) {
    const column = raw.columns.find((each) => each.name === name);
    const rule = rules.find((each) => each.name === name);
    // Parts of dates have thresholds, too, and no cells of their own.
    if (!column || rule?.type !== "number") continue;
    const { values } = readNumberCells(column, rule);
    const [low, high] = [lower.values[index], upper.values[index]];
    const beyond = learned.filter((row) => values[row] < low || values[row] > high);
    const own = rowsOf(planted, FAR_KINDS, name);
    nSaid += beyond.length;
    nBoth += beyond.filter((row) => own.has(row)).length;
  }
  return { nPlanted: countLearned(planted, FAR_KINDS, new Set(learned)), nSaid, nBoth };
}

/** Cells of test rows are not looked at. */
function countLearned({ changes }: PlantedTable, kinds: readonly DirtKind[], learned: ReadonlySet<number>): number {
  return changes
    .filter(({ kind }) => kinds.includes(kind))
    .reduce((sum, { rows }) => sum + rows.filter((row) => learned.has(row)).length, 0);
}

function badSource({ sources }: TrainedPipeline["report"], { badSource: file }: PlantedTable): DirtFound["source"] {
  if (!sources || file === undefined) return undefined;
  const left = sources.files.filter(({ isLeftOut }) => isLeftOut).map((each) => each.file);
  return { file, isLeftOut: left.includes(file), othersLeftOut: left.filter((name) => name !== file) };
}
