/** The symbolic gradient of an objective, as a program. */
import { ProgramBuilder } from "../../program/builder.ts";
import { gradient } from "../../program/gradient.ts";
import type { Node, ValueId } from "../../program/types.ts";
import { type Objectives, parametersBehind } from "./objectives.ts";

export interface GradientProgram {
  readonly nodes: readonly Node[];
  /** Gradients by parameter name, of those that the objective depends on. */
  readonly gradients: ReadonlyMap<string, ValueId>;
}

/** The symbolic gradient of an objective in some parameters. */
export function gradientProgram(
  objectives: Objectives,
  objective: ValueId,
  names: ReadonlySet<string>,
): GradientProgram {
  const builder = new ProgramBuilder({ nodes: objectives.nodes, outputs: { prediction: 0 }, probes: [] });
  const wanted = parametersBehind(objectives.nodes, objective, names);
  const ids = gradient(
    builder,
    objective,
    wanted.map(({ id }) => id),
  );
  const gradients = new Map<string, ValueId>();
  wanted.forEach(({ node }, index) => {
    const id = ids[index];
    if (id !== undefined) gradients.set(node.name, id);
  });
  return { nodes: builder.nodes, gradients };
}
