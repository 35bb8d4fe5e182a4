/** What a trained pipeline says of one row that somebody made up, and what it says where each of its cells is missing. */
import { formatNumber } from "../base/numbers.ts";
import { gateState } from "../blocks/kit/gate-words.ts";
import { csvLine } from "../export/prediction-writer.ts";
import { predictedClasses } from "../pipeline/decision.ts";
import { boundsOf } from "../training/interval-bounds.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { type CleanedCell, cleanedCells } from "./cleaned-csv.ts";
import { textFile } from "./open-table.ts";
import { openRows, type PipelineRows, predict, usedRules } from "./predict.ts";
import { gatesOf } from "./soft-probes.ts";

export interface WhatIf {
  /** Of the classes, in the order of the probabilities; none of a regression. */
  readonly labels: readonly string[];
  /** Probabilities, or one value in the unit of the target. */
  readonly values: readonly number[];
  /** The code of the class that is said; absent of a regression. */
  readonly said?: number;
  /** From where to where the target lies; absent where nobody can say. */
  readonly interval?: { readonly level: number; readonly low: number; readonly high: number };
  /** The same with the cell of a column left empty, for each that is filled. */
  readonly without: readonly { readonly column: string; readonly values: readonly number[] }[];
  /** Columns whose cells cannot be read as they are, or hold what training never saw: taken as missing, or as unseen. */
  readonly odd: readonly string[];
  readonly passed: readonly PassedCell[];
}

/** What became of a cell on its way through the learned pipeline, where there is anything to say of it. */
export interface PassedCell {
  readonly column: string;
  /** filled: a gap; moved: a number or a day; spelled: a level, told by its label. */
  readonly became?: { readonly kind: "filled" | "moved" | "spelled"; readonly from: string; readonly to: string };
  /** Why the cell counts as missing, or as no level that is known. */
  readonly odd?: "unreadable" | "unseen";
  /** Of its column in the blend, 0 … 1, where it does not stand open. */
  readonly gate?: number;
}

interface WhatIfOptions {
  /** By column, as a file would write them; absent: empty. */
  readonly cells: Readonly<Record<string, string>>;
  readonly pause: () => Promise<void>;
}

const NAME = "row.csv";
/** A column that no pipeline reads, so that no line is empty. */
const NUMBER = "(what if)";

/** @throws as `openRows` */
export async function whatIf(trained: TrainedPipeline, { cells, pause }: WhatIfOptions): Promise<WhatIf> {
  const columns = usedRules(trained).map(({ name }) => name);
  const filled = columns.filter((column) => (cells[column] ?? "") !== "");
  const line = (empty?: string) =>
    csvLine(["1", ...columns.map((column) => (column === empty ? "" : (cells[column] ?? "")))]);
  const text = [csvLine([NUMBER, ...columns]), line(), ...filled.map((column) => line(column))].join("");
  const dialect = {
    file: NAME,
    delimiter: ",",
    quote: '"',
    encoding: "utf-8",
    hasHeader: true,
    keepAll: true,
  } as const;
  const rows = await openRows(trained, [textFile(NAME, text)], { dialects: [dialect] });
  const { values, nClasses } = await predict(rows, { pause });
  const width = Math.max(nClasses, 1);
  const of = (row: number) => Array.from(values.subarray(row * width, (row + 1) * width));
  const { interval } = trained;
  const bounds = interval && boundsOf(values[0], interval);
  const { classes } = trained.schema.target;
  return {
    labels: nClasses === 0 ? [] : classes.map(({ label }) => label),
    values: of(0),
    ...(nClasses === 0 ? {} : { said: predictedClasses(of(0), nClasses, trained.decision)[0] }),
    ...(interval && bounds ? { interval: { level: interval.level, low: bounds[0], high: bounds[1] } } : {}),
    without: filled.map((column, index) => ({ column, values: of(index + 1) })),
    odd: [...new Set([...rows.report.unreadableCells, ...rows.report.unknownLevels].map(({ column }) => column))],
    passed: passedCells(trained, rows),
  };
}

/** Smooth caps move every number a little: a change of less than this share of it is none. */
const HARDLY = 0.01;

/** Of the first row. */
function passedCells(trained: TrainedPipeline, rows: PipelineRows): readonly PassedCell[] {
  const gates = gatesOf(trained);
  const { unreadableCells, unknownLevels } = rows.report;
  const isIn = (list: readonly { readonly column: string }[], name: string) =>
    list.some(({ column }) => column === name);
  return cleanedCells(rows, 0).flatMap((cell): readonly PassedCell[] => {
    const { name } = cell.rule;
    const became = becameOf(cell);
    const odd = isIn(unreadableCells, name) ? "unreadable" : isIn(unknownLevels, name) ? "unseen" : undefined;
    const gate = gates.get(name);
    const isOpen = gate === undefined || gateState(gate) === "open";
    if (!became && !odd && isOpen) return [];
    return [{ column: name, ...(became ? { became } : {}), ...(odd ? { odd } : {}), ...(isOpen ? {} : { gate }) }];
  });
}

function becameOf({ rule: { type }, read, cleaned }: CleanedCell): PassedCell["became"] {
  const [from, to] = type === "number" ? [read, cleaned].map(shownNumber) : [read, cleaned];
  if (read === "") return cleaned === "" ? undefined : { kind: "filled", from, to };
  if (read === cleaned || cleaned === "") return undefined;
  if (type === "category" || type === "text") return { kind: "spelled", from, to };
  const [was, is] = [Number(read), Number(cleaned)];
  const isHardly = type === "number" && Math.abs(is - was) < HARDLY * Math.max(Math.abs(is), Math.abs(was));
  return isHardly ? undefined : { kind: "moved", from, to };
}

const shownNumber = (text: string): string => (text === "" ? "" : formatNumber(Number(text)));
