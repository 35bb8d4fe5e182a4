/** `diffml compare` as a person calls it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diffml as runDiffml } from "./testing/diffml.ts";

const DATA = fileURLToPath(new URL("../../public/samples/penguins.csv", import.meta.url));
const N_ROWS = readFileSync(DATA, "utf8").trimEnd().split("\n").length - 1;
const LETTERS = Array.from({ length: N_ROWS }, (_, row) => "TTTVE"[row % 5]);
const SPLITS: Readonly<Record<string, string>> = { T: "train", V: "validation", E: "test" };

let folder: string;

const diffml = (...words: readonly string[]) => runDiffml(folder, words);

const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "diffml-compare-"));
  writeFileSync(join(folder, "split.txt"), LETTERS.join(""));
  const words = ["--split", "split.txt", "--deploy", "one", "--max-steps", "10", "--engine", "compiled-wasm"];
  await diffml("train", DATA, "--target", "species", ...words, "--out", "trained.json", "--report", "report.json");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("an own model is compared on the test rows, with the letters that split them", async () => {
  const words = ["compare", "trained.json", DATA, "--split", "split.txt"];
  expect(await diffml(...words, "--rows", "rows.csv")).toEqual({ code: 0, stdout: "", stderr: "" });
  const lines = readFileSync(join(folder, "rows.csv"), "utf8").trimEnd().split("\n");
  expect(lines).toEqual(["row,split", ...LETTERS.map((letter, row) => `${row + 1},${SPLITS[letter]}`)]);
  const mine = LETTERS.flatMap((letter, row) => (letter === "E" ? [`${row + 1},Gentoo`] : []));
  writeFileSync(join(folder, "mine.csv"), ["row,prediction", ...mine].join("\n"));
  const { code, stdout } = await diffml(...words, "--with", "mine.csv", "--report", "compared.json");
  expect(code).toBe(0);
  const compared = readJson("compared.json");
  expect(stdout).toBe(`${compared.sentence}\n`);
  expect(compared.ours.accuracy).toBe(readJson("report.json").metrics.test.tuned.accuracy);
  const withOtherSplit = await diffml("compare", "trained.json", DATA, "--rows", "other.csv");
  expect(withOtherSplit).toMatchObject({ code: 1, stderr: expect.stringContaining("[E_COMPARE_SPLIT]") });
  expect((await diffml(...words)).stderr).toContain("expected --rows FILE or --with FILE");
});
