/** Words of looking into a pipeline: tables that leave blocks, and what is said over two columns. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatNumber, percent } from "../../numbers.ts";
import { countOf } from "../../words.ts";

const STATES = {
  training: "As it trains now.",
  trained: "As it was trained: the blend that was watched.",
  untrained: "Before any training of this pipeline.",
} as const;

const SURFACE_STATES = {
  training: "What the blend says as it trains now.",
  trained: "What the deployed pipeline says.",
  untrained: "What the pipeline says before any training.",
} as const;
type State = keyof typeof STATES;

/** What blocks learn about columns, by the names of their probes. */
const MARKS: Readonly<Record<string, string>> = {
  lower: "lower cap",
  upper: "upper cap",
  constants: "fills with",
};

const ROWS = { first: "First rows", changed: "Rows that change most" } as const;

const LEGEND = {
  before: "arrives",
  after: "leaves",
  start: "began",
  now: "learned",
} as const;

interface Changes {
  readonly nLooked: number;
  readonly nRows: number;
  readonly nFilled: number;
  readonly nChanged: number;
  readonly nWhole: number;
}

export const lookText = defineTexts("studio.look", {
  block: "Leaves the block",
  noBlock:
    "Choose a block to see the table that leaves it, with what it changed. A double click on a block does the same.",
  nothing: "No column reaches this block.",
  rows: "Rows",
  rowsOf: ({ rows }: { readonly rows: keyof typeof ROWS }) => ROWS[rows],
  find: "Find a column",
  table: ({ block }: { readonly block: string }) => `Table that leaves ${block}`,
  scrollable: ({ block }: { readonly block: string }) => `Table that leaves ${block}, scrollable`,
  state: ({ state }: { readonly state: State }) => STATES[state],
  changes: ({ nLooked, nRows, nFilled, nChanged, nWhole }: Changes) => {
    const of =
      nLooked < nRows
        ? `Of ${formatCount(nLooked)} of ${countOf(nRows, "row")} that are not for testing`
        : `Of ${countOf(nRows, "row")} that are not for testing`;
    const cells = [
      nFilled > 0 && `${countOf(nFilled, "cell")} filled`,
      nChanged > 0 && `${countOf(nChanged, "cell")} changed`,
      nWhole > 0 && `${countOf(nWhole, "column")} changed as a whole`,
    ].filter(Boolean);
    return `${of}: ${cells.length > 0 ? cells.join(", ") : "no cell changed"}.`;
  },
  someColumns: ({ nShown, nColumns }: { readonly nShown: number; readonly nColumns: number }) =>
    `The first ${nShown} of ${countOf(nColumns, "column")}: find others by name.`,
  weights: "Weights of rows leave it, too; they exist while training alone.",
  none: "No row changes here.",
  row: "Row",
  target: ({ name }: { readonly name: string }) => `${name} (target)`,
  missing: "missing",
  filled: ({ count }: { readonly count: number }) => `${formatCount(count)} filled`,
  changed: ({ count }: { readonly count: number }) => `${formatCount(count)} changed`,
  whole: "changed as a whole",
  new: "made here",
  mark: ({ name, now, start }: { readonly name: string; readonly now: number; readonly start: number }) => {
    const [is, was] = [formatNumber(now), formatNumber(start)];
    return `${MARKS[name] ?? name} ${is}${is === was ? "" : ` (began at ${was})`}`;
  },
  caps: ({ now, start }: { readonly now: readonly [number, number]; readonly start: readonly [number, number] }) => {
    const [is, was] = [now, start].map((ends) => ends.map(formatNumber).join(" – "));
    return `caps ${is}${is === was ? "" : ` (began ${was})`}`;
  },
  range: ({ low, high, isCut }: { readonly low: number; readonly high: number; readonly isCut: boolean }) =>
    isCut ? `… ${formatNumber(low)} – ${formatNumber(high)} …` : `${formatNumber(low)} – ${formatNumber(high)}`,
  levels: ({ labels, shares }: { readonly labels: readonly string[]; readonly shares: readonly number[] }) =>
    labels.map((label, index) => `${label} ${percent(shares[index])}`).join(", "),
  legend: ({ what }: { readonly what: keyof typeof LEGEND }) => LEGEND[what],
  loading: "Looking…",
});

interface Pin {
  readonly row: number;
  readonly label: string;
}

export const surfaceText = defineTexts("studio.surface", {
  about:
    "The picture shows what is said of every pair of values of two columns, all others held: it moves while the pipeline trains. Dots are rows that are not for testing.",
  across: "Across",
  up: "Up",
  fewColumns: "This needs a table with a target and two columns.",
  state: ({ state }: { readonly state: State }) => SURFACE_STATES[state],
  held: ({ like }: { readonly like: number | undefined }) =>
    like === undefined
      ? "Other columns are held at their middle, or at what most rows have."
      : `Other columns are held at what row ${formatCount(like + 1)} has.`,
  heldAt: "Others held",
  heldMiddle: "at their middle",
  heldLike: ({ row }: { readonly row: number }) => `as in row ${formatCount(row + 1)}`,
  figure: ({ across, up }: { readonly across: string; readonly up: string }) => `What is said over ${across} and ${up}`,
  summaryClasses: ({ label, most, least }: { readonly label: string; readonly most: number; readonly least: number }) =>
    `“${label}” gets from ${percent(least)} to ${percent(most)}.`,
  summaryNumbers: ({ least, most }: { readonly least: number; readonly most: number }) =>
    `Values from ${formatNumber(least)} to ${formatNumber(most)}.`,
  pinned: "Pinned rows",
  noPins: "Pin rows to follow what is said of them: by a click on a dot, or by their number.",
  rowNumber: "Row number",
  pin: "Pin",
  unpin: ({ row }: { readonly row: number }) => `Unpin row ${formatCount(row + 1)}`,
  notPinned: ({ row }: { readonly row: number }) =>
    `Row ${formatCount(row)} is a test row, has no target, or does not exist: test rows are not looked at.`,
  mostPins: ({ count }: { readonly count: number }) => `No more than ${count} rows can be pinned.`,
  pinOf: ({ row, label }: Pin) => `Row ${formatCount(row + 1)} · ${label}`,
  saidClass: ({ share, label }: { readonly share: number; readonly label: string }) => `${percent(share)} ${label}`,
  saidNumber: ({ value }: { readonly value: number }) => formatNumber(value),
});
