import { lineStyle } from "../line-styles.ts";
import type { LegendMark } from "./picture.ts";

/** What lines are, in the order of their styles. */
export const lineLegend = (labels: readonly string[]): readonly LegendMark[] =>
  labels.map((label, index) => ({ kind: "line", label, ...lineStyle(index) }));

/** Which colour is which class. */
export const classMarks = (classes: readonly string[]): readonly LegendMark[] =>
  classes.map((label, code) => ({ kind: "swatch", label, colour: lineStyle(code).colour }));
