import { expect, it } from "vitest";
import { makeLiveRows } from "../session/live-rows.ts";
import { liveText } from "./live-text.ts";

const rows = makeLiveRows([
  { block: "n2", name: "choice", kind: "choice", rowLabels: ["a · b", "c"], columnLabels: ["mean", "median"] },
  { block: "n7", name: "gates", kind: "gate", rowLabels: ["a · b", "c", "d"], columnLabels: [] },
]);
const values = [0.9, 0.1, 0.7, 0.3, 0, 0.1, 1];

it("names the largest share of a blend, averaged over columns, and counts gates as the results do", () => {
  expect(liveText(rows, (row) => values[row], "n2")).toBe("mean 80 %");
  expect(liveText(rows, (row) => values[row], "n7")).toBe("1 of 3 open, 1 partly");
  expect(liveText(rows, (row) => (row === 5 ? 0 : values[row]), "n7")).toBe("1 of 3 gates open");
});

it("counts columns where they lead otherwise, and names all that lead alike", () => {
  expect(liveText(rows, (row) => [0.9, 0.1, 0.2, 0.8][row], "n2")).toBe("mean in 1 of 2 columns");
  expect(liveText(rows, (row) => [0.501, 0.499, 0.5, 0.5][row], "n2")).toBe("mean and median 50 %");
  expect(liveText(rows, (row) => [0.999, 0.001, 0.998, 0.002][row], "n2")).toBe("mean over 99 %");
});

it("says nothing of other blocks and before the first value", () => {
  expect(liveText(rows, (row) => values[row], "n1")).toBe("");
  expect(liveText(rows, () => Number.NaN, "n7")).toBe("");
});
