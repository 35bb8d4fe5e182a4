import { expect, test } from "vitest";
import { concluded, type Evidence } from "../../training/evidence/evidence.ts";
import { needless, openOf, priceTags } from "./price-tags.ts";
import { placeInTable } from "./row-place.ts";

const tag = (subject: string, delta: number, change: Partial<Evidence> = {}) =>
  concluded({
    ...({ kind: "block", subject, alternative: "without", method: "retrained", seconds: 1 } as const),
    ...{ delta, standardError: 0.1, ...change },
  });
const explanations = ["a", "b", "c"].map((block) => ({
  ...{ block, title: `Block ${block}`, summary: "", details: [] },
  certainty: "none" as const,
}));

test("the most valuable first, by title, right of zero where it is worth something", () => {
  const pipeline = tag("x", -9, { kind: "pipeline" });
  const evidence = [tag("a", 0.05), tag("b", -0.5), tag("s.csv", -0.2, { kind: "source" }), pipeline];
  const tags = priceTags({ evidence, explanations });
  expect(tags.map(({ name }) => name)).toEqual(["Block b", "s.csv", "Block a"]);
  expect(tags[0].gain).toEqual({ difference: 0.5, low: 0.3, high: 0.7 });
  expect(priceTags({ explanations })).toEqual([]);
});

test("what few groups of rows cannot tell has no picture", () => {
  const [only] = priceTags({ evidence: [tag("a", -1, { standardError: Number.NaN })], explanations });
  expect(only.gain).toBeUndefined();
});

test("trainings without each block are offered until they were made, also where only files have a price tag", () => {
  const open = (...evidence: Evidence[]) => openOf(priceTags({ evidence, explanations }));
  const file = tag("s.csv", -0.2, { kind: "source" });
  const column = tag("x", -0.2, { kind: "column", method: "forced" });
  expect([open(), open(file), open(file, column)]).toEqual(["all", "all", "retrained"]);
  expect(open(file, column, tag("a", -1), tag("b", -1, { method: "forced" }))).toBe("retrained");
  expect(open(file, column, tag("a", -1))).toBeUndefined();
});

test("needless is what could be left out at once, and cost no more than one standard error; else one block", () => {
  const evidence = [
    tag("a", -0.1),
    tag("b", -0.11),
    tag("c", 0.3),
    tag("d", 0.3, { method: "forced" }),
    tag("s.csv", 0.3, { kind: "source" }),
    tag("e", Number.NaN),
  ];
  const subjects = (...more: Evidence[]) => {
    const all = { evidence: [...evidence, ...more], explanations };
    return needless(priceTags(all), all).map(({ evidence: { subject } }) => subject);
  };
  expect(subjects()).toEqual(["c"]);
  const without = (blocks: string[], delta: number) =>
    tag(`learned without ${blocks.join(", ")}`, delta, { kind: "pipeline", alternative: "learned", without: blocks });
  expect(subjects(without(["c", "a"], 0.1)).sort()).toEqual(["a", "c"]);
  expect(subjects(without(["c", "a", "b"], 0.2), without(["c", "a"], -0.3)).sort()).toEqual(["a", "c"]);
  expect(subjects(without(["c", "a"], 0.11))).toEqual(["c"]);
});

test("a row of a file is found in the table of all files", () => {
  const dialect = { delimiter: ",", quote: '"', encoding: "utf-8", hasHeader: true };
  const sources = [
    { name: "a.csv", nRows: 10, dialect },
    { name: "b.csv", nRows: 5, dialect },
  ];
  expect(placeInTable(sources, { file: "b.csv", row: 1 })).toBe(10);
  expect(placeInTable(sources, { file: "a.csv", row: 10 })).toBe(9);
  expect(placeInTable(sources, { file: "b.csv", row: 6 })).toBeUndefined();
  expect(placeInTable(sources, { file: "c.csv", row: 1 })).toBeUndefined();
});
