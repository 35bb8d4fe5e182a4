import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { knownBlocks } from "./catalogue.ts";
import { schemaFields, settingFields } from "./setting-fields.ts";
import { settingsSummary } from "./settings-summary.ts";

describe("fields of a settings schema", () => {
  it("follow the shape that each setting has", () => {
    const schema = z.object({
      kind: z.enum(["a", "b"]).default("b").meta({ title: "Kind", description: "Which." }),
      count: z.number().int().min(1).max(9).default(3),
      rate: z.number().positive().lt(1).default(0.5),
      isOn: z.boolean().default(true),
      note: z.string().default("x"),
      limit: z.number().int().positive().optional(),
      pairs: z.array(z.tuple([z.string(), z.number()])).default([]),
    });
    expect(schemaFields(schema, "test")).toMatchObject([
      { key: "kind", kind: "select", title: "Kind", description: "Which.", options: ["a", "b"], initial: "b" },
      { key: "count", kind: "number", title: "Count", isInteger: true, min: 1, max: 9, isAboveMin: false },
      { key: "rate", kind: "number", isInteger: false, min: 0, max: 1, isAboveMin: true, isBelowMax: true },
      { key: "isOn", kind: "checkbox", title: "Is on", initial: true },
      { key: "note", kind: "text" },
      { key: "limit", kind: "number", isInteger: true, min: 0, max: undefined, initial: undefined },
      { key: "pairs", kind: "json", initial: [] },
    ]);
  });

  it.each(knownBlocks.map((block) => [block.spec.id, block] as const))("cover every setting of %s", (_, block) => {
    const settings = block.parseSettings({}, block.spec.id);
    const fields = settingFields(block);
    expect(isJsonObject(settings) && Object.keys(settings).sort()).toEqual(fields.map(({ key }) => key).sort());
    expect(fields.every(({ title }) => title.length > 0)).toBe(true);
    if (isJsonObject(settings)) expect(settingsSummary(block, settings)).toBe("");
  });
});

it("a summary names what differs from the defaults", () => {
  const block = knownBlocks.find(({ spec }) => spec.id === "neural-network");
  if (!block) throw new Error("no block neural-network");
  expect(settingsSummary(block, { hiddenLayers: 2, width: 32, activation: "tanh", dropout: 0, members: 1 })).toBe(
    "Width: 32 · Activation: tanh",
  );
  // As a document of an older version has it.
  expect(settingsSummary(block, { width: 32 })).toBe("Width: 32");
});
