import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tableFile, writeChunks } from "./files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-files-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");

async function* breaking() {
  yield "half";
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toHaveLength(1);
  throw new Error("no more");
}

describe("what is written piece by piece", () => {
  test("has its name when all of it is there; what a link names is written, not the link", async () => {
    await writeChunks(at("whole.csv"), ["a", new TextEncoder().encode("é"), "\n"]);
    expect(text("whole.csv")).toBe("aé\n");
    symlinkSync(at("whole.csv"), at("link.csv"));
    await writeChunks(at("link.csv"), ["other"]);
    expect(text("whole.csv")).toBe("other");
  });

  test("leaves what was there, and nothing of its own, where it fails", async () => {
    writeFileSync(at("before.csv"), "before");
    await expect(writeChunks(at("before.csv"), breaking())).rejects.toThrow("no more");
    await expect(writeChunks(at("new.csv"), breaking())).rejects.toThrow("no more");
    expect(text("before.csv")).toBe("before");
    expect(readdirSync(folder).filter((name) => /new|part/.test(name))).toEqual([]);
    await expect(writeChunks(at("absent/new.csv"), ["a"])).rejects.toThrow("E_CLI_FILE");
  });

  test("goes into a device as it is", async () => {
    await writeChunks("/dev/null", ["a"]);
  });
});

test.runIf(process.platform !== "win32")("a pipe can be opened again, and has lost nothing", async () => {
  execFileSync("sh", ["-c", `mkfifo '${at("pipe")}'`]);
  const lines = Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join("");
  writeFileSync(at("lines.txt"), lines);
  const writer = spawn("sh", ["-c", `cat ${at("lines.txt")} > ${at("pipe")}`]);
  const file = tableFile(at("pipe"));
  const first = (await file.open()).bytes;
  await (first as ReadableStream).cancel();
  const reader = ((await file.open()).bytes as ReadableStream<Uint8Array>).getReader();
  expect((await reader.read()).value?.length).toBeGreaterThan(0);
  await reader.cancel();
  expect(await new Response((await file.open()).bytes as ReadableStream).text()).toBe(lines);
  writer.kill();
});
