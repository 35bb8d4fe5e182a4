import { beforeEach, describe, expect, it } from "vitest";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import {
  addBlock,
  applySuggestion,
  beginWith,
  blockLabel,
  connect,
  currentDocument,
  decideSplit,
  decideTable,
  disconnect,
  documentToKeep,
  endGesture,
  isAsSuggested,
  moveBlocks,
  redo,
  removeBlocks,
  replaceDocument,
  undo,
  updateSettings,
  useDocument,
} from "./document-store.ts";
import { edgeId, emptyDocument } from "./edits.ts";

const past = () => useDocument.temporal.getState().pastStates.length;

beforeEach(() => {
  useDocument.setState({ suggestion: undefined });
  beginWith(emptyDocument());
});

describe("the history", () => {
  it("undoes and redoes each edit, and holds documents alone", () => {
    addBlock("csv-source");
    const one = currentDocument();
    addBlock("linear-model", "n1");
    const two = currentDocument();
    expect(useDocument.temporal.getState().pastStates.map(Object.keys)).toEqual([["document"], ["document"]]);
    expect(undo()).toBe(true);
    expect(currentDocument()).toBe(one);
    expect(redo()).toBe(true);
    expect(currentDocument()).toBe(two);
    expect(redo()).toBe(false);
  });

  it("makes one entry of a gesture, and another of the next", () => {
    addBlock("neural-network");
    const before = currentDocument();
    for (const width of [1, 12, 128]) updateSettings("n1", { ...before.blocks[0].settings, width }, "n1.width");
    expect(past()).toBe(2);
    endGesture();
    updateSettings("n1", { ...before.blocks[0].settings, width: 5 }, "n1.width");
    expect(past()).toBe(3);
    undo();
    expect(currentDocument().blocks[0].settings.width).toBe(128);
    undo();
    expect(currentDocument()).toBe(before);
  });

  it("keeps a new gesture apart from one that was undone", () => {
    addBlock("csv-source");
    moveBlocks({ n1: { x: 5, y: 0 } }, "move n1");
    undo();
    moveBlocks({ n1: { x: 9, y: 0 } }, "move n1");
    undo();
    expect(currentDocument().layout).toEqual({ n1: { x: 0, y: 0 } });
  });
});

describe("connections", () => {
  it("are made or refused with a reason that changes nothing", () => {
    addBlock("csv-source");
    addBlock("impute-number", "n1");
    const edge = { from: { block: "n1", port: "numbers" }, to: { block: "n2", port: "numbers" } };
    expect(connect(edge)).toBeUndefined();
    expect(currentDocument().edges).toEqual([edge]);
    const document = currentDocument();
    expect(connect({ ...edge, from: { block: "n1", port: "categories" } })).toMatch(/takes number columns/);
    expect(connect(edge)).toMatch(/already/);
    expect(currentDocument()).toBe(document);
    disconnect([edgeId(edge)]);
    expect(currentDocument().edges).toEqual([]);
  });

  it("go with a block that is removed, and come back with it", () => {
    addBlock("csv-source");
    addBlock("impute-number", "n1");
    connect({ from: { block: "n1", port: "numbers" }, to: { block: "n2", port: "numbers" } });
    const whole = currentDocument();
    removeBlocks(["n1"]);
    expect(currentDocument().edges).toEqual([]);
    undo();
    expect(currentDocument()).toBe(whole);
  });
});

describe("ids of blocks", () => {
  it("are never used again, not after removing, undoing or opening another pipeline", () => {
    const used = new Set<string>();
    const add = (type: string) => {
      const id = addBlock(type)!;
      expect(used.has(id)).toBe(false);
      used.add(id);
      return id;
    };
    add("csv-source");
    removeBlocks([add("linear-model")]);
    add("linear-model");
    undo();
    undo();
    add("neural-network");
    replaceDocument({ ...emptyDocument(), name: "Opened" });
    add("neural-network");
    expect(documentToKeep().nextBlock).toBe(6);
    undo();
    undo();
    expect(currentDocument().nextBlock).toBeLessThan(6);
    expect(documentToKeep()).toEqual({ ...currentDocument(), nextBlock: 6 });
  });

  it("stay with the type of block where one proposal follows another", () => {
    const target = { name: "y", task: "regression" as const, taskReason: "", classes: [] };
    const numbers = [{ name: "x", original: "x", offset: 0 }];
    const categories = [{ name: "c", original: "c", levels: ["a"] }];
    const proposalFor = (sources: readonly string[], withCategories: boolean) =>
      defaultDocument({ numbers, categories: withCategories ? categories : [], sources: [...sources], target });
    const typesById = new Map<string, string>();
    for (const proposal of [
      proposalFor(["a"], true),
      proposalFor(["a", "b"], false),
      proposalFor(["a"], true),
      proposalFor(["a", "b"], true),
    ]) {
      applySuggestion(proposal);
      expect(isAsSuggested()).toBe(true);
      for (const { id, type } of currentDocument().blocks) {
        expect(typesById.get(id) ?? type).toBe(type);
        typesById.set(id, type);
      }
    }
    // Select sources came, went and came back as another one.
    expect([...typesById.values()].filter((type) => type === "select-sources")).toHaveLength(2);
  });

  it("are the proposal's own on an empty canvas, as the command line has them", () => {
    const proposal = defaultDocument({
      numbers: [{ name: "x", original: "x", offset: 0 }],
      categories: [],
      sources: ["a"],
      target: { name: "y", task: "regression", taskReason: "", classes: [] },
    });
    applySuggestion(proposal);
    const { blocks, edges, training, nextBlock } = currentDocument();
    expect({ blocks, edges, training, nextBlock }).toMatchObject({
      blocks: proposal.blocks,
      edges: proposal.edges,
      training: proposal.training,
      nextBlock: proposal.nextBlock,
    });
  });
});

