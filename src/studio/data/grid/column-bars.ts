/** How the values of a column lie, as a picture to save, and as numbers. Pure. */
import { formatCount, formatDay, formatNumber, formatPart } from "../../../base/numbers.ts";
import { cardText } from "../../../base/texts/studio/grid.ts";
import type { ColumnProfile } from "../../../table/profile.ts";
import { numberAxis } from "../../ui/picture/axes.ts";
import type { Picture } from "../../ui/picture/picture.ts";

/** A column's values in parts; undefined where neither numbers nor levels are counted. */
interface ColumnBars {
  readonly picture: (title: string) => Picture;
  readonly rows: () => readonly (readonly (string | number)[])[];
}

const COLOUR = "var(--series-1)";

export function columnBars(profile: ColumnProfile, { isDate }: { readonly isDate: boolean }): ColumnBars | undefined {
  const { numbers, levels } = profile;
  if (numbers) return numberBars(numbers, isDate);
  return levels.length > 0 ? levelBars(profile) : undefined;
}

function numberBars({ middle, histogram }: NonNullable<ColumnProfile["numbers"]>, isDate: boolean): ColumnBars {
  const { edges, counts } = middle?.histogram ?? histogram;
  const format = isDate ? formatDay : formatNumber;
  const most = Math.max(...counts);
  return {
    picture: (title) => ({
      ...{ title, ...(middle ? { caption: cardText("tails", middle) } : {}) },
      body: {
        kind: "plot",
        x: numberAxis(title, { ends: [edges[0], edges[edges.length - 1]], format }),
        y: numberAxis(cardText("nRows"), { ends: [0, 1.04 * most], format: formatCount }),
        layers: [
          {
            ...{ kind: "bars", colour: COLOUR },
            bars: counts.map((count, bin) => ({ from: edges[bin], to: edges[bin + 1], low: 0, high: count })),
          },
        ],
      },
    }),
    rows: () => [
      ["from", "to", "rows"],
      ...counts.map((count, bin) => [format(edges[bin]), format(edges[bin + 1]), count]),
    ],
  };
}

function levelBars({ levels, nRows, nMissing }: ColumnProfile): ColumnBars {
  const nFilled = Math.max(1, nRows - nMissing);
  const most = Math.max(...levels.map(({ count }) => count));
  return {
    picture: (title) => ({
      title,
      body: {
        kind: "rows",
        columns: [
          { kind: "text", head: title },
          { kind: "marks", head: cardText("top"), range: [0, most], marks: [] },
          { kind: "text", head: cardText("nRows"), isNumber: true },
          { kind: "text", head: "", isNumber: true },
        ],
        rows: levels.map(({ label, count }) => ({
          cells: [
            label,
            { kind: "share", share: count / most, colour: COLOUR },
            formatCount(count),
            formatPart(count, nFilled),
          ],
        })),
      },
    }),
    rows: () => [["level", "rows"], ...levels.map(({ label, count }) => [label, count])],
  };
}
