/** Loss curves of several runs over one axis of steps. Pure. */
import type { TrainingReport } from "../../training/types.ts";
import type { ChartPoint } from "../training/bucket-points.ts";
import { smoothed } from "../training/smoothing.ts";

type History = TrainingReport["history"];

const POINTS_A_RUN = 80;

/** Each run at its own steps; thinned for drawing alone, its first and last point and its lowest one always there. */
export function comparedCurves(histories: readonly History[]): readonly ChartPoint[] {
  const byStep = new Map<number, (number | undefined)[]>();
  for (const [index, history] of histories.entries()) {
    for (const { step, validation } of thinned(history)) {
      const values = byStep.get(step) ?? new Array<number | undefined>(histories.length).fill(undefined);
      values[index] = validation;
      byStep.set(step, values);
    }
  }
  return [...byStep].sort(([a], [b]) => a - b).map(([x, values]) => ({ x, values }));
}

export function smoothedHistory(history: History, weight: number): History {
  const validation = smoothed(
    history.map((point) => point.validation),
    weight,
  );
  return history.map((point, index) => ({ ...point, validation: validation[index] }));
}

function thinned(history: History): History {
  const finite = history.filter(({ validation }) => Number.isFinite(validation));
  if (finite.length <= POINTS_A_RUN) return finite;
  const every = Math.ceil(finite.length / POINTS_A_RUN);
  const lowest = finite.reduce((best, point) => (point.validation < best.validation ? point : best));
  return finite.filter((point, index) => index % every === 0 || index === finite.length - 1 || point === lowest);
}