describe("decisions about the table", () => {
  const target = { name: "y", task: "regression" as const, taskReason: "", classes: [] };
  const schema = { numbers: [{ name: "x", original: "x", offset: 0 }], categories: [], sources: ["a"], target };
  const decided = (name: string) => ({ table: { overrides: [], dialects: [], target: { name } } });

  it("are steps of the one history, each with the pipeline that is proposed for it", () => {
    addBlock("csv-source");
    applySuggestion(currentDocument());
    const before = currentDocument();
    const nSteps = past();
    decideTable(decided("y"), "step");
    applySuggestion(defaultDocument(schema), "follows");
    expect(currentDocument().blocks.length).toBeGreaterThan(1);
    expect(past()).toBe(nSteps + 1);
    decideTable(decided("z"), "step");
    decideTable(decided("x"), "step");
    expect(past()).toBe(nSteps + 3);
    undo();
    undo();
    expect(currentDocument().table.target?.name).toBe("y");
    undo();
    expect(currentDocument()).toBe(before);
    redo();
    expect(currentDocument().blocks.length).toBeGreaterThan(1);
    expect(currentDocument().table.target?.name).toBe("y");
  });

  it("that a visit begins with, and the rows that come with files, leave nothing to undo", () => {
    decideTable({ ...decided("y"), trainingOnlySources: ["b.csv"] }, "silent");
    expect(past()).toBe(0);
    expect(currentDocument().training.trainingOnlySources).toEqual(["b.csv"]);
    applySuggestion(defaultDocument(schema), "follows");
    expect(past()).toBe(0);
    expect(currentDocument()).toMatchObject({ ...decided("y"), training: { trainingOnlySources: ["b.csv"] } });
  });

  it("stay where another document says nothing of tables, and give way to its own", () => {
    decideTable(decided("y"), "step");
    replaceDocument({ ...emptyDocument(), name: "Bare" });
    expect(currentDocument()).toMatchObject({ name: "Bare", ...decided("y") });
    replaceDocument({ ...emptyDocument(), ...decided("z") });
    expect(currentDocument()).toMatchObject(decided("z"));
  });

  it("do not join a step that was undone", () => {
    addBlock("csv-source");
    applySuggestion(currentDocument());
    decideTable(decided("y"), "step");
    undo();
    const nSteps = past();
    applySuggestion(defaultDocument(schema), "follows");
    expect(past()).toBe(nSteps + 1);
  });
});

describe("a suggestion", () => {
  it("begins the history on an empty canvas and can be undone on another", () => {
    addBlock("csv-source");
    const suggestion = currentDocument();
    beginWith(emptyDocument());
    applySuggestion(suggestion);
    expect(past()).toBe(0);
    expect(isAsSuggested()).toBe(true);
    addBlock("linear-model");
    const own = currentDocument();
    expect(isAsSuggested()).toBe(false);
    applySuggestion(suggestion);
    expect(isAsSuggested()).toBe(true);
    undo();
    expect(currentDocument()).toBe(own);
  });

  it("is still untouched when blocks have only been moved", () => {
    addBlock("csv-source");
    applySuggestion(currentDocument());
    moveBlocks({ n1: { x: 400, y: 10 } });
    expect(isAsSuggested()).toBe(true);
  });
});

it("numbers the second block of a type, and refuses unknown types", () => {
  addBlock("linear-model");
  addBlock("linear-model");
  expect(["n1", "n2", "n9"].map((id) => blockLabel(currentDocument(), id))).toEqual([
    "Linear model",
    "Linear model 2",
    "n9",
  ]);
  expect(addBlock("no-such-block")).toBeUndefined();
  expect(currentDocument().blocks).toHaveLength(2);
});

describe("how rows are split", () => {
  it("is one step, with the pipeline that is proposed for it", () => {
    const before = currentDocument();
    decideSplit({ by: "group", column: "patient" });
    expect(currentDocument().training.split).toEqual({ by: "group", column: "patient" });
    applySuggestion(defaultDocument(tinyDataset().schema), "follows");
    expect(currentDocument().blocks.length).toBeGreaterThan(0);
    undo();
    expect(currentDocument()).toEqual(before);
  });
});
