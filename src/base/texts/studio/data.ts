/** Words of the data part: files, the target, columns and rows. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, percent } from "../../numbers.ts";
import { countOf, listQuoted } from "../../words.ts";
import { dateFormatWords } from "../table.ts";

interface Column {
  readonly column: string;
}

const TYPES = { number: "Number", category: "Category", date: "Date", text: "Free text" } as const;
const TASKS = { binary: "One of two classes", multiclass: "One of several classes", regression: "A number" } as const;
const DELIMITERS: Readonly<Record<string, string>> = {
  ",": "comma  ,",
  ";": "semicolon  ;",
  "\t": "tab",
  "|": "bar  |",
  " ": "space",
  ":": "colon  :",
  "\\s+": "white space",
  fixed: "fixed columns: find them",
};
const delimiterWords = (delimiter: string): string =>
  delimiter.startsWith("fixed:")
    ? `fixed columns from ${delimiter.slice("fixed:".length).split(",").join(", ")}`
    : (DELIMITERS[delimiter] ?? delimiter);
/** Kinds of files, by `TABLE_FORMATS`. */
const FORMATS: Readonly<Record<string, string>> = {
  csv: "table of text",
  xlsx: "Excel",
  parquet: "Parquet",
  json: "JSON",
  jsonl: "JSON lines",
};
const QUOTES: Readonly<Record<string, string>> = { "": "none", '"': 'double quotes  "', "'": "apostrophes  '" };
const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252 (western)",
  "utf-16le": "UTF-16, little-endian",
  "utf-16be": "UTF-16, big-endian",
  "windows-1250": "Windows-1250 (central European)",
  "windows-1251": "Windows-1251 (Cyrillic)",
  "koi8-r": "KOI8-R (Cyrillic)",
  "windows-1253": "Windows-1253 (Greek)",
  "windows-1254": "Windows-1254 (Turkish)",
  "windows-1255": "Windows-1255 (Hebrew)",
  "windows-1256": "Windows-1256 (Arabic)",
  shift_jis: "Shift-JIS (Japanese)",
  "euc-jp": "EUC-JP (Japanese)",
  gbk: "GBK (simplified Chinese)",
  gb18030: "GB 18030 (Chinese)",
  big5: "Big5 (traditional Chinese)",
  "euc-kr": "EUC-KR (Korean)",
};
/** An example of each format, or its words. */
const DATE_FORMATS: Readonly<Record<string, string>> = {
  iso: "2024-12-31",
  ymd: "2024/12/31",
  dmy: "31/12/2024",
  mdy: "12/31/2024",
  "epoch-s": "seconds since 1970",
  "epoch-ms": "milliseconds since 1970",
};
const PAGED = { columns: "columns", cells: "cells", runs: "runs" } as const;
export type Paged = keyof typeof PAGED;

const KEEP_NOT =
  "Otherwise they are gone when the page closes. Kept are the files, finished runs with their trained weights, and where a run in progress stands: in this browser alone, until you untick this.";
const KEEP_STATUS = {
  idle: "Finished runs, and where a run in progress stands, are kept in this browser. Unticking deletes them.",
  keeping: "Keeping the table…",
  kept: "The table, finished runs, and where a run in progress stands are kept in this browser. Unticking deletes them.",
  failed: "The table could not be kept; it is gone when the page closes.",
} as const;

interface KeepWords {
  readonly status: keyof typeof KEEP_STATUS;
  readonly isGiven: boolean;
}

