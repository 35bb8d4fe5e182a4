/** What the command line says of itself. */
import { ENGINE_IDS } from "../engine/engine.ts";
import { TASKS } from "../table/types.ts";

export const COMMANDS = ["train", "predict", "evaluate", "explain-kernels"] as const;
export type CommandName = (typeof COMMANDS)[number];

export const ENGINE_CHOICES = ["auto", ...ENGINE_IDS] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

export const KERNEL_FORMS = ["loops", "wgsl"] as const;
export type KernelForm = (typeof KERNEL_FORMS)[number];

export const TASK_CHOICES = ["auto", ...TASKS] as const;
export type TaskChoice = (typeof TASK_CHOICES)[number];

export const OVERVIEW = `Trains a whole data-preparation and model pipeline end to end, as the studio does.

Usage:
  npm run -s diffml -- train data.csv [more.csv …] --target NAME --out trained.json [options]
  npm run -s diffml -- predict trained.json rows.csv --out predictions.csv
  npm run -s diffml -- evaluate trained.json rows.csv --report report.json
  npm run -s diffml -- explain-kernels trained.json

Each command explains itself: npm run -s diffml -- train --help
`;

const COMMON = `  --verbose         say on stderr what happens, also when it is not a terminal
  --help            this text
`;

export const HELP: Readonly<Record<CommandName, string>> = {
  train: `Usage: npm run -s diffml -- train data.csv [more.csv …] --target NAME --out trained.json [options]

Trains on one or several CSV files; several are sources of one table, stacked by column name.

  --target NAME     the column to predict
  --out FILE        the trained pipeline, one JSON file that the studio opens too
  --report FILE     task, rows, seconds, engine, steps and metrics as JSON; "-" for stdout
  --task TASK       auto (default), binary, multiclass or regression
  --pipeline FILE   a pipeline from the studio, trained or not; without it the default pipeline
  --split FILE      letters T (training), V (validation) and E (test), one per data row; white space is ignored
  --seed N          seed of split, start and batches, 0 to 4294967295 (default 1)
  --starts N        sets of first weights, trained side by side; the lowest validation loss is kept (1 to 8)
  --learning-rates LIST
                    learning rates to train side by side, such as 0.001,0.005,0.02; each with all starts
  --engine ENGINE   ${ENGINE_CHOICES.join(", ")} (default auto)
  --max-seconds S   time for everything (default 60, or what the pipeline says)
  --max-steps N     upper bound of training steps
${COMMON}
Ctrl+C stops early and keeps the best weights so far; a second Ctrl+C gives up.
`,
  predict: `Usage: npm run -s diffml -- predict trained.json rows.csv [more.csv …] [--out predictions.csv]

Writes the columns of the input, then "prediction" and one "p_<class>" per class; every row and its order are kept.
What the pipeline did not know (missing columns, unknown levels, unreadable cells) is listed on stderr.

  --out FILE        the predictions as CSV; "-" or nothing for stdout
${COMMON}`,
  evaluate: `Usage: npm run -s diffml -- evaluate trained.json rows.csv [more.csv …] [--report report.json]

Measures a trained pipeline on rows whose target is known: metrics.test.tuned in the report.

  --report FILE     task, rows, seconds and metrics as JSON; "-" or nothing for stdout
${COMMON}`,
  "explain-kernels": `Usage: npm run -s diffml -- explain-kernels trained.json [--as wgsl]

Prints what the compiled engines make of one training step of this pipeline: its passes over rows, as fused loops.
t: a value of the tile of rows, f: a value without rows, sum: a sum over rows, c: a constant; ─ is a barrier on a GPU.

  --as FORM         loops (default), or wgsl: the kernels that a graphics device runs, in the order of their dispatch
${COMMON}`,
};
