/**
 * Exported pipelines beside those of the studio: the tables of docs/export.md, which this writes there.
 *
 * Run: npm run -s bench:export          on made-up rows of dirty cells: every block, task and sample
 *      npm run -s bench:export -- --real    on real files of the shared data, as they are
 *      npm run -s bench:export -- --speed [--rows N] [--megabytes 10,1000]    rows a second, and the memory of the command line
 *
 * Needs Python with NumPy.
 */
import { pythonWith } from "../src/table/testing/python.ts";
import { writeTable } from "./export/document.ts";
import { madeUpLines } from "./export/made-up-rows.ts";
import { realLines } from "./export/real-tables.ts";
import { throughputLines } from "./export/throughput.ts";

const python = pythonWith("numpy");
if (python === undefined) {
  console.error("bench:export: expected a Python with NumPy (Debian: python3-numpy), found none.");
  process.exit(1);
}
const optionValue = (option: string, usual: string) => {
  const at = process.argv.indexOf(option);
  return at < 0 ? usual : process.argv[at + 1];
};
if (process.argv.includes("--speed")) {
  const megabytes = optionValue("--megabytes", "10,1000").split(",").map(Number);
  await writeTable("speed", throughputLines(Number(optionValue("--rows", "1000000")), megabytes));
} else if (process.argv.includes("--real")) await writeTable("real", realLines(python));
else await writeTable("parity", madeUpLines(python));
