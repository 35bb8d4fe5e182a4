/** What is deployed against all that it is compared with, each by itself: intervals beside the verdict. */
import type { Task } from "../table/types.ts";
import { type PairedBootstrapResult, pairedBootstrap } from "./bootstrap.ts";
import type { MadeFor, MetricName } from "./metric-evaluators.ts";
import type { Stage } from "./phases.ts";
import type { OpponentDifference } from "./types.ts";

/** In the order in which they are shown. */
const OPPONENTS = ["fixed", "baseline", "constant"] as const satisfies readonly Stage[];

export interface OpponentOptions {
  readonly task: Task;
  readonly nClasses: number;
  /** float64 [rows], and what each stage said of them. */
  readonly labels: Float64Array;
  readonly groups?: Int32Array;
  /** float64 [rows]: how much each row counts; absent: all count alike. */
  readonly weights?: Float64Array | undefined;
  readonly predictions: ReadonlyMap<Stage, Float64Array>;
  readonly deployed: Stage;
  readonly metric: MetricName;
  readonly madeFor?: MadeFor | undefined;
  readonly seed: number;
  readonly pause: () => Promise<void>;
  /** Whether there is no time for more. */
  readonly isOver: () => boolean;
  /** What the verdict found, so that it is not looked for again. */
  readonly known?: { readonly stage: Stage; readonly result: PairedBootstrapResult };
}

/** @returns one for each opponent that was scored and that there was time for. */
export async function opponentDifferences(options: OpponentOptions): Promise<readonly OpponentDifference[]> {
  const { predictions, deployed, metric, known, isOver, ...rows } = options;
  const first = predictions.get(deployed);
  const differences: OpponentDifference[] = [];
  for (const stage of OPPONENTS) {
    const second = predictions.get(stage);
    if (!first || !second || stage === deployed || (stage !== known?.stage && isOver())) continue;
    const result = stage === known?.stage ? known.result : await pairedBootstrap({ ...rows, first, second, metric });
    differences.push({ stage, metric, ...result });
  }
  return differences;
}
