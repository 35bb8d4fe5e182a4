import { memo } from "react";
import { runsText } from "../../base/texts/studio/runs.ts";
import type { TrainingReport } from "../../training/types.ts";

const WIDTH = 96;
const HEIGHT = 28;
const MOST_POINTS = 48;

/** The validation loss of a run in small, from its first point to its last, over that of its training rows. */
export const LossThumbnail = memo(function LossThumbnail({ history }: { readonly history: TrainingReport["history"] }) {
  const every = Math.max(1, Math.ceil(history.length / MOST_POINTS));
  const points = history.filter(
    ({ validation }, index) => Number.isFinite(validation) && (index % every === 0 || index === history.length - 1),
  );
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return <span className="hint">{runsText("noCurve")}</span>;
  const words = runsText("curve", { first: first.validation, last: last.validation });
  const all = points.flatMap(({ train, validation }) => (Number.isFinite(train) ? [train, validation] : [validation]));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (step: number) => ((step - first.step) / Math.max(1, last.step - first.step)) * WIDTH;
  const y = (value: number) => 2 + (1 - (value - low) / Math.max(high - low, 1e-12)) * (HEIGHT - 4);
  const path = (of: "train" | "validation") =>
    points
      .filter((point) => Number.isFinite(point[of]))
      .map((point, index) => `${index === 0 ? "M" : "L"}${x(point.step).toFixed(1)} ${y(point[of]).toFixed(1)}`)
      .join("");
  return (
    <svg className="run-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      <title>{words}</title>
      <path className="run-curve__train" d={path("train")} />
      <path className="run-curve__validation" d={path("validation")} />
    </svg>
  );
});
