/** A file holds what was learned, never rows or row weights: here they are told apart by what programs do with them. */
import { dependencies } from "../program/evaluate.ts";
import { ROW_INPUTS } from "../program/inputs.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import type { Program } from "../program/types.ts";

/** Parameters with a number for each training row: those that are looked up by row id. */
export function rowWeightNames(program: Pick<Program, "nodes">): ReadonlySet<string> {
  const { nodes } = program;
  const rowIds = new Set(
    nodes.flatMap((node, id) => (node.kind === "input" && node.name === ROW_INPUTS.rowId ? [id] : [])),
  );
  const tables = nodes.flatMap((node) =>
    node.kind === "op" && node.op === "lookup" && rowIds.has(node.inputs[1]) ? [node.inputs[0]] : [],
  );
  const names = [...dependencies(nodes, tables)].flatMap((id) => {
    const node = nodes[id];
    return node.kind === "parameter" && node.role === "data" ? [node.name] : [];
  });
  return new Set(names);
}

/** A prediction program without the probes of `data` parameters, which predictions never read. */
export function withoutDataProbes(program: Program): Program {
  const probes = program.probes.filter((probe) => {
    const needed = dependencies(program.nodes, [probe.value]);
    return [...needed].every((id) => {
      const node = program.nodes[id];
      return node.kind !== "parameter" || node.role !== "data";
    });
  });
  return predictionProgram({ ...program, probes });
}
