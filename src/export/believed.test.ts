/** Files are not believed: what was changed after it was saved is said, and what contradicts itself is refused. */
import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { pythonWith } from "../table/testing/python.ts";
import { readPipelineJson, writeDocumentJson, writePipelineJson } from "./json.ts";
import { encodeTensor } from "./json-values.ts";
import { app, tinyDocument, tinyPipeline } from "./testing/tiny-pipeline.ts";

let texts: Readonly<Record<"multiclass" | "regression", string>>;
beforeAll(async () => {
  const write = (task: "multiclass" | "regression") => writePipelineJson(tinyPipeline(task), { app, catalogue });
  texts = { multiclass: await write("multiclass"), regression: await write("regression") };
});

// A file is whatever its text says.
// biome-ignore lint/suspicious/noExplicitAny: edits reach into every part of it.
type Edit = (file: any) => void;

const open = (edit: Edit, task: keyof typeof texts = "multiclass") => {
  const file = JSON.parse(texts[task]);
  edit(file);
  return readPipelineJson(JSON.stringify(file), { catalogue, name: "p.json" });
};

const CHANGED = "This file was changed after it was saved";

/** Reverses the classes wherever they stand, as if the file had been made so. */
const reverseClasses: Edit = ({ document, schema }) => {
  document.target.classes.reverse();
  schema.target.classes.reverse();
};
const ruleOf = (file: Parameters<Edit>[0], name: string) =>
  file.document.rules.find((rule: { readonly name: string }) => rule.name === name);

describe("what predicts or retrains, edited", () => {
  const edits: readonly (readonly [string, Edit])[] = [
    ["one marker more", (file) => ruleOf(file, "size").missingMarkers.push("12.5")],
    ["another decimal mark", (file) => Object.assign(ruleOf(file, "weight"), { decimalMark: "." })],
    ["a spelling of a level", (file) => ruleOf(file, "colour").levels[0].spellings.push("reddish")],
    ["a block's setting", ({ document }) => Object.assign(document.blocks[7].settings, { hiddenLayers: 3 })],
    ["a learning rate", ({ document }) => Object.assign(document.training, { learningRate: 0.1 })],
    ["the edges' order", ({ document }) => document.edges.reverse()],
    ["a decision about a column", ({ document }) => document.table.overrides.push({ name: "size", type: "category" })],
    ["an offset of the labels", ({ predictor }) => Object.assign(predictor, { labelOffset: 1e-12 })],
    ["a number of the soft pipeline", ({ soft }) => Object.assign(soft.statistics, { labelScale: 2 })],
    ["the files that it knows", ({ fileHashes }) => fileHashes.push("cd".repeat(32))],
    [
      "columns to compare rows with",
      (file) => Object.assign(file, { columns: [{ name: "size", nFilled: 3, missingShare: 0 }] }),
    ],
    [
      "the version of the document, under which it means something else",
      ({ document }) => Object.assign(document, { formatVersion: 1 }),
    ],
    ["the hash itself", (file) => Object.assign(file, { contentHash: "0".repeat(64) })],
  ];

  test.each(edits)("%s opens with a sentence", async (_, edit) => {
    const { notes, isChanged, trained } = await open(edit);
    expect([isChanged, trained !== undefined]).toEqual([true, true]);
    expect(notes[0]).toContain(CHANGED);
  });

  test("reversed classes are found by the self-test, too", async () => {
    const { selfTest, notes } = await open(reverseClasses);
    expect(selfTest).toMatchObject({ passed: false, hasOtherLabels: true });
    expect(notes[0]).toContain(CHANGED);
  });

  test("another unit is found by the self-test, too", async () => {
    const { selfTest } = await open((file) => Object.assign(ruleOf(file, "price"), { unit: "€" }), "regression");
    expect(selfTest).toMatchObject({ passed: false, hasOtherLabels: true });
  });

  test("a pipeline without training", async () => {
    const file = JSON.parse(writeDocumentJson(tinyDocument, app));
    file.document.training.seed = 99;
    const { notes, document } = await readPipelineJson(JSON.stringify(file), { catalogue });
    expect(notes[0]).toContain(CHANGED);
    expect(document.training.seed).toBe(99);
  });

  test("without its hash", async () => {
    const { notes, isChanged } = await open((file) => Object.assign(file, { contentHash: undefined }));
    expect([isChanged, notes]).toEqual([true, [expect.stringContaining("no content hash")]]);
  });
});

test.each<readonly [string, Edit]>([
  ["the name", ({ document }) => Object.assign(document, { name: "Other" })],
  ["the layout", ({ document }) => Object.assign(document, { layout: { n1: { x: 7, y: 9 } }, nextBlock: 40 })],
  ["reasons in words", (file) => Object.assign(ruleOf(file, "size"), { typeReason: "because" })],
  ["the target's reason", ({ document }) => Object.assign(document.target, { taskReason: "because" })],
  ["the schema's reason", ({ schema }) => Object.assign(schema.target, { taskReason: "because" })],
  ["fields that nobody knows", (file) => Object.assign(file.document.training, { later: { x: [1] } })],
  ["fields of a rule that nobody knows", (file) => Object.assign(ruleOf(file, "size"), { later: 1 })],
  [
    "the order of decisions' keys",
    (file) => Object.assign(file, { document: Object.fromEntries(Object.entries(file.document).reverse()) }),
  ],
  ["words of the report", ({ report }) => Object.assign(report.explanations[0], { summary: "in other words" })],
  ["what saved it", (file) => Object.assign(file, { app: { name: "x", version: "0" } })],
])("%s is no content", async (_, edit) => {
  const { notes, isChanged } = await open(edit);
  expect([isChanged, notes]).toEqual([undefined, []]);
});

