/** What the heat map shows, line by line, and which frame each of its columns shows. Pure; drawing is elsewhere. */

import { chartText } from "../../base/texts/studio/training.ts";
import { ALL_COLUMNS } from "../../blocks/kit/choice.ts";
import { optionName } from "../../blocks/kit/option-name.ts";
import { isShare, type LiveRow } from "../session/live-rows.ts";

export type HeatLine =
  | { readonly kind: "heading"; readonly label: string }
  /** `row` counts the rows of the live series; `place` the rows of the map, from 1. */
  | {
      readonly kind: "row";
      readonly row: number;
      readonly place: number;
      readonly label: string;
      /** Of the heading that it stands under. */
      readonly heading: string;
    };

/** How the label of a share begins that all columns of a block have in common. */
const SHARED = `${ALL_COLUMNS} · `;

/**
 * All gates, then all choice shares, under one heading a probe.
 *
 * @param titleOf a block's title by its id.
 * @param filter  only rows whose label contains it, whatever the case; headings without a row are left out.
 * @param endOf of a run that is over: what a row ended at, the largest of a probe first; absent while rows still move.
 */
export function makeHeatLines(
  rows: readonly LiveRow[],
  titleOf: (block: string) => string,
  filter: string,
  endOf?: (row: number) => number,
): readonly HeatLine[] {
  const lines: HeatLine[] = [];
  const wanted = filter.trim().toLowerCase();
  let key = "";
  let heading = "";
  let place = 0;
  const probes = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    if (!isShare(row)) continue;
    const known = probes.get(row.key);
    if (known) known.push(index);
    else probes.set(row.key, [index]);
  }
  // Read once: each is compared many times.
  const ends = endOf ? rows.map((_, index) => endOf(index) || 0) : undefined;
  const sorted = [...probes.values()].map((own) => (ends ? own.sort((a, b) => ends[b] - ends[a]) : own));
  const isOfGates = ([first]: readonly number[]) => rows[first].kind === "gate";
  const ordered = [...sorted.filter(isOfGates), ...sorted.filter((own) => !isOfGates(own))];
  for (const index of ordered.flat()) {
    const row = rows[index];
    if (wanted !== "" && !row.label.toLowerCase().includes(wanted)) continue;
    const isShared = row.label.startsWith(SHARED);
    if (row.key !== key) {
      key = row.key;
      const block = titleOf(row.block);
      heading =
        row.kind === "gate"
          ? chartText("gatesOf", { block })
          : chartText("blendOf", { block, columns: isShared ? optionName(ALL_COLUMNS) : undefined });
      lines.push({ kind: "heading", label: heading });
    }
    const label = isShared ? row.label.slice(SHARED.length) : row.label;
    lines.push({ kind: "row", row: index, place: ++place, label, heading });
  }
  return lines;
}

/** The column that a row is about, whatever of it. */
export const columnOfLine = (label: string): string => label.split(" · ")[0];

/**
 * The frame that each column of the map shows, ascending; the last column is always the latest frame.
 *
 * @param scope "run": the whole run in at most `maxColumns` columns. "latest": the newest ones, so that the map scrolls.
 */
export function framesOfColumns(nFrames: number, maxColumns: number, scope: "run" | "latest"): readonly number[] {
  const nColumns = Math.min(nFrames, Math.max(1, maxColumns));
  if (scope === "latest" || nFrames <= maxColumns) {
    return Array.from({ length: nColumns }, (_, column) => nFrames - nColumns + column);
  }
  if (nColumns === 1) return [nFrames - 1];
  return Array.from({ length: nColumns }, (_, column) => Math.round((column * (nFrames - 1)) / (nColumns - 1)));
}

/** The range of lines that a scrolled window shows, one more on either side. */
export function visibleRange(
  scrollTop: number,
  height: number,
  lineHeight: number,
  nLines: number,
): readonly [begin: number, end: number] {
  const begin = Math.max(0, Math.min(nLines, Math.floor(scrollTop / lineHeight) - 1));
  return [begin, Math.min(nLines, Math.max(begin, Math.ceil((scrollTop + height) / lineHeight) + 1))];
}
