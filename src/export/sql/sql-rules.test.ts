/** Every row of the SQL table in SQLite and DuckDB, against the float64 evaluator. */
import { expect, test } from "vitest";
import { sizeOf } from "../../program/types.ts";
import { largestDifference } from "../testing/dirty-rows.ts";
import { duckdbSays } from "../testing/duckdb-says.ts";
import { N_ROWS, type OpRun, opRuns, PREDICTION_OPS } from "../testing/op-samples.ts";
import { sqlitePython, sqliteSays } from "../testing/sqlite-says.ts";
import { constant, type Expression, SqlWriter } from "./sql-expression.ts";
import { sqlElements } from "./sql-rules.ts";
import { SQL_TABLE } from "./write-sql.ts";

/** e^x, ln and the logistic function are not the same to the last bit everywhere. */
const TOLERANCE = 1e-12;

/** A table with a column for each element of an input that rows have, and a statement for the elements of the op. */
function asked({ op, inputs, attributes, type }: OpRun) {
  const columns: string[] = [];
  const rows: string[][] = Array.from({ length: N_ROWS }, () => []);
  const values = inputs.map((input, at) => {
    const size = sizeOf(input.type.shape);
    const elements = Array.from({ length: size }, (_, element): Expression => {
      if (!input.type.rows) return constant(input.data[element]);
      columns.push(`x${at}_${element}`);
      rows.forEach((row, place) => {
        row.push(String(input.data[place * size + element]));
      });
      return { sql: `CAST(x${at}_${element} AS DOUBLE)`, layer: 0, isAtom: true };
    });
    return { type: input.type, elements };
  });
  const writer = new SqlWriter(() => false);
  const elements = sqlElements(writer, op, values, { attributes: attributes as never, type }).map((one) =>
    writer.atom(one),
  );
  const layers = writer.layers.map((layer, at) => {
    return `step_${at + 1} AS MATERIALIZED (SELECT *, ${layer.join(", ")} FROM ${at === 0 ? SQL_TABLE : `step_${at}`})`;
  });
  const from = layers.length === 0 ? SQL_TABLE : `step_${layers.length}`;
  const select = `${layers.length === 0 ? "" : `WITH ${layers.join(", ")}`} SELECT ${elements.map(({ sql }) => sql).join(", ")} FROM ${from}`;
  return [
    { columns: columns.length === 0 ? ["nothing"] : columns, rows: columns.length === 0 ? rows.map(() => [""]) : rows },
    select,
  ] as const;
}

const DATABASES = [
  { dialect: "sqlite", says: sqliteSays },
  { dialect: "duckdb", says: duckdbSays },
] as const;

test.for(DATABASES)("each op is what it is in the evaluator, in $dialect", async ({ dialect, says }, { skip }) => {
  skip(dialect === "sqlite" && !sqlitePython, "no Python with sqlite3");
  const ops = PREDICTION_OPS.filter((op) => op !== "normalCdf");
  const runs = ops.flatMap((op) => opRuns(op));
  const told = await says(runs.map(asked));
  runs.forEach(({ op, type, expected }, at) => {
    const [, rows] = told[at];
    const found = (type.rows ? rows : rows.slice(0, 1)).flat().map(Number);
    expect(largestDifference(found, expected), op).toBeLessThanOrEqual(TOLERANCE);
  });
});
