import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeLiveRows } from "../session/live-rows.ts";
import { framesOfColumns, makeHeatLines, visibleRange } from "./heat-lines.ts";

const rows = makeLiveRows([
  { block: "n2", name: "choice", kind: "choice", rowLabels: ["mass", "bill"], columnLabels: ["mean", "median"] },
  { block: "n3", name: "upper", kind: "threshold", rowLabels: ["mass"], columnLabels: [] },
  { block: "n7", name: "gate", kind: "gate", rowLabels: ["mass", "bill"], columnLabels: [] },
]);
const titleOf = (block: string) => (block === "n2" ? "Impute number" : "Select features");

describe("lines of the heat map", () => {
  test("gates stand first, then shares, each under their block; values with units of their own do not appear", () => {
    expect(makeHeatLines(rows, titleOf, "").map(({ label }) => label)).toEqual([
      "Select features: what gets through",
      "mass",
      "bill",
      "Impute number: blend",
      "mass · mean",
      "mass · median",
      "bill · mean",
      "bill · median",
    ]);
  });

  test("of a blend that all columns share, the heading says so, and its rows name the alternatives alone", () => {
    const [shared] = makeLiveRows([
      { block: "n2", name: "choice", kind: "choice", rowLabels: ["all columns"], columnLabels: ["mean"] },
    ]);
    const heading = "Impute number: blend, all columns";
    expect(makeHeatLines([shared], titleOf, "")).toEqual([
      { kind: "heading", label: heading },
      { kind: "row", row: 0, place: 1, label: "mean", heading },
    ]);
  });

  test("of a run that is over, the largest of each probe stands first", () => {
    const values = [0.2, 0.8, 0.9, 0.1, 7, 0.3, 1];
    const labels = makeHeatLines(rows, titleOf, "", (row) => values[row]).map(({ label }) => label);
    expect(labels.slice(1, 3)).toEqual(["bill", "mass"]);
    expect(labels.slice(4)).toEqual(["bill · mean", "mass · median", "mass · mean", "bill · median"]);
  });

  test("a filter keeps whole rows with their headings, and the rows know where their values are", () => {
    const lines = makeHeatLines(rows, titleOf, "BILL");
    expect(lines.filter(({ kind }) => kind === "heading")).toHaveLength(2);
    expect(lines.flatMap((line) => (line.kind === "row" ? [rows[line.row].label] : []))).toEqual([
      "bill",
      "bill · mean",
      "bill · median",
    ]);
    expect(makeHeatLines(rows, titleOf, "nothing of the kind")).toEqual([]);
  });
});

describe("columns of the heat map", () => {
  test("ascend, end with the latest frame and fit; the whole run begins with the first", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom("run" as const, "latest" as const),
        (nFrames, maxColumns, scope) => {
          const frames = framesOfColumns(nFrames, maxColumns, scope);
          expect(frames.length).toBe(Math.min(nFrames, maxColumns));
          expect(frames.at(-1)).toBe(nFrames - 1);
          for (let column = 1; column < frames.length; column++) {
            expect(frames[column]).toBeGreaterThan(frames[column - 1]);
            if (scope === "latest") expect(frames[column]).toBe(frames[column - 1] + 1);
          }
          if (scope === "run" && frames.length > 1) expect(frames[0]).toBe(0);
        },
      ),
    );
  });

  test("every line that can be seen is in the visible range", () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 0, max: 5000 }),
        (scrollTop, height, nLines) => {
          const [begin, end] = visibleRange(scrollTop, height, 24, nLines);
          for (let line = 0; line < nLines; line++) {
            const isSeen = line * 24 < scrollTop + height && (line + 1) * 24 > scrollTop;
            if (isSeen) expect(line >= begin && line < end).toBe(true);
          }
          expect(begin).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(nLines);
        },
      ),
      { numRuns: 50 },
    );
  });
});
