import { expect, test } from "vitest";
import type { HeatLine } from "./heat-lines.ts";
import { heatPicture } from "./heat-picture.ts";

const values = [
  [0, 1],
  [0.5, Number.NaN],
  [1, 0.25],
];
const live = {
  nFrames: values.length,
  stepAt: (frame: number) => 10 * frame,
  frameAt: (frame: number) => Float32Array.from(values[frame]),
  valueNow: (row: number) => values[2][row],
};
const lines: readonly HeatLine[] = [
  { kind: "heading", label: "Gates" },
  { kind: "row", row: 0, place: 1, label: "age", heading: "Gates" },
  { kind: "row", row: 1, place: 2, label: "junk · mean", heading: "Gates" },
];

test("each row is a strip from its first value to its last, in the map's colours", () => {
  const picture = heatPicture({ live, lines, scope: "run", planted: ["junk"] });
  expect(picture?.body.kind).toBe("rows");
  if (picture?.body.kind !== "rows") return;
  const [heading, age, junk] = picture.body.rows;
  expect(heading).toEqual({ heading: "Gates" });
  if (!("cells" in age) || !("cells" in junk)) throw new Error("no cells");
  expect(age.cells[0]).toBe("age");
  expect(age.cells[2]).toBe("1.00");
  const strip = age.cells[1];
  if (typeof strip !== "object" || strip.kind !== "strip") throw new Error("no strip");
  expect(strip.colours[0]).toContain(" 0.0%, var(--heat-low)");
  expect(strip.colours[2]).toContain("var(--heat-high) 100.0%");
  expect(junk.cells[0]).toBe("⚑ junk · mean");
  expect(junk.cells[1]).toMatchObject({ colours: [expect.anything(), undefined, expect.anything()] });
  expect(picture.caption).toContain("⚑");
});

test("of very many rows the first ones are in the picture, which says so", () => {
  const many = Array.from({ length: 90 }, (_, at): HeatLine => {
    return { kind: "row", row: 0, place: at + 1, label: `c${at}`, heading: "Gates" };
  });
  const picture = heatPicture({ live, lines: many, scope: "run", planted: [] });
  expect(picture?.body.kind === "rows" && picture.body.rows).toHaveLength(60);
  expect(picture?.caption).toContain("60 of 90");
});
