import { expect, it } from "vitest";
import { makeLiveRows } from "../session/live-rows.ts";
import { liveText } from "./live-text.ts";

const rows = makeLiveRows([
  { block: "n2", name: "choice", kind: "choice", rowLabels: ["a · b", "c"], columnLabels: ["mean", "median"] },
  { block: "n7", name: "gates", kind: "gate", rowLabels: ["a · b", "c", "d"], columnLabels: [] },
]);
const values = [0.9, 0.1, 0.7, 0.3, 0, 0.1, 1];

it("names the largest share of a blend, averaged over columns, and counts the gates that stay open when it is settled", () => {
  expect(liveText(rows, (row) => values[row], "n2")).toBe("mean 80 %");
  expect(liveText(rows, (row) => values[row], "n7")).toBe("2 of 3 gates open");
});

it("says nothing of other blocks and before the first value", () => {
  expect(liveText(rows, (row) => values[row], "n1")).toBe("");
  expect(liveText(rows, () => Number.NaN, "n7")).toBe("");
});
