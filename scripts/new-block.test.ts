import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { blockFiles } from "./new-block.mjs";

const files = [...blockFiles("round-number")];

test("a new block has every file of the template, under its own name", () => {
  const template = "src/blocks/testing/template-block";
  expect(files.map(([name]) => name)).toEqual(readdirSync(template));
  for (const [, text] of files) expect(text).not.toMatch(/template/i);
  expect(blockFiles("round-number").get("spec.ts")).toContain(
    'id: "round-number",\n  version: 1,\n  title: "Round number",',
  );
  expect(blockFiles("round-number").get("README.md")).toMatch(/^# Round number\n/);
});

test("its imports start from its own folder, and every file that they name is there", () => {
  const own = "src/blocks/round-number";
  const specifiers = files.flatMap(([, text]) => [...text.matchAll(/ from "(\.[^"]+)"/g)].map(([, path]) => path));
  expect(specifiers).toContain("../block-spec.ts");
  expect(specifiers).toContain("../testing/run-block.ts");
  for (const specifier of specifiers) {
    const target = posix.join(own, specifier);
    if (posix.dirname(target) === own) expect(blockFiles("round-number").has(posix.basename(target))).toBe(true);
    else expect(existsSync(target), target).toBe(true);
  }
});

test("it changes nothing else: its code is the template's", () => {
  const withoutImports = (text: string) => text.replace(/^import .*$/gm, "").trim();
  const original = readFileSync("src/blocks/testing/template-block/program.ts", "utf8");
  expect(withoutImports(blockFiles("round-number").get("program.ts") ?? "")).toBe(withoutImports(original));
});
