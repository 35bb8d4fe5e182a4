import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { StudioError } from "../base/error.ts";
import { parseCommand } from "./arguments.ts";
import { withFolders } from "./folders.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-folders-"));
  for (const name of ["data/deep", "data/.git", "empty"]) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ["data/b.csv", "data/deep/a.jsonl", "data/.git/c.csv", "data/plot.png", "alone.csv"]) {
    writeFileSync(join(folder, name), "x");
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function filesOf(...paths: readonly string[]) {
  const said: string[] = [];
  const words = ["describe", ...paths.map((path) => join(folder, path))];
  const command = await withFolders(parseCommand(words), (text) => said.push(text));
  return { files: "files" in command ? command.files : [], said };
}

test("a folder stands for its tables, and what is passed over is told", async () => {
  const { files, said } = await filesOf("alone.csv", "data", "gone.csv");
  const paths = ["alone.csv", "data/b.csv", "data/deep/a.jsonl", "gone.csv"];
  expect(files).toEqual(paths.map((path) => join(folder, path)));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('2 tables; passed over: "plot.png" and 1 hidden file.');
});

test("a folder without a table is refused", async () => {
  const error = await filesOf("empty").catch((thrown: unknown) => thrown);
  expect(error instanceof StudioError ? error.details.code : error).toBe("E_CLI_FOLDER");
});
