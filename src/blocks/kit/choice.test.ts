import { expect, test } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import { initialParameters, parameterNodes } from "../../program/parameters.ts";
import { choice, FINAL_TEMPERATURE, fixedAlternative, mix, SHARE_BELOW_ROWS, useSetting } from "./choice.ts";

const alternatives = ["mean", "median", "learned"] as const;
const columns = ["a", "b"].map((name) => ({ name, original: name }));
const options = {
  name: "fill",
  columns,
  alternatives,
  preferred: 1,
  share: "automatic",
  nTrainRows: SHARE_BELOW_ROWS,
} as const;

function sharesAt(builder: ProgramBuilder, shares: readonly number[], temperature: number): number[][] {
  const feeds = { nRows: 1, inputs: { temperature: [temperature] }, parameters: initialParameters(builder, 1) };
  return evaluate(builder.nodes, feeds, shares).map((tensor) => Array.from(tensor.data));
}

test("the preferred alternative starts with half of the share at the final temperature, per column or shared", () => {
  const perColumn = new ProgramBuilder();
  sharesAt(perColumn, choice(perColumn, options), FINAL_TEMPERATURE).forEach((share, k) => {
    expect(share).toHaveLength(2);
    for (const value of share) expect(value).toBeCloseTo(k === 1 ? 0.5 : 0.25, 6);
  });
  expect(perColumn.probes[0].rowLabels).toEqual(["a", "b"]);
  const shared = new ProgramBuilder();
  const shares = choice(shared, { ...options, nTrainRows: SHARE_BELOW_ROWS - 1 });
  expect(sharesAt(shared, shares, 1).map((share) => share.length)).toEqual([1, 1, 1]);
  expect(shared.probes[0].rowLabels).toEqual(["all columns"]);
});

test("a fixed alternative writes no parameter and no probe, and mixing gives its value itself", () => {
  const builder = new ProgramBuilder();
  const values = alternatives.map((_, k) => builder.constant([2], [k, k + 10]));
  const shares = choice(builder, { ...options, fixed: fixedAlternative(alternatives, "learned") });
  expect(sharesAt(builder, shares, 1)).toEqual([[0], [0], [1]]);
  expect(mix(builder, shares, values)).toBe(values[2]);
  expect([parameterNodes(builder.nodes), builder.probes]).toEqual([[], []]);
});

test("the setting learns unless an alternative is named", () => {
  const setting = useSetting(alternatives);
  expect(setting.parse(undefined)).toBe("learn");
  expect(fixedAlternative(alternatives, setting.parse("median"))).toBe(1);
  expect(fixedAlternative(alternatives, "learn")).toBeUndefined();
  expect(setting.safeParse("mode").success).toBe(false);
});
