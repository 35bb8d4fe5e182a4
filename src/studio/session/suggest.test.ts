/** What a cleared canvas is to proposals, and to Undo. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import type { DatasetSchema } from "../../table/types.ts";
import {
  beginWith,
  currentDocument,
  decideTable,
  redo,
  removeBlocks,
  undo,
  updateSettings,
  useDocument,
} from "../document/document-store.ts";
import { emptyDocument } from "../document/edits.ts";
import { useSession } from "./session-store.ts";
import { followTable } from "./suggest.ts";

/** A table comes, as the worker reads it. */
function show(schema: DatasetSchema): void {
  const view = { schema } as never;
  useSession.setState({ table: { kind: "ready", isUpdating: false, view } as never });
}
/** Tables of which another pipeline is proposed each: the second has no categories. */
const { schema: one } = tinyDataset();
const other: DatasetSchema = { ...one, categories: [] };
const openOther = () => decideTable({ table: { overrides: [], dialects: [], target: { name: "y" } } }, "step");
const nSteps = () => useDocument.temporal.getState().pastStates.length;
/** As New does. */
const clear = () => removeBlocks(currentDocument().blocks.map(({ id }) => id));

beforeAll(followTable);
beforeEach(() => {
  useDocument.setState({ suggestion: undefined });
  beginWith(emptyDocument());
  show({ ...one });
});

test("Undo with nothing to undo keeps no proposal away", () => {
  beginWith(emptyDocument());
  expect(undo()).toBe(false);
  show({ ...one });
  expect(currentDocument().blocks).toHaveLength(defaultDocument(one).blocks.length);
});

test("New is one step: one Undo brings blocks, settings, connections and places back", () => {
  const [{ id }] = currentDocument().blocks;
  updateSettings(id, { ...currentDocument().blocks[0].settings, note: "mine" });
  const whole = currentDocument();
  expect(whole.edges.length).toBeGreaterThan(0);
  clear();
  expect(currentDocument()).toMatchObject({ blocks: [], edges: [], layout: {} });
  undo();
  expect(currentDocument()).toBe(whole);
  redo();
  expect(currentDocument().blocks).toEqual([]);
});

test("a table that is opened over a cleared canvas brings its pipeline, as one step with it", () => {
  clear();
  openOther();
  show({ ...other });
  expect(currentDocument().blocks).toHaveLength(defaultDocument(other).blocks.length);
  expect(nSteps()).toBe(2);
});

test("Undo over a cleared canvas leaves it clear, whatever table comes back with it: one more brings the whole pipeline, and nothing is lost of Redo", () => {
  const whole = currentDocument();
  clear();
  openOther();
  show({ ...other });
  const last = currentDocument();
  undo();
  show({ ...one });
  expect(currentDocument().blocks).toEqual([]);
  undo();
  expect(currentDocument()).toBe(whole);
  redo();
  redo();
  show({ ...other });
  expect(currentDocument()).toBe(last);
});
