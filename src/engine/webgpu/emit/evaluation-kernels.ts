/** The kernels of an evaluation: the mean loss of some rows, what an evaluation point keeps of it, and the best weights. */

import type { ParameterLayout } from "../../loops/parameter-layout.ts";
import type { Pass } from "../../loops/statements.ts";
import { OUTPUTS } from "../../loops/step-passes.ts";
import type { KernelLimits } from "../plan/limits.ts";
import type { Location } from "../plan/locations.ts";
import { type PassPlan, planPass, workgroupsFor } from "../plan/pass-plan.ts";
import { EVALUATION_FLAGS, type EvaluationRecordLayout } from "../plan/records.ts";
import { blocksFor, type Kernel, LOSS_SUM_AT, type Regions, shareLoop } from "./kernels.ts";
import { emitReduceKernel, planReduce } from "./reduce-kernel.ts";
import { emitRowFreeKernel, type Section } from "./row-free-kernel.ts";
import { emitRowKernel } from "./row-kernel.ts";
import type { MomentOffsets } from "./update.ts";
import { indented, sum, unsigned } from "./wgsl-text.ts";

/** Words of `control`. */
export const CONTROL = {
  lossSum: LOSS_SUM_AT,
  /** Lowest validation loss of an evaluation point that counts, and that point's number, −1 for none since the last read. */
  best: 1,
  bestPoint: 2,
  /** 1 where the last evaluation point was the best so far. */
  isBest: 3,
  /** [training loss sum, validation loss] of each evaluation point. */
  points: 4,
} as const;

export interface EvaluationKernels {
  /** In order; the one at `rowsAt` has as many workgroups as its rows take. */
  readonly evaluate: readonly Kernel[];
  readonly rowsAt: number;
  readonly plan: PassPlan;
  /** Copies the weights where the last evaluation point was the best. */
  readonly keepBest: Kernel;
}

export function evaluationKernels(options: {
  readonly pass: Pass;
  readonly layout: ParameterLayout;
  readonly record: EvaluationRecordLayout;
  readonly moments: MomentOffsets;
  /** Where the best weights begin in `moments`: parameters, then both moments. */
  readonly bestAt: number;
  readonly rowInputs: ReadonlyMap<string, Location>;
  readonly limits: KernelLimits;
  readonly regions: Regions;
  /** How far behind each parameter its average stands, at which it is evaluated and kept; absent where nothing is averaged. */
  readonly averageAt?: number;
}): EvaluationKernels {
  const { pass, layout, record, moments, bestAt, rowInputs, limits, regions, averageAt = 0 } = options;
  const rows = { most: record.maxRows, countAt: record.count, rowsAt: record.rows };
  const plan = planPass("evaluation", pass, rows, {
    ...regions,
    limits,
    rowInputs,
    feeds: record.feeds,
    parameterAt: (name) => layout.spans.get(name)!.offset + averageAt,
    gradientAt: () => undefined,
  });
  regions.fit(plan, record.maxRows);
  const reduce = planReduce(plan);
  const { prologue, epilogue } = pass;
  const locations = plan.rowFreeLocations;
  const statements = (title: string, own: Pass["prologue"]): readonly Section[] =>
    own.length > 0 ? [{ kind: "statements", title, statements: own, locations }] : [];
  const rowFree = (title: string, sections: readonly Section[]): readonly Kernel[] =>
    sections.length > 0
      ? [
          {
            title,
            layout: "row-free",
            code: emitRowFreeKernel({ title, sections, usesTotal: false }, regions),
            nWorkgroups: 1,
          },
        ]
      : [];
  const first = rowFree("prologue of the evaluation", statements("prologue", prologue));
  const evaluate: readonly Kernel[] = [
    ...first,
    {
      title: plan.name,
      layout: "rows",
      code: emitRowKernel(plan, regions),
      nWorkgroups: workgroupsFor(plan, record.maxRows),
    },
    {
      title: "evaluation: sums",
      layout: "row-free",
      code: emitReduceKernel(plan, reduce, regions, undefined),
      nWorkgroups: reduce.nWorkgroups,
    },
    ...rowFree("evaluation point", [
      ...statements("epilogue", epilogue),
      { kind: "lines", lines: markLines(plan.outputs.get(OUTPUTS.validationLoss)!, record) },
    ]),
  ];
  return { evaluate, rowsAt: first.length, plan, keepBest: keepBest({ layout, moments, bestAt, regions, averageAt }) };
}

function markLines(lossAt: number, record: EvaluationRecordLayout): string[] {
  return [
    "if (thread == 0u) {",
    `  let validation = scratch[${unsigned(lossAt)}];`,
    `  let flags = feeds[${record.flags}];`,
    `  let slot = feeds[${record.slot}];`,
    `  control[${CONTROL.points} + 2 * slot] = control[${CONTROL.lossSum}];`,
    `  control[${CONTROL.points + 1} + 2 * slot] = validation;`,
    `  if ((flags & ${EVALUATION_FLAGS.isPoint}) != 0) { control[${CONTROL.lossSum}] = 0.0; }`,
    `  control[${CONTROL.isBest}] = 0.0;`,
    `  if ((flags & ${EVALUATION_FLAGS.countsForBest}) != 0 && validation < control[${CONTROL.best}]) {`,
    `    control[${CONTROL.best}] = validation;`,
    `    control[${CONTROL.bestPoint}] = f32(slot);`,
    `    control[${CONTROL.isBest}] = 1.0;`,
    "  }",
    "}",
  ];
}

function keepBest(options: {
  readonly layout: ParameterLayout;
  readonly moments: MomentOffsets;
  readonly bestAt: number;
  readonly regions: Regions;
  readonly averageAt: number;
}): Kernel {
  const { layout, moments, bestAt, regions, averageAt } = options;
  const { nMoving } = layout;
  const nBlocks = blocksFor(nMoving);
  const to = (part: number) => `moments[${sum(bestAt + part * nMoving, "i")}]`;
  const lines = [
    `if (control[${CONTROL.isBest}] > 0.5) {`,
    ...indented(
      shareLoop(nMoving, nBlocks, [
        `${to(0)} = values[${sum(averageAt, "i")}];`,
        `${to(1)} = moments[${sum(moments.m, "i")}];`,
        `${to(2)} = moments[${sum(moments.v, "i")}];`,
      ]),
    ),
    "}",
  ];
  const title = "keep the best weights";
  const code = emitRowFreeKernel(
    { title, sections: [], others: { lines, declarations: [] }, usesTotal: false },
    regions,
  );
  return { title, layout: "row-free", code, nWorkgroups: 1 + nBlocks };
}
