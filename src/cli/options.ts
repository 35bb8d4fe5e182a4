/**
 * The options of the command line, a row each: parsing, help and messages are made from these rows. To add an option, add a
 * row and name the verbs that have it; their commands hold its value under `key`.
 */
import { PREDICTION_FORMATS } from "../export/prediction-writer.ts";
import { LANGUAGES } from "../languages/languages.ts";
import { TASKS } from "../table/types.ts";
import { DECIDE_OPTIONS } from "./decide-options.ts";
import { EXPORT_OPTIONS } from "./export-options.ts";
import { LANGUAGE_VARIABLE } from "./language.ts";
import { choice, flag, leftOut, splitParts, text } from "./option-kinds.ts";
import type { OptionRow } from "./option-row.ts";
import { READING_OPTIONS } from "./reading-options.ts";
import { TRAINING_OPTIONS } from "./training-options.ts";
import { VERB_NAMES, type VerbName } from "./verbs.ts";

/** In the place of a file that is written: stdout. */
export const STDOUT = "-";

/** In the place of a file that is read: stdin. */
export const STDIN = "-";

const TASK_CHOICES = ["auto", ...TASKS] as const;

export const OPTIONS = [
  {
    name: "target",
    key: "target",
    verbs: ["describe"],
    kind: text,
    value: "NAME",
    help: "the column to predict, with its task and classes",
  },
  {
    name: "values",
    key: "withCells",
    verbs: ["describe"],
    kind: flag,
    initial: false,
    help: "in the report, every cell as it is understood: numbers, days since 1970-01-01, labels, null where missing",
  },
  {
    name: "report",
    key: "out",
    verbs: ["describe"],
    kind: text,
    file: "written",
    value: "FILE",
    example: "table.json",
    help: `JSON instead of a table for people; "${STDOUT}" for stdout`,
  },
  {
    name: "target",
    key: "target",
    verbs: ["train"],
    kind: text,
    value: "NAME",
    required: "the name of the column to predict",
    help: "the column to predict",
  },
  {
    name: "out",
    key: "out",
    verbs: ["train"],
    kind: text,
    file: "written",
    value: "FILE",
    example: "trained.json",
    required: "a file for the trained pipeline",
    help: "the trained pipeline, one JSON file that the studio opens too",
  },
  {
    name: "report",
    key: "report",
    verbs: ["train"],
    kind: text,
    file: "written",
    value: "FILE",
    help: `task, rows, seconds, engine, steps and metrics as JSON; "${STDOUT}" for stdout`,
  },
  {
    name: "suspicious",
    key: "suspicious",
    verbs: ["train"],
    kind: text,
    file: "written",
    value: "FILE",
    help: `training and validation rows whose labels look wrong as CSV, the most suspicious first: file, row, label, and what models expect that never saw the row; "${STDOUT}" for stdout`,
  },
  {
    name: "task",
    key: "task",
    verbs: ["train"],
    kind: choice(TASK_CHOICES),
    value: "TASK",
    initial: "auto",
    help: `${TASK_CHOICES.join(", ")} (default auto)`,
  },
  {
    name: "pipeline",
    key: "pipeline",
    verbs: ["train"],
    kind: text,
    file: "read",
    value: "FILE",
    help: "a pipeline from the studio, trained or not; without it the default pipeline",
  },
  {
    name: "without",
    key: "without",
    verbs: ["train"],
    kind: leftOut,
    value: "WHAT",
    example: "block:n3",
    isList: true,
    help: "what to leave out: block:ID (passed over as if never placed), column:NAME, source:FILE (its rows); may be given several times",
  },
  {
    name: "split",
    key: "split",
    verbs: ["train"],
    kind: text,
    file: "read",
    value: "FILE",
    decides: "split",
    help: "letters T (training), V (validation) and E (test), one per data row; white space is ignored",
  },
  {
    name: "group",
    key: "group",
    verbs: ["train"],
    kind: text,
    value: "NAME",
    decides: "split",
    help: "rows with the same value of this column stay on one side of the split, such as the visits of one patient",
  },
  {
    name: "time",
    key: "time",
    verbs: ["train"],
    kind: text,
    value: "NAME",
    decides: "split",
    help: "a column of dates or numbers: the earliest rows are trained on, the next validate, the latest test",
  },
  {
    name: "split-by",
    key: "splitBy",
    verbs: ["train"],
    kind: text,
    value: "NAME",
    decides: "split",
    help: "a column that says train, validation or test; yes or no in one named such as is_test; folds from 1",
  },
  {
    name: "split-values",
    key: "splitValues",
    verbs: ["train"],
    kind: splitParts,
    value: "LIST",
    needs: "split-by",
    help: "what the values of --split-by mean, such as A=train,B=test, where they do not say it themselves",
  },
  {
    name: "split-files",
    key: "splitFiles",
    verbs: ["train"],
    kind: splitParts,
    value: "LIST",
    decides: "split",
    help: "what whole files are for, such as b.csv=test; files that are not named are trained on",
  },
  ...TRAINING_OPTIONS,
  {
    name: "out",
    key: "out",
    verbs: ["predict"],
    kind: text,
    file: "written",
    value: "FILE",
    example: "predictions.csv",
    initial: STDOUT,
    help: `the predictions; "${STDOUT}" or nothing for stdout`,
  },
  {
    name: "format",
    key: "format",
    verbs: ["predict"],
    kind: choice(PREDICTION_FORMATS),
    value: "FORMAT",
    help: "csv, or jsonl: an object a line, cells as texts, predictions of numbers and probabilities as numbers (default: jsonl where --out ends in .jsonl or .ndjson, else csv)",
  },
  {
    name: "resume",
    key: "isResumed",
    verbs: ["predict"],
    kind: flag,
    initial: false,
    help: "go on where the same command was ended, by whatever: lines are kept in FILE.part until all are there; of one file of CSV or JSON lines",
  },
  {
    name: "for-spreadsheets",
    key: "isForSpreadsheets",
    verbs: ["predict", "export", "train"],
    kind: flag,
    initial: false,
    help: "put an apostrophe before text cells that a spreadsheet would compute (=, +, -, @ at their beginning), never before numbers; without it no cell is altered for them; of CSV, in train of --suspicious",
  },
  {
    name: "report",
    key: "out",
    verbs: ["evaluate"],
    kind: text,
    file: "written",
    value: "FILE",
    example: "report.json",
    initial: STDOUT,
    help: `task, rows, seconds and metrics as JSON; "${STDOUT}" or nothing for stdout`,
  },
  {
    name: "report",
    key: "report",
    verbs: ["predict"],
    kind: text,
    file: "written",
    value: "FILE",
    help: "how the rows were read, as JSON: what was recognised, what the pipeline did not know",
  },
  {
    name: "force",
    key: "isForced",
    verbs: ["predict", "evaluate", "export"],
    kind: flag,
    initial: false,
    help: "go on where the rows are not like those of training",
  },
  ...EXPORT_OPTIONS,
  ...DECIDE_OPTIONS,
  {
    name: "rows",
    key: "rows",
    verbs: ["compare"],
    kind: text,
    file: "written",
    value: "FILE",
    example: "rows.csv",
    help: `the rows with a target and their splits, as CSV; "${STDOUT}" for stdout`,
  },
  {
    name: "with",
    key: "other",
    verbs: ["compare"],
    kind: text,
    file: "read",
    value: "FILE",
    example: "mine.csv",
    help: "predictions of your own model, of the test rows at least",
  },
  {
    name: "split",
    key: "split",
    verbs: ["compare"],
    kind: text,
    file: "read",
    value: "FILE",
    help: "the letters that split the rows when it was trained, where letters did",
  },
  {
    name: "report",
    key: "report",
    verbs: ["compare"],
    kind: text,
    file: "written",
    value: "FILE",
    help: `metrics of both and the difference with its interval as JSON; "${STDOUT}" for stdout`,
  },
  {
    name: "as",
    key: "form",
    verbs: ["explain-kernels"],
    kind: choice(["loops", "wgsl"]),
    value: "FORM",
    example: "wgsl",
    initial: "loops",
    help: "loops (default), or wgsl: the kernels that a graphics device runs, in the order of their dispatch",
  },
  ...READING_OPTIONS,
  {
    name: "verbose",
    key: "isVerbose",
    verbs: VERB_NAMES,
    kind: flag,
    initial: false,
    help: "say on stderr what happens, also when it is not a terminal",
  },
  {
    name: "language",
    key: "language",
    verbs: VERB_NAMES,
    kind: choice(LANGUAGES.map(({ tag }) => tag)),
    value: "TAG",
    example: "de",
    help: `the language of what is said on stderr and written for people: ${LANGUAGES.map(({ tag, name }) => `${tag} (${name})`).join(", ")};
                    English where it is not given, nor ${LANGUAGE_VARIABLE} in the environment. Data and names in files stay as they are`,
  },
  { name: "help", key: "isHelp", short: "h", verbs: VERB_NAMES, kind: flag, help: "this text" },
] as const satisfies readonly OptionRow[];

/** The rows of a verb, in their order. */
export function optionsOf(verb: VerbName): readonly OptionRow[] {
  return OPTIONS.filter(({ verbs }: OptionRow) => verbs.includes(verb));
}
