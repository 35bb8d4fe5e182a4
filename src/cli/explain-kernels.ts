/** `diffml explain-kernels`: what the compiled engines make of a pipeline's training step, for people who want to know. */

import type { TrainingData, TrainingPlan } from "../engine/engine.ts";
import { formatLoops } from "../engine/loops/format-loops.ts";
import { type CompiledOperation, compileStep } from "../engine/loops/step-passes.ts";
import { writeObjectives } from "../engine/step/objectives.ts";
import { groupParameters, type ParameterGroup } from "../engine/step/parameter-groups.ts";
import { withBindings } from "../engine/webgpu/plan/bindings.ts";
import { LEAST_LIMITS } from "../engine/webgpu/plan/limits.ts";
import { planKernels } from "../engine/webgpu/run/webgpu-program.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { compile } from "../pipeline/compile.ts";
import type { Program } from "../program/types.ts";
import { planOf } from "../training/plan.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { CommandOf } from "./arguments.ts";
import { type Context, readTrained } from "./context.ts";
import { writeChunks } from "./files.ts";

interface Step {
  readonly program: Program;
  readonly plan: TrainingPlan;
  readonly groups: readonly ParameterGroup[];
}

function titleOf(operation: CompiledOperation, roles: readonly string[]): string {
  const named = (groups: readonly number[]) => groups.map((group) => roles[group]).join(", ");
  switch (operation.kind) {
    case "pass": {
      const rows = operation.split === "train" ? "training" : "validation";
      return `pass over ${rows} rows${operation.at === "ahead" ? ", at the moved parameters" : ""}`;
    }
    case "moveAhead":
      return `move the parameters of ${named(operation.groups)} ahead`;
    case "perturb":
      return `perturb the parameters of ${named([operation.group])} on both sides of the alignment's difference`;
    case "update":
      return `optimiser's step of ${named(operation.groups)}`;
    default:
      return operation satisfies never;
  }
}

function* loopsOf({ program, plan, groups }: Step): Iterable<string> {
  const roles = groups.map(({ role }) => role);
  for (const [index, operation] of compileStep(writeObjectives(program, plan.frozen), plan, groups).entries()) {
    yield `${index + 1}. ${titleOf(operation, roles)}\n`;
    if (operation.kind === "pass") yield `${formatLoops(operation.pass).replace(/^/gm, "   ")}\n\n`;
  }
}

/** A file holds no rows; kernels need to know how many there are and not what they say. */
function rowsOfNothing({ schema, soft, report }: TrainedPipeline): TrainingData {
  const { train, validation } = report.rows;
  const nRows = train + validation;
  const rows = Uint32Array.from({ length: nRows }, (_, row) => row);
  const nNumbers = schema.numbers.length;
  const { labelOffset, labelScale } = soft.statistics;
  return {
    schema,
    nRows,
    numbers: new Float32Array(nRows * nNumbers),
    missing: new Uint8Array(nRows * nNumbers),
    categories: new Int32Array(nRows * schema.categories.length),
    source: new Int32Array(nRows),
    labels: new Float64Array(nRows),
    split: { train: rows.slice(0, train), validation: rows.slice(train), test: new Uint32Array(0) },
    labelOffset,
    labelScale,
  };
}

function* wgslOf(step: Step, trained: TrainedPipeline): Iterable<string> {
  const { kernels, steps, sizes } = planKernels({ ...step, data: rowsOfNothing(trained) }, LEAST_LIMITS);
  for (const [index, { title, layout, nWorkgroups, code }] of kernels.entries()) {
    const when = index < steps.step.length ? `dispatch ${index + 1} of each step` : "at evaluation points";
    yield `// ${title}: ${when}, ${nWorkgroups} workgroups\n${withBindings(code, layout, sizes)}\n\n`;
  }
}

/** Prints the operations of one training step of a pipeline, and the loops of each pass, or the kernels of a GPU. */
export async function runExplainKernels(
  { pipeline, form }: CommandOf<"explain-kernels">,
  context: Context,
): Promise<void> {
  const trained = await readTrained(pipeline, context);
  const { document, schema, soft } = trained;
  const program = compile(catalogue, document, schema, soft.statistics);
  const plan = planOf(document.training, program, []);
  const step = { program, plan, groups: groupParameters(program, plan) };
  await writeChunks("-", [...(form === "loops" ? loopsOf(step) : wgslOf(step, trained))]);
}
