import { beforeEach, expect, test } from "vitest";
import type { PipelineDocument, TableDecisions } from "../../pipeline/document.ts";
import {
  addBlock,
  beginWith,
  connect,
  currentDocument,
  decideTable,
  disconnect,
  moveBlocks,
  removeBlocks,
  renamePipeline,
  replaceDocument,
  setTraining,
  updateSettings,
} from "./document-store.ts";
import { edgeId, emptyDocument } from "./edits.ts";
import { stepWords } from "./step-words.ts";

const edge = { from: { block: "n1", port: "numbers" }, to: { block: "n2", port: "numbers" } };

beforeEach(() => {
  beginWith(emptyDocument());
  addBlock("csv-source");
  addBlock("scale-number", "n1");
  addBlock("neural-network", "n2");
});

function said(step: () => void): string {
  const before = currentDocument();
  step();
  return stepWords({ before, after: currentDocument() });
}

test("every step of the canvas has words of its own", () => {
  expect(said(() => addBlock("tame-outliers"))).toBe("adding Tame outliers");
  expect(said(() => addBlock("tame-outliers"))).toBe("adding Tame outliers 2");
  expect(said(() => connect(edge))).toBe("connecting CSV source to Scale number");
  expect(said(() => moveBlocks({ n2: { x: 900, y: 7 } }))).toBe("moving Scale number");
  expect(said(() => disconnect([edgeId(edge)]))).toBe("taking CSV source and Scale number apart");
  const { settings } = currentDocument().blocks[1];
  expect(said(() => updateSettings("n2", { ...settings, use: "z-score", share: "shared" }))).toBe(
    "changing “Use” and “Choices” of Scale number",
  );
  expect(said(() => setTraining({ maxSteps: 30 }))).toBe("changing “Most steps”");
  expect(said(() => setTraining({ deploy: "one" }))).toBe("changing “What is deployed”");
  expect(said(() => renamePipeline("Mine"))).toBe("renaming the pipeline");
  expect(said(() => removeBlocks(["n2"]))).toBe("removing Scale number");
  expect(said(() => removeBlocks(["n1", "n3"]))).toBe("removing 2 blocks");
  const opened = { ...emptyDocument(), blocks: [{ id: "x", type: "csv-source", version: 1, settings: {} }] };
  expect(said(() => replaceDocument(opened))).toBe("putting another pipeline on the canvas");
});

test("a decision about the table is told, whatever the pipeline that was proposed for it", () => {
  const base: TableDecisions = { overrides: [], dialects: [], target: { name: "ripe" } };
  const told = (before: TableDecisions, after: TableDecisions) => {
    const document = currentDocument();
    const proposed: PipelineDocument = { ...document, blocks: document.blocks.slice(1), table: after };
    return stepWords({ before: { ...document, table: before }, after: proposed });
  };
  const both = {
    ...base,
    overrides: [
      { name: "a", missingMarkers: ["0"] },
      { name: "b", missingMarkers: ["0"] },
    ],
  };
  expect(told(base, both)).toBe("changing how 2 columns are read");
  const override = (change: object) => ({ ...base, overrides: [{ name: "noise", ...change }] });
  expect(told(base, { ...base, target: { name: "noise" } })).toBe("choosing noise as the target");
  expect(told(base, { ...base, target: { name: "ripe", task: "multiclass" } })).toBe("choosing the task");
  expect(told(base, override({ role: "aside" }))).toBe("setting noise aside");
  expect(told(override({ role: "aside" }), override({ role: "used" }))).toBe("using noise");
  expect(told(base, override({ type: "category" }))).toBe("choosing the type of noise");
  expect(told(base, override({ missingMarkers: ["?"] }))).toBe("changing how noise is read");
  expect(told(base, { ...base, dialects: [{ file: "a.csv", quote: "'" }] })).toBe("changing how files are read");
  const cell = (row: number) => ({ row, column: "price", from: "1", to: "2" });
  const edited = (...rows: number[]) => ({ ...base, edits: [{ file: "a.csv", hash: "", cells: rows.map(cell) }] });
  expect(told(base, edited(5))).toBe("editing price in row 5");
  expect(told(edited(5), base)).toBe("editing price in row 5");
  expect(told(edited(5, 6, 7), edited(5))).toBe("editing 2 cells");
});

test("files that come and go are told before anything that comes with them", () => {
  const file = (name: string) => ({ name, file: new Blob([name]) });
  const [a, b, c] = ["a.csv", "b.csv", "c.csv"].map(file);
  const table: TableDecisions = { overrides: [], dialects: [], target: { name: "ripe" } };
  const open = (...files: (typeof a)[]) => said(() => decideTable({ table, open: { files, sample: "" } }, "step"));
  expect(open(a)).toBe("adding a.csv");
  expect(open(a, b)).toBe("adding b.csv");
  expect(open(a, c)).toBe("replacing b.csv by c.csv");
  expect(open(c)).toBe("removing a.csv");
  expect(open(a, b)).toBe("opening a.csv and b.csv");
  expect(said(() => addBlock("tame-outliers"))).toBe("adding Tame outliers");
  expect(open()).toBe("removing a.csv and b.csv");
});
