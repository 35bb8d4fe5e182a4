/** Lines over steps as a picture to save, as both charts of the page draw them. Pure. */
import { formatCount } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import { lineStyle } from "../ui/line-styles.ts";
import { lineLegend } from "../ui/picture/legends.ts";
import type { Picture, PlotLayer } from "../ui/picture/picture.ts";
import type { ChartPoint } from "./bucket-points.ts";
import { drawable, type LinesLook, PALE, stepTicks, valuesAxis } from "./line-axes.ts";

interface LinesPicture extends LinesLook {
  readonly title: string;
  readonly caption?: string;
  /** What the values are. */
  readonly values: string;
  readonly labels: readonly string[];
  readonly points: readonly ChartPoint[];
}

/** @returns undefined where there is no point */
export function linesPicture({ title, caption, values, labels, points, ...look }: LinesPicture): Picture | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return undefined;
  const { ends, ticks, format } = valuesAxis(points, look);
  const layerOf = (index: number): PlotLayer => {
    const drawn = points.flatMap(({ x, values: at }) => {
      const y = drawable(at[index], look.scale);
      return y === null ? [] : [{ x, y }];
    });
    const isBehind = index >= labels.length;
    return { kind: "line", points: drawn, ...lineStyle(index % labels.length), ...(isBehind ? { opacity: PALE } : {}) };
  };
  const named = labels.map((_, index) => index);
  const behind = look.isSmoothed ? named.map((index) => layerOf(labels.length + index)) : [];
  const layers = [...behind, ...named.map(layerOf)];
  return {
    ...{ title, ...(caption === undefined ? {} : { caption }) },
    legend: lineLegend(labels),
    body: {
      kind: "plot",
      x: {
        ...{ name: chartText("stepHead"), ends: [first.x, last.x] },
        marks: stepTicks(points).map((at) => ({ at, label: formatCount(at) })),
      },
      y: {
        ...{ name: values, ends, isLogarithmic: look.scale === "log" },
        marks: ticks.map((at) => ({ at, label: format(at) })),
      },
      layers,
    },
  };
}
