/** The SELECT of a hard, linear pipeline in SQLite and DuckDB, against the float64 evaluator, on raw cells. */
import { expect, test } from "vitest";
import { StudioError } from "../../base/error.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { dirtyRows, evaluatorSays, largestDifference, readRows } from "../testing/dirty-rows.ts";
import { duckdbSays } from "../testing/duckdb-says.ts";
import { exportedPipelines } from "../testing/exported-pipelines.ts";
import { plainCells, sqlitePython, sqliteSays } from "../testing/sqlite-says.ts";
import { app, tinyPipeline } from "../testing/tiny-pipeline.ts";
import type { SqlDialect } from "./sql-dialects.ts";
import { writeSql } from "./write-sql.ts";

const pipelines = await exportedPipelines();
const options = { app, catalogue };
/** Databases do not round cells to float32, as training did. */
const TOLERANCE = 1e-5;

/** The statement, or why there is none. */
function statementOf(trained: Parameters<typeof writeSql>[0], dialect: SqlDialect): string | StudioError {
  try {
    return writeSql(trained, { ...options, dialect });
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
}

const writtenIn = (dialect: SqlDialect) =>
  pipelines.map((pipeline) => ({ ...pipeline, statement: statementOf(pipeline.trained, dialect) }));
const written = { sqlite: writtenIn("sqlite"), duckdb: writtenIn("duckdb") };

test("hard pipelines with a linear model are written, whatever their task; what is too large is refused with the reason", () => {
  const refusedIn = (dialect: SqlDialect) =>
    written[dialect].filter(({ statement }) => statement instanceof StudioError);
  const refused = refusedIn("sqlite");
  const names = refused.map(({ name }) => name);
  expect(refusedIn("duckdb").map(({ name }) => name)).toEqual(names);
  for (const task of ["binary", "multiclass", "regression"]) expect(names).not.toContain(`linear, hard, ${task}`);
  expect(names).not.toContain("weather-linear");
  for (const { statement } of refused)
    expect(String(statement)).toMatch(/a pipeline that SQL can say, got .*E_EXPORT_SQL/);
});

const DATABASES = [
  { dialect: "sqlite", says: sqliteSays },
  { dialect: "duckdb", says: duckdbSays },
] as const;

test.for(DATABASES)("$dialect says what the evaluator does", async ({ dialect, says }, { skip }) => {
  skip(dialect === "sqlite" && !sqlitePython, "no Python with sqlite3");
  const all = written[dialect].flatMap(({ name, trained, statement }) => {
    return typeof statement === "string"
      ? [{ name, trained, statement, cells: plainCells(trained, dirtyRows(trained)) }]
      : [];
  });
  const told = await says(all.map(({ cells, statement }) => [cells, statement] as const));
  all.forEach(({ name, trained, cells }, at) => {
    const [names, rows] = told[at];
    const { classes } = trained.schema.target;
    const first = cells.columns.length;
    expect(names, name).toEqual([...cells.columns, "prediction", ...classes.map(({ label }) => `p_${label}`)]);
    expect(rows.map((row) => row.slice(0, first))).toEqual(cells.rows);
    const values = rows.flatMap((row) => row.slice(classes.length > 0 ? first + 1 : first).map(Number));
    expect(largestDifference(values, evaluatorSays(trained, readRows(trained, cells))), name).toBeLessThanOrEqual(
      TOLERANCE,
    );
    rows.forEach((row) => {
      const shares = row.slice(first + 1).map(Number);
      if (classes.length > 0) expect(row[first]).toBe(classes[shares.indexOf(Math.max(...shares))].label);
    });
  });
});

/** A pipeline with a column called otherwise. */
function renamed(trained: TrainedPipeline, from: string, to: string): TrainedPipeline {
  const rules = trained.document.rules.map((rule) => (rule.name === from ? { ...rule, name: to } : rule));
  const other = <Column extends { readonly original: string }>(columns: readonly Column[]) =>
    columns.map((column) => (column.original === from ? { ...column, original: to } : column));
  const { schema } = trained;
  return {
    ...trained,
    document: { ...trained.document, rules },
    schema: { ...schema, numbers: other(schema.numbers), categories: other(schema.categories) },
  };
}

const linear = pipelines.find(({ name }) => name === "linear, hard, multiclass")!.trained;

test.for(DATABASES)(
  "$dialect: names with quotes, of the statement's own and of results are columns like others; one that the table lacks is no text",
  async ({ dialect, says }, { skip }) => {
    skip(dialect === "sqlite" && !sqlitePython, "no Python with sqlite3");
    const odd = [
      ["size", "number_1"],
      ["weight", "we'ig\"ht; --"],
      ["colour", "prediction"],
    ].reduce((trained, [from, to]) => renamed(trained, from, to), linear);
    const select = writeSql(odd, { ...options, dialect });
    const cells = plainCells(odd, dirtyRows(odd, 40));
    const [[names, rows]] = await says([[cells, select]]);
    expect(names.slice(0, cells.columns.length + 1)).toEqual([...cells.columns, "prediction_2"]);
    const values = rows.flatMap((row) => row.slice(cells.columns.length + 1).map(Number));
    expect(largestDifference(values, evaluatorSays(odd, readRows(odd, cells)))).toBeLessThanOrEqual(TOLERANCE);
    const lacking = { columns: cells.columns.with(0, "else"), rows: cells.rows };
    await expect(async () => says([[lacking, select]])).rejects.toThrow(/number_1/);
  },
);

test("columns whose names differ by case alone are refused, since databases take them for one", () => {
  const both = renamed(linear, "size", "Weight");
  expect(() => writeSql(both, { ...options, dialect: "duckdb" })).toThrow(
    'two columns, "Weight" and "weight", which databases take for one',
  );
});

test("cells that SQL cannot read are refused by the name of their column", () => {
  const trained = tinyPipeline("regression");
  const rules = trained.document.rules.map((rule) => (rule.name === "day" ? { ...rule, dateFormat: "dmy" } : rule));
  const other = { ...trained, document: { ...trained.document, rules } };
  expect(() => writeSql(other, { ...options, dialect: "sqlite" })).toThrow(
    'a column, "day", with dates that are not written as 2024-12-31',
  );
});
