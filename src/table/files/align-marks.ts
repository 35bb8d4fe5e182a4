/** Numbers of one column whose decimal mark differs from file to file. */
import { bodyValue, markShown } from "../cells/read-number.ts";
import { splitNumber } from "../cells/split-number.ts";
import { asWritten, columnFromTexts } from "../column-builder.ts";
import { ingestIssue } from "../ingest-issue.ts";
import { quantilesOf } from "../new-rows/column-statistics.ts";
import { distanceTo } from "../new-rows/judge-numbers.ts";
import type { DecimalMark, RawColumn, RawTable } from "../types.ts";
import { textsOf } from "./texts-of.ts";

/** What the numbers of a column show in one file. */
interface Shown {
  /** The mark that all cells have which show one without a doubt. */
  readonly mark: DecimalMark | undefined;
  /** Some cells could be either. */
  readonly isAmbiguous: boolean;
}

/**
 * Where cells of a column show decimal points in some files and decimal commas in others, a cell that could be either (1.234)
 * is read as its own file shows. It is written so that no other reading is left: 1234, or 1.2340.
 */
export function alignMarks(tables: readonly RawTable[]): readonly RawTable[] {
  const shown = tables.map(({ columns }) => new Map(columns.map((column) => [column.name, shownBy(column)])));
  return tables.map((table, index) => {
    const settled: { column: string; example: string; count: number; mark: DecimalMark }[] = [];
    const columns = table.columns.map((column) => {
      const own = shown[index].get(column.name);
      const others = shown.flatMap((marks, other) => (other === index ? [] : (marks.get(column.name)?.mark ?? [])));
      if (!own?.isAmbiguous || others.length === 0) return column;
      const mark = own.mark ?? likelyMark(column, { tables, index, marks: shown[index], others });
      if (mark === undefined || others.every((other) => other === mark)) return column;
      const before = textsOf(column);
      const after = before.map((text) => settle(text, mark));
      const changed = before.filter((text, row) => text !== after[row]);
      settled.push({ column: column.name, example: changed[0], count: changed.length, mark });
      return { ...column, ...columnFromTexts(column.name, after) };
    });
    if (settled.length === 0) return table;
    const where = table.sources[0].name;
    const issues = settled.map(({ count, ...args }) => ingestIssue("W_FILES_MARKS", { where, count }, args));
    return { ...table, columns, issues: [...table.issues, ...issues] };
  });
}

function shownBy(stored: RawColumn): Shown {
  const column = asWritten(stored);
  const marks = new Set<DecimalMark>();
  let isAmbiguous = false;
  const note = (text: string): void => {
    const shown = markShown(splitNumber(text)?.body ?? "");
    if (shown === "." || shown === ",") marks.add(shown);
    else if (shown !== "") isAmbiguous = true;
  };
  for (const text of column.dictionary) note(text);
  for (const value of column.numbers) if (!Number.isNaN(value) && !Number.isInteger(value)) note(String(value));
  return { mark: marks.size === 1 ? [...marks][0] : undefined, isAmbiguous };
}

interface Beside {
  readonly tables: readonly RawTable[];
  readonly index: number;
  /** What the columns of the file show. */
  readonly marks: ReadonlyMap<string, Shown>;
  /** Marks of the column in other files. */
  readonly others: readonly DecimalMark[];
}

/** So much nearer to the numbers of other files, as a distance of distributions, is clearly nearer. */
const CLOSER = 0.3;

/** No cell shows it: the mark under which numbers lie as in other files, else that of other columns, else of such files. */
function likelyMark(column: RawColumn, { tables, index, marks, others }: Beside): DecimalMark | undefined {
  const known = tables.flatMap(({ columns }, at) =>
    at === index
      ? []
      : valuesOf(
          columns.find(({ name }) => name === column.name),
          others[0],
        ),
  );
  const usual = {
    name: column.name,
    nFilled: known.length,
    missingShare: 0,
    quantiles: quantilesOf(Float64Array.from(known)),
  };
  const [point, comma] = ([".", ","] as const).map((mark) =>
    distanceTo(Float64Array.from(valuesOf(column, mark)), usual),
  );
  if (Math.abs(point - comma) >= CLOSER) return point < comma ? "." : ",";
  const habits = new Set([...marks.values()].flatMap(({ mark }) => mark ?? []));
  if (habits.size === 1) return [...habits][0];
  return tables[index].sources[0].dialect.delimiter === ";" ? "," : undefined;
}

function valuesOf(column: RawColumn | undefined, mark: DecimalMark): readonly number[] {
  if (column === undefined) return [];
  const read = (text: string): number => bodyValue(splitNumber(text)?.body ?? "", mark, false);
  return textsOf(column)
    .map(read)
    .filter((value) => !Number.isNaN(value));
}

function settle(text: string, mark: DecimalMark): string {
  const body = splitNumber(text)?.body ?? "";
  const shown = markShown(body);
  if (shown !== "point or group" && shown !== "comma or group") return text;
  const isDecimal = (shown === "point or group") === (mark === ".");
  return text.replace(body, isDecimal ? `${body}0` : body.replace(/[.,]/, ""));
}
