import { expect, test } from "vitest";
import { blocks } from "../blocks/catalogue.generated.ts";
import { catalogueOf } from "./checks.ts";
import { FILE_VERSION, FORMAT_VERSION, type PipelineDocument } from "./document.ts";
import { MIGRATIONS, type Migration, migrate, migrateBlocks, readDocument } from "./migrate.ts";

const where = "p.json";
const keep = (value: Readonly<Record<string, unknown>>) => value;

test("there is a way forward from every version that was ever saved", () => {
  const versions = Array.from({ length: FILE_VERSION - 1 }, (_, index) => String(index + 1));
  expect(Object.keys(MIGRATIONS)).toEqual(versions);
});

test("steps run in order, each setting the next version", () => {
  const steps: Record<number, Migration> = {
    1: { document: ({ title, ...rest }) => ({ ...rest, name: title }), file: keep },
    2: { document: (document) => ({ ...document, name: `${document.name}!` }), file: keep },
  };
  const old = { formatVersion: 1, title: "Old" };
  expect(migrate("document", old, { where, current: 3, migrations: steps })).toEqual({
    formatVersion: 3,
    name: "Old!",
  });
  expect(migrate("file", old, { where, current: 3, migrations: steps })).toEqual({ formatVersion: 3, title: "Old" });
  expect(migrate("document", { formatVersion: 3 }, { where, current: 3, migrations: steps })).toEqual({
    formatVersion: 3,
  });
  expect(old).toEqual({ formatVersion: 1, title: "Old" });
});

test.each([[undefined], [null], [0], [-1], [1.5], ["1"], [Number.NaN]])("%s is no version", (formatVersion) => {
  expect(() => migrate("document", { formatVersion }, { where })).toThrow("E_FORMAT_VERSION");
});

test("a newer version is refused with the advice to update, a gap with the advice to use an older studio", () => {
  expect(() => migrate("document", { formatVersion: 9 }, { where, current: 8, migrations: {} })).toThrow(
    /update this one/,
  );
  expect(() => migrate("document", { formatVersion: 1 }, { where, current: 3, migrations: {} })).toThrow(
    /older version/,
  );
});

const document: PipelineDocument = {
  formatVersion: FORMAT_VERSION,
  name: "p",
  blocks: [{ id: "n1", type: "csv-source", version: 1, settings: {} }],
  edges: [],
  training: {
    plan: "joint",
    deploy: "one",
    optimiser: "adam",
    learningRate: 0.005,
    otherLearningRates: [],
    starts: 1,
    batchSize: 128,
    budgetSeconds: 20,
    weightDecay: 0.0003,
    seed: 1,
    split: { by: "random" },
    trainFraction: 0.6,
    validationFraction: 0.2,
    trainingOnlySources: [],
  },
  table: { overrides: [], dialects: [] },
  rules: [],
  nextBlock: 2,
  layout: {},
};

test("absent training settings get their defaults, and errors name the path", () => {
  expect(readDocument({ ...document, training: {} }, { where })).toEqual(document);
  const wrong = { ...document, blocks: [{ ...document.blocks[0], version: "first" }] };
  expect(() => readDocument(wrong, { where })).toThrow(/p\.json, blocks\[0\]\.version: expected number, got "first"/);
});

test("settings of blocks run through the block's own steps", () => {
  const source = blocks.find((block) => block.spec.id === "csv-source")!;
  const spec = {
    ...source.spec,
    version: 3,
    migrations: {
      1: (settings: unknown) => ({ ...(settings as object), first: 1 }),
      2: (settings: unknown) => ({ ...(settings as object), second: 2 }),
    },
  };
  const catalogue = catalogueOf([{ ...source, spec }]);
  const { document: migrated, notes } = migrateBlocks(document, catalogue);
  expect(migrated.blocks[0]).toMatchObject({ version: 3, settings: { first: 1, second: 2 } });
  expect(notes).toEqual([]);
});

test("unknown and newer blocks stay as they are, with a note each", () => {
  const [block] = document.blocks;
  const given = {
    ...document,
    blocks: [
      { ...block, version: 99 },
      { ...block, id: "n2", type: "oracle" },
    ],
  };
  const { document: same, notes } = migrateBlocks(given, catalogueOf(blocks));
  expect(same).toEqual(given);
  expect(notes).toHaveLength(2);
  expect(notes[0]).toContain("newer");
  expect(notes[1]).toContain("oracle");
});

test.each(["__proto__", "constructor", "toString"])(
  "a block cannot be named %s: statistics are kept by its id",
  (id) => {
    const block = { id, type: "csv-source", version: 1, settings: {} };
    const document = { formatVersion: FORMAT_VERSION, blocks: [block], edges: [], training: {} };
    expect(() => readDocument(document, { where })).toThrow(/p\.json, blocks\[0\]\.id: expected a block id such as n1/);
  },
);
