/** What SQLite makes of a pipeline's SELECT: Python's sqlite3, on a table of texts. */
import { spawnSync } from "node:child_process";
import { pythonWith } from "../../table/testing/python.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { rulesRead } from "../pruned-predictor.ts";
import { SQL_TABLE } from "../sql/write-sql.ts";
import { type CellRows, readRows } from "./dirty-rows.ts";

/** One whose SQLite has exponentials and JSON; undefined where there is none. */
export const sqlitePython = [pythonWith("sqlite3")].find((python) => {
  const script = "import sqlite3; sqlite3.connect(':memory:').execute('select exp(1), ln(2), json_valid(1)')";
  return python !== undefined && spawnSync(python, ["-c", script]).status === 0;
});

/** Rows without the numbers and dates that SQL cannot read, and says so: those cells are empty. */
export function plainCells(trained: TrainedPipeline, { columns, rows }: CellRows): CellRows {
  const rules = rulesRead(trained);
  const isPlain = columns.map((name) => {
    const rule = rules.find((each) => each.name === name);
    if (rule?.type === "date") return (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
    if (rule?.type !== "number") return () => true;
    const number =
      rule.decimalMark === "," ? /^-?(?:0|[1-9]\d*)(?:,\d+)?$/ : /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
    return (text: string) => number.test(text.trim());
  });
  const { numbers } = trained.schema;
  const { missing } = readRows(trained, { columns, rows });
  const isMissing = (row: number, name: string) => {
    const at = numbers.findIndex(({ original }) => original === name);
    return at >= 0 && missing[row * numbers.length + at] === 1;
  };
  return {
    columns,
    rows: rows.map((row, at) =>
      row.map((text, place) => (isPlain[place](text) || isMissing(at, columns[place]) ? text : "")),
    ),
  };
}

const SCRIPT = `
import json, sqlite3, sys
asked = json.load(sys.stdin)
told = []
for columns, rows, select in asked:
    base = sqlite3.connect(":memory:")
    names = ", ".join('"%s" TEXT' % name.replace('"', '""') for name in columns)
    base.execute("CREATE TABLE ${SQL_TABLE} (%s)" % names)
    base.executemany("INSERT INTO ${SQL_TABLE} VALUES (%s)" % ", ".join("?" * len(columns)), rows)
    cursor = base.execute(select)
    told.append([[column[0] for column in cursor.description], cursor.fetchall()])
print(json.dumps(told))
`;

export type SqlResult = readonly [names: readonly string[], rows: readonly (readonly (string | number | null)[])[]];

/** Statements with the rows of their table, all in one Python. */
export function sqliteSays(asked: readonly (readonly [CellRows, select: string])[]): readonly SqlResult[] {
  const input = JSON.stringify(asked.map(([{ columns, rows }, select]) => [columns, rows, select]));
  const { stdout, stderr } = spawnSync(sqlitePython ?? "", ["-c", SCRIPT], {
    encoding: "utf8",
    input,
    maxBuffer: 1 << 28,
  });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout);
}
