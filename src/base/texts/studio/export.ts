/** Words of the dialogue that exports a trained pipeline for other programs. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatTinyError } from "../../numbers.ts";
import { countOf, listWords } from "../../words.ts";

const FORMATS = {
  python: [
    "Python",
    "For scripts and notebooks: one file that needs NumPy alone. It reads raw cells as the training file writes them, and predicts what the studio does.",
  ],
  "onnx-raw": [
    "ONNX, an input for each column",
    "For onnxruntime in Python, C#, Java or C++, on Spark and in databases: numbers as float32 with NaN for missing, categories as texts.",
  ],
  "onnx-numeric": [
    "ONNX, numbers alone",
    "For engines without texts: one input with all columns, categories as the codes that the file's metadata list.",
  ],
  sql: [
    "SQL for SQLite",
    "To score where the data lie: one SELECT. For hard choices and a linear model; networks and ensembles are too large for it.",
  ],
  "sql-duckdb": ["SQL for DuckDB", "The same for DuckDB, which also reads CSV and Parquet files where they lie."],
  html: [
    "Report page",
    "To read, send and keep: what was learned, the verdict with its interval, metrics, members and a model card, as one page that needs nothing else.",
  ],
} as const;
type Format = keyof typeof FORMATS;

/** What of a document stays out of a link, since it says what stands in cells or how files are called. */
const LEFT_BEHIND = {
  markers: "texts that mean missing",
  files: "what was decided about files",
  edits: "edits of cells",
  rows: "the row filter",
  dirt: "planted dirt",
  parts: "which levels or files go into which split",
  costs: "what mistakes cost",
} as const;
type LeftBehind = readonly (keyof typeof LEFT_BEHIND)[];

const without = (leftBehind: LeftBehind) => {
  const words = leftBehind.map((each) => LEFT_BEHIND[each]);
  return words.length === 0
    ? ""
    : ` Not in it, since it tells of cells or files: ${listWords(words, words.length)}. The pipeline JSON has that, too.`;
};

export const exportText = defineTexts("studio.export", {
  title: "Export and share",
  intro:
    "These files need nothing of the studio; all but the report page and the cleaned table predict. What reopens here and trains on is the pipeline JSON. No file but the cleaned table holds rows; each holds names, levels, and numbers that were learned from the rows.",
  untrained:
    "Nothing is trained yet: press Train, and what was learned can be exported here. The pipeline itself can be shared now.",
  elsewhere: "Take it elsewhere",
  elsewhereHint:
    "The table as it was cleaned, Python, ONNX, SQL, a page to read, or a link to the pipeline. The same list opens by “Export as…”, at the top of the page.",
  openExports: "Open the list of exports",
  loading: "Looking at the pipeline…",
  format: ({ format }: { readonly format: Format }) => FORMATS[format][0],
  purpose: ({ format }: { readonly format: Format }) => FORMATS[format][1],
  usage: ({ format }: { readonly format: Format }) => `How to use it: ${FORMATS[format][0]}`,
  download: ({ format }: { readonly format: Format }) => `Download ${FORMATS[format][0]}`,
  json: "Pipeline JSON",
  downloadJson: "Download pipeline JSON",
  jsonPurpose: "To open it again here, by its button or dropped on the page, to train on, and for diffml predict.",
  copyLink: "Copy link",
  linkPurpose:
    "A link opens the pipeline on the canvas wherever the studio is. All of it stands in the address after “#”, which browsers send to no server: blocks, connections and settings, with the names of columns and the numbers that mean missing which are set there. No rows, no levels, no names of files, nothing that was learned. Where a sample is open, the link opens that, too, with the dirt that is planted in it.",
  linkCopied: ({ nCharacters, leftBehind }: { readonly nCharacters: number; readonly leftBehind: LeftBehind }) =>
    `Copied a link of ${countOf(nCharacters, "character")}.${without(leftBehind)}`,
  linkShown: ({ link, leftBehind }: { readonly link: string; readonly leftBehind: LeftBehind }) =>
    `This browser lets no page copy; this is the link: ${link}${without(leftBehind)}`,
  linkTooLong: ({ nCharacters, most }: { readonly nCharacters: number; readonly most: number }) =>
    `This pipeline is too long for a link: it takes ${countOf(nCharacters, "character")}, and mail and chats pass on about ${formatCount(most)} whole. Send the pipeline JSON as a file.`,
  cleaned: "The table, cleaned (CSV)",
  cleanedPurpose:
    "For other tools: the table that is open, as the learned pipeline cleans it. Gaps are filled, outliers tamed, numbers and levels in one spelling; nothing is scaled or encoded, and every row and column stays in its place.",
  downloadCleaned: "Download the cleaned table",
  safe: "Safe for spreadsheets",
  safeHint:
    "Texts that a spreadsheet would compute (=, +, -, @ at their beginning) get an apostrophe before them. Without it every text stays letter for letter; numbers are never touched.",
  noTable:
    "No table is open here. On the command line: diffml export trained.json --format cleaned-csv --table rows.csv --out cleaned.csv",
  passed: ({ fileName, nRows, maxError }: { fileName: string; nRows: number; maxError: number }) => {
    const found =
      maxError === 0
        ? "what is written says the same as the pipeline"
        : `what is written is ${formatTinyError(maxError)} from the pipeline at most`;
    return `Self-test passed: on ${nRows} made-up rows, ${found}. Saved ${fileName}.`;
  },
  tooLarge:
    "What is deployed is too large for SQL, as networks and ensembles are. One pipeline with hard choices and a linear model mostly fits, and is mostly a little less right.",
  trainShort: "Train one with a linear model",
  trainShortHint:
    "In one step that can be undone, it sets “What is deployed” to one pipeline and puts a linear model in the place of yours; then it trains. What is trained now stays under 5 Runs. When the run has ended, open this list again.",
  savedCleaned: ({ fileName, nFilled, nMoved }: { fileName: string; nFilled: number; nMoved: number }) =>
    `Saved ${fileName}: ${countOf(nFilled, "gap")} filled, ${countOf(nMoved, "other cell")} changed.`,
  /** Of what predicts nothing, so that there is nothing to test. */
  saved: ({ fileName }: { readonly fileName: string }) => `Saved ${fileName}.`,
});
