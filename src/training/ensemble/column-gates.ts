/** Gates of columns, and which columns they let through. */
import type { TensorMap } from "../../engine/engine.ts";
import { parameterNodes } from "../../program/parameters.ts";
import type { Program } from "../../program/types.ts";
import type { Predictor } from "../types.ts";

type Gated = Pick<Program, "nodes" | "probes">;

/** A gate of a column of the file. */
export interface ColumnGate {
  readonly block: string;
  readonly column: string;
  /** Of its parameter: what a column's gates are ranked by. */
  readonly value: number;
  /** It lets anything through. */
  readonly isOpen: boolean;
}

/** All gates of columns. @param values of the program's parameters */
export function columnGates({ nodes, probes }: Gated, values: TensorMap): readonly ColumnGate[] {
  return parameterNodes(nodes).flatMap(({ name, block, discrete }) => {
    if (discrete?.kind !== "gate") return [];
    const labels = probes.find((probe) => probe.kind === "gate" && probe.block === block)?.rowLabels ?? [];
    const { threshold } = discrete;
    return labels.map((column, index) => {
      const value = values[name][index];
      return { block, column, value, isOpen: value > threshold };
    });
  });
}

/** How many columns of the file gates decide about. */
export function nGatedOf({ nodes, probes }: Gated): number {
  const gates = parameterNodes(nodes).filter(({ discrete }) => discrete?.kind === "gate");
  const blocks = new Set(gates.map(({ block }) => block));
  const labels = probes.filter(({ kind, block }) => kind === "gate" && blocks.has(block));
  return new Set(labels.flatMap(({ rowLabels }) => rowLabels)).size;
}

/** Of each block with gates: the columns that it lets through. */
export type LetThrough = Readonly<Record<string, readonly string[]>>;

export function letThroughOf({ program, parameters }: Pick<Predictor, "program" | "parameters">): LetThrough {
  const open: Record<string, string[]> = {};
  for (const { block, column, isOpen } of columnGates(program, parameters)) {
    open[block] ??= [];
    if (isOpen) open[block].push(column);
  }
  return open;
}
