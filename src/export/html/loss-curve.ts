/** Losses over steps as a drawing. */
import { formatScore } from "../../base/numbers.ts";
import { reportText } from "../../base/texts/report-page.ts";
import type { TrainingReport } from "../../training/types.ts";
import { Html, html } from "./escape-html.ts";

const [WIDTH, HEIGHT, MARGIN] = [800, 220, 6];
/** The first losses are far above all others. */
const TOP_SHARE = 0.98;

/** Nothing where fewer than two losses are numbers. */
export function lossCurve(history: TrainingReport["history"]): Html {
  const points = history.filter(({ train, validation }) => Number.isFinite(train) && Number.isFinite(validation));
  if (points.length < 2) return new Html("");
  const losses = points.flatMap(({ train, validation }) => [train, validation]).sort((a, b) => a - b);
  const [low, high] = [losses[0], losses[Math.floor((losses.length - 1) * TOP_SHARE)]];
  const last = points[points.length - 1];
  const x = (step: number) => MARGIN + ((WIDTH - 2 * MARGIN) * step) / Math.max(last.step, 1);
  const y = (loss: number) => {
    const share = (Math.min(loss, high) - low) / (high - low || 1);
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share;
  };
  const lineOf = (loss: (point: TrainingReport["history"][number]) => number) =>
    points.map((point) => `${x(point.step).toFixed(1)},${y(loss(point)).toFixed(1)}`).join(" ");
  const words = reportText("curve", {
    steps: last.step,
    first: formatScore(points[0].validation),
    last: formatScore(last.validation),
  });
  return html`<h2>${reportText("lossCurve")}</h2>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}">
<polyline class="train" fill="none" stroke-width="2" points="${lineOf(({ train }) => train)}"/>
<polyline class="validation" fill="none" stroke-width="2" points="${lineOf(({ validation }) => validation)}"/>
</svg>
<p class="soft"><span class="key train"></span>${reportText("trainLoss")} <span class="key validation"></span>${reportText("validationLoss")}. ${words}.</p>`;
}
