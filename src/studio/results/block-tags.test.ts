import { expect, test } from "vitest";
import type { Evidence } from "../../training/evidence/evidence.ts";
import { columnTags } from "./block-tags.ts";

const tag = (
  subject: string,
  delta: number,
  conclusion: Evidence["conclusion"],
  kind: Evidence["kind"] = "column",
): Evidence => ({
  ...{ kind, subject, alternative: "without", delta, standardError: 0.01, conclusion },
  ...{ isCorrected: true, method: "forced", seconds: 0 },
});

test("columns are told of that are told from chance, what is worth most first", () => {
  const evidence = [
    tag("n1", -9, "better", "block"),
    tag("a", -0.1, "better"),
    tag("b", -0.001, "cannot tell"),
    tag("c", -0.4, "better"),
    tag("d", 0.2, "worse"),
  ];
  expect(columnTags({ evidence })?.told.map(({ subject }) => subject)).toEqual(["c", "a", "d"]);
  expect(columnTags({ evidence })?.nColumns).toBe(4);
  expect(columnTags({ evidence: evidence.slice(0, 1) })).toBeUndefined();
});