export const dataText = defineTexts("studio.data", {
  keep: "Keep this table and its runs on this device",
  keepHint: ({ status, isGiven }: KeepWords) => {
    if (!isGiven) return KEEP_NOT;
    return KEEP_STATUS[status];
  },
  heading: "1 Data",
  table: ({ files, nRows, nColumns }: { files: readonly string[]; nRows: number; nColumns: number }) =>
    `${files.length === 1 ? files[0] : `${files.length} files`} · ${countOf(nRows, "row")} · ${countOf(nColumns, "column")}`,
  locked: "The table can be changed again when training has ended.",
  columns: "Columns",
  rows: "Rows",
  reading: ({ files, nRows }: { readonly files: readonly string[]; readonly nRows: number }) =>
    `Reading ${files.join(", ")}${nRows > 0 ? `: ${countOf(nRows, "row")} so far` : "…"}`,
  cancelReading: "Cancel",
  readingFiles: "Reading files",
  tableKept: "The table that was open before is still here.",
  empty:
    "Columns will be listed here with their types and roles, each with the reason and a way to change it, and with what is missing and how the values lie.",
  addFiles: "Add CSV files",
  addFolder: "Add a folder",
  pasteTable: "Paste a table",
  pasteHere: "Paste the table here",
  pasteHint: "A range of a spreadsheet, lines of a CSV file, or JSON; names of columns first.",
  usePasted: "Use it",
  addHint:
    "CSV and other text, Excel, Parquet and JSON, packed or not. Or drop files or a folder anywhere on the page, or paste cells of a spreadsheet. Several files are stacked into one table by column name; joining them on a key is not offered. Files stay in this tab.",
  repeated: ({ files }: { readonly files: readonly string[] }) =>
    `${listQuoted(files)} ${files.length === 1 ? "is open already and was" : "are open already and were"} not added a second time.`,
  sampleReplaced: "Your files have taken the place of the sample.",
  sampleBack: "Bring the sample back",
  openFiles: "Open files",
  replace: "Replace",
  replaceFile: ({ file }: { readonly file: string }) => `Replace ${file}`,
  removeFile: ({ file }: { readonly file: string }) => `Remove ${file}`,
});

export const targetText = defineTexts("studio.target", {
  title: "What to predict",
  column: "Target column",
  choose: "Choose what to predict…",
  task: "Task",
  taskName: ({ task }: { readonly task: keyof typeof TASKS }) => TASKS[task],
  hint: "The target is what the pipeline learns to predict. Rows without it are not trained on, and still predicted.",
  classes: ({ reason, classes }: { readonly reason: string; readonly classes: readonly string[] }) => {
    const rest = classes.length > 6 ? ` and ${classes.length - 6} more` : "";
    return `${reason} Classes: ${classes.slice(0, 6).join(", ")}${rest}.`;
  },
});

export const nextText = defineTexts("studio.next", {
  damage: "Damage file",
  origin: ({ source, licence }: { readonly source: string; readonly licence: string }) =>
    `Data: ${source}. Licence: ${licence}.`,
  watch: "Watch the training",
  chooseTarget: "Next: choose under “Target column” what to predict.",
  mend: "The pipeline cannot be trained as it is: its outline names what to mend.",
  toPipeline: "Go on to the pipeline",
  toResults: "Look at the results",
  sampleReady: "This sample is ready to train; nothing needs to be set first.",
  tableReady: "This table can be trained on.",
  toTraining: "Go on to training",
});

interface Ends {
  readonly low: string;
  readonly high: string;
  readonly mean: string;
  readonly median: string;
}

