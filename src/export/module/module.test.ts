/** The built module, in a folder of its own without anything beside it, against the float64 evaluator. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildModule } from "../../../scripts/build-module.mjs";
import { catalogue } from "../../pipeline/catalogue.ts";
import { writePipelineJson } from "../json.ts";
import { dirtyRows, evaluatorSays, largestDifference, recogniseCells } from "../testing/dirty-rows.ts";
import { exportedPipelines } from "../testing/exported-pipelines.ts";
import { app } from "../testing/tiny-pipeline.ts";

const MOST_BYTES = 40_000;
const pipelines = await exportedPipelines();
let folder = "";

const DRIVER = `
import { readFileSync } from "node:fs";
import { openPipeline } from "diffml-predict";
const told = JSON.parse(readFileSync("asked.json", "utf8")).map(([text, columns, rows]) => {
  const pipeline = openPipeline(text);
  const cells = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  const { predictions, probabilities } = pipeline.predict(cells, { force: true });
  return { predictions, values: probabilities?.flat() ?? predictions, columns: pipeline.columns };
});
console.log(JSON.stringify(told));
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "diffml-module-"));
  const packed = join(folder, "node_modules", "diffml-predict");
  mkdirSync(packed, { recursive: true });
  await buildModule(packed);
  writeFileSync(join(folder, "run.mjs"), DRIVER);
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string) {
  return spawnSync(process.execPath, [script], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
}

test("one file without imports, of 40 kB at most", () => {
  const code = readFileSync(join(folder, "node_modules", "diffml-predict", "index.js"));
  expect(code.toString()).not.toMatch(/(?:^|[;\s])import\s*["'{*(]/);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
});

test("predictions of raw, dirty cells are those of the evaluator", async () => {
  const asked = await Promise.all(
    pipelines.map(async ({ trained }) => {
      const { columns, rows } = dirtyRows(trained);
      return [await writePipelineJson(trained, { app, catalogue }), columns, rows] as const;
    }),
  );
  writeFileSync(join(folder, "asked.json"), JSON.stringify(asked));
  const { stdout, stderr } = run("run.mjs");
  expect(stderr).toBe("");
  const told: readonly { predictions: readonly unknown[]; values: readonly number[]; columns: readonly string[] }[] =
    JSON.parse(stdout);
  pipelines.forEach(({ name, trained }, at) => {
    const cells = dirtyRows(trained);
    expect(told[at].columns).toEqual(cells.columns);
    expect(told[at].predictions).toHaveLength(cells.rows.length);
    const expected = evaluatorSays(trained, recogniseCells(trained, cells));
    expect(largestDifference(told[at].values, expected), name).toBeLessThanOrEqual(1e-12);
  });
});

test("what is damaged, unlike training or of another version is refused", async () => {
  const [{ trained }] = pipelines;
  const text = await writePipelineJson(trained, { app, catalogue });
  writeFileSync(
    join(folder, "refused.mjs"),
    `import { openPipeline } from "diffml-predict";
const text = ${JSON.stringify(text)};
const said = (act) => { try { act(); return "nothing"; } catch (error) { return error.message; } };
const file = JSON.parse(text);
const changed = { ...file, selfTest: { ...file.selfTest, expected: file.selfTest.expected.map((value) => value + 0.1) } };
console.log(JSON.stringify([
  said(() => openPipeline("{}")),
  said(() => openPipeline(JSON.stringify({ ...file, formatVersion: 4 }))),
  said(() => openPipeline(JSON.stringify(changed))),
  said(() => openPipeline(text).predict([{ nothing: 1 }])),
  openPipeline(text).predict([]).predictions,
]));`,
  );
  const { stdout, stderr } = run("refused.mjs");
  expect(stderr).toBe("");
  const [none, version, damaged, unlike, ofNoRow] = JSON.parse(stdout);
  expect(none).toContain("no trained pipeline");
  expect(version).toContain("format version 2 or 3");
  expect(damaged).toContain("damaged");
  expect(unlike).toContain("no such column here");
  expect(ofNoRow).toEqual([]);
});
