/** What the blend of a trained pipeline came to: its gates, thresholds and shares. */
import type { ProbeReading } from "../blocks/block.ts";
import { softProgram } from "../export/recompile.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { readProbes } from "../training/stages.ts";
import type { TrainedPipeline } from "../training/types.ts";

/** None where the soft pipeline does not compile any more. */
export function softProbes(trained: TrainedPipeline): readonly ProbeReading[] {
  const program = softProgram(trained, catalogue);
  return program ? [...readProbes(program, trained.soft.state.parameters).values()].flat() : [];
}

/** Gates of columns, by column; empty where no block has any. */
export function gatesOf(trained: TrainedPipeline): ReadonlyMap<string, number> {
  return new Map(
    softProbes(trained)
      .filter(({ kind, columnLabels }) => kind === "gate" && columnLabels.length === 0)
      .flatMap(({ rowLabels, values }) => rowLabels.map((label, index) => [label, values[index]] as const)),
  );
}
