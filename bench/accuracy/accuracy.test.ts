import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { METHOD_NAMES, type MethodName, methodRow, replay } from "./methods.ts";
import { reportText } from "./report.ts";
import { keptPredictions, keyOf, questionOf as questionOfLine, type ResultLine, readResults } from "./results.ts";
import { questionOf, runQuestion } from "./run-question.ts";
import { DATA_FOLDER, openAccuracyTable, type SplitTask, splitTask } from "./split-task.ts";
import { ACCURACY_TABLES, type AccuracyTable, isDiffPrep, isHeldOut } from "./tables.ts";

const folder = mkdtempSync(join(tmpdir(), "diffml-accuracy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STEPS = { steps: 6 };
const BENCH = { engine: "compiled-wasm", threads: 1 } as const;
/** Those that need nothing but this project. */
const OWN: readonly MethodName[] = METHOD_NAMES.filter((name) => !name.startsWith("boosting"));

/** 120 rows: the class is told by x against its neighbour; a number with gaps and a category beside it. */
async function tinyTask(task: "binary" | "regression"): Promise<SplitTask> {
  const lines = Array.from({ length: 120 }, (_, row) => {
    const x = ((row * 37) % 101) / 10;
    const y = ((row * 53) % 97) / 10;
    const label = task === "binary" ? (x > y ? "yes" : "no") : 3 * x - y + ((row * 7) % 5) / 10;
    return `${row},${x},${row % 9 === 4 ? "" : y},${"abc"[row % 3]},${label}`;
  });
  const text = ["row,x,y,kind,label", ...lines].join("\n");
  const name = `${task}.csv`;
  writeFileSync(join(folder, name), text);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const row: AccuracyTable = {
    name: `tiny ${task}`,
    target: "label",
    task,
    source: "made here",
    files: { [name]: sha256 },
    without: ["row"],
  };
  return splitTask({ row, open: await openAccuracyTable(row, folder), split: 2 });
}

const storeOf = (kind: string) => ({
  results: join(folder, `${kind}.jsonl`),
  predictions: join(folder, "predictions"),
});

/** Every method's answer, asked for once for all tests. */
const binaryLines = once(() => answersTo("binary"));

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

async function answersTo(kind: "binary" | "regression"): Promise<readonly ResultLine[]> {
  const task = await tinyTask(kind);
  const store = storeOf(kind);
  const lines: ResultLine[] = [];
  for (const method of OWN) {
    lines.push(await runQuestion({ task, method, budget: STEPS, bench: BENCH }, readResults(store.results), store));
  }
  return lines;
}

/** A number takes the same way as a class. */
const KINDS = process.env.DIFFML_FULL === "1" ? (["binary", "regression"] as const) : (["binary"] as const);

test.each(KINDS)("all own methods answer, store and replay: %s", async (kind) => {
  const task = await tinyTask(kind);
  const store = storeOf(kind);
  const lines = await (kind === "binary" ? binaryLines() : answersTo(kind));
  expect(readResults(store.results)).toEqual(lines);
  for (const [index, line] of lines.entries()) {
    expect(Object.keys(line.against)).toEqual(lines.slice(0, index).map(({ id }) => id));
    expect(line.losses.n).toBe(task.table.dataset.split.test.length);
    expect(Number.isFinite(line.losses.sum + line.validationLoss)).toBe(true);
    const asked = questionOf({ task, method: line.method, budget: STEPS, bench: BENCH });
    expect(keyOf(questionOfLine(line))).toBe(keyOf(asked));
    const { test: again } = await replay(task, line.plan, BENCH);
    expect(again, line.method).toEqual(keptPredictions(line.id, store.predictions));
  }
  const learned = lines.find(({ method }) => method === "learned");
  expect(learned?.stages?.baseline).toBeDefined();
});

test("nothing that predicts depends on labels of test rows", async () => {
  const task = await tinyTask("binary");
  const { dataset } = task.table;
  const labels = dataset.labels.slice();
  for (const row of dataset.split.test) labels[row] = 1 - labels[row];
  const flipped = { ...task, table: { ...task.table, dataset: { ...dataset, labels } } };
  for (const { method, id, plan } of await binaryLines()) {
    const other = await methodRow(method).run(flipped, STEPS, BENCH);
    expect(other.test, method).toEqual(keptPredictions(id, storeOf("binary").predictions));
    expect(other.plan, method).toEqual(plan);
  }
});

test("a line that was cut off is no result, and the next one takes its place", async () => {
  const task = await tinyTask("binary");
  const store = { results: join(folder, "cut.jsonl"), predictions: join(folder, "predictions") };
  const asked = { task, method: "constant", budget: STEPS, bench: BENCH } as const;
  const first = await runQuestion(asked, [], store);
  appendFileSync(store.results, '{"id":"12');
  expect(readResults(store.results)).toEqual([first]);
  const plain = await runQuestion({ ...asked, method: "plain" }, [first], store);
  expect(readResults(store.results)).toEqual([first, plain]);
  appendFileSync(store.results, '{"id":"12"}\n');
  expect(() => readResults(store.results)).toThrow(/line 3/);
});

test("the later answer to one question counts", async () => {
  const task = await tinyTask("binary");
  const store = { results: join(folder, "again.jsonl"), predictions: join(folder, "predictions") };
  const asked = { task, method: "plain", budget: STEPS, bench: BENCH } as const;
  await runQuestion(asked, [], store);
  const again = await runQuestion(asked, [], store);
  expect(readResults(store.results)).toEqual([again]);
});

test("bytes that are not those of the list are refused", async () => {
  const { row } = await tinyTask("binary");
  const other = { ...row, files: { "binary.csv": "0".repeat(64) } };
  await expect(openAccuracyTable(other, folder)).rejects.toThrow(/expected the SHA-256 0000/);
});

test("the list of tables", () => {
  const names = ACCURACY_TABLES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(24);
  expect(ACCURACY_TABLES.filter(isDiffPrep)).toHaveLength(12);
  const heldOut = ACCURACY_TABLES.filter(isHeldOut).map(({ name }) => name);
  expect(heldOut.length / names.length).toBeGreaterThan(0.15);
  // Forms of one table are on one side.
  expect(heldOut.filter((name) => ["ada_prior", "USCensus", "adult_1k"].includes(name))).toHaveLength(3);
});

test.skipIf(!existsSync(DATA_FOLDER))("the bytes of every table are those of the list (../shared/data)", () => {
  for (const { files } of ACCURACY_TABLES) {
    for (const [path, sha256] of Object.entries(files)) {
      const bytes = readFileSync(join(DATA_FOLDER, path));
      expect(createHash("sha256").update(bytes).digest("hex"), path).toBe(sha256);
    }
  }
});

test("the report: means, and wins by more than two standard errors", async () => {
  const task = await tinyTask("binary");
  const store = { results: join(folder, "report.jsonl"), predictions: join(folder, "predictions") };
  for (const method of ["constant", "plain"] as const) {
    await runQuestion({ task, method, budget: { steps: 200 }, bench: BENCH }, readResults(store.results), store);
  }
  // Under the name of a table of the list, which is not held out.
  const lines = readResults(store.results).map((line) => ({ ...line, dataset: "telco" }));
  const text = reportText(lines);
  expect(text).toContain("# 200 steps");
  expect(text).toContain("1 of 1 table × split have all methods.");
  expect(text).toMatch(/\| plain \| 1 – 0 – 0 \| {2}\|/);
  expect(reportText(lines, "20 s")).toBe("No results of 20 s. There are: 200 steps.");
});
