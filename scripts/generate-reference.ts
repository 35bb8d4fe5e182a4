// Writes the pages of docs/, and the schema of files, that follow from tables in the code. `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codesPage } from "./reference-codes.ts";
import { opsPage } from "./reference-ops.ts";
import { schemaPage } from "./reference-schema.ts";
import { root } from "./root.mjs";

const read = (path: string) => readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");

const PAGES: Readonly<Record<string, () => string>> = {
  "docs/error-codes.md": codesPage,
  "docs/ops.md": () => opsPage(read("src/program/ops.ts")),
  "public/pipeline.schema.json": schemaPage,
};

const isCheck = process.argv.includes("--check");
const stale = Object.entries(PAGES).flatMap(([path, write]) => {
  const text = write();
  if (existsSync(join(root, path)) && read(path) === text) return [];
  if (!isCheck) writeFileSync(join(root, path), text);
  return [path];
});
if (isCheck && stale.length > 0) {
  console.error(`${stale.join(", ")}: not what the code says. Run npm run reference.`);
  process.exitCode = 1;
} else {
  console.log(
    `Reference pages: ${Object.keys(PAGES).length}, ${isCheck || stale.length === 0 ? "up to date" : `wrote ${stale.join(", ")}`}.`,
  );
}
