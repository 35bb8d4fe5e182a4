/** What planted dirt cost, and what was won back of it, by two runs on the same test rows. Pure. */

import { dirtFoundText } from "../../base/texts/studio/dirt.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { sharedLoss } from "../../training/compared-metric.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import type { OpponentDifference, TrainingReport } from "../../training/types.ts";
import { areThose } from "../session/changes-since.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { type IntervalRow, isPlainDeployed, opponentRows, otherOpponents } from "./intervals.ts";

type Dirt = PipelineDocument["table"]["dirt"];

export interface WonBack {
  readonly metric: MetricName;
  /** On the test rows; undefined where it was not measured. */
  readonly clean?: StageLosses;
  readonly dirty?: StageLosses;
  /** What is deployed against the plain pipeline, both trained with the dirt. */
  readonly difference?: OpponentDifference;
}

export interface StageLosses {
  readonly plain: number | undefined;
  readonly learned: number | undefined;
}

type Run = Pick<RunRecord, "document" | "files" | "report">;

/** Whether the same rows test in both. */
function haveSameTests(a: Run, b: Run): boolean {
  const of = ({ document: { target, training, table } }: Run) => {
    const { seed, split, trainFraction, validationFraction, trainingOnlySources } = training;
    return JSON.stringify([
      table.rows,
      target?.name,
      target?.task,
      seed,
      split,
      trainFraction,
      validationFraction,
      trainingOnlySources,
    ]);
  };
  return areThose(a.files, b.files) && of(a) === of(b);
}

const dirtOf = ({ document: { table } }: Run): Dirt => table.dirt && { ...table.dirt, isHidden: false };

/**
 * The newest clean run and the newest dirty one, beside the run that is shown.
 *
 * @param runs the newest first.
 * @param dirt of the table that is open, where the shown run was clean.
 */
export function wonBack(shown: Run, runs: readonly Run[], dirt: Dirt): WonBack {
  const { clean, dirty } = comparedRuns(shown, runs, dirt);
  const metric = sharedLoss(shown.report);
  const difference = dirty && otherOpponents(dirty.report).find(({ stage }) => stage === "baseline");
  return {
    metric,
    ...(clean ? { clean: lossesOf(clean.report, metric) } : {}),
    ...(dirty ? { dirty: lossesOf(dirty.report, metric) } : {}),
    ...(difference?.metric === metric ? { difference } : {}),
  };
}

/** What is deployed against the plain pipeline, without the dirt and with it: intervals of the two on one scale. */
export function gainRows(shown: Run, runs: readonly Run[], dirt: Dirt): readonly IntervalRow[] {
  const { clean, dirty } = comparedRuns(shown, runs, dirt);
  const rowOf = (side: "clean" | "dirty", run: Run | undefined) => {
    const row = run && opponentRows(run.report).find(({ id }) => id === "baseline");
    return row ? [{ ...row, id: side, name: dirtFoundText(side) }] : [];
  };
  return [...rowOf("clean", clean), ...rowOf("dirty", dirty)];
}

/** Of the two runs, those that deploy the plain pipeline itself, which is no news against itself. */
export function plainDeployed(shown: Run, runs: readonly Run[], dirt: Dirt): readonly ("clean" | "dirty")[] {
  const { clean, dirty } = comparedRuns(shown, runs, dirt);
  const isPlain = (run: Run | undefined) => run !== undefined && isPlainDeployed(run.report);
  return [...(isPlain(clean) ? ["clean" as const] : []), ...(isPlain(dirty) ? ["dirty" as const] : [])];
}

/** The newest clean run and the newest dirty one. */
function comparedRuns(
  shown: Run,
  runs: readonly Run[],
  dirt: Dirt,
): { readonly [Side in "clean" | "dirty"]: Run | undefined } {
  const ownDirt = dirtOf(shown) ?? (dirt && { ...dirt, isHidden: false });
  const key = JSON.stringify(ownDirt);
  const find = (isIt: (run: Run) => boolean) =>
    isIt(shown) ? shown : runs.find((run) => isIt(run) && haveSameTests(run, shown));
  const clean = find((run) => dirtOf(run) === undefined);
  const dirty = find((run) => dirtOf(run) !== undefined && JSON.stringify(dirtOf(run)) === key);
  return { clean, dirty };
}

function lossesOf({ metrics }: TrainingReport, metric: MetricName): StageLosses {
  return { plain: metrics.test.baseline?.[metric], learned: metrics.test.tuned?.[metric] };
}
