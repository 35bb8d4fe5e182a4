/**
 * Exported pipelines beside those of the studio: the tables of docs/export.md, which this writes there.
 *
 * Run: npm run -s bench:export          on made-up rows of dirty cells: every block, task and sample
 *      npm run -s bench:export -- --real    on real files of the shared data, as they are
 *
 * Needs Python with NumPy.
 */
import { pythonWith } from "../src/table/testing/python.ts";
import { writeTable } from "./export/document.ts";
import { madeUpLines } from "./export/made-up-rows.ts";
import { realLines } from "./export/real-tables.ts";

const python = pythonWith("numpy");
if (python === undefined) {
  console.error("bench:export: expected a Python with NumPy (Debian: python3-numpy), found none.");
  process.exit(1);
}
if (process.argv.includes("--real")) await writeTable("real", realLines(python));
else await writeTable("parity", madeUpLines(python));
