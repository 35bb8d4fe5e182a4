/** What a run came to, as tables of words: for the report page and the command line. */
import { formatScore, formatShare } from "../base/numbers.ts";
import { metricLabel } from "../training/metrics.ts";
import { namingOf, STAGE_ROWS, stageTitle } from "../training/phases.ts";
import type { TrainingReport } from "../training/types.ts";

/** Metrics of the test rows: a header, then a line a stage; none where nothing was measured. */
export function stageTable(report: TrainingReport): readonly (readonly string[])[] {
  const { metrics, leading } = report;
  const naming = namingOf(report);
  const stages = STAGE_ROWS.filter(({ id }) => metrics.test[id]);
  if (stages.length === 0) return [];
  const rows = stages.map((row) => [
    stageTitle(row, naming),
    ...leading.map((metric) => formatScore(metrics.test[row.id]?.[metric])),
  ]);
  return [["", ...leading.map(metricLabel)], ...rows];
}

/** Share of the ensemble, out-of-fold loss and title of what was tried, the heaviest first. */
export function memberTable({ members = [] }: TrainingReport): readonly (readonly string[])[] {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const ranked = [...members].sort((a, b) => b.weight - a.weight || a.loss - b.loss);
  return ranked.map(({ title, weight, loss }) => [formatShare(weight / Math.max(total, 1)), formatScore(loss), title]);
}