test("numbers of the report have a hash of their own", async () => {
  const { notes, isChanged } = await open(({ report }) =>
    Object.assign(report.metrics.validation.soft, { accuracy: 0.99 }),
  );
  expect([isChanged, notes]).toEqual([true, ["Numbers of the report in this file were changed after it was saved."]]);
});

describe("what contradicts itself is refused", () => {
  test.each<readonly [string, Edit, string]>([
    ["classes reversed in one place", ({ schema }) => schema.target.classes.reverse(), "schema.target"],
    ["a target of another name", ({ document }) => Object.assign(document.target, { name: "colour" }), "schema.target"],
    ["a column's offset", ({ schema }) => Object.assign(schema.numbers[0], { offset: 5 }), "offset"],
    ["columns in another order", ({ schema }) => schema.numbers.reverse(), "schema.numbers"],
    ["levels in another order", ({ schema }) => schema.categories[0].levels.reverse(), "levels"],
    ["a column set aside", (file) => Object.assign(ruleOf(file, "size"), { role: "aside" }), "columns"],
    ["no target", ({ document }) => Object.assign(document, { target: undefined }), "nothing"],
  ])("%s", async (_, edit, words) => {
    await expect(open(edit)).rejects.toThrow("E_FILE_SCHEMA");
    await expect(open(edit)).rejects.toThrow(words);
  });
});

describe("numbers without sense", () => {
  const slot = (name: string, value: number) => (file: Parameters<Edit>[0]) =>
    Object.assign(file.soft.state.optimiser, {
      [name]: encodeTensor(new Float32Array(file.soft.state.optimiser[name].shape[0]).fill(value)),
    });

  test.each<readonly [string, Edit]>([
    ["a NaN slot", slot("n7/gates/m", Number.NaN)],
    ["an infinite slot", slot("n7/gates/v", Number.POSITIVE_INFINITY)],
    ["a negative mean square", slot("n7/gates/v", -1)],
    ["half an update", slot("n7/gates/t", 2.5)],
    [
      "a slot of another size",
      ({ soft }) => Object.assign(soft.state.optimiser, { "n7/gates/m": encodeTensor(new Float32Array(1)) }),
    ],
  ])("%s is not gone on from", async (_, edit) => {
    const { trained, notes } = await open(edit);
    expect(trained?.soft.state).toMatchObject({ step: 0, optimiser: {} });
    expect(notes.at(-1)).toContain("training begins anew");
  });

  test.each<readonly [string, Edit]>([
    [
      "metrics.validation.soft.accuracy: 7",
      ({ report }) => Object.assign(report.metrics.validation.soft, { accuracy: 7 }),
    ],
    ["metrics.test.soft.rmse: -1", ({ report }) => Object.assign(report.metrics.test, { soft: { rmse: -1 } })],
    ["rows.total: 61", ({ report }) => Object.assign(report.rows, { total: 61 })],
    ["seconds: -3", ({ report }) => Object.assign(report, { seconds: -3 })],
    ["leading: r2", ({ report }) => Object.assign(report, { leading: ["r2"] })],
    ["task: regression", ({ report }) => Object.assign(report, { task: "regression", leading: [] })],
    [
      "verdict: better",
      ({ report }) =>
        Object.assign(report, {
          verdict: {
            sentence: "",
            verdict: "better",
            metric: "accuracy",
            difference: 0.1,
            low: -0.2,
            high: 0.3,
            nRows: 12,
          },
        }),
    ],
  ])("a report with %s is not believed", async (words, edit) => {
    const { notes } = await open(edit);
    expect(notes.at(-1)).toContain(words);
    expect(notes.at(-1)).toContain("cannot be true");
  });
});

/** docs/file-format.md in another language: numbers stay as the file writes them. */
const ORACLE = `
import hashlib, json, sys
class Raw(str): pass
file = json.load(sys.stdin, parse_float=Raw, parse_int=Raw)
def text(value, no_words):
    if isinstance(value, Raw): return str(value)
    if isinstance(value, dict):
        words = ("typeReason", "roleReason", "taskReason") if no_words else ()
        keys = sorted(key for key in value if key not in words)
        return "{" + ",".join(json.dumps(key, ensure_ascii=False) + ":" + text(value[key], no_words) for key in keys) + "}"
    if isinstance(value, list): return "[" + ",".join(text(item, no_words) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
document = file["document"]
parts = [text(file["formatVersion"], False), text(document["formatVersion"], False)]
parts += [text(document.get(key), key in ("rules", "target")) for key in ("blocks", "edges", "training", "table", "rules", "target")]
parts += [text(file.get(key), key == "schema") for key in ("schema", "predictor", "soft", "fileHashes", "columns")]
print(hashlib.sha256(("[" + ",".join(parts) + "]").encode()).hexdigest())
`;

const python = pythonWith("json", "hashlib");

test.skipIf(python === undefined)("the hash is what the specification says, computed in Python", () => {
  for (const text of Object.values(texts)) {
    const found = execFileSync(python!, ["-c", ORACLE], { input: text, encoding: "utf8" });
    expect(found.trim()).toBe(JSON.parse(text).contentHash);
  }
});
