/**
 * The verbs of the command line, a row each: usage, help, parsing and messages are made from these rows and from those of
 * their options (options.ts). To add a verb, add a row, name it in the rows of its options, and say in main.ts what runs it.
 */

/** A word that stands by itself behind a verb. */
export interface ArgumentRow {
  /** What the parsed command calls it. */
  readonly key: string;
  /** What stands for it in the line of usage. */
  readonly example: string;
  /** What is missing where it is not given. */
  readonly required: string;
  /** It and all that follow it, one at least. */
  readonly isList?: true;
}

export interface VerbRow {
  readonly arguments: readonly ArgumentRow[];
  /** One paragraph. */
  readonly summary: string;
  /** What stands behind the options. */
  readonly afterword?: string;
}

const trained = { key: "pipeline", example: "trained.json", required: "a trained pipeline" } as const;

const rowsOf = (example: string) =>
  ({ key: "files", example: `${example} [more.csv …]`, required: "at least one CSV file", isList: true }) as const;

export const VERBS = {
  describe: {
    arguments: [rowsOf("data.csv")],
    summary: `Says what the files (or the tables in a folder) are understood to be, exactly as training would read them: rows, types, roles, missing markers, levels,
the target, and what was odd. Nothing is trained. The exit code is 1 where the table cannot be used.`,
  },
  train: {
    arguments: [rowsOf("data.csv")],
    summary:
      "Trains on one or several files, or on the tables in a folder; several are sources of one table, stacked by column name.",
    afterword: "Ctrl+C stops early and keeps the best weights so far; a second Ctrl+C gives up.",
  },
  predict: {
    arguments: [trained, rowsOf("rows.csv")],
    summary: `Writes the columns of the input, then "prediction" and one "p_<class>" per class; every row and its order are kept.
How the rows are written otherwise than those of training is recognised and said on stderr, with what the pipeline did not know.
Rows that are not like those of training (no such column, cells that cannot be read, numbers out of all proportion) are refused.
One file of CSV or JSON lines of 16 MB or more is read twice (JSON: three times), a part at a time, in the same memory however large it
is; a pipe of that size is kept in a temporary file meanwhile. Other formats and several files are held as a whole.`,
    afterword: `For example:
  npm run -s diffml -- predict trained.json rows.csv --out predictions.csv
  cat rows.jsonl | npm run -s diffml -- predict trained.json - --format jsonl | head
  npm run -s diffml -- predict trained.json huge.csv --out predictions.csv --resume     (and the same again, if it was killed)`,
  },
  evaluate: {
    arguments: [trained, rowsOf("rows.csv")],
    summary: "Measures a trained pipeline on rows whose target is known: metrics.test.tuned in the report.",
  },
  export: {
    arguments: [{ ...trained, required: "one trained pipeline" }],
    summary: `Writes a trained pipeline as a file of another program, which needs nothing of this one:
python        one file that needs Python 3.8 and NumPy: raw cells in, predictions out; a program, and a module with predict and predict_proba
onnx-raw      for onnxruntime in any language: an input for each column, numbers as float32 (not-a-number where missing), categories as strings
onnx-numeric  for engines without strings: one float32 input, its columns and codes of levels said in the metadata; core operators alone
sql           for SQLite 3.38 and later: one SELECT that reads raw cells; hard choices and a linear model alone, else it is refused with the reason
sql-duckdb    the same for DuckDB 1.0 and later
cleaned-csv   the table of --table as the learned pipeline cleans it: gaps filled, outliers tamed, numbers and levels in one spelling, in the units
              of the file, before anything is scaled or encoded; every row and column in its place
html          a page to read: verdict with its interval, metrics, what was learned, members, model card and, with --table, how much predictions rely on each column
              (where that takes a moment); no script and no request
The JSON file that train writes reopens and trains on; what is written here predicts, but for the page and the table.`,
    afterword: `For example:
  npm run -s diffml -- export trained.json --format python --out model.py     (then python3 model.py rows.csv)
  npm run -s diffml -- export trained.json --format cleaned-csv --table rows.csv --out cleaned.csv`,
  },
  decide: {
    arguments: [{ ...trained, required: "one trained pipeline" }],
    summary: `Writes a trained pipeline that says a class by a threshold, or by what mistakes cost, in the place of the likeliest one: for predict, evaluate, compare,
every export and the studio. Probabilities stay as they are. Without --class and --costs the likeliest class is said again. Choose by rows that are not for
testing: Diagnostics, in the studio, finds the cheapest threshold on validation rows.`,
    afterword: `For example:
  npm run -s diffml -- decide trained.json --class yes --from 0.3 --out careful.json
  npm run -s diffml -- decide trained.json --costs '{"yes": {"no": 10}}' --out careful.json`,
  },
  inspect: {
    arguments: [{ ...trained, required: "one trained pipeline" }],
    summary:
      "Prints what was learned: the verdict, the metrics of each stage, what each block settled on, the members of an ensemble, and the columns that are read.",
  },
  compare: {
    arguments: [trained, rowsOf("data.csv")],
    summary: `Compares a trained pipeline with a model of your own on the same test rows of the table that it was trained on.
First --rows says which row is in which split; train your model on the others, and write one line for each test row: "row", and
"prediction" or one "p_<class>" per class. Then --with compares, with an interval. Test rows judge once: whoever picks the best of
many models by them needs new rows to say how good it is.`,
  },
  "explain-kernels": {
    arguments: [{ ...trained, required: "one trained pipeline" }],
    summary: `Prints what the compiled engines make of one training step of this pipeline: its passes over rows, as fused loops.
t: a value of the tile of rows, f: a value without rows, sum: a sum over rows, c: a constant; ─ is a barrier on a GPU.`,
  },
} as const satisfies Readonly<Record<string, VerbRow>>;

export type VerbName = keyof typeof VERBS;

export const VERB_NAMES = Object.keys(VERBS) as readonly VerbName[];
