/** How exported files are used, with the names and levels of a pipeline's own columns. Code, the same in every language that people speak. */
import type { TrainedPipeline } from "../training/types.ts";
import { takesSmallLetters } from "./onnx/table-inputs.ts";

/** More columns are told by their number. */
const MOST_COLUMNS = 4;
/** Of a row that is written out. */
const MOST_CELLS = 8;

interface Example {
  readonly name: string;
  /** A number, or a text that may stand in a cell. */
  readonly value: number | string;
  readonly isDouble: boolean;
}

/** Typical cells: the median of a number, the commonest level. */
function numberExamples({ schema, columns = [] }: TrainedPipeline): readonly Example[] {
  return schema.numbers.map(({ name, original, offset }) => {
    const quantiles = name === original ? columns.find((column) => column.name === original)?.quantiles : undefined;
    const middle = quantiles?.[quantiles.length >> 1] ?? 1;
    return { name, value: Number(middle.toPrecision(6)), isDouble: offset !== 0 };
  });
}

function categoryExamples({ schema }: TrainedPipeline): readonly Example[] {
  return schema.categories.map(({ name, levels }) => ({ name, value: levels[0] ?? "", isDouble: false }));
}

function shortened(lines: readonly string[], indent: string, comment: string): string {
  const more = lines.length - MOST_COLUMNS;
  const shown = more > 1 ? [...lines.slice(0, MOST_COLUMNS), `${comment} … and ${more} more columns`] : lines;
  return shown.map((line) => `${indent}${line}`).join("\n");
}

/** A row as the training file writes it. */
function rawExamples(trained: TrainedPipeline): readonly Example[] {
  const { document, schema } = trained;
  const known = new Map([...numberExamples(trained), ...categoryExamples(trained)].map((one) => [one.name, one]));
  return document.rules
    .filter(({ role, name }) => role === "used" && name !== schema.target.name)
    .map(({ name, type }) => {
      return type === "date"
        ? { name, value: "…", isDouble: false }
        : (known.get(name) ?? { name, value: "", isDouble: false });
    });
}

export function pythonSnippet(trained: TrainedPipeline, fileName: string): string {
  const module = fileName.replace(/\.py$/, "");
  const examples = rawExamples(trained);
  const call = trained.schema.target.task === "regression" ? "pipeline.predict" : "pipeline.predict_proba";
  const load = /^[a-z_]\w*$/.test(module)
    ? `from ${module} import pipeline`
    : `import importlib\npipeline = importlib.import_module(${JSON.stringify(module)}).pipeline`;
  const head = `# python3 ${fileName} predict rows.csv --out predictions.csv\n${load}`;
  if (examples.length > MOST_CELLS) {
    const names = examples.slice(0, MOST_COLUMNS).map(({ name }) => JSON.stringify(name));
    return `${head}
import pandas as pd
# ${names.join(", ")} and ${examples.length - MOST_COLUMNS} more columns, as they are written
${call}(pd.read_csv("rows.csv", dtype=str, keep_default_na=False))`;
  }
  const cells = examples.map(({ name, value }) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return `${head}\n${call}([{\n${cells.join("\n")}\n}])`;
}

export function onnxRawSnippet(trained: TrainedPipeline, fileName: string): string {
  const numbers = numberExamples(trained).map(
    ({ name, value, isDouble }) =>
      `${JSON.stringify(name)}: np.array([[${value}]], np.${isDouble ? "float64" : "float32"}),`,
  );
  const ruleOf = new Map(trained.document.rules.map((rule) => [rule.name, rule]));
  const categories = categoryExamples(trained).map(({ name, value }) => {
    const rule = ruleOf.get(name);
    const cell = rule && takesSmallLetters(rule) ? String(value).toLowerCase() : value;
    return `${JSON.stringify(name)}: np.array([[${JSON.stringify(cell)}]]),`;
  });
  const areSmall = trained.schema.categories.every(({ original }) => {
    const rule = ruleOf.get(original);
    return rule !== undefined && takesSmallLetters(rule);
  });
  const words = areSmall ? "in small letters" : 'in small letters unless they are "spellings" of the metadata';
  const comment = categories.length > 0 ? `\n# texts without spaces at their ends, ${words}` : "";
  return `import numpy as np, onnxruntime
session = onnxruntime.InferenceSession(${JSON.stringify(fileName)})${comment}
session.run(None, {
${shortened([...numbers, ...categories], "    ", "#")}
})`;
}

export function onnxNumericSnippet(trained: TrainedPipeline, fileName: string): string {
  const { numbers, categories } = trained.schema;
  const names = [...numbers, ...categories].map(({ name }) => JSON.stringify(name));
  const cells = [
    ...numberExamples(trained).map(({ value }, at) => Number(value) - numbers[at].offset),
    ...categories.map(() => 2),
  ];
  return `import numpy as np, onnxruntime
session = onnxruntime.InferenceSession(${JSON.stringify(fileName)})
# ${names.length > MOST_COLUMNS + 1 ? `${names.slice(0, MOST_COLUMNS).join(", ")} and ${names.length - MOST_COLUMNS} more columns` : names.join(", ")}
session.run(None, {"features": np.array([[${cells.map((cell) => Number(cell.toPrecision(6))).join(", ")}]], np.float32)})`;
}

export function sqlSnippet(trained: TrainedPipeline, fileName: string): string {
  return `sed 's/my_table/the_name_of_your_table/' ${fileName} | sqlite3 database.sqlite\n${columnsWords(trained)}`;
}

/** DuckDB reads files of texts where they lie. */
export function duckdbSnippet(trained: TrainedPipeline, fileName: string): string {
  const rows = "read_csv('rows.csv', all_varchar = true)";
  return `sed "s/my_table/${rows}/" ${fileName} | duckdb\n${columnsWords(trained)}`;
}

function columnsWords(trained: TrainedPipeline): string {
  const names = rawExamples(trained).map(({ name }) => JSON.stringify(name));
  const read =
    names.length > MOST_CELLS
      ? `${names.slice(0, MOST_COLUMNS).join(", ")} and ${names.length - MOST_COLUMNS} more columns`
      : names.join(", ");
  return `# It reads ${read}.`;
}
