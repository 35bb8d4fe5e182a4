import { deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openPipeline } from "../../app/pipeline-file.ts";
import { tinyDocument } from "../../export/testing/tiny-pipeline.ts";
import { documentSchema, type PipelineDocument } from "../../pipeline/document.ts";
import { sharedDocument } from "../../pipeline/shared-document.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import { linkTo, MOST_CHARACTERS, packedIn, packText, sampleIn, unpackText } from "./pipeline-link.ts";

const unpacked = async (packed: string) => JSON.parse(await unpackText(packed));

test("any text comes back from a link as it was, and another implementation unpacks it, too", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      const link = linkTo("https://host.example/studio/?lang=de#data", await packText(text));
      const packed = packedIn(new URL(link).hash) ?? "";
      expect(link).toBe(`https://host.example/studio/#pipeline=${packed}`);
      expect(packed).toMatch(/^[\w-]+$/);
      expect(await unpackText(packed)).toBe(text);
      expect(inflateSync(Buffer.from(packed, "base64url")).toString("utf8")).toBe(text);
    }),
  );
});

test("an address of a view holds no pipeline", () => {
  expect(["", "#pipeline", "#data"].map(packedIn)).toEqual([undefined, undefined, undefined]);
  expect(["", "#data&sample=penguins", "#pipeline=x"].map(sampleIn)).toEqual([undefined, undefined, undefined]);
});

test("a link of a sample names it beside the pipeline, and takes the planted dirt along", () => {
  const { hash } = new URL(linkTo("https://host.example/", "packed", "penguins"));
  expect([packedIn(hash), sampleIn(hash)]).toEqual(["packed", "penguins"]);
  const dirt = { seed: 1, unit: "inch", reachesTestRows: false, isHidden: true, amounts: DIRTY } as const;
  const dirty = { ...tinyDocument, table: { ...tinyDocument.table, dirt } };
  const shared = sharedDocument(dirty, { isOfSample: true });
  expect(shared.leftBehind).toEqual([]);
  expect(shared.document.table.dirt).toEqual(dirt);
  expect(sharedDocument(dirty).document.table.dirt).toBeUndefined();
});

test("what is cut off, changed by a letter, or was never packed is refused", async () => {
  const packed = await packText(JSON.stringify(tinyDocument));
  const changed = (at: number) => `${packed.slice(0, at)}${packed[at] === "A" ? "B" : "A"}${packed.slice(at + 1)}`;
  const noText = deflateSync(Buffer.from([0xff, 0xfe])).toString("base64url");
  const places = fc.integer({ min: 0, max: packed.length - 2 });
  await fc.assert(
    fc.asyncProperty(places, async (at) => {
      for (const wrong of [packed.slice(0, at), changed(at)]) {
        await expect(unpackText(wrong)).rejects.toThrow(/E_LINK_DAMAGED/);
      }
    }),
  );
  for (const wrong of ["", "ä", "%7B", "x", noText]) await expect(unpackText(wrong)).rejects.toThrow(/E_LINK_DAMAGED/);
});

test("a link that is too long, or would fill the memory, is refused before anything is made of it", async () => {
  await expect(unpackText("A".repeat(MOST_CHARACTERS + 1))).rejects.toThrow(/E_LINK_LARGE/);
  const bomb = deflateSync(Buffer.alloc(4 * 2 ** 20)).toString("base64url");
  expect(bomb.length).toBeLessThan(MOST_CHARACTERS);
  await expect(unpackText(bomb)).rejects.toThrow(/E_LINK_LARGE/);
});

test("a link of a newer studio, and one that holds no pipeline, are refused as files are", async () => {
  const opened = async (value: unknown) =>
    openPipeline(await unpackText(await packText(JSON.stringify(value))), "link");
  await expect(opened({ ...tinyDocument, formatVersion: 99 })).rejects.toThrow(/E_FORMAT_VERSION/);
  await expect(opened({ name: "list" })).rejects.toThrow(/E_FILE_KIND/);
  const { document } = await opened(sharedDocument(tinyDocument).document);
  expect(document.blocks).toEqual(tinyDocument.blocks);
});

/** What stands in cells, or names a file: nothing of it may leave. */
const SECRET = "secret-7";
const DIRTY = { labels: 0, source: 0.5, units: 0, outliers: 0, missing: 0, junk: 0 };
const level = { label: SECRET, spellings: [SECRET] };
const telling: PipelineDocument = {
  ...tinyDocument,
  rules: [columnRule("weight", { levels: [level], missingMarkers: [SECRET], typeReason: SECRET })],
  target: { name: "weight", task: "binary", taskReason: SECRET, classes: [level] },
  training: {
    ...tinyDocument.training,
    optimiseFor: "meanCost",
    costs: { [SECRET]: { [SECRET]: 2 } },
    split: { by: "column", column: "weight", parts: [{ value: SECRET, split: "test" }] },
    trainingOnlySources: [SECRET],
  },
  table: {
    overrides: [{ name: "weight", type: "number", role: "aside", missingMarkers: [SECRET] }],
    target: { name: "weight", task: "binary" },
    dialects: [{ file: SECRET, sheet: SECRET }],
    edits: [{ file: SECRET, hash: SECRET, cells: [{ row: 1, column: "weight", from: SECRET, to: SECRET }] }],
    rows: [{ by: "level", column: "weight", level: SECRET, isNot: false }],
    dirt: { ...{ seed: 1, unit: "inch", reachesTestRows: false, isHidden: false, badFile: SECRET }, amounts: DIRTY },
  },
  unknownFields: { file: { note: SECRET } },
};

test("a link tells of no cell, level, class or file; what stays behind is named, and the rest goes whole", async () => {
  expect(documentSchema.safeParse(telling).success).toBe(true);
  const { document, leftBehind } = sharedDocument(telling);
  const told = await unpacked(await packText(JSON.stringify(document)));
  expect(JSON.stringify(told)).not.toContain(SECRET);
  expect(leftBehind).toEqual(["markers", "files", "edits", "rows", "dirt", "parts", "costs"]);
  expect(told.table).toEqual({
    overrides: [{ name: "weight", type: "number", role: "aside" }],
    target: { name: "weight", task: "binary" },
    dialects: [],
  });
  expect([told.training.split, told.training.optimiseFor]).toEqual([{ by: "random" }, undefined]);
  const plain = sharedDocument(tinyDocument);
  expect(plain.leftBehind).toEqual([]);
  expect(plain.document).toEqual({ ...tinyDocument, rules: [], target: undefined });
});
