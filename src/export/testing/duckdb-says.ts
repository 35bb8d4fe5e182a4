/** What DuckDB makes of a pipeline's SELECT, on a table of texts. */
import { DuckDBInstance } from "@duckdb/node-api";
import { sqlName, sqlText } from "../sql/sql-expression.ts";
import { SQL_TABLE } from "../sql/write-sql.ts";
import type { CellRows } from "./dirty-rows.ts";
import type { SqlResult } from "./sqlite-says.ts";

/** Statements with the rows of their table, one after the other. */
export async function duckdbSays(
  asked: readonly (readonly [CellRows, select: string])[],
): Promise<readonly SqlResult[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    const told: SqlResult[] = [];
    for (const [{ columns, rows }, select] of asked) {
      await connection.run(
        `CREATE OR REPLACE TABLE ${SQL_TABLE} (${columns.map((name) => `${sqlName(name)} TEXT`).join(", ")})`,
      );
      const values = rows.map((row) => `(${row.map(sqlText).join(", ")})`);
      await connection.run(`INSERT INTO ${SQL_TABLE} VALUES ${values.join(", ")}`);
      const result = await connection.runAndReadAll(select);
      told.push([result.columnNames(), result.getRowsJS().map((row) => row.map(cellOf))]);
    }
    return told;
  } finally {
    connection.closeSync();
  }
}

/** @throws where a result is a decimal or whole number, which would round or overflow: all numbers are float64. */
function cellOf(value: unknown): string | number | null {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw new Error(`expected a float64 or a text, got ${typeof value} ${String(value)}`);
}
