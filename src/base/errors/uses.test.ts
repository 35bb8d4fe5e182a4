import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorCatalogue, noticeCatalogue } from "./catalogue.ts";

const src = join(import.meta.dirname, "..", "..");

/** Codes in quotes that the product's code names, outside the catalogue itself. */
function usedCodes(): ReadonlySet<string> {
  const used = new Set<string>();
  for (const name of readdirSync(src, { recursive: true, encoding: "utf8" })) {
    const path = name.replaceAll("\\", "/");
    const isProduct = /\.tsx?$/.test(path) && !/\.test\.|(?:^|\/)testing\/|^base\/errors\//.test(path);
    if (!isProduct) continue;
    for (const [, code] of readFileSync(join(src, path), "utf8").matchAll(/"([EW]_[A-Z]+_[A-Z_]+)"/g)) used.add(code);
  }
  return used;
}

const used = usedCodes();
const known = [...Object.keys(errorCatalogue), ...Object.keys(noticeCatalogue)];

test("every code that is named has a row", () => {
  expect([...used].filter((code) => !known.includes(code))).toEqual([]);
});

test("every row is used", () => {
  expect(known.filter((code) => !used.has(code))).toEqual([]);
});