export const columnText = defineTexts("studio.column", {
  /** @param total its place is marked: it is set in bold */
  counts: ({
    total,
    used,
    aside,
    nWeights,
    nTarget,
  }: {
    readonly total: string;
    readonly used: number;
    readonly aside: number;
    readonly nWeights: number;
    readonly nTarget: number;
  }) =>
    `${total}: ${formatCount(used)} used, ${formatCount(aside)} set aside${nWeights > 0 ? `, ${formatCount(nWeights)} by which rows count` : ""}${nTarget > 0 ? ", 1 target" : ""}`,
  total: ({ count }: { readonly count: number }) => countOf(count, "column"),
  find: "Find a column",
  findHint: "Find a column…",
  show: "Show columns that are",
  all: "All columns",
  used: "Used",
  aside: "Set aside",
  weight: "Rows count by it",
  weightOf: ({ column }: { readonly column: string }) => `Rows count by ${column}`,
  weightHint: "A row with 2 counts as much as two rows with 1, in training and in everything that is measured.",
  target: "Target",
  scrollable: "Columns, scrollable",
  caption: "Columns of the table, their roles, types and values",
  picture: "Columns of the table",
  firstColumns: ({ shown, total }: { readonly shown: number; readonly total: number }) =>
    `The first ${formatCount(shown)} of ${formatCount(total)} columns.`,
  column: "Column",
  role: "Role",
  type: "Type",
  missing: "Missing",
  distinct: "Distinct",
  values: "Values",
  none: "No column fits.",
  use: ({ column }: Column) => `Use ${column}`,
  unreadable: ({ count, first }: { readonly count: number; readonly first: string }) =>
    `${countOf(count, "cell")} cannot be read so and ${count === 1 ? "counts" : "count"} as missing, such as “${first}”.`,
  unit: ({ unit }: { readonly unit: string }) => `in ${unit}`,
  typeOf: ({ column }: Column) => `Type of ${column}`,
  typeName: ({ type }: { readonly type: keyof typeof TYPES }) => TYPES[type],
  missingMarkers: ({ markers }: { readonly markers: readonly string[] }) =>
    ["empty cells", ...markers.map((marker) => `“${marker}”`)].join(", "),
  countAsMissing: ({ column }: Column) => `count as missing in ${column}; how it is read`,
  decimalMark: ({ column }: Column) => `Decimal mark of ${column}`,
  point: "point: 1.5",
  comma: "comma: 1,5",
  dateFormat: ({ column }: Column) => `Date format of ${column}`,
  dateFormatName: ({ format }: { readonly format: string }) => DATE_FORMATS[format] ?? dateFormatWords(format),
  markersOf: ({ column }: Column) => `Missing markers of ${column}, beside empty cells`,
  markersTitle: "Texts that mean “missing”, beside empty cells; separate them by commas",
  markersHint: "such as NA, ?",
  spread: ({ low, high, mean, median }: Ends) => `From ${low} to ${high}, mean ${mean}, median ${median}`,
  nothingFilled: "nothing filled",
  freeText: "free text",
  level: ({ label, nRows }: { readonly label: string; readonly nRows: number }) => `${label}: ${countOf(nRows, "row")}`,
  otherValues: ({ count }: { readonly count: number }) => countOf(count, "other value"),
});

interface ReadPart {
  readonly format: string;
  /** Of a workbook. */
  readonly sheet?: string | undefined;
  /** Of an archive. */
  readonly member?: string | undefined;
}

export const fileText = defineTexts("studio.file", {
  howRead: ({ nFiles }: { readonly nFiles: number }) => `How the ${nFiles === 1 ? "file was" : "files were"} read`,
  scrollable: "Files, scrollable",
  caption: "What was found in each file",
  file: "File",
  size: "Size",
  rows: "Rows",
  delimiter: "Between cells",
  quote: "Quotes",
  encoding: "Encoding",
  firstLine: "First line",
  columnNames: "column names",
  alreadyData: "already data",
  skipRows: "Rows above the table",
  skipRowsHint: "detected",
  rowSample: "One row in",
  allRows: "all rows",
  noRecords: "Units, totals, notes",
  asideRows: "set aside",
  keptRows: "kept as rows",
  keepRows: ({ file }: { readonly file?: string | undefined }) =>
    file === undefined ? "Keep these rows" : `Keep these rows of ${file}`,
  areKept: ({ file }: { readonly file: string }) =>
    `${file}: rows that look like no records (units, totals, notes) are kept, as you decided.`,
  setRowsAside: ({ file }: { readonly file?: string | undefined }) =>
    file === undefined ? "Set such rows aside" : `Set such rows of ${file} aside`,
  readAgain: ({ nFiles }: { readonly nFiles: number }) =>
    `Read ${nFiles === 1 ? "it" : "all of them"} in another way; the choices made so far are kept where they fit`,
  delimiterName: ({ delimiter }: { readonly delimiter: string }) => delimiterWords(delimiter),
  kind: "Kind",
  formatName: ({ format, sheet, member }: ReadPart) =>
    [FORMATS[format] ?? format, sheet && `sheet ${sheet}`, member && `from ${member}`].filter(Boolean).join(", "),
  noSuchThing: "–",
  sheetOf: ({ file }: { readonly file: string }) => `Sheet of ${file}`,
  memberOf: ({ file }: { readonly file: string }) => `Table in ${file}`,
  columnStarts: "Columns begin at",
  columnStartsHint: "characters, counted from 1, such as 1, 9, 15",
  quoteName: ({ quote }: { readonly quote: string }) => QUOTES[quote] ?? quote,
  encodingName: ({ encoding }: { readonly encoding: string }) => ENCODINGS[encoding] ?? encoding,
  toKnow: ({ count }: { readonly count: number }) => `${countOf(count, "thing")} to know about these files`,
  times: ({ count }: { readonly count: number }) => `(${formatCount(count)} times)`,
  moreOfThem: ({ count }: { readonly count: number }) => `… and ${formatCount(count)} more of the same kinds`,
  unmatched: ({ count }: { readonly count: number }) => `${countOf(count, "column")} not in every file`,
  unmatchedHint:
    "Files are stacked by column name. Where a file lacks a column, its cells count as missing. Names that may mean the same are proposed above; others can be renamed in their file.",
  unmatchedScrollable: "Unmatched columns, scrollable",
  unmatchedCaption: "Columns that not every file has",
  column: "Column",
  presentIn: "In",
  absentFrom: "Not in",
  more: ({ count }: { readonly count: number }) => `… and ${formatCount(count)} more`,
  judgedBy: "Files to judge by",
  judgedByHint:
    "Validation and test rows come from the files that are ticked. Untick a file that you do not quite trust: it is still trained on, and Select sources can learn how much its rows should count.",
  nRows: ({ nRows }: { readonly nRows: number }) => countOf(nRows, "row"),
  rowsOfFile: ({ nRows }: { readonly nRows: number }) => `(${countOf(nRows, "row")})`,
});

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Words of what is shown page by page. */
export const pageText = defineTexts("studio.page", {
  pages: ({ what }: { readonly what: Paged }) => `Pages of ${PAGED[what]}`,
  previous: ({ what }: { readonly what: Paged }) => `Previous ${PAGED[what]}`,
  next: ({ what }: { readonly what: Paged }) => `Next ${PAGED[what]}`,
  shown: ({ from, to, total }: Range & { readonly total: number }) =>
    `${formatCount(from)} to ${formatCount(to)} of ${formatCount(total)}`,
});

