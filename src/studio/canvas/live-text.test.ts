import { expect, it } from "vitest";
import { makeLiveRows } from "../session/live-rows.ts";
import { rowsOfBlock } from "./block-rows.ts";
import { liveText } from "./live-text.ts";

const rows = makeLiveRows([
  { block: "n2", name: "choice", kind: "choice", rowLabels: ["a · b", "c"], columnLabels: ["mean", "median"] },
  { block: "n7", name: "gates", kind: "gate", rowLabels: ["a · b", "c", "d"], columnLabels: [] },
]);
const values = [0.9, 0.1, 0.7, 0.3, 0, 0.1, 1];
const textOf = (block: string, read: (row: number) => number) => liveText(rowsOfBlock(rows, block), read);

it("names the largest share of a blend, averaged over columns, and counts gates as the results do", () => {
  expect(textOf("n2", (row) => values[row])).toBe("mean 80 %");
  expect(textOf("n7", (row) => values[row])).toBe("1 of 3 open, 1 partly");
  expect(textOf("n7", (row) => (row === 5 ? 0 : values[row]))).toBe("1 of 3 gates open");
});

it("counts columns where they lead otherwise, and names all that lead alike", () => {
  expect(textOf("n2", (row) => [0.9, 0.1, 0.2, 0.8][row])).toBe("mean in 1 of 2 columns");
  expect(textOf("n2", (row) => [0.501, 0.499, 0.5, 0.5][row])).toBe("mean and median 50 %");
  expect(textOf("n2", (row) => [0.999, 0.001, 0.998, 0.002][row])).toBe("mean over 99 %");
});

it("says nothing of other blocks and before the first value", () => {
  expect(textOf("n1", (row) => values[row])).toBe("");
  expect(textOf("n7", () => Number.NaN)).toBe("");
});
