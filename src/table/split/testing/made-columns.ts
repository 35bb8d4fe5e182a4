/** Test support: typed columns without a file. */
import type { Columns, Task } from "../../types.ts";

/** Columns of one number per row. @param sources index of the source of each row: two files; absent: one. */
export function columnsOf(options: {
  readonly values: readonly number[];
  readonly labels: readonly number[];
  readonly task: Task;
  readonly sources?: readonly number[];
}): Columns {
  const { values, labels, task, sources } = options;
  const nClasses = labels.reduce((most, label) => (label >= most ? label + 1 : most), 2);
  const classes = Array.from({ length: task === "regression" ? 0 : nClasses }, (_, code) => ({
    label: `class ${code}`,
    spellings: [],
  }));
  return {
    schema: {
      numbers: [{ name: "x", original: "x", offset: 0 }],
      categories: [],
      sources: sources ? ["a.csv", "b.csv"] : ["made.csv"],
      target: { name: "y", task, taskReason: "", classes },
    },
    nRows: values.length,
    numbers: Float32Array.from(values),
    missing: new Uint8Array(values.length),
    categories: new Int32Array(0),
    source: Int32Array.from(sources ?? values, (source) => (sources ? source : 0)),
    labels: Float64Array.from(labels),
  };
}