/** Words of the panel that says how rows are split. */
export const studioSplitText = defineTexts("studio.split", {
  shares: "Shares of the rows",
  sharesName: ({ train, validation }: { readonly train: number; readonly validation: number }) =>
    `${percent(train)} train, ${percent(validation)} validate, ${percent(1 - train - validation)} test`,
  sharesHint: "More rows to train on make better pipelines; more rows to test on make surer results.",
  title: "How the rows are split",
  offered: ({ count }: { readonly count: number }) => `${countOf(count, "other way")} offered`,
  method: "Split",
  random: "At random",
  largestFirst: "As it was saved",
  group: "Rows of one value stay together",
  time: "By time",
  column: "As a column says",
  files: "By file",
  groupColumn: "Column whose rows stay together",
  timeColumn: "Column of times",
  toldColumn: "Column that says it",
  chooseColumn: "Choose a column…",
  suggested: "Suggested",
  others: "Other columns",
  gone: ({ column }: { readonly column: string }) => `${column} (not in this table)`,
  randomHint: "By lot; rows that repeat exactly stay together, and classes are shared out alike.",
  largestFirstHint: "By lot, but rows that repeat most are all trained on.",
  groupHint: "For predictions on new patients, sessions or things, of which no row was trained on.",
  timeHint: "For predictions of what comes later: the past is trained on, the latest rows test.",
  filesHint: "For predictions on rows of another origin: a file that none was trained on tests.",
  columnHint: "For rows that were told apart before. What it does not name is drawn from its training rows.",
  offersTitle: "Other ways that this table offers",
  useGroup: ({ column }: { readonly column: string }) => `Keep rows of one ${column} together`,
  useTime: ({ column }: { readonly column: string }) => `Split by time: ${column}`,
  useColumn: ({ column }: { readonly column: string }) => `Split as ${column} says`,
  useRandom: "Split at random",
  useFiles: "Leave one file out",
  useFilesReason: "There are several files: how well is one predicted that was never trained on?",
  partsTitle: ({ column }: { readonly column: string }) => `What the values of ${column} mean`,
  filesTitle: "What each file is for",
  alone: "Test on it alone",
  aloneFile: ({ file }: { readonly file: string }) => `Test on ${file} alone`,
  part: ({ value, count }: { readonly value: string; readonly count: number }) =>
    `${value} (${formatCount(count)} ${count === 1 ? "row" : "rows"})`,
  train: "training",
  validation: "validation",
  test: "test",
  none: "in no split",
});
