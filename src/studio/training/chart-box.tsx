import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { chartText } from "../../base/texts/studio/training.ts";
import { LineSwatch } from "../ui/line-swatch.tsx";
import type { PlotSize } from "./line-axes.ts";

export interface LegendEntry {
  readonly label: string;
  /** Where the line stands. */
  readonly detail: ReactNode;
}

interface ChartBoxProps {
  readonly legend: readonly LegendEntry[];
  /** What can be done with the drawing. */
  readonly menu?: ReactNode;
  /** Draws into so much room, once this is known. */
  readonly children: (size: PlotSize) => ReactNode;
}

/** The words beside lines, what each is and where it stands, and the room for their drawing. */
export function ChartBox({ legend, menu, children }: ChartBoxProps) {
  const plot = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<PlotSize>();
  useEffect(() => {
    const { current: box } = plot;
    if (!box) return;
    const sizes = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = box;
      // Out of sight it has no size, and keeps its drawing.
      if (width > 0 && height > 0) setSize({ width, height });
    });
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);
  return (
    <div className="live-chart">
      <div className="live-chart__head">
        <ul className="live-chart__legend">
          {legend.map(({ label, detail }, index) => (
            <li key={label}>
              <LineSwatch index={index} />
              {label} <span className="live-chart__number">{detail}</span>
            </li>
          ))}
        </ul>
        {menu}
      </div>
      <div className="live-chart__plot" ref={plot}>
        <Suspense fallback={<p className="hint">{chartText("loading")}</p>}>{size ? children(size) : null}</Suspense>
      </div>
    </div>
  );
}
