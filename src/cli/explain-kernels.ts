/** `diffml explain-kernels`: what the compiled engines make of a pipeline's training step, for people who want to know. */

import { printLoops } from "../engine/compiled/loops/print-loops.ts";
import { type Operation, stepOperations } from "../engine/compiled/step-plan.ts";
import { writeObjectives } from "../engine/objectives.ts";
import { groupParameters } from "../engine/parameter-groups.ts";
import { compile } from "../pipeline/compile.ts";
import { planOf } from "../training/plan.ts";
import type { ExplainCommand } from "./arguments.ts";
import { type Context, catalogue, readTrained } from "./context.ts";
import { writeChunks } from "./files.ts";

function titleOf(operation: Operation, roles: readonly string[]): string {
  const named = (groups: readonly number[]) => groups.map((group) => roles[group]).join(", ");
  switch (operation.kind) {
    case "pass":
      return `pass over ${operation.on === "train" ? "training" : "validation"} rows${operation.at === "moved" ? ", at the moved parameters" : ""}`;
    case "move":
      return `move the parameters of ${named(operation.groups)}: ${operation.scale}`;
    case "worth":
      return "worth of each row's weight, from the losses at both ends of the difference";
    case "update":
      return `optimiser's step of ${named(operation.groups)}`;
    default:
      return operation satisfies never;
  }
}

/** Prints the operations of one training step of a pipeline, and the loops of each pass. */
export async function runExplainKernels(command: ExplainCommand, context: Context): Promise<void> {
  const { document, schema, soft } = await readTrained(command.pipeline, context);
  const program = compile(catalogue, document, schema, soft.statistics);
  const plan = planOf(document.training, program, []);
  const groups = groupParameters(program, plan);
  const roles = groups.map(({ role }) => role);
  const operations = stepOperations(writeObjectives(program), plan, groups);
  const printed = operations.map((operation, index) => {
    const title = `${index + 1}. ${titleOf(operation, roles)}`;
    return operation.kind === "pass" ? `${title}\n${printLoops(operation.pass).replace(/^/gm, "   ")}\n` : `${title}\n`;
  });
  await writeChunks("-", [`${printed.join("\n")}\n`]);
}
