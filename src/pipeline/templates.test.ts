import { expect, it } from "vitest";
import { usualTable } from "../blocks/testing/tables.ts";
import { catalogue } from "./catalogue.ts";
import { checkDocument } from "./checks.ts";
import { isPossible, TEMPLATES, templateDocument } from "./templates.ts";

const { schema } = usualTable();
const typesOf = (template: (typeof TEMPLATES)[number]) =>
  templateDocument(template, schema).blocks.map(({ type }) => type);

it.each(TEMPLATES)("is complete: %s", (template) => {
  expect(checkDocument(catalogue, templateDocument(template, schema))).toEqual([]);
});

it("holds what its question is about, and nothing that learns beside it", () => {
  const gates = "select-features";
  expect(TEMPLATES.filter((template) => typesOf(template).includes(gates))).toEqual(["features"]);
  expect(TEMPLATES.filter((template) => typesOf(template).includes("select-sources"))).toEqual(["sources"]);
  expect(TEMPLATES.filter((template) => typesOf(template).includes("weigh-rows"))).toEqual(["labels"]);
  expect(TEMPLATES.filter((template) => typesOf(template).includes("additive-model"))).toEqual(["curves"]);
  expect(typesOf("curves")).not.toContain("neural-network");
  const settings = (template: (typeof TEMPLATES)[number]) =>
    templateDocument(template, schema).blocks.find(({ type }) => type === "scale-number")?.settings;
  expect(settings("features")).toEqual(settings("plain"));
  expect(settings("cleaning")).not.toEqual(settings("plain"));
});

it("asks about sources where there are several", () => {
  expect(isPossible("sources", schema)).toBe(schema.sources.length > 1);
  expect(isPossible("sources", { ...schema, sources: ["one"] })).toBe(false);
  expect(isPossible("plain", { ...schema, sources: ["one"] })).toBe(true);
});
